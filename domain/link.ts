/** One-time signed links in messages. Only HMAC of node:crypto: no I/O, no clock. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export const LINK_PURPOSES = [
  'mentor-request',
  'visit-report',
  'visits',
  'escalation',
  'referral',
  'loan-talk',
  'push',
  'club-meeting',
] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** What a link's signature vouches for; a token made for one purpose, person or case opens no other. */
export interface LinkFacts {
  id: string;
  purpose: string;
  userId: string;
  subjectId: string;
  expiresAt: Date;
}

/** The token of `${PUBLIC_URL}/l/<token>`: the link's id and its signature (96 bits), short enough for one SMS. */
export function signLink(secret: string, link: LinkFacts): string {
  return `${link.id}.${signature(secret, link)}`;
}

/** Was this token made by us for just this link? Expiry and use are the caller's question. */
export function verifyLink(secret: string, token: string, link: LinkFacts): boolean {
  const given = Buffer.from(token);
  const right = Buffer.from(signLink(secret, link));
  return given.length === right.length && timingSafeEqual(given, right);
}

/** The id by which the link is looked up; null for what cannot be a token. */
export function linkId(token: string): string | null {
  return /^([\w-]{6,40})\.[\w-]{16}$/.exec(token)?.[1] ?? null;
}

function signature(secret: string, { id, purpose, userId, subjectId, expiresAt }: LinkFacts): string {
  const facts = [id, purpose, userId, subjectId, expiresAt.getTime()].join('|');
  return createHmac('sha256', secret).update(facts).digest('base64url').slice(0, 16);
}
