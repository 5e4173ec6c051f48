import { addDays, addWorkingDays, type Day, dayOf, endOfDay, endOfTerm, type Instant } from '../calendar';
import {
  arrivalDue,
  certificateDue,
  decisionDue,
  firstContactDue,
  monitoringDecisionDue,
  noticeDue,
  paramsOf,
  preparationBegins,
  proposalDue,
  socialDossierDue,
} from '../policy';
import type { HandoverState } from './state';
import type { Milestone, MilestoneKind } from './steps';

export const milestoneOf = ({ milestones }: Pick<HandoverState, 'milestones'>, kind: MilestoneKind) =>
  milestones.find((m) => m.kind === kind);

/** Done, or never asked of this case: nothing waits for it. */
export function settled(state: Pick<HandoverState, 'milestones'>, kind: MilestoneKind): boolean {
  const milestone = milestoneOf(state, kind);
  return !milestone || milestone.status === 'done';
}

/** Open or overdue: somebody can do it now. */
export const waitsFor = ({ status }: Milestone) => status === 'open' || status === 'overdue';

/** The commune has taken the case over; a proposal is a taking over, and in older cases the only one. */
export function accepted(state: Pick<HandoverState, 'milestones'>): boolean {
  return milestoneOf(state, milestoneOf(state, 'acceptance') ? 'acceptance' : 'proposal')?.status === 'done';
}

/** The mentor has said yes and the person is there. */
export const isHome = (state: Pick<HandoverState, 'milestones'>) =>
  settled(state, 'arrival') && settled(state, 'mentor');

/**
 * The legal or local dates of a step that can be done from `now` on; a date already past is compressed to the end of the
 * next working day, so a late start is hurried and never refused.
 */
export function datesOf(
  kind: MilestoneKind,
  state: Omit<HandoverState, 'revision'>,
  now: Instant,
): Pick<Milestone, 'due' | 'latest'> {
  const { facts, returned } = state;
  const { endDay, centreKind, minor, policy } = facts;
  const since = (before: MilestoneKind): Instant => milestoneOf(state, before)?.doneAt ?? now;
  const workingDays = (from: Instant, days: number) => addWorkingDays(dayOf(from), days, policy.calendar);
  if (returned && (kind === 'residence' || kind === 'notice')) return { due: returned.due };

  const rule: Record<MilestoneKind, () => Day> = {
    residence: () => noticeDue(endDay, policy),
    dossier: () => socialDossierDue(endDay, policy),
    plan: () => addDays(preparationBegins(endDay, policy), paramsOf(policy).personalPlan),
    notice: () => noticeDue(endDay, policy),
    acceptance: () => workingDays(since('notice'), paramsOf(policy).caseAcceptance),
    proposal: () => proposalDue(dayOf(since('notice')), policy),
    decision: () => decisionDue(dayOf(since('proposal')), policy),
    mentor: () => workingDays(now, policy.params.mentorReply),
    // The decision has its hours; that it is taken down has until the end of the working day in which they run out.
    monitoring: () =>
      endOfTerm(dayOf(monitoringDecisionDue(since('decision'), minor, policy)), policy.calendar),
    team: () => workingDays(since('decision'), paramsOf(policy).supportTeam),
    certificate: () => certificateDue(endDay),
    handout: () => certificateDue(endDay),
    arrival: () => arrivalDue(endDay, centreKind, policy),
    'first-contact': () => firstContactDue(endDay, policy).due,
  };
  const earliest = workingDays(now, 1);
  const soonest = kind === 'monitoring' ? dayOf(now) : earliest;
  const inTime = (day: Day) => endOfDay(day < soonest ? earliest : day);
  const due = inTime(rule[kind]());
  if (kind !== 'first-contact') return { due };
  const latest = endOfDay(firstContactDue(endDay, policy).latest);
  return latest > due ? { due, latest } : { due };
}
