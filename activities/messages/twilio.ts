import twilio from 'twilio';
import { smsCodeAbout } from '../../domain/sms-codes';
import {
  type Gateway,
  type LookUp,
  type MayBegin,
  type Outgoing,
  type SendOutcome,
  whenever,
} from './gateway';
import { NoAnswer, ProviderHttp, ProviderRefusal } from './provider-http';
import { Turns } from './turns';

export interface TwilioOptions {
  accountSid: string;
  authToken: string;
  /** The registered brand or number messages come from. */
  from: string;
  /** A stand-in's origin instead of Twilio's. */
  baseUrl?: string | undefined;
  /**
   * Where Twilio posts delivery receipts; it must be the very URL the webhook's signature is checked against. `?m=` and the
   * message's reference are added, so that a receipt finds its message even before our own answer was read.
   */
  statusCallback?: string | undefined;
  /** Limit for one request, in ms. */
  timeoutMs: number;
  /** Requests under way at once; more wait their turn. */
  maxConcurrent: number;
  /** Messages a second the account may send, where it has a limit. */
  perSecond?: number | undefined;
}

type Failure = Exclude<SendOutcome, { kind: 'sent' | 'not-begun' }>;

/**
 * What a refusal means for the message. 5xx and 408 are unknown: Twilio may fail after having queued it.
 * A refusal because of our own account is temporary, so that mending it sends what waited.
 */
export function classify(status: number, code?: number): Failure['kind'] {
  if (status >= 500 || status === 408) return 'unknown';
  const about = smsCodeAbout(code);
  if (about) return about === 'ours' || about === 'network' ? 'temporary' : 'permanent';
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
  const turns = new Turns(options.maxConcurrent);
  const { statusCallback } = options;
  const receipts = (ref: string | undefined) => {
    if (statusCallback === undefined || ref === undefined) return { statusCallback };
    return {
      statusCallback: `${statusCallback}${statusCallback.includes('?') ? '&' : '?'}m=${encodeURIComponent(ref)}`,
    };
  };

  const send = ({ to, body, ref }: Outgoing, mayBegin: MayBegin = whenever): Promise<SendOutcome> =>
    turns.take(async () => {
      if (!mayBegin(options.timeoutMs)) return { kind: 'not-begun' };
      try {
        const { sid } = await messages.create({ from: options.from, ...receipts(ref), to, body });
        return sid ? { kind: 'sent', providerId: sid } : { kind: 'unknown', code: 'bad-answer' };
      } catch (error) {
        return failureOf(error);
      }
    });

  const lookUp = (message: Outgoing, since: Date): Promise<LookUp> => turns.take(() => ask(message, since));

  async function ask({ to, body }: Outgoing, since: Date): Promise<LookUp> {
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

  return {
    channel: 'sms',
    perSecond: options.perSecond,
    receipts: options.statusCallback !== undefined,
    send,
    lookUp,
    close: () => httpClient.close(),
  };
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
