import type { Instant } from '../calendar';
import type { Party } from '../roles';
import { milestoneOf, waitsFor } from './milestones';
import { beginNoShow, type NoShowAction, noShowId } from './no-show';
import { ownerOf } from './notices';
import type { HandoverState } from './state';
import { type Milestone, type MilestoneKind, milestoneId } from './steps';

/** What a handover waits for: a step, or what is done for a person who did not come. */
export type HandoverAction = MilestoneKind | NoShowAction;

export interface Turn {
  kind: HandoverAction;
  owner: Party;
  due: Instant;
}

/** Something whose date passed, as it stood then: a human must be told. */
export interface Slipped extends Turn {
  id: string;
}

/** The one thing whose date comes first: whose turn it is, and until when. Null where nothing is asked for. */
export function nextTurn(state: HandoverState): Turn | null {
  const { milestones, noShow } = state;
  const turns: Turn[] = milestones
    // Once somebody did not come, what is done about it stands for the arrival.
    .filter((m) => waitsFor(m) && !(noShow && m.kind === 'arrival'))
    .map((m) => ({ kind: m.kind, owner: ownerOf(state, m.kind), due: m.due as Instant }));
  if (noShow) turns.push({ kind: `no-show-${noShow.step}`, owner: { role: 'commune' }, due: noShow.due });
  return turns.reduce<Turn | null>((first, turn) => (first && first.due <= turn.due ? first : turn), null);
}

/** The first date at which somebody must be told; null where all that is late has been told. */
export function nextDate({ milestones, noShow }: HandoverState): Instant | null {
  const dates = milestones.flatMap((m) =>
    m.status === 'open' ? [m.due as Instant] : m.status === 'overdue' && m.latest ? [m.latest] : [],
  );
  if (noShow && !noShow.overdue) dates.push(noShow.due);
  return dates.length ? Math.min(...dates) : null;
}

/** Marks in the state what is past its date, and begins the search for a person who did not come. */
export function markOverdue(state: HandoverState, now: Instant): Slipped[] {
  const { caseId, policy } = state.facts;
  const slipped: Slipped[] = [];
  for (const m of state.milestones) {
    if (!falls(m, now)) continue;
    const due = m.due as Instant;
    slipped.push({ kind: m.kind, owner: ownerOf(state, m.kind), due, id: milestoneId(caseId, m.kind) });
    // In cases of before November 2026 nothing more is done about an absence than telling it.
    if (m.kind === 'arrival' && milestoneOf(state, 'acceptance'))
      state.noShow = beginNoShow(due, now, policy);
  }
  const { noShow } = state;
  if (noShow && !noShow.overdue && noShow.due <= now) {
    noShow.overdue = true;
    const { step, due } = noShow;
    slipped.push({ kind: `no-show-${step}`, owner: { role: 'commune' }, due, id: noShowId(caseId, noShow) });
  }
  return slipped;
}

/** What a human was told of and is still undone. */
export function overdueIds({ facts, milestones, noShow }: HandoverState): string[] {
  const ids = milestones.filter((m) => m.status === 'overdue').map((m) => milestoneId(facts.caseId, m.kind));
  return noShow?.overdue ? [...ids, noShowId(facts.caseId, noShow)] : ids;
}

function falls(m: Milestone, now: Instant): boolean {
  if (m.status === 'open' && now >= (m.due as Instant)) {
    m.status = 'overdue';
    if (m.latest && m.latest <= now) m.latest = undefined; // both dates passed together: told once
    return true;
  }
  if (m.status === 'overdue' && m.latest && m.latest <= now) {
    m.due = m.latest;
    m.latest = undefined;
    return true;
  }
  return false;
}
