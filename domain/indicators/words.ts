/** Sentences that several definitions share. */
import type { Text } from '../wording/labels';

export const ONCE: Text = {
  vi: 'Mỗi người tính một lần trong kỳ.',
  en: 'Each person counts once in the period.',
};
export const EACH_TIME: Text = { vi: 'Mỗi lần đều tính.', en: 'Each time counts.' };
export const EACH_RETURN: Text = {
  vi: 'Mỗi lượt trở về tính một lần.',
  en: 'Each return counts once.',
};

export const WHEN = {
  end: { vi: 'Ngày kết thúc cai nghiện.', en: 'The day the treatment ended.' },
  held: { vi: 'Ngày gặp hoặc gọi.', en: 'The day of the meeting or call.' },
  planned: { vi: 'Ngày hẹn thăm.', en: 'The day the visit was planned for.' },
  atEnd: { vi: 'Tình trạng vào ngày cuối kỳ.', en: 'As it stands on the last day of the period.' },
  running: { vi: 'Có ít nhất một ngày trong kỳ.', en: 'At least one day in the period.' },
} as const satisfies Record<string, Text>;
