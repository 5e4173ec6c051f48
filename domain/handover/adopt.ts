import { type Dates, movedDate } from '../adoption';
import { addWorkingDays, dayOf, endOfDay, type Instant } from '../calendar';
import type { Policy } from '../policy';
import { datesOf, milestoneOf } from './milestones';
import type { HandoverState } from './state';
import { AFTER, type Milestone } from './steps';

/** What still lies ahead, by step. */
export function openDates({ milestones, noShow }: HandoverState): Dates {
  const open = milestones.filter((m) => m.status === 'open').map((m) => [m.kind, m.due as Instant]);
  const search = noShow && !noShow.overdue ? [[`no-show-${noShow.step}`, noShow.due]] : [];
  return Object.fromEntries([...open, ...search]);
}

/** Every open date is counted anew from when its step opened; the search for a person goes on by its own dates. */
export function adoptInto(state: HandoverState, policy: Policy, now: Instant): void {
  state.facts = { ...state.facts, policy };
  const soon = endOfDay(addWorkingDays(dayOf(now), 1, policy.calendar));
  for (const m of state.milestones) {
    const since = m.since ?? lastBefore(state, m.kind);
    if (m.status !== 'open' || since === null) continue;
    const { due, latest } = datesOf(m.kind, state, since);
    m.due = movedDate(m.due as Instant, due as Instant, soon, now);
    m.latest = latest && latest > m.due ? latest : undefined;
  }
}

/** For a step opened before `since` was kept: when what comes before it was done; null: that says nothing. */
function lastBefore(state: HandoverState, kind: Milestone['kind']): Instant | null {
  if (kind === 'mentor' && state.asked > 1) return null;
  const done = AFTER[kind].map((before) => milestoneOf(state, before)?.doneAt ?? 0);
  return done.length ? Math.max(...done) : null;
}
