/** How figures are read: the names of their groups and units, and numbers as people write them. */
import type { Group, Indicator, Split, Unit } from '../indicators';
import { formatDay, formatDong, formatNumber } from '../vietnamese';
import { EVENT_LANGUAGE_LABELS, IN_KIND_LABELS } from './community';
import { NEED_LABELS, type Text, TRADE_LABELS } from './labels';
import type { Lang } from './lang';

export const GROUP_LABELS: Readonly<Record<Group, Text>> = {
  return: { vi: 'Trở về', en: 'Return' },
  company: { vi: 'Đồng hành', en: 'Being accompanied' },
  escalation: { vi: 'Quá hạn', en: 'What slipped' },
  referral: { vi: 'Chuyển gửi', en: 'Referrals' },
  training: { vi: 'Học nghề', en: 'Training' },
  job: { vi: 'Việc làm', en: 'Jobs' },
  loan: { vi: 'Vốn vay', en: 'Loans' },
  community: { vi: 'Câu lạc bộ, sinh hoạt', en: 'Clubs and sessions' },
  support: { vi: 'Hỗ trợ khác', en: 'Other support' },
  later: { vi: 'Sau thời hạn', en: 'Beyond the term' },
};

export const UNIT_LABELS: Readonly<Record<Unit, Text>> = {
  count: { vi: 'số lượng', en: 'number' },
  percent: { vi: '%', en: '%' },
  each: { vi: 'trung bình', en: 'on average' },
  days: { vi: 'ngày', en: 'days' },
  dong: { vi: 'đồng', en: 'đồng' },
};

const say = (vi: string, en: string): Text => ({ vi, en });

/** What a figure is told apart by: value → name. A value no list knows is shown as it is. */
export const SPLIT_LABELS: Readonly<Record<Split, Readonly<Record<string, Text>>>> = {
  need: NEED_LABELS,
  trade: TRADE_LABELS,
  source: {
    'policy-bank': say('Ngân hàng Chính sách xã hội', 'Policy bank'),
    vouched: say('Tín chấp qua đoàn thể', 'Vouched by a mass organisation'),
    revolving: say('Quỹ vốn quay vòng', 'Revolving fund'),
    charity: say('Vốn từ thiện không lãi', 'Charity, without interest'),
  },
  language: EVENT_LANGUAGE_LABELS,
  'in-kind': IN_KIND_LABELS,
  year: {
    1: say('Sau 1 năm', 'After 1 year'),
    2: say('Sau 2 năm', 'After 2 years'),
    3: say('Sau 3 năm', 'After 3 years'),
  },
};

/** '87,5 %', '1.234', '2,4 ngày', '12.000.000 đ'; '–' where there is no number. */
export function shownValue(unit: Unit, value: number | null, lang: Lang): string {
  if (value === null) return '–';
  if (unit === 'dong') return formatDong(value);
  const number = formatNumber(value, lang, unit === 'count' ? 0 : 1);
  if (unit === 'percent') return `${number} %`;
  return unit === 'days' ? `${number} ${UNIT_LABELS.days[lang]}` : number;
}

/** '≥ 80 %'; empty without a target. */
export function targetWords(
  target: { atLeast?: number; atMost?: number } | Indicator['target'] | null,
  unit: Unit,
  lang: Lang,
): string {
  if (!target) return '';
  const { atLeast, atMost } = target as { atLeast?: number; atMost?: number };
  if (atLeast !== undefined) return `≥ ${shownValue(unit, atLeast, lang)}`;
  return atMost === undefined ? '' : `≤ ${shownValue(unit, atMost, lang)}`;
}

/** '2026-10' → 'Tháng 10/2026'; '2026-Q3' → 'Quý 3/2026'; '2026' → 'Năm 2026'; a free period by its days. */
export function periodWords(name: string, lang: Lang): string {
  if (name.includes('..')) return name.split('..').map(formatDay).join(' – ');
  const [year, part] = name.split('-');
  const vi = lang === 'vi';
  if (!part) return vi ? `Năm ${year}` : `${year}`;
  if (part.startsWith('Q')) return vi ? `Quý ${part.slice(1)}/${year}` : `Quarter ${part.slice(1)}, ${year}`;
  return vi ? `Tháng ${Number(part)}/${year}` : `${part}/${year}`;
}
