/**
 * What the SMS providers' codes mean for us (twilio.com/docs/api/errors; those of the 30000s come with a receipt).
 * `about` says who must do something: the number or its owner will never take a text from us; the text is at fault; our own
 * account or sender is, and mending it sends what waited; the network or the handset may well do it later.
 */
export type CodeAbout = 'number' | 'owner' | 'text' | 'ours' | 'network';

const CODES: Readonly<Record<string, CodeAbout>> = {
  14107: 'ours', // our rate limit for this sender
  20003: 'ours', // our credentials
  20005: 'ours', // our account is not active
  20429: 'ours', // too many requests
  21211: 'number', // not a phone number
  21214: 'number', // cannot be reached
  21217: 'number', // not a valid number
  21265: 'number', // a short code
  21408: 'text', // that country is not allowed
  21602: 'text', // no text
  21603: 'ours', // our From is missing
  21604: 'text', // no number
  21606: 'ours', // our From cannot send
  21610: 'owner', // the owner opted out
  21611: 'ours', // our From has too many queued messages
  21612: 'number', // no route from our sender to this number
  21614: 'number', // not a mobile phone
  21617: 'text', // the text is too long
  21659: 'ours', // our From is not a number or brand of ours
  21660: 'ours', // our From belongs to another account
  30001: 'ours', // our queue overflowed
  30002: 'ours', // our account is suspended
  30003: 'network', // the handset is off or out of reach
  30004: 'owner', // blocked
  30005: 'number', // unknown or no longer in use
  30006: 'number', // a landline, or a carrier that cannot be reached
  30007: 'text', // filtered by the carrier
  30008: 'network', // the carrier did not say why
};

export const smsCodeAbout = (code: number | string | null | undefined): CodeAbout | undefined =>
  code === null || code === undefined ? undefined : CODES[code];

/** This number will never take a text: another one is needed. */
export const numberIsDead = (code: string | null): boolean => smsCodeAbout(code) === 'number';

/** All codes after which nothing more is sent to a number. */
export const UNREACHABLE_CODES: readonly string[] = Object.keys(CODES).filter((code) =>
  ['number', 'owner'].includes(CODES[code] as CodeAbout),
);
