import {
  allHandlersFinished,
  condition,
  continueAsNew,
  ParentClosePolicy,
  proxyActivities,
  startChild,
} from '@temporalio/workflow';
import type { EscalationActivities, HandoverActivities, Step } from '../activities/contract';
import { Handover, type HandoverState, type MilestoneKind, milestoneId } from '../domain/handover';
import type { TimelineKind } from '../domain/wording/labels';
import { type Command, type HandoverInput, QUEUES, workflowId } from './contract';
import type { followUp } from './follow-up';
import { adopts, historyIsLong, InOrder, on, sleepUntil, stamp } from './process';

const { recordHandover } = proxyActivities<HandoverActivities>({ startToCloseTimeout: '30 seconds' });
const { raiseEscalation, closeEscalationItems } = proxyActivities<EscalationActivities>({
  startToCloseTimeout: '30 seconds',
});

/**
 * One person's return, from the centre's notice to their arrival in the commune with a mentor beside them.
 * Ends when every paper is done; the follow-up starts as soon as the person is there and the mentor has accepted.
 */
export async function handover(
  input: HandoverInput,
  carried?: HandoverState & { followUpStarted: boolean },
): Promise<void> {
  const { facts } = input;
  const { caseId } = facts;
  const h = carried ? new Handover(carried) : Handover.open(facts, input.communeId, Date.now());
  const { state } = h;
  const records = new InOrder();
  let followUpStarted = carried?.followUpStarted ?? false;

  const record = (
    what: TimelineKind,
    more: Partial<Pick<Step, 'by' | 'submissionId' | 'data' | 'adopted'>> & { opened?: typeof facts } = {},
  ) => {
    const next = h.next();
    const step = {
      ...more,
      ...stamp(what, state.revision),
      caseId,
      provinceId: state.provinceId,
      communeId: state.communeId,
      late: state.late,
      mentorId: state.mentorId,
      milestones: state.milestones.map((m) => ({ ...m, owner: h.owner(m.kind).role })),
      next: next && { action: next.kind, owner: next.owner, due: next.due },
      accountable: h.accountable(),
      wanted: h.wanted(),
    };
    return records.run(() => recordHandover(step));
  };

  /** Carries out one command: the change, its record, and the end of any escalation about it. */
  const step = async (kind: MilestoneKind, what: TimelineKind, command: Command, change: () => void) => {
    const late = state.milestones.some((m) => m.kind === kind && m.status === 'overdue');
    change();
    await record(what, { by: command.by, submissionId: command.submissionId });
    if (late) await records.run(() => closeEscalationItems([milestoneId(caseId, kind)]));
  };

  on(
    'recordMilestone',
    (c) => h.checkRecord(c.milestone, c.mentorId),
    (c) =>
      step(c.milestone, `milestone-${c.milestone}`, c, () =>
        h.record(c.milestone, c.by, Date.now(), c.mentorId),
      ),
  );
  on(
    'giveResidence',
    () => h.checkResidence(),
    (c) => step('residence', 'residence-known', c, () => h.giveResidence(c, c.by, Date.now())),
  );
  on(
    'nameMentor',
    (c) => h.checkNameMentor(c.mentorId),
    (c) => step('mentor', 'mentor-named', c, () => h.nameMentor(c.mentorId, Date.now())),
  );
  on(
    'answerMentorRequest',
    (c) => h.checkAnswer(c.by),
    (c) =>
      step('mentor', c.accepts ? 'mentor-accepted' : 'mentor-declined', c, () =>
        h.answer(c.by, c.accepts, Date.now()),
      ),
  );

  adopts(
    h,
    (copy) => new Handover(copy),
    () => h.closed,
    ({ by, submissionId, policy }) =>
      record('policy-adopted', { by, submissionId, data: { version: policy.version }, adopted: policy }),
  );

  const startFollowUp = async () => {
    followUpStarted = true;
    await startChild<typeof followUp>('followUp', {
      workflowId: workflowId.followUp(caseId),
      taskQueue: QUEUES.followUp,
      parentClosePolicy: ParentClosePolicy.ABANDON,
      args: [{ facts: h.followUpFacts(), mentorId: state.mentorId as string }],
    });
  };

  if (!carried) await record('handover-started', { by: facts.startedBy, opened: facts });

  while (!h.closed || !followUpStarted) {
    if (h.readyForFollowUp && !followUpStarted) {
      await startFollowUp();
      continue;
    }
    const seen = state.revision;
    await sleepUntil(h.wakesAt(), () => state.revision !== seen);

    const slipped = h.fallOverdue(Date.now());
    if (slipped.length) {
      // As they stand now: while this is recorded a mentor may answer and open the step again.
      const raises = slipped.map((m) => ({
        kind: 'milestone-overdue' as const,
        caseId,
        provinceId: state.provinceId,
        communeId: state.communeId,
        responsible: h.owner(m.kind),
        items: [{ id: milestoneId(caseId, m.kind), what: 'milestone' as const, dueAt: m.due as number }],
      }));
      await record('overdue', { data: { milestones: slipped.map((m) => m.kind).join(' ') } });
      for (const raise of raises) await records.run(() => raiseEscalation(raise));
    }
    if (historyIsLong()) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof handover>(input, { ...state, followUpStarted });
    }
  }
  await condition(allHandlersFinished);
}
