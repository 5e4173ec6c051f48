import { addDays, type Day, daysBetween, preferMarketDay } from '../calendar';
import type { CadenceStep, Policy } from '../policy';

/** The part of a follow-up that its plan of visits depends on. */
export interface Term {
  /** The person was first seen in the commune; visits are planned from here. */
  startDay: Day;
  /** Last day of the term. */
  endDay: Day;
  policy: Policy;
}

/** How fast visits follow each other: percent of the cadence's interval, and the run of good visits towards a longer one. */
export interface Pace {
  percent: number;
  good: number;
}
export const STEADY: Pace = { percent: 100, good: 0 };

const stepOf = (term: Pick<Term, 'startDay' | 'policy'>, from: Day): CadenceStep => {
  const age = daysBetween(term.startDay, from);
  // The last step has no end.
  return term.policy.params.cadence.find((c) => c.untilDay === undefined || age < c.untilDay) as CadenceStep;
};

/**
 * The pace after a visit. A run of good visits first undoes what was shortened, then lengthens, and that only once the
 * cadence is in its last step: the dense weeks after the return are not shortened away. One bad visit undoes what was
 * lengthened, the next one shortens. A policy that does not adapt stays steady.
 */
export function paced(
  pace: Pace,
  check: 'good' | 'bad' | 'neutral',
  term: Pick<Term, 'startDay' | 'policy'>,
  on: Day,
): Pace {
  const { adaptive } = term.policy.params;
  if (!adaptive || check === 'neutral') return pace;
  const { percent } = pace;
  const step = stepOf(term, on);
  if (check === 'bad') {
    const least = Math.floor((adaptive.minDays * 100) / step.everyDays);
    const shorter = Math.floor((percent * adaptive.shorterPercent) / 100);
    return { percent: percent > 100 ? 100 : Math.min(percent, Math.max(shorter, least)), good: 0 };
  }
  if (percent >= 100 && step.untilDay !== undefined) return { percent, good: 0 };
  const good = pace.good + 1;
  if (good < adaptive.goodChecks) return { percent, good };
  if (percent < 100) return STEADY;
  const most = Math.ceil((adaptive.maxDays * 100) / step.everyDays);
  const longer = Math.floor((percent * adaptive.longerPercent) / 100);
  return { percent: Math.max(percent, Math.min(longer, most)), good: 0 };
}

/** Days from a visit held on `from` to the next: the cadence of that age, at this pace, within the policy's bounds. */
export function interval(from: Day, term: Pick<Term, 'startDay' | 'policy'>, { percent }: Pace): number {
  const { everyDays } = stepOf(term, from);
  const { adaptive } = term.policy.params;
  if (!adaptive) return everyDays;
  const { minDays, maxDays } = adaptive;
  const days = Math.floor((everyDays * percent) / 100);
  // Bounds hold what adapts; a cadence that is itself outside them is the place's own wish.
  return percent < 100
    ? Math.min(everyDays, Math.max(days, minDays))
    : Math.max(everyDays, Math.min(days, maxDays));
}

/**
 * The day of the visit after `from`, by the cadence in force that long after the return; null when the term ends first.
 * Local policy (visit_interval): weekly for a month, fortnightly for two, then monthly unless overridden.
 * @param soon at most so many days ahead, whatever the cadence says.
 */
export function nextVisitDay(
  from: Day,
  term: Term,
  pace = STEADY,
  soon = Number.POSITIVE_INFINITY,
): Day | null {
  const days = Math.min(interval(from, term, pace), soon);
  const day = addDays(from, days);
  if (day > term.endDay) return null;
  const { calendar, params } = term.policy;
  // Where people come to market anyway the visit is then, never back on the day it is counted from.
  const market = preferMarketDay(day, calendar, Math.min(params.visitWindow, days - 1));
  return market > term.endDay || daysBetween(from, market) > soon ? day : market;
}

/** Every visit the cadence would plan if each were held on its day: what a screen shows as the plan ahead. */
export function visitPlan(term: Term, from: Day = term.startDay, pace = STEADY): Day[] {
  const days: Day[] = [];
  for (let day = nextVisitDay(from, term, pace); day; day = nextVisitDay(day, term, pace)) days.push(day);
  return days;
}
