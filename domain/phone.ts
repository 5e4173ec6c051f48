/** Vietnamese phone numbers as people type them. Not for workflows: the metadata of libphonenumber is large. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

export type PhoneResult =
  | { ok: true; e164: string }
  | { ok: false; reason: 'landline' | 'invalid' | 'foreign' };

/**
 * A mobile number of Vietnam in E.164, from '0912 345 678', '+84…', '84…', '0084…', '84 (0)9…' or a number that lost
 * its leading zero in a spreadsheet (912345678). Only a mobile can receive an SMS: a landline is refused by its name.
 */
export function readPhone(typed: string | number): PhoneResult {
  const text = String(typed).normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (!/^\+?\d[\d ().-]{7,23}$/.test(text)) return { ok: false, reason: 'invalid' };
  const phone = parsePhoneNumberFromString(text, 'VN');
  if (!phone?.isValid()) return { ok: false, reason: 'invalid' };
  if (phone.country !== 'VN') return { ok: false, reason: 'foreign' };
  if (phone.getType() === 'FIXED_LINE') return { ok: false, reason: 'landline' };
  return phone.getType() === 'MOBILE' ? { ok: true, e164: phone.number } : { ok: false, reason: 'invalid' };
}

/** '+84912345678' → '+84•••••• 678': enough to recognise one's own number, not to call it. */
export function maskPhone(e164: string): string {
  return `${e164.slice(0, 3)}${'•'.repeat(Math.max(0, e164.length - 6))} ${e164.slice(-3)}`;
}

/** Prefixes of mobile networks after +84, as the ministry gave them out (ten digits since 2018). */
const PREFIXES = {
  Viettel: ['32', '33', '34', '35', '36', '37', '38', '39', '86', '96', '97', '98'],
  Vinaphone: ['81', '82', '83', '84', '85', '88', '91', '94'],
  MobiFone: ['70', '76', '77', '78', '79', '89', '90', '93'],
  Vietnamobile: ['52', '56', '58', '92'],
  Gmobile: ['59', '99'],
} as const;
export type Network = keyof typeof PREFIXES | 'other';

const NETWORK_OF = new Map<string, Network>(
  Object.entries(PREFIXES).flatMap(([network, prefixes]) => prefixes.map((p) => [p, network as Network])),
);

/** Whose network a number was given out by: its owner may have taken it along to another (since 2018 numbers can be kept). */
export function networkOf(e164: string): Network {
  return NETWORK_OF.get(/^\+84(\d\d)/.exec(e164)?.[1] ?? '') ?? 'other';
}
