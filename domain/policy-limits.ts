/** How far a place may go with its own values: a silly one is refused with a reason, never taken and never repaired. */
import { isDay, type Market, type OfficeHours } from './calendar';
import { ladderProblem } from './ladder';

/** Why a value cannot be a place's own; each has a sentence in both languages in wording/policy.ts. */
export type ValueProblem =
  | { code: 'unknown' }
  | { code: 'fixed-by-law'; basis: string }
  | { code: 'below-law'; min: number; basis: string }
  | { code: 'too-low'; min: number }
  | { code: 'too-high'; max: number }
  | {
      code:
        | 'not-a-number'
        | 'not-whole'
        | 'not-a-time'
        | 'not-a-window'
        | 'not-a-cadence'
        | 'not-a-pace'
        | 'not-a-ladder'
        | 'not-hours'
        | 'not-market-days'
        | 'not-yes-or-no';
    };

/** Thrown where a policy is made of values that cannot be. `parameter`: the key of PolicyParams. */
export class PolicyError extends RangeError {
  override readonly name = 'PolicyError';
  constructor(
    readonly parameter: string,
    readonly problem: ValueProblem,
  ) {
    super(`${parameter}: ${Object.values(problem).join(' ')}`);
  }
}

interface Limit {
  min: number;
  max: number;
  /** "Not asked here" is an answer. */
  orNone?: boolean;
}

// biome-ignore format: a table reads best one line a row
const LIMITS: Readonly<Record<string, Limit>> = {
  chair_decision: { min: 1, max: 10 },
  present_public_centre: { min: 1, max: 10 },
  visit_window: { min: 0, max: 14 },
  reminder_before_visit: { min: 0, max: 7 },
  visit_grace: { min: 0, max: 15 },
  self_report: { min: 7, max: 180, orNone: true },
  test_interval: { min: 7, max: 365, orNone: true },
  promise_within: { min: 1, max: 31 },
  name_mentor: { min: 1, max: 10 },
  pause_check: { min: 7, max: 92 },
  move_reply: { min: 1, max: 10 },
  delisting: { min: 1, max: 15 },
  late_report: { min: 7, max: 365 },
  club_report: { min: 1, max: 10 },
  club_regular: { min: 50, max: 100 },
  club_target: { min: 50, max: 100 },
  later_check: { min: 5, max: 60 },
  mentor_reply: { min: 1, max: 10 },
  personal_plan: { min: 1, max: 25 },
  case_acceptance: { min: 1, max: 5 },
  case_return: { min: 1, max: 10 },
  support_team: { min: 1, max: 20 },
  no_show_second_alert: { min: 12, max: 48 },
  no_show_third_alert: { min: 49, max: 168 },
  no_show_step: { min: 1, max: 5 },
  absent_check: { min: 7, max: 90 },
  unreachable_after: { min: 1, max: 10 },
  overload_cases: { min: 1, max: 100 },
  overload_visits_a_week: { min: 1, max: 100 },
  first_contact: { min: 1, max: 14 },
  first_contact_latest: { min: 7, max: 60 },
  referral_reply: { min: 1, max: 30 },
  referral_end: { min: 14, max: 730 },
  referral_draft: { min: 1, max: 30 },
  referral_start: { min: 7, max: 180 },
  referral_hold: { min: 7, max: 365 },
  absences_in_a_row: { min: 1, max: 20 },
  attendance_within: { min: 7, max: 60 },
  training_result: { min: 7, max: 180 },
  job_first_check: { min: 1, max: 12 },
  job_stable: { min: 1, max: 24 },
  job_check_within: { min: 1, max: 30 },
  loan_cap: { min: 0, max: 2_000_000_000 },
  loan_vouching: { min: 1, max: 20 },
  loan_appraisal: { min: 1, max: 40 },
  loan_quorum: { min: 2, max: 15 },
  loan_decision: { min: 1, max: 40 },
  loan_disbursement: { min: 1, max: 40 },
  loan_wait_check: { min: 7, max: 92 },
  loan_grace: { min: 0, max: 15 },
  loan_arrears_step: { min: 1, max: 20 },
  loan_renewal: { min: 1, max: 40 },
  sms_max_per_number: { min: 1, max: 10 },
  digest_from: { min: 2, max: 100 },
  digest_week_from: { min: 2, max: 100 },
  digest_days: { min: 1, max: 14 },
  link_valid_days: { min: 1, max: 60 },
  receipt_within: { min: 1, max: 48 },
  push_within: { min: 5, max: 720 },
  late_after: { min: 15, max: 1440 },
};

/** A parameter nobody set limits for: a tenth to ten times the shipped value. */
export function limitOf(name: string, shipped: number): Limit {
  return LIMITS[name] ?? { min: Math.ceil(shipped / 10), max: shipped * 10 };
}

/** A row of the parameter table, as far as it says what a place may set. */
export interface Settable {
  name: string;
  value: unknown;
  basis: string;
  local?: boolean;
  raisable?: boolean;
}

/** What is wrong with a place's own value for this row; null when it may be taken. */
export function problemWith(row: Settable | undefined, value: unknown): ValueProblem | null {
  if (!row) return { code: 'unknown' };
  if (!row.local && !row.raisable) return { code: 'fixed-by-law', basis: row.basis };
  switch (kindOf(row)) {
    case 'number':
      return numberProblem(row, value);
    case 'time':
      return isTime(value) ? null : { code: 'not-a-time' };
    case 'window':
      return isWindow(value) ? null : { code: 'not-a-window' };
    case 'cadence':
      return isCadence(value) ? null : { code: 'not-a-cadence' };
    case 'pace':
      return isPace(value) ? null : { code: 'not-a-pace' };
    case 'ladder':
      return ladderProblem(value) ? { code: 'not-a-ladder' } : null;
    case 'other':
      return { code: 'fixed-by-law', basis: row.basis }; // no screen and no rule for such a value yet
  }
}

export type ValueKind = 'number' | 'time' | 'window' | 'cadence' | 'pace' | 'ladder' | 'other';

/** What sort of value a parameter has, told by the shipped one. */
export function kindOf({ value }: Pick<Settable, 'value'>): ValueKind {
  if (value === null || typeof value === 'number') return 'number';
  if (typeof value === 'string') return 'time';
  if (has(value, 'from')) return 'window';
  if (Array.isArray(value) && has(value[0], 'everyDays')) return 'cadence';
  if (has(value, 'goodChecks')) return 'pace';
  if (has(value, 'usual')) return 'ladder';
  return 'other';
}

function numberProblem(row: Settable, value: unknown): ValueProblem | null {
  const shipped = Number(row.value ?? 0);
  const { min, max, orNone } = limitOf(row.name, shipped);
  if (value === null && orNone) return null;
  if (typeof value !== 'number' || !Number.isFinite(value)) return { code: 'not-a-number' };
  if (!row.local && value < shipped) return { code: 'below-law', min: shipped, basis: row.basis };
  if (value < min) return { code: 'too-low', min };
  if (value > max) return { code: 'too-high', max };
  return Number.isInteger(value) || !Number.isInteger(shipped) ? null : { code: 'not-whole' };
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
}

/** Waking hours of farmers at the widest, and never so narrow that an office day does not fit. */
function isWindow(value: unknown): boolean {
  if (!only(value, ['from', 'to']) || !isTime(value.from) || !isTime(value.to)) return false;
  return value.from >= '05:00' && value.from <= '09:00' && value.to >= '17:00' && value.to <= '22:00';
}

/** Steps one after the other, each longer away from the return, the last without an end. */
function isCadence(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 1 || value.length > 6) return false;
  return value.every((step, i) => {
    if (!has(step, 'everyDays') || !whole(step.everyDays, 1, 92)) return false;
    if (i === value.length - 1) return only(step, ['everyDays']);
    const before = i === 0 ? 0 : (value[i - 1] as { untilDay: number }).untilDay;
    return only(step, ['untilDay', 'everyDays']) && whole(step.untilDay, before + 1, 731);
  });
}

/** Longer really is longer and shorter shorter; nobody is left alone for more than a quarter of a year. */
function isPace(value: unknown): boolean {
  if (!only(value, ['goodChecks', 'longerPercent', 'shorterPercent', 'minDays', 'maxDays'])) return false;
  return (
    whole(value.goodChecks, 1, 12) &&
    whole(value.longerPercent, 100, 300) &&
    whole(value.shorterPercent, 10, 100) &&
    whole(value.minDays, 1, 31) &&
    whole(value.maxDays, value.minDays as number, 92)
  );
}

/** Openings in order, not overlapping, at least an hour of them on a working day. */
export function isOfficeHours(value: unknown): value is OfficeHours {
  if (!has(value, 'workday')) return false;
  const { workday, saturday, ...others } = value;
  return (
    Object.keys(others).length === 0 &&
    openings(workday, 1) &&
    (saturday === undefined || openings(saturday, 0))
  );

  function openings(spans: unknown, least: number): boolean {
    if (!Array.isArray(spans) || spans.length < least || spans.length > 4) return false;
    let end = '';
    for (const span of spans) {
      if (!Array.isArray(span) || span.length !== 2) return false;
      const [from, to] = span as unknown[];
      if (!isTime(from) || !isTime(to) || from >= to || from < end) return false;
      end = to;
    }
    return true;
  }
}

export function isMarket(value: unknown): value is Market {
  if (only(value, ['weekdays'])) {
    const { weekdays } = value;
    return Array.isArray(weekdays) && weekdays.length > 0 && weekdays.every((day) => whole(day, 0, 6));
  }
  return (
    only(value, ['every', 'from']) &&
    whole(value.every, 2, 30) &&
    typeof value.from === 'string' &&
    isDay(value.from)
  );
}

function whole(value: unknown, min: number, max: number): boolean {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}

function has<K extends string>(
  value: unknown,
  key: K,
): value is Record<string, unknown> & Record<K, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key);
}

/** Exactly these keys. */
function only<K extends string>(value: unknown, keys: readonly K[]): value is Record<K, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}
