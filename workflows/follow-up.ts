import {
  allHandlersFinished,
  condition,
  continueAsNew,
  ParentClosePolicy,
  proxyActivities,
  startChild,
} from '@temporalio/workflow';
import type {
  EscalationActivities,
  FollowUpActivities,
  FollowUpStep,
  VisitChange,
} from '../activities/contract';
import { FollowUp, type FollowUpFacts, type FollowUpState, visitId } from '../domain/follow-up';
import type { TimelineKind } from '../domain/wording/labels';
import { QUEUES, type Updates, workflowId } from './contract';
import { adopts, historyIsLong, InOrder, on, sleepUntil, stamp } from './process';
import type { referral } from './referral';

const { recordFollowUp } = proxyActivities<FollowUpActivities>({ startToCloseTimeout: '30 seconds' });
const { raiseEscalation, closeEscalationItems } = proxyActivities<EscalationActivities>({
  startToCloseTimeout: '30 seconds',
});

export interface FollowUpInput {
  facts: FollowUpFacts;
  mentorId: string;
}

/**
 * One person's 12 or 24 months beside a mentor. It wakes only to decide: when a visit is reported, and when the grace
 * period of a visit ends without a report. Reminders are the courier's.
 */
export async function followUp(input: FollowUpInput, carried?: FollowUpState): Promise<void> {
  const { facts } = input;
  const { caseId, provinceId, communeId } = facts;
  const f = carried ? new FollowUp(carried) : FollowUp.begin(facts, input.mentorId, Date.now());
  const { state } = f;
  const records = new InOrder();

  /** The change just made, with the visit planned by it. */
  const record = (what: TimelineKind, changed: VisitChange[], more: Partial<FollowUpStep> = {}) => {
    const { planned } = state;
    const visits: VisitChange[] = planned ? [...changed, { ...planned, status: 'planned' }] : changed;
    const step: FollowUpStep = {
      ...more,
      ...stamp(what, state.revision),
      caseId,
      provinceId,
      communeId,
      mentorId: state.mentorId,
      visits,
      closed: state.closed,
      next: f.next(),
      wanted: f.wanted(),
    };
    return records.run(() => recordFollowUp(step));
  };

  const startReferrals = async (report: Updates['reportVisit']) => {
    for (const need of report.needs) {
      const referralId = `${visitId(caseId, report.seq)}/${need.kind}`;
      await startChild<typeof referral>('referral', {
        workflowId: workflowId.referral(referralId),
        taskQueue: QUEUES.referral,
        parentClosePolicy: ParentClosePolicy.ABANDON,
        args: [
          {
            facts: {
              referralId,
              caseId,
              kind: need.kind,
              provinceId,
              communeId,
              requesterId: state.mentorId,
              organisationId: need.organisationId,
              policy: state.facts.policy,
            },
            visitId: visitId(caseId, report.seq),
          },
        ],
      });
    }
  };

  on(
    'reportVisit',
    (c) => f.checkReport(c, Date.now()),
    async (c) => {
      const needs = c.needs.map((need) => need.kind);
      const { late } = f.report({ ...c, needs }, Date.now());
      const { seq, outcome, heldOn } = c;
      await record('visit-reported', [{ seq, status: late ? 'late' : 'reported', outcome, heldOn, needs }], {
        by: c.by,
        submissionId: c.submissionId,
        data: { visit: String(seq), outcome },
      });
      if (late) await records.run(() => closeEscalationItems([visitId(caseId, seq)]));
      await startReferrals(c);
    },
  );
  on(
    'rescheduleVisit',
    (c) => f.checkReschedule(c.seq, c.on, Date.now()),
    async (c) => {
      f.reschedule(c.seq, c.on, Date.now());
      await record('visit-rescheduled', [], {
        by: c.by,
        submissionId: c.submissionId,
        data: { visit: String(c.seq), on: c.on },
      });
    },
  );
  on(
    'reassignMentor',
    (c) => f.checkReassign(c.mentorId),
    async (c) => {
      f.reassign(c.mentorId);
      await record('mentor-reassigned', [], { by: c.by, submissionId: c.submissionId });
    },
  );

  adopts(
    f,
    (copy) => new FollowUp(copy),
    () => state.closed !== null,
    ({ by, submissionId, policy }) =>
      record('policy-adopted', [], {
        by,
        submissionId,
        data: { version: policy.version },
        adopted: policy,
        endDay: state.facts.endDay,
      }),
  );

  if (!carried) {
    const { policy, ...opened } = facts;
    await record('follow-up-started', [], { opened });
  }

  while (!state.closed) {
    const seen = state.revision;
    await sleepUntil(f.wakesAt(), () => state.revision !== seen);

    const missed = f.miss(Date.now());
    if (missed) {
      const { mentorId } = state;
      await record('visit-missed', [{ seq: missed.seq, status: 'missed' }], {
        data: { visit: String(missed.seq) },
      });
      await records.run(() =>
        raiseEscalation({
          kind: 'visit-missed',
          caseId,
          provinceId,
          communeId,
          responsible: { role: 'mentor', userId: mentorId },
          items: [{ id: visitId(caseId, missed.seq), what: 'visit', dueAt: missed.graceEnds }],
        }),
      );
    }
    if (f.closeAtTermEnd(Date.now())) await record('follow-up-completed', []);
    if (historyIsLong() && !state.closed) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof followUp>(input, state);
    }
  }
  await condition(allHandlersFinished);
}
