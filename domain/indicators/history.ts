/**
 * Counts a province has on paper, a row of a spreadsheet each: which indicator, of which year and place, how many. Read
 * strictly, since nobody can count them again: a row that could mean two things comes back with what to do.
 */
import { fold } from '../vietnamese';
import type { Text } from '../wording/labels';
import type { Indicator } from './indicator';

export const HISTORY_COLUMNS = {
  indicator: { vi: 'Chỉ số', en: 'Indicator' },
  year: { vi: 'Năm', en: 'Year' },
  commune: { vi: 'Xã, phường (để trống: cả tỉnh)', en: 'Commune (empty: the whole province)' },
  part: { vi: 'Số đếm được', en: 'Counted' },
  whole: { vi: 'Trong tổng số', en: 'Of all' },
} as const satisfies Record<string, Text>;
export type HistoryColumn = keyof typeof HISTORY_COLUMNS;
const COLUMNS = Object.keys(HISTORY_COLUMNS) as HistoryColumn[];

/** The first year that anybody would import. */
export const FIRST_YEAR = 1990;

export interface HistoryCount {
  indicator: string;
  year: number;
  /** Null: the whole province. */
  communeId: string | null;
  part: number;
  whole: number | null;
}

export const HISTORY_PROBLEMS = {
  'indicator-unknown': {
    vi: 'Không có chỉ số này. Hãy chép đúng tên hoặc mã như trong tệp mẫu.',
    en: 'There is no such indicator. Copy its name or id from the template.',
  },
  'year-wrong': {
    vi: 'Năm phải là một số, sớm nhất là 1990 và không sau năm nay.',
    en: 'The year must be a number from 1990 to this year.',
  },
  'commune-unknown': {
    vi: 'Tỉnh này không có xã, phường nào tên như vậy. Hãy ghi đủ như "Xã Mai Sơn", hoặc để trống nếu là cả tỉnh.',
    en: 'This province has no commune of that name. Write it in full, or leave it empty for the whole province.',
  },
  'part-wrong': {
    vi: 'Số đếm được phải là số nguyên, không âm.',
    en: 'What was counted must be a whole number, not negative.',
  },
  'whole-wrong': {
    vi: 'Chỉ số này cần tổng số để so sánh: một số nguyên lớn hơn 0.',
    en: 'This indicator needs what it is compared with: a whole number above 0.',
  },
  'whole-too-much': {
    vi: 'Chỉ số này không so với tổng số nào. Hãy để trống ô này.',
    en: 'This indicator is compared with nothing. Leave this cell empty.',
  },
  'part-over-whole': {
    vi: 'Số đếm được nhiều hơn tổng số. Hãy xem lại hai ô.',
    en: 'More was counted than there is in all. Look at both cells again.',
  },
  twice: {
    vi: 'Chỉ số, năm và nơi này đã có ở một dòng trên. Hãy giữ một dòng.',
    en: 'This indicator, year and place stand in a row above. Keep one of them.',
  },
} as const satisfies Record<string, Text>;
export type HistoryProblem = keyof typeof HISTORY_PROBLEMS;

export type HistoryRead = { ok: true; count: HistoryCount } | { ok: false; problems: HistoryProblem[] };

/** Which column stands where; null when one of them is missing. `commune` and `whole` may be left out. */
export function historyHeader(cells: readonly unknown[]): Partial<Record<HistoryColumn, number>> | null {
  const found: Partial<Record<HistoryColumn, number>> = {};
  for (const [at, cell] of cells.entries()) {
    const text = fold(String(cell ?? ''));
    const column = COLUMNS.find((name) =>
      Object.values(HISTORY_COLUMNS[name]).some(
        (heading) => text === fold(heading) || text === headOf(heading),
      ),
    );
    if (column) found[column] ??= at;
  }
  return ['indicator', 'year', 'part'].every((name) => name in found) ? found : null;
}

/** The heading without what is said in brackets. */
const headOf = (heading: string) => fold(heading.split(' (')[0] as string);

/** Reads the rows of a file, each by itself but for what stands there twice. */
export function readHistory(
  rows: readonly Record<HistoryColumn, unknown>[],
  known: {
    indicators: readonly Indicator[];
    communes: readonly { id: string; names: readonly string[] }[];
    thisYear: number;
  },
): HistoryRead[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    const read = readRow(row, known);
    if (!read.ok) return read;
    const { indicator, year, communeId } = read.count;
    const key = [indicator, year, communeId].join('/');
    if (seen.has(key)) return { ok: false, problems: ['twice'] };
    seen.add(key);
    return read;
  });
}

function readRow(
  row: Record<HistoryColumn, unknown>,
  { indicators, communes, thisYear }: Parameters<typeof readHistory>[1],
): HistoryRead {
  const problems: HistoryProblem[] = [];
  const text = (column: HistoryColumn) => fold(String(row[column] ?? ''));
  const named = text('indicator');
  const indicator = indicators.find(
    (one) => one.id === named || Object.values(one.label).some((l) => fold(l) === named),
  );
  if (!indicator) problems.push('indicator-unknown');
  const year = wholeNumber(row.year);
  if (year === null || year < FIRST_YEAR || year > thisYear) problems.push('year-wrong');
  const places = text('commune')
    ? communes.filter(({ names }) => names.some((n) => fold(n) === text('commune')))
    : [];
  if (text('commune') && places.length !== 1) problems.push('commune-unknown');
  const part = wholeNumber(row.part);
  if (part === null) problems.push('part-wrong');
  const compared = Boolean(indicator?.whole);
  const whole = text('whole') ? wholeNumber(row.whole) : null;
  if (compared && !whole) problems.push('whole-wrong');
  if (indicator && !compared && text('whole')) problems.push('whole-too-much');
  if (indicator?.unit === 'percent' && part !== null && whole && part > whole)
    problems.push('part-over-whole');
  if (problems.length || !indicator || year === null || part === null) return { ok: false, problems };
  return {
    ok: true,
    count: { indicator: indicator.id, year, communeId: places[0]?.id ?? null, part, whole },
  };
}

/** 1234, '1234', '1.234' or '1 234'; null for anything else, also for a fraction, which a comma would make. */
function wholeNumber(cell: unknown): number | null {
  if (typeof cell === 'number') return Number.isSafeInteger(cell) && cell >= 0 ? cell : null;
  const text = String(cell ?? '').trim();
  if (!/^\d{1,3}([. ]\d{3})+$|^\d{1,15}$/.test(text)) return null;
  return Number(text.replace(/[. ]/g, ''));
}
