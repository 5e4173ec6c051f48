/** What a message says that stands for several: how many, from when to when; a letter also what they are. */
import type { Day } from '../calendar';
import type { Channel, NoticeKind } from '../notice';
import { formatDay } from '../vietnamese';
import type { Text } from './labels';
import {
  letter,
  type MessageFacts,
  pushOf,
  type Rendered,
  SENDER,
  sentenceOf,
  smsOf,
  type Writing,
} from './messages';
import { langOfTongue, translated } from './translation';

export interface DigestFacts {
  /** A mentor's visits, or an office's morning. */
  of: 'visits' | 'morning';
  /** What it stands for, each as it would have been said alone. */
  parts: readonly { kind: NoticeKind; facts: MessageFacts }[];
  link: string;
}

/** The final text of a digest; like every text it is GSM-7 and one segment by SMS, and names nobody there. */
export function renderDigest(
  channel: Channel,
  { language: tongue, accents }: Writing,
  { of, parts, link }: DigestFacts,
): Rendered {
  const language = langOfTongue(tongue);
  const days = parts.flatMap(({ facts }) => facts.on ?? facts.due ?? []).sort();
  const opening = OPENING[of](parts.length, days[0], days.at(-1));
  const spoken = translated(of, tongue, { count: parts.length, from: days[0], to: days.at(-1) });
  const said = { ...opening, ...(spoken && { [language]: spoken }) };
  if (channel === 'sms') return { body: smsOf(`${said[language]}: ${link}`, accents) };
  if (channel === 'push') return { body: pushOf('waits', language, link) };
  const lines = parts.map(({ kind, facts }) => `- ${sentenceOf(kind, tongue, facts)}`);
  return {
    subject: `${SENDER}: ${SUBJECT[of](parts.length)[language]}`,
    body: letter(language, `${said[language]}:\n\n${lines.join('\n')}`, link),
  };
}

const OPENING: Record<DigestFacts['of'], (n: number, from: Day | undefined, to: Day | undefined) => Text> = {
  visits: (n, from, to) => ({
    vi: `Anh/chị có ${n} lượt hẹn${spanOf(from, to).vi}. Xem và báo lại`,
    en: `You have ${n} visits planned${spanOf(from, to).en}. See them and tell us`,
  }),
  morning: (n, from) => ({
    vi: `Anh/chị có ${n} việc sắp đến hạn${from ? `, sớm nhất ${formatDay(from)}` : ''}. Xem danh sách`,
    en: `You have ${n} things due soon${from ? `, the first by ${formatDay(from)}` : ''}. See the list`,
  }),
};

const SUBJECT: Record<DigestFacts['of'], (n: number) => Text> = {
  visits: (n) => ({ vi: `${n} lượt hẹn sắp tới`, en: `${n} visits planned` }),
  morning: (n) => ({ vi: `${n} việc sắp đến hạn`, en: `${n} things due soon` }),
};

function spanOf(from: Day | undefined, to: Day | undefined): Text {
  if (!from || !to) return { vi: '', en: '' };
  const [first, last] = [formatDay(from), formatDay(to)];
  return first === last
    ? { vi: ` ngày ${first}`, en: ` on ${first}` }
    : { vi: ` từ ${first} đến ${last}`, en: ` from ${first} to ${last}` };
}
