/** Web push: whose servers may be asked, and how a browser's sign comes back. Only HMAC of node:crypto: no I/O, no clock. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** The services of the browsers there are. A browser names its own, so any other address would be a stranger's choice. */
const SERVICES = [
  'fcm.googleapis.com',
  'jmt17.google.com',
  'updates.push.services.mozilla.com',
  'push.apple.com',
  'notify.windows.com',
];

/** Is this the address of a browser's push service, and of nothing else? */
export function isPushEndpoint(address: string): boolean {
  if (address.length > 1_000 || !URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  if (protocol !== 'https:' || port || username || password) return false;
  return SERVICES.some((service) => hostname === service || hostname.endsWith(`.${service}`));
}

/** What a browser sends back to say that it has shown a message; nobody else can know it. */
export function pushSign(secret: string, messageId: string): string {
  return createHmac('sha256', secret).update(`push|${messageId}`).digest('base64url').slice(0, 22);
}

export function isPushSign(secret: string, messageId: string, given: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(pushSign(secret, messageId))];
  return one.length === other.length && timingSafeEqual(one, other);
}
