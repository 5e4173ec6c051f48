/** What an SMS costs: segments, and how to stay in the cheap alphabet. Not for workflows (library). */
import { SegmentedMessage } from 'sms-segments-calculator';
import { removeAccents } from './vietnamese';

export interface Segments {
  encoding: 'GSM-7' | 'UCS-2';
  segments: number;
  /** In units of the encoding: of 160 (153 a segment when several) in GSM-7, of 70 (67) in UCS-2. */
  length: number;
}

/** One unit each in GSM-7: what nearly every message here is made of. */
const SIMPLE = /^[\n\r !-Z_a-z]*$/;

/** Counted directly where each sign is one unit, since a burst asks thousands of times; else by the library. */
export function segmentsOf(text: string): Segments {
  if (SIMPLE.test(text)) {
    const length = text.replace(/\r\n/g, '\n').length;
    return { encoding: 'GSM-7', segments: length <= 160 ? 1 : Math.ceil(length / 153), length };
  }
  const message = new SegmentedMessage(text, 'auto', false);
  const encoding = message.encodingName === 'GSM-7' ? 'GSM-7' : 'UCS-2';
  return {
    encoding,
    segments: message.segmentsCount,
    length: message.messageSize / (encoding === 'GSM-7' ? 7 : 16),
  };
}

export function fitsOneSegment(text: string): boolean {
  return segmentsOf(text).segments <= 1;
}

const PLAIN: Record<string, string> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‘': "'",
  '’': "'",
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  '•': '-',
  '·': '-',
  '→': '->',
  '₫': 'd',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\t': ' ',
  '`': "'",
};

/** The same text in GSM-7: without accents, typographic signs made plain, what is left over (emoji) dropped. */
export function toGsm(text: string): string {
  const plain = removeAccents(text.replace(/[^ -_a-~]/gu, (sign) => PLAIN[sign] ?? sign));
  return plain.replace(/[^\n\r\x20-\x5f\x61-\x7e£¥€§]/gu, '');
}
