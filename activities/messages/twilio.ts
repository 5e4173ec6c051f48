import twilio from 'twilio';
import type { Gateway, LookUp, Outgoing, SendOutcome } from './gateway';
import { NoAnswer, ProviderHttp, ProviderRefusal } from './provider-http';

export interface TwilioOptions {
  accountSid: string;
  authToken: string;
  /** The registered brand or number messages come from. */
  from: string;
  /** A stand-in's origin instead of Twilio's. */
  baseUrl?: string | undefined;
  /** Where Twilio posts delivery receipts; it must be the very URL the webhook's signature is checked against. */
  statusCallback?: string | undefined;
  /** Limit for one request, in ms. */
  timeoutMs: number;
  /** Requests under way at once; more wait their turn. */
  maxConcurrent: number;
}

type Failure = Exclude<SendOutcome, { kind: 'sent' }>;

/** Twilio's codes that do not mean what their HTTP status suggests (twilio.com/docs/api/errors). */
const BY_CODE: Readonly<Record<number, Failure['kind']>> = {
  14107: 'temporary', // our rate limit for this sender
  20003: 'temporary', // our credentials: somebody has to mend them, the message is good
  20005: 'temporary', // our account is not active
  20429: 'temporary', // too many requests
  21603: 'temporary', // our From is missing
  21606: 'temporary', // our From cannot send
  21611: 'temporary', // our From has too many queued messages
  21659: 'temporary', // our From is not a number or brand of ours
  21660: 'temporary', // our From belongs to another account
  21211: 'permanent', // not a phone number
  21214: 'permanent', // cannot be reached
  21217: 'permanent', // not a valid number
  21265: 'permanent', // a short code
  21408: 'permanent', // that country is not allowed
  21602: 'permanent', // no text
  21604: 'permanent', // no number
  21610: 'permanent', // the owner opted out
  21612: 'permanent', // no route from our sender to this number
  21614: 'permanent', // not a mobile phone
  21617: 'permanent', // the text is too long
};

/**
 * What a refusal means for the message. 5xx and 408 are unknown: Twilio may fail after having queued it.
 * A refusal because of our own account is temporary, so that mending it sends what waited.
 */
export function classify(status: number, code?: number): Failure['kind'] {
  if (status >= 500 || status === 408) return 'unknown';
  const known = code === undefined ? undefined : BY_CODE[code];
  if (known) return known;
  if ([401, 403, 404, 409, 423, 425, 429].includes(status)) return 'temporary';
  if (status >= 400) return 'permanent';
  return 'unknown';
}

/** Texts through Twilio's Messages API. */
export function twilioGateway(options: TwilioOptions): Gateway {
  const httpClient = new ProviderHttp({
    origin: options.baseUrl,
    timeoutMs: options.timeoutMs,
    maxSockets: options.maxConcurrent,
  });
  const { messages } = twilio(options.accountSid, options.authToken, { httpClient });
  const sender = {
    from: options.from,
    ...(options.statusCallback !== undefined && { statusCallback: options.statusCallback }),
  };

  async function send({ to, body }: Outgoing): Promise<SendOutcome> {
    try {
      const { sid } = await messages.create({ ...sender, to, body });
      return sid ? { kind: 'sent', providerId: sid } : { kind: 'unknown', code: 'bad-answer' };
    } catch (error) {
      return failureOf(error);
    }
  }

  async function lookUp({ to, body }: Outgoing, since: Date): Promise<LookUp> {
    // Our clock and Twilio's differ a little. Not earlier: a reminder may have the very words of the request before it.
    const dateSentAfter = new Date(since.getTime() - 5 * 60_000);
    try {
      const sent = await find(messages.page({ to, dateSentAfter, pageSize: 100 }), body, dateSentAfter);
      // A message still queued has no DateSent yet and so may be missing there.
      const sid = sent ?? (await find(messages.page({ to, pageSize: 100 }), body, dateSentAfter));
      return sid === undefined ? { kind: 'absent' } : { kind: 'found', providerId: sid };
    } catch (error) {
      return { kind: 'unknown', code: failureOf(error).code };
    }
  }

  return { channel: 'sms', send, lookUp, close: () => httpClient.close() };
}

type Page = Awaited<ReturnType<ReturnType<typeof twilio>['messages']['page']>>;

/** The sid of the outgoing message with exactly this text made since then; pages come newest first. */
async function find(first: Promise<Page>, body: string, since: Date): Promise<string | undefined> {
  let page: Page | undefined = await first;
  while (page?.instances.some((m) => m.dateCreated >= since)) {
    const match = page.instances.find(
      (m) => m.direction !== 'inbound' && m.dateCreated >= since && m.body.trim() === body.trim(),
    );
    if (match) return match.sid;
    page = (await page.nextPage()) as Page | undefined;
  }
  return undefined;
}

function failureOf(error: unknown): Failure {
  if (error instanceof ProviderRefusal) {
    const kind = classify(error.status, error.code);
    const code = error.code === undefined ? `http-${error.status}` : String(error.code);
    return kind === 'temporary' && error.retryAfterMs !== undefined
      ? { kind, code, retryAfterMs: error.retryAfterMs }
      : { kind, code };
  }
  if (error instanceof NoAnswer) return { kind: error.reached ? 'unknown' : 'temporary', code: error.code };
  return { kind: 'unknown', code: 'bad-answer' }; // its text may quote the provider's answer: not passed on
}
