/** The phones and the mailbox in a process of their own. Receipts stay away: a real provider's come from other machines. */
import { startPhones } from '../phones';
import { answering } from './child';

/** Wait for so many more texts. */
export interface Expect {
  texts: number;
}

export interface Arrived {
  /** When the last of them was taken, ms since 1970. */
  lastAt: number;
  /** How many of them were new: a text sent twice counts once. */
  different: number;
}

export interface StandInReady {
  twilioUrl: string;
  smtpUrl: string;
}

async function main(): Promise<void> {
  const { APP_URL = '', TWILIO_ACCOUNT_SID = '', TWILIO_AUTH_TOKEN = '' } = process.env;
  const { twilio, twilioUrl, smtpUrl } = await startPhones({
    appUrl: APP_URL,
    accountSid: TWILIO_ACCOUNT_SID,
    authToken: TWILIO_AUTH_TOKEN,
    receiptDelayMs: 0,
    log: () => {},
  });
  twilio.failReceipts({ kind: 'none' }, { times: Number.POSITIVE_INFINITY });

  const texts = twilio.inbox.items;
  let changed = () => {};
  twilio.onChange(() => changed());
  let counted = 0;
  answering<Expect, Arrived>({ twilioUrl, smtpUrl } satisfies StandInReady, async ({ texts: wanted }) => {
    const until = counted + wanted;
    await new Promise<void>((resolve) => {
      changed = () => {
        if (texts.length >= until) resolve();
      };
      changed();
    });
    const mine = texts.slice(counted, until);
    counted = until;
    return { lastAt: mine.at(-1)?.createdAt ?? 0, different: new Set(mine.map((m) => m.body)).size };
  });
}

main();
