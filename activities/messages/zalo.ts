import { createHash } from 'node:crypto';
import { type Gateway, type MayBegin, type Outgoing, type SendOutcome, whenever } from './gateway';
import { Turns } from './turns';

export interface ZaloOptions {
  accessToken: string;
  /** The approved template; its parameters are `noi_dung` (the words) and `lien_ket` (the link, without its origin's scheme). */
  templateId: string;
  /** A stand-in's origin instead of Zalo's. */
  baseUrl?: string | undefined;
  timeoutMs: number;
  maxConcurrent: number;
}

const ORIGIN = 'https://business.openapi.zalo.me';

/**
 * Zalo's answers (zalo.cloud/zns/guidelines/handle-error-code). `permanent`: this phone will not get it through Zalo; every other
 * known one is about our own account, template or quota, and mending it sends what waits. All of them mean: not taken.
 */
const CODES: Readonly<Record<string, 'permanent' | 'temporary'>> = {
  '-101': 'temporary', // our application
  '-102': 'temporary',
  '-103': 'temporary',
  '-104': 'temporary',
  '-105': 'temporary',
  '-106': 'temporary',
  '-108': 'permanent', // not a phone number
  '-109': 'temporary', // our template
  '-110': 'permanent', // the handset's Zalo is too old
  '-111': 'permanent', // the data do not fit the template
  '-112': 'permanent',
  '-114': 'permanent', // not in use, or its owner refuses such messages
  '-115': 'temporary', // our balance
  '-117': 'temporary', // we may not use the template
  '-118': 'permanent', // this phone has no Zalo
  '-119': 'permanent', // it cannot receive such messages
  '-124': 'temporary', // our access token
  '-125': 'temporary',
  '-126': 'temporary', // our balance
  '-127': 'temporary', // the template is for tests
  '-131': 'temporary', // the template is not approved
  '-132': 'permanent', // a parameter is not as agreed
  '-133': 'temporary', // not at night
  '-135': 'temporary', // our account may not send yet
  '-136': 'temporary', // no billing account
  '-137': 'temporary', // it could not be charged
  '-139': 'permanent', // its owner refuses this kind of message
  '-140': 'permanent',
  '-144': 'temporary', // today's quota
  '-147': 'temporary', // the template's quota
};

/** At most 48 characters, always the same for one message. */
export const trackingId = (key: string): string => createHash('sha256').update(key).digest('base64url');

/**
 * Zalo's notification service. It speaks to the same phones as an SMS, so it is a gateway of that channel: put before the SMS
 * provider by `failover`, it hands on whom it does not reach.
 */
export function zaloGateway(options: ZaloOptions): Gateway {
  const turns = new Turns(options.maxConcurrent);
  const url = new URL('/message/template', options.baseUrl ?? ORIGIN);

  const send = (message: Outgoing, mayBegin: MayBegin = whenever): Promise<SendOutcome> =>
    turns.take(async () => {
      if (!mayBegin(options.timeoutMs)) return { kind: 'not-begun' };
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', access_token: options.accessToken },
          body: JSON.stringify(requestOf(message, options.templateId)),
          signal: AbortSignal.timeout(options.timeoutMs),
        });
        if (!response.ok) return refusal(response.status);
        return outcomeOf(await response.json());
      } catch (error) {
        return noAnswer(error);
      }
    });

  return {
    channel: 'sms',
    send,
    /** Zalo tells the state of a message only to who knows the id it gave: an answer that was lost stays unknown. */
    lookUp: async () => ({ kind: 'unknown', code: 'zalo-cannot-tell' }),
  };
}

function requestOf({ key, to, body }: Outgoing, templateId: string) {
  const link = /https?:\/\/\S+$/.exec(body)?.[0] ?? '';
  const words = body.slice(0, body.length - link.length).replace(/[:\s]+$/, '');
  return {
    phone: to.replace(/^\+/, ''),
    template_id: templateId,
    template_data: { noi_dung: words, lien_ket: link },
    tracking_id: trackingId(key),
  };
}

/** Zalo answers 200 also when it refuses: what happened stands in `error`. */
function outcomeOf(answer: unknown): SendOutcome {
  const { error, data } = (answer ?? {}) as { error?: number; data?: { msg_id?: string } };
  if (error === 0 && data?.msg_id) return { kind: 'sent', providerId: `zalo:${data.msg_id}` };
  const kind = CODES[String(error)];
  return kind ? { kind, code: `zalo${error}` } : { kind: 'unknown', code: `zalo${error ?? '-bad-answer'}` };
}

const refusal = (status: number): SendOutcome =>
  status >= 400 && status < 500 && status !== 408
    ? { kind: 'temporary', code: `zalo-http-${status}` }
    : { kind: 'unknown', code: `zalo-http-${status}` };

/** Only a connection that never came about is certain to have carried nothing. */
function noAnswer(error: unknown): SendOutcome {
  const code = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name;
  const before = [
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
  ];
  return { kind: before.includes(code) ? 'temporary' : 'unknown', code: `zalo-${code.toLowerCase()}` };
}
