/**
 * Contact that goes on after the term, because the person agreed to it: asked once a year how things are, three times.
 * Without recorded consent none of this exists, and taken back it ends at once: a closed person is not written about.
 */
import {
  addMonths,
  addWorkingDays,
  at,
  type Day,
  dayOf,
  endOfDay,
  endOfTerm,
  type Instant,
} from './calendar';
import type { Wanted } from './notice';
import { officeReminder, type Policy, paramsOf } from './policy';
import { Refusal } from './refusal';
import type { Party } from './roles';

/** Years after the end of the term at which somebody asks. */
export const CHECK_YEARS = [1, 2, 3] as const;
export type CheckYear = (typeof CHECK_YEARS)[number];

/** What became of asking. Only who was reached can say how things are. */
export const CHECK_OUTCOMES = ['reached', 'moved', 'not-reached', 'no-wish', 'died'] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

/** These end it: nobody is asked about again. */
const ENDS: Partial<Record<CheckOutcome, AftercareEnd>> = { 'no-wish': 'withdrawn', died: 'died' };
export const AFTERCARE_ENDS = ['done', 'withdrawn', 'died'] as const;
export type AftercareEnd = (typeof AFTERCARE_ENDS)[number];

export interface AftercareFacts {
  caseId: string;
  provinceId: string;
  communeId: string;
  /** The day the follow-up was completed: the years count from it. */
  endedOn: Day;
  consentOn: Day;
  policy: Policy;
  /** Its revision when it ran before: somebody may agree again. */
  revision: number;
}

export interface CheckReport {
  year: CheckYear;
  outcome: CheckOutcome;
  heldOn: Day;
}

/** Plain JSON carried by a running one. */
export interface AftercareState {
  facts: AftercareFacts;
  check: { year: CheckYear; on: Day; due: Instant; overdue: boolean } | null;
  closed: AftercareEnd | null;
  revision: number;
}

export const checkId = (caseId: string, year: number): string => `${caseId}/y${year}`;

/** The anniversary, or the first working day after it. */
export const checkDay = ({ endedOn, policy }: AftercareFacts, year: CheckYear): Day =>
  endOfTerm(addMonths(endedOn, 12 * year), policy.calendar);

export class Aftercare {
  constructor(readonly state: AftercareState) {}

  /** Begins with the first check that still lies ahead, or is due now; consent given late asks for nothing that is over. */
  static begin(facts: AftercareFacts, now: Instant): Aftercare {
    const a = new Aftercare({ facts, check: null, closed: null, revision: facts.revision + 1 });
    a.plan(CHECK_YEARS.find((year) => a.dueOf(year) > now) ?? null);
    return a;
  }

  readonly owner: Party = { role: 'commune' };

  next(): { action: 'later-check'; owner: Party; due: Instant } | null {
    const { check } = this.state;
    return check && { action: 'later-check', owner: this.owner, due: check.due };
  }

  checkReport({ year, heldOn }: CheckReport, now: Instant): void {
    const { check, closed, facts } = this.state;
    if (closed) throw new Refusal('closed');
    if (check?.year !== year) throw new Refusal('unknown-check');
    if (heldOn > dayOf(now)) throw new Refusal('in-the-future');
    // A month before the day is this year's; earlier it says nothing about the year.
    if (heldOn < addMonths(checkDay(facts, year), -1)) throw new Refusal('too-early');
  }

  /** @returns whether a human had been asked about it. */
  report(report: CheckReport, now: Instant): boolean {
    this.checkReport(report, now);
    const late = this.state.check?.overdue ?? false;
    const end = ENDS[report.outcome];
    if (end) this.end(end);
    else this.plan(CHECK_YEARS.find((year) => year > report.year) ?? null);
    this.state.revision += 1;
    return late;
  }

  checkOpen(): void {
    if (this.state.closed) throw new Refusal('closed');
  }

  /** Consent taken back: it is over at once. */
  withdraw(): void {
    this.checkOpen();
    this.end('withdrawn');
    this.state.revision += 1;
  }

  /**
   * The date passed: 'overdue' tells a human, once; 'missed' gives the year up when the next one is due, so that there is
   * always one date and never two.
   */
  pass(now: Instant): 'overdue' | 'missed' | null {
    const { check } = this.state;
    const wakes = this.wakesAt();
    if (!check || wakes === null || wakes > now) return null;
    this.state.revision += 1;
    if (!check.overdue) {
      check.overdue = true;
      return 'overdue';
    }
    this.plan(CHECK_YEARS.find((year) => year > check.year) ?? null);
    return 'missed';
  }

  wakesAt(): Instant | null {
    const { check, facts } = this.state;
    if (!check) return null;
    return check.overdue ? endOfDay(addMonths(facts.endedOn, 12 * check.year + 6)) : check.due;
  }

  wanted(): Wanted[] {
    const { check, facts } = this.state;
    if (!check || check.overdue) return [];
    const id = checkId(facts.caseId, check.year);
    const asked = {
      ...{ subjectId: id, to: this.owner, kind: 'later-check' as const, expiresAt: check.due },
      data: { due: dayOf(check.due - 1) },
    };
    const { reminderTime } = facts.policy.params;
    return [
      { ...asked, key: `${id}/request/${facts.consentOn}`, notBefore: at(check.on, reminderTime) },
      {
        ...asked,
        key: `${id}/reminder/${facts.consentOn}`,
        priority: 'routine',
        notBefore: officeReminder(dayOf(check.due - 1), facts.policy),
      },
    ];
  }

  private dueOf(year: CheckYear): Instant {
    const { facts } = this.state;
    const { laterCheck } = paramsOf(facts.policy);
    return endOfDay(addWorkingDays(checkDay(facts, year), laterCheck, facts.policy.calendar));
  }

  private plan(year: CheckYear | null): void {
    if (year === null) this.end('done');
    else
      this.state.check = {
        year,
        on: checkDay(this.state.facts, year),
        due: this.dueOf(year),
        overdue: false,
      };
  }

  private end(why: AftercareEnd): void {
    this.state.closed = why;
    this.state.check = null;
  }
}

/** What was found in a year, as far as it was asked. */
export interface CheckFound {
  year: number;
  outcome: string | null;
  working: boolean | null;
  relapseFree: boolean | null;
}

/**
 * Three years well and with work: the third check reached the person, who said both, and none of the years before says
 * otherwise. A year nobody was reached in is no proof against it.
 */
export function isStable(checks: readonly CheckFound[]): boolean {
  const third = checks.find(({ year }) => year === 3);
  const relapsed = checks.some(({ relapseFree }) => relapseFree === false);
  return third?.outcome === 'reached' && third.working === true && third.relapseFree === true && !relapsed;
}
