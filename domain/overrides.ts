/** The local values kept in the database, and what they come to in one place on one day. */
import type { Day } from './calendar';
import type { AnnouncedYear } from './holidays';
import { basisOf, camel, type Overrides, PARAMETERS, type ParameterName, policyInForce } from './policy';
import { isMarket, isOfficeHours, PolicyError, problemWith, type ValueProblem } from './policy-limits';

/** What a place settles beside the parameters: when its offices open, its market, 24 November. */
export const PLACE_SETTINGS = ['office_hours', 'market_days', 'november_24'] as const;
export type PlaceSetting = (typeof PLACE_SETTINGS)[number];
export type OverrideName = ParameterName | PlaceSetting;

/** What figures are counted by holds for a whole province, so that its clubs and jobs are measured alike: no commune's own. */
export const PROVINCE_WIDE: readonly string[] = [
  'club_regular',
  'club_target',
  'job_stable',
] satisfies OverrideName[];

/** One local value; `communeId` null: of the whole province. */
export interface OverrideRow {
  /** Later rows of the same place and name were written later. */
  id: string;
  provinceId: string;
  communeId: string | null;
  name: string;
  value: unknown;
  validFrom: Day;
  /** Last day, included; null: until another. */
  validTo: Day | null;
}

/** A year of holidays as an administrator entered it; the latest entry of a year counts. */
export interface AnnouncedRow extends AnnouncedYear {
  id: string;
  year: number;
}

/** Why this value cannot be set under this name on this day; null when it may. */
export function overrideProblem(name: string, value: unknown, day: Day): ValueProblem | null {
  switch (name) {
    case 'office_hours':
      return isOfficeHours(value) ? null : { code: 'not-hours' };
    case 'market_days':
      return isMarket(value) ? null : { code: 'not-market-days' };
    case 'november_24':
      return typeof value === 'boolean' ? null : { code: 'not-yes-or-no' };
    default:
      return problemWith(basisOf(name as ParameterName, day), value);
  }
}

/** The rows that count in a place on a day, one for each name: the commune's over the province's, the later over the earlier. */
export function rowsInForce<R extends OverrideRow>(
  rows: readonly R[],
  provinceId: string,
  communeId: string | null,
  day: Day,
): Map<string, R> {
  const here = rows.filter(
    (row) =>
      row.provinceId === provinceId &&
      (row.communeId === null || (row.communeId === communeId && !PROVINCE_WIDE.includes(row.name))) &&
      row.validFrom <= day &&
      (row.validTo === null || day <= row.validTo),
  );
  const weight = (row: R) => `${row.communeId === null ? 0 : 1} ${row.validFrom} ${row.id}`;
  return new Map(
    here.sort((a, b) => (weight(a) < weight(b) ? -1 : 1)).map((row): [string, R] => [row.name, row]),
  );
}

/**
 * A place's own values on a day, the province's first and the commune's over them. A value that the law has since taken
 * out of local hands is left out: no return home may wait because of it; the screen of the parameters says so.
 */
export function overridesFor(
  rows: readonly OverrideRow[],
  provinceId: string,
  communeId: string | null,
  day: Day,
  announced: readonly AnnouncedRow[] = [],
): Overrides {
  const overrides: Overrides = {};
  const params: Record<string, unknown> = {};
  for (const [name, { value }] of rowsInForce(rows, provinceId, communeId, day)) {
    if (overrideProblem(name, value, day)) continue;
    if (name === 'office_hours') overrides.hours = value as Overrides['hours'];
    else if (name === 'market_days') overrides.market = value as Overrides['market'];
    else if (name === 'november_24') overrides.november24 = value as boolean;
    else params[camel(name as ParameterName)] = value;
  }
  if (Object.keys(params).length) overrides.params = params;
  const years = Object.fromEntries(
    [...announced]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ year, off, worked, source }) => [year, { off, worked, source }]),
  );
  if (Object.keys(years).length) overrides.announced = years;
  return fitting(overrides, day);
}

/** Values that are right one by one may not fit together (a province's with a commune's): then the shipped one counts. */
function fitting(overrides: Overrides, day: Day): Overrides {
  try {
    policyInForce(day, overrides);
    return overrides;
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const { [error.parameter as keyof typeof overrides.params]: _, ...params } = overrides.params ?? {};
    return fitting({ ...overrides, params }, day);
  }
}

/** Names that a place may set on this day, in the order of the table. */
export function settable(day: Day): OverrideName[] {
  const names = PARAMETERS.filter((row) => basisOf(row.name, day) === row && (row.local || row.raisable));
  return [...names.map((row) => row.name), ...PLACE_SETTINGS];
}
