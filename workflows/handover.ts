import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineSignal,
  ParentClosePolicy,
  patched,
  proxyActivities,
  setHandler,
  startChild,
} from '@temporalio/workflow';
import type { EscalationActivities, HandoverActivities, HandoverStep } from '../activities/contract';
import { documentsOf } from '../domain/documents';
import type { ClosedHow } from '../domain/escalation';
import { ASKED_OF_ALL, FIRST_MILESTONES, Handover, type HandoverState } from '../domain/handover';
import type { TimelineKind } from '../domain/wording/labels';
import { type Command, type HandoverInput, QUEUES, type Signals, type Updates, workflowId } from './contract';
import type { followUp } from './follow-up';
import { adopts, historyIsLong, InOrder, on, sleepUntil, stamp } from './process';

const { recordHandover } = proxyActivities<HandoverActivities>({ startToCloseTimeout: '30 seconds' });
const { raiseEscalation, closeEscalationItems } = proxyActivities<EscalationActivities>({
  startToCloseTimeout: '30 seconds',
});

/**
 * One person's return, from the day the centre knows when until they are in the commune, seen by their mentor, with
 * every paper done. The follow-up starts as soon as the person is there and the mentor has accepted.
 */
export async function handover(
  input: HandoverInput,
  carried?: HandoverState & { followUpStarted: boolean },
): Promise<void> {
  const { facts } = input;
  const { caseId } = facts;
  const h = carried ? new Handover(carried) : open(input);
  const { state } = h;
  const records = new InOrder();
  let followUpStarted = carried?.followUpStarted ?? false;

  const record = (what: TimelineKind, more: Partial<HandoverStep> = {}) => {
    const next = h.next();
    const step: HandoverStep = {
      ...more,
      ...stamp(what, state.revision),
      caseId,
      provinceId: state.provinceId,
      communeId: state.communeId,
      late: state.late,
      endDay: state.facts.endDay,
      standing: h.standing,
      returned: state.returned?.reason ?? null,
      cancelled: state.cancelled ?? null,
      facilityId: state.facilityId ?? null,
      noShow: state.noShow?.step ?? null,
      mentorId: state.mentorId,
      milestones: state.milestones.map((m) => ({ ...m, owner: h.owner(m.kind).role })),
      next: next && { action: next.kind, owner: next.owner, due: next.due },
      accountable: h.accountable(),
      wanted: h.wanted(),
    };
    return records.run(() => recordHandover(step));
  };

  /** Carries out one command: the change, its record, and the end of any escalation about what is no longer overdue. */
  const step = async (
    what: TimelineKind,
    { by, submissionId }: Partial<Command>,
    change: () => void,
    more: Pick<HandoverStep, 'data' | 'document'> = {},
    how: ClosedHow = 'done-late',
  ) => {
    const late = h.overdue();
    change();
    const still = h.overdue();
    const settled = late.filter((id) => !still.includes(id));
    await record(what, { ...more, by, submissionId });
    if (settled.length) await records.run(() => closeEscalationItems(settled, how));
  };

  /** The paper a step brings, where its day was said. */
  const paperOf = ({ milestone, signedOn }: Updates['recordMilestone']) => {
    const [form] = documentsOf(milestone, facts);
    return form && signedOn ? { document: { form, signedOn } } : {};
  };

  on(
    'recordMilestone',
    (c) => {
      h.checkRecord(c.milestone, c.mentorId);
      if (c.signedOn) h.checkDocument(c.signedOn, Date.now());
    },
    (c) => {
      const change = () => h.record(c.milestone, c.by, Date.now(), c.mentorId);
      return step(`milestone-${c.milestone}`, c, change, paperOf(c));
    },
  );
  on(
    'giveResidence',
    () => h.checkResidence(),
    (c) => step('residence-known', c, () => h.giveResidence(c, c.by, Date.now())),
  );
  on(
    'giveFacility',
    () => h.checkResidence(),
    (c) => step('facility-given', c, () => h.giveFacility(c.facilityId, c, c.by, Date.now())),
  );
  on(
    'returnCase',
    () => h.checkReturn(),
    (c) =>
      step(
        'case-returned',
        c,
        () => h.returnCase(c.reason, Date.now()),
        { data: { reason: c.reason } },
        'not-needed',
      ),
  );
  on(
    'resend',
    () => h.checkResend(),
    (c) => step('case-resent', c, () => h.resend(c.by, Date.now())),
  );
  on(
    'nameMentor',
    (c) => h.checkNameMentor(c.mentorId),
    (c) => step('mentor-named', c, () => h.nameMentor(c.mentorId, Date.now())),
  );
  on(
    'answerMentorRequest',
    (c) => h.checkAnswer(c.by),
    (c) =>
      step(c.accepts ? 'mentor-accepted' : 'mentor-declined', c, () => h.answer(c.by, c.accepts, Date.now())),
  );
  on(
    'recordNoShowStep',
    (c) => h.checkNoShowStep(c.step),
    (c) => {
      const data = { step: c.step, found: c.found ? 'yes' : 'no' };
      return step('no-show-step', c, () => h.recordNoShowStep(c.step, c.found, Date.now()), { data });
    },
  );
  on(
    'moveEnd',
    (c) => h.checkMoveEnd(c.endDay),
    (c) =>
      step('end-moved', c, () => h.moveEnd(c.endDay, Date.now()), { data: { on: c.endDay } }, 'not-needed'),
  );
  on(
    'cancelHandover',
    () => h.checkCancel(),
    (c) =>
      step('handover-cancelled', c, () => h.cancel(c.reason), { data: { reason: c.reason } }, 'not-needed'),
  );
  on(
    'recordMeeting',
    (c) => h.checkMeeting(c.on, Date.now()),
    (c) => step('meeting-held', c, () => h.note(), { data: { on: c.on, with: c.with } }),
  );
  on(
    'recordDocument',
    (c) => h.checkDocument(c.signedOn, Date.now()),
    (c) => {
      const { form, signedOn } = c;
      return step('document-recorded', c, () => h.note(), { data: { form }, document: { form, signedOn } });
    },
  );

  adopts(
    h,
    (copy) => new Handover(copy),
    () => h.closed,
    ({ by, submissionId, policy }) =>
      record('policy-adopted', { by, submissionId, data: { version: policy.version }, adopted: policy }),
  );

  // What the follow-up hears of. Each may come twice, and to a case that does not ask for it.
  setHandler(defineSignal<[Signals['contacted']]>('contacted'), async ({ by }) => {
    if (h.asksForContact) await step('milestone-first-contact', { by }, () => h.contacted(by, Date.now()));
  });
  setHandler(defineSignal<[Signals['accompanied']]>('accompanied'), (now) => h.accompanied(now));
  setHandler(defineSignal<[Signals['followUpEnded']]>('followUpEnded'), async () => {
    if (!h.closed) await step('handover-ended', {}, () => h.endWithFollowUp(), {}, 'not-needed');
  });

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

  while (!h.closed || (h.readyForFollowUp && !followUpStarted)) {
    if (h.readyForFollowUp && !followUpStarted) {
      await startFollowUp();
      continue;
    }
    const seen = state.revision;
    await sleepUntil(h.wakesAt(), () => state.revision !== seen);

    const slipped = h.fallOverdue(Date.now());
    if (slipped.length) {
      // As they stand now: while this is recorded a mentor may answer and open the step again.
      const raises = slipped.map(({ id, due, owner }) => ({
        kind: 'milestone-overdue' as const,
        caseId,
        provinceId: state.provinceId,
        communeId: state.communeId,
        responsible: owner,
        items: [{ id, what: 'milestone' as const, dueAt: due }],
      }));
      await record('overdue', { data: { milestones: slipped.map(({ kind }) => kind).join(' ') } });
      for (const raise of raises) await records.run(() => raiseEscalation(raise));
    }
    if (historyIsLong()) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof handover>(input, { ...state, followUpStarted });
    }
  }
  await condition(allHandlersFinished);
}

/** Cases that were under way in November 2026 keep the eight steps they began with. */
function open({ facts, communeId }: HandoverInput): Handover {
  const asked = patched('milestones-2026-11') ? ASKED_OF_ALL : FIRST_MILESTONES;
  return Handover.open(facts, communeId, Date.now(), asked);
}
