import { DEMO_SIGN_INS } from '../../prisma/demo/seed';
import { log } from './say';

/** The password of every demo account; a demo holds invented people only. */
export const DEMO_PASSWORD = 'nhipcau';

/** Says where to click, and as whom. */
export function sayDemoAccounts(phonesUrl: string): void {
  log(`Điện thoại và hộp thư mô phỏng / simulated phones and mailbox: ${phonesUrl}`);
  log(`\nĐăng nhập / sign in, mật khẩu / password: ${DEMO_PASSWORD}`);
  for (const { role, email, where } of DEMO_SIGN_INS) log(`  ${email.padEnd(36)} ${role} – ${where}`);
}
