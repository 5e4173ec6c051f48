import path from 'node:path';
import { Mailbox } from './mailbox';
import { servePhones } from './server';
import { TwilioStandIn } from './twilio-api';

export { Mailbox } from './mailbox';
export { refused, TwilioStandIn } from './twilio-api';

/** Where the application takes what phones answer; under its own address. */
export const INBOUND_PATH = '/webhooks/twilio/inbound';

export interface PhonesOptions {
  /** The folder that remembers from one process to the next; without it everything is forgotten. */
  dir?: string;
  /** Free ports are taken where none is given. */
  ports?: { twilio?: number; smtp?: number; page?: number };
  /** The application's own address, to which answers and receipts are posted. */
  appUrl: string;
  accountSid: string;
  authToken: string;
  /** How long a text takes to its receipts, in ms. */
  receiptDelayMs?: number;
  log: (line: string) => void;
}

export interface Phones {
  twilioUrl: string;
  smtpUrl: string;
  pageUrl: string;
  twilio: TwilioStandIn;
  mailbox: Mailbox;
  stop(): Promise<void>;
}

/** The outside world for a demonstration: phones that take texts and answer, a mailbox, and a page of both. */
export async function startPhones(options: PhonesOptions): Promise<Phones> {
  const { dir, ports = {}, appUrl, accountSid, authToken, receiptDelayMs = 400, log } = options;
  const twilio = new TwilioStandIn({
    accountSid,
    authToken,
    inboundUrl: appUrl + INBOUND_PATH,
    receiptDelayMs,
    ...(dir !== undefined && { file: path.join(dir, 'texts.jsonl') }),
  });
  const mailbox = new Mailbox(dir === undefined ? undefined : path.join(dir, 'mails.jsonl'));
  await twilio.start(ports.twilio);
  await mailbox.start(ports.smtp);
  const page = await servePhones(twilio, mailbox, ports.page);
  log(`phones at ${page.url}`);
  return {
    twilioUrl: twilio.url,
    smtpUrl: mailbox.url,
    pageUrl: page.url,
    twilio,
    mailbox,
    stop: async () => {
      await Promise.all([page.stop(), twilio.stop(), mailbox.stop()]);
    },
  };
}
