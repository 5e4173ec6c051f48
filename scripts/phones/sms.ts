import { randomBytes } from 'node:crypto';
import { segmentsOf } from '../../domain/sms';

/** One text as the stand-in keeps it; times are epoch milliseconds. */
export interface Sms {
  sid: string;
  direction: 'outbound-api' | 'outbound-reply' | 'inbound';
  from: string;
  to: string;
  body: string;
  segments: number;
  status: 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'received';
  errorCode: number | null;
  createdAt: number;
  sentAt: number | null;
  updatedAt: number;
}

export function newSms(
  direction: Sms['direction'],
  from: string,
  to: string,
  body: string,
  now: number,
): Sms {
  const inbound = direction === 'inbound';
  return {
    sid: `SM${randomBytes(16).toString('hex')}`,
    direction,
    from,
    to,
    body,
    segments: segments(body),
    status: inbound ? 'received' : 'queued',
    errorCode: null,
    createdAt: now,
    sentAt: inbound ? now : null,
    updatedAt: now,
  };
}

/** The phone in somebody's hand: the other end is always ours. */
export const phoneOf = (sms: Sms): string => (sms.direction === 'inbound' ? sms.from : sms.to);

// Each of these is one septet, so a text of nothing else needs no calculator (which takes 100 times as long).
const PLAIN = /^[\n\r !"#$%&'()*+,\-./0-9:;<=>?@A-Z_a-z]*$/;

function segments(body: string): number {
  if (PLAIN.test(body)) return body.length <= 160 ? 1 : Math.ceil(body.length / 153);
  return segmentsOf(body).segments;
}

/** The Message resource of Twilio's API, 2010-04-01. */
export function resource(sms: Sms, accountSid: string): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sms.sid}`;
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: sms.body,
    date_created: rfc2822(sms.createdAt),
    date_sent: sms.sentAt === null ? null : rfc2822(sms.sentAt),
    date_updated: rfc2822(sms.updatedAt),
    direction: sms.direction,
    error_code: sms.errorCode,
    error_message: null,
    from: sms.from,
    messaging_service_sid: null,
    num_media: '0',
    num_segments: String(sms.segments),
    price: null,
    price_unit: 'USD',
    sid: sms.sid,
    status: sms.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: sms.to,
    uri: `${uri}.json`,
  };
}

const rfc2822 = (instant: number): string => new Date(instant).toUTCString().replace('GMT', '+0000');
