import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { normaliseName } from '../../domain/vietnamese';
import { openDatabase, type PrismaClient } from '../../prisma/client';
import { log, Missing, main } from '../parts/say';

/**
 * Opens the account every other one is opened from, on a database without any: whoever can run this on the server may,
 * nobody can over the network.
 * @returns its password, kept only as argon2id.
 * @throws Missing when there is an administrator already.
 */
export async function openFirstAdmin(db: PrismaClient, email: string, name: string): Promise<string> {
  const password = randomBytes(15).toString('base64url');
  const passwordHash = await hash(password);
  await db.$transaction(async (tx) => {
    // Two runs at once must not both find nobody.
    await tx.$executeRaw`LOCK TABLE "User" IN SHARE ROW EXCLUSIVE MODE`;
    if (await tx.user.count({ where: { role: 'admin', active: true } })) {
      throw new Missing(
        'Đã có tài khoản quản trị: hãy đăng nhập bằng tài khoản đó để mở tài khoản khác.',
        'There is an administrator already: sign in as that one to open other accounts.',
      );
    }
    await tx.user.create({
      data: { role: 'admin', name: normaliseName(name), email: email.trim().toLowerCase(), passwordHash },
    });
  });
  return password;
}

async function command([email, ...name]: string[]): Promise<void> {
  if (!email?.includes('@') || name.length === 0) {
    throw new Missing('Cách dùng: first-admin <e-mail> <họ tên>', 'usage: first-admin <e-mail> <name>');
  }
  const db = openDatabase(process.env.DATABASE_URL ?? '', 1);
  try {
    log(`Mật khẩu / password: ${await openFirstAdmin(db, email, name.join(' '))}`);
  } finally {
    await db.$disconnect();
  }
}

if (require.main === module) main(() => command(process.argv.slice(2)));
