import { createHash } from 'node:crypto';
import nodemailer from 'nodemailer';
import { type Gateway, type MayBegin, type Outgoing, type SendOutcome, whenever } from './gateway';
import { Turns } from './turns';

export interface SmtpOptions {
  /** `smtp://user:pass@host:port` or `smtps://…`. */
  url: string;
  from: string;
  /** Limit for connecting, for the greeting, and for silence on an open connection, in ms. */
  timeoutMs?: number;
}

type Failure = Exclude<SendOutcome, { kind: 'sent' | 'not-begun' }>;

/** What a nodemailer error tells; the rest of it (addresses, the server's words) is left behind. */
export interface SmtpFailure {
  code?: string;
  responseCode?: number;
  originalCode?: string;
  timeoutType?: string;
}

/** Nothing of the message can have left: no connection was ever made, or it was never greeted. */
// biome-ignore format: a table
const BEFORE_ANY_MAIL = new Set([
  'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'EDNS', 'ETLS', 'EAUTH', 'ENOAUTH',
  'CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT',
]);

/**
 * Reply codes per RFC 5321 4.2.1: 4yz try again, 5yz never; 503 (bad sequence) is the session's fault and a
 * refused sign-in ours, so both are temporary. Silence or a cut after connecting is unknown: the server may
 * have taken the text and lost only its answer.
 */
export function classifySmtp({ code, responseCode, originalCode, timeoutType }: SmtpFailure): Failure {
  const named = [code, originalCode, timeoutType].find(
    (name) => name !== undefined && BEFORE_ANY_MAIL.has(name),
  );
  if (named) return { kind: 'temporary', code: named.toLowerCase() };
  if (code === 'EENVELOPE' && responseCode === undefined) return { kind: 'permanent', code: 'bad-address' };
  if (responseCode !== undefined && responseCode >= 400) {
    const lasting = responseCode >= 500 && responseCode !== 503;
    return { kind: lasting ? 'permanent' : 'temporary', code: `smtp-${responseCode}` };
  }
  return { kind: 'unknown', code: (timeoutType ?? originalCode ?? code ?? 'error').toLowerCase() };
}

/** The same key always gives the same Message-ID, so that a receiving system can drop a second copy. */
export function messageId(key: string, from: string): string {
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost';
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}>`;
}

const CONNECTIONS = 5;

/** E-mail over SMTP. */
export function smtpGateway({ url, from, timeoutMs = 20_000 }: SmtpOptions): Gateway {
  // The pool resends by itself only when an idle connection died before a byte of the message was written.
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  const turns = new Turns(CONNECTIONS);
  const send = ({ key, to, subject, body }: Outgoing, mayBegin: MayBegin = whenever): Promise<SendOutcome> =>
    turns.take(async () => {
      // Connecting, the greeting and the conversation each have the limit. A server that drips may take longer still:
      // it is never sent again, because nobody can be asked whether it arrived.
      if (!mayBegin(3 * timeoutMs)) return { kind: 'not-begun' };
      const id = messageId(key, from);
      try {
        await transport.sendMail({ from, to, subject: subject ?? '', text: body, messageId: id });
        return { kind: 'sent', providerId: id };
      } catch (error) {
        return classifySmtp(error as SmtpFailure);
      }
    });

  return {
    channel: 'email',
    send,
    /** SMTP keeps no list to ask. A person decides, or a resend is dropped by whoever knows the Message-ID. */
    lookUp: async () => ({ kind: 'unknown', code: 'smtp-cannot-tell' }),
    close: () => transport.close(),
  };
}
