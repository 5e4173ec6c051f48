import type { Text } from '../wording/labels';

/** Full years on the day that counts, both included. */
export const AGE_GROUPS = {
  'under-18': { from: 0, to: 17, label: { vi: 'Dưới 18', en: 'Under 18' } },
  '18-29': { from: 18, to: 29, label: { vi: '18–29', en: '18–29' } },
  '30-44': { from: 30, to: 44, label: { vi: '30–44', en: '30–44' } },
  '45-59': { from: 45, to: 59, label: { vi: '45–59', en: '45–59' } },
  '60-up': { from: 60, to: 150, label: { vi: 'Từ 60', en: '60 and over' } },
} as const satisfies Record<string, { from: number; to: number; label: Text }>;
export type AgeGroup = keyof typeof AGE_GROUPS;
