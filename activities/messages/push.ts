import { generateRequestDetails, type VapidKeys } from 'web-push';
import { pushSign } from '../../domain/push';
import type { PrismaClient } from '../../prisma/client';
import { pushKeys } from '../../prisma/push-keys';
import { type Gateway, type MayBegin, type Outgoing, type SendOutcome, whenever } from './gateway';
import { Turns } from './turns';

export interface PushOptions {
  db: PrismaClient;
  /** Signs what a browser sends back. */
  secret: string;
  /** Whom a push service writes to about us: 'mailto:…' or 'https://…'. */
  contact: string;
  now(): number;
  /** A stand-in's origin instead of the services'. */
  baseUrl?: string | undefined;
  timeoutMs: number;
  maxConcurrent: number;
}

/** What our service worker gets, encrypted for that browser alone (RFC 8291). */
export interface PushPayload {
  title: string;
  words: string;
  link: string;
  /** One message is one note on the screen, however often it comes. */
  tag: string;
  /** Where the browser says that it has shown it. */
  seen: string;
}

/** How long a service keeps it for a browser that is off, unless its way ends sooner. */
const KEEP_MS = 60 * 60_000;

interface Subscription {
  id: string;
  endpoint: string;
  p256dh: string;
  auth: string;
}

/**
 * Push messages to the browsers in which somebody agreed to it; `to` is their account. One that took it is enough. It comes
 * to the same as one text: free, and on a phone without credit.
 */
export function pushGateway(options: PushOptions): Gateway {
  const { db } = options;
  const turns = new Turns(options.maxConcurrent);
  let keys: Promise<VapidKeys> | undefined;

  async function send(message: Outgoing): Promise<SendOutcome> {
    const browsers = await db.pushSubscription.findMany({ where: { userId: message.to, goneAt: null } });
    if (browsers.length === 0) return { kind: 'permanent', code: 'push-none' };
    keys ??= pushKeys(db);
    const vapid = await keys;
    const outcomes = await Promise.all(browsers.map((browser) => post(browser, message, vapid)));
    return best(outcomes);
  }

  async function post(browser: Subscription, message: Outgoing, vapid: VapidKeys): Promise<SendOutcome> {
    const { ref = message.key } = message;
    try {
      const { endpoint, headers, body } = generateRequestDetails(
        { endpoint: browser.endpoint, keys: { p256dh: browser.p256dh, auth: browser.auth } },
        JSON.stringify(payloadOf(message, ref, options.secret)),
        {
          vapidDetails: { subject: options.contact, ...vapid },
          TTL: Math.round((message.withinMs ?? KEEP_MS) / 1000),
          urgency: 'high',
          topic: `m${ref}`.replace(/[^\w-]/g, '').slice(0, 32),
        },
      );
      const response = await fetch(addressOf(endpoint, options.baseUrl), {
        method: 'POST',
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
        body: new Uint8Array(body as Buffer),
        redirect: 'error',
        signal: AbortSignal.timeout(options.timeoutMs),
      });
      await response.body?.cancel();
      if (response.status === 404 || response.status === 410) await gone(browser);
      return outcomeOf(response, ref);
    } catch (error) {
      return { kind: 'unknown', code: `push-${nameOf(error)}` };
    }
  }

  /** The browser was reset, or its owner took the permission back. */
  const gone = ({ id }: Subscription) =>
    db.pushSubscription.updateMany({
      where: { id, goneAt: null },
      data: { goneAt: new Date(options.now()) },
    });

  return {
    channel: 'push',
    receipts: true,
    send: (message, mayBegin: MayBegin = whenever) =>
      turns.take(async () => (mayBegin(options.timeoutMs) ? send(message) : { kind: 'not-begun' })),
    /** A service cannot be asked, and need not be: the same message again replaces itself, there and on the screen. */
    lookUp: async () => ({ kind: 'absent' }),
  };
}

/** The words without their link, which the note itself carries. */
function payloadOf({ body }: Outgoing, ref: string, secret: string): PushPayload {
  const link = /https?:\/\/\S+$/.exec(body)?.[0] ?? '/';
  const [title = '', ...words] = body.slice(0, body.length - link.length).split(': ');
  return {
    title,
    words: words.join(': ').replace(/[:\s]+$/, ''),
    link,
    tag: ref,
    seen: `/webhooks/push?m=${ref}&s=${pushSign(secret, ref)}`,
  };
}

function addressOf(endpoint: string, baseUrl: string | undefined): string {
  if (baseUrl === undefined) return endpoint;
  const { pathname, search } = new URL(endpoint);
  return new URL(pathname + search, baseUrl).href;
}

/** RFC 8030: 201 is taken. 404 and 410 end a subscription; 429 and 5xx pass; any other refusal is about this browser and us. */
function outcomeOf(response: Response, ref: string): SendOutcome {
  const { status } = response;
  if (response.ok) return { kind: 'sent', providerId: `push:${ref}` };
  const code = `push-${status}`;
  if (status === 429 || status >= 500) {
    const seconds = Number(response.headers.get('retry-after'));
    return { kind: 'temporary', code, ...(seconds > 0 && { retryAfterMs: Math.min(seconds, 3600) * 1000 }) };
  }
  return { kind: 'permanent', code };
}

/** Of several browsers the one that got furthest says what became of the message. */
function best(outcomes: readonly SendOutcome[]): SendOutcome {
  const order: SendOutcome['kind'][] = ['sent', 'unknown', 'temporary', 'permanent'];
  const [first] = [...outcomes].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return first ?? { kind: 'permanent', code: 'push-none' };
}

const nameOf = (error: unknown) =>
  ((error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name ?? 'error').toLowerCase();
