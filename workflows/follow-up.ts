import {
  allHandlersFinished,
  condition,
  continueAsNew,
  ParentClosePolicy,
  patched,
  proxyActivities,
  startChild,
} from '@temporalio/workflow';
import type {
  EscalationActivities,
  EscalationRaise,
  FollowUpActivities,
  FollowUpStep,
  VisitChange,
} from '../activities/contract';
import { at, endOfDay } from '../domain/calendar';
import {
  type Carried,
  type Decision,
  DUTY_ESCALATION,
  dutyId,
  FollowUp,
  type FollowUpFacts,
  knownAs,
  OUTCOME_RULES,
  visitId,
} from '../domain/follow-up';
import { moveNoticeDue } from '../domain/policy';
import type { TimelineKind } from '../domain/wording/labels';
import { type Command, type NeedFor, QUEUES, type UpdateName, type Updates, workflowId } from './contract';
import { adopts, historyIsLong, InOrder, on, sleepUntil, stamp } from './process';
import type { referral } from './referral';

const { recordFollowUp, closeCase } = proxyActivities<FollowUpActivities>({
  startToCloseTimeout: '30 seconds',
});
const { raiseEscalation, closeEscalationItems } = proxyActivities<EscalationActivities>({
  startToCloseTimeout: '30 seconds',
});

/** Papers of two kinds are one need of a visit. */
const kindsOf = (needs: readonly NeedFor[]) => [...new Set(needs.map(({ kind }) => knownAs(kind)))];

export interface FollowUpInput {
  facts: FollowUpFacts;
  mentorId: string;
}

/**
 * One person's 12 or 24 months beside a mentor. It wakes only to decide: when somebody reports or changes something,
 * and when a date passes in silence. Reminders are the courier's.
 */
export async function followUp(input: FollowUpInput, carried?: Carried): Promise<void> {
  const { facts } = input;
  const { caseId } = facts;
  // A case begun under the former code replays as it was; at its next decision it goes on under the present one.
  const present = patched('follow-up-2026-11');
  const f = carried
    ? new FollowUp({ ...carried, ...(present && { papers: true }) })
    : FollowUp.begin(facts, input.mentorId, Date.now(), present);
  const { state } = f;
  const records = new InOrder();

  /** The change just made, with the visit planned by it. */
  const record = (what: TimelineKind, changed: VisitChange[], more: Partial<FollowUpStep> = {}) => {
    const { planned, cover } = state;
    const plan = planned && {
      seq: planned.seq,
      on: planned.on,
      graceEnds: planned.graceEnds,
      mentorId: f.mentorOn(planned.on),
      status: 'planned' as const,
    };
    const step: FollowUpStep = {
      ...more,
      ...stamp(what, state.revision),
      caseId,
      provinceId: state.provinceId,
      communeId: state.communeId,
      mentorId: state.mentorId,
      coverId: cover?.begun ? cover.mentorId : null,
      coverUntil: cover?.begun ? cover.until : null,
      endDay: f.endDay,
      pace: state.pace.percent,
      paused: state.pause?.reason ?? null,
      movingTo: state.move?.communeId ?? null,
      certificate: state.certificate,
      visits: plan ? [...changed.filter((visit) => visit.seq !== plan.seq), plan] : changed,
      ...(state.dutySeq > 0 && {
        duties: state.duties.map((duty) => ({
          id: dutyId(caseId, duty),
          kind: duty.kind,
          communeId: duty.kind === 'accept-move' && state.move ? state.move.communeId : state.communeId,
          dueAt: duty.due,
          overdue: duty.overdue,
        })),
      }),
      closed: state.closed,
      next: f.next(),
      accountable: f.accountable(),
      wanted: f.wanted(),
    };
    return records.run(() => recordFollowUp(step));
  };

  /**
   * Carries out one command: the change, its record, and the end of any escalation about what it did. A planned visit
   * that is no longer there, and of which nothing else is said, was withdrawn.
   */
  const step = async (
    what: TimelineKind,
    command: Command,
    /** What it says of visits, if anything. */
    change: () => unknown,
    more: Partial<FollowUpStep> = {},
  ) => {
    const { by, submissionId } = command;
    const [slipped, planned, wasOpen] = [f.slipped(), state.planned?.seq, !state.closed];
    const said = change();
    const changed = Array.isArray(said) ? (said as VisitChange[]) : [];
    const left = f.slipped();
    const done = slipped.filter((id) => !left.includes(id));
    const closes = wasOpen && state.closed;
    if (planned && state.planned?.seq !== planned && !changed.some(({ seq }) => seq === planned))
      changed.push({ seq: planned, status: 'cancelled' });
    await record(what, changed, { by, submissionId, ...more });
    // Whatever else would still speak of a closed person, whoever began it, rests with the case.
    if (closes) await records.run(() => closeCase({ caseId, by, why: state.closed ?? undefined }));
    else if (done.length) await records.run(() => closeEscalationItems(done));
  };

  const startReferrals = async (
    needs: NeedFor[],
    from: { prefix: string; visit: string | null } & Command,
  ) => {
    // A late report may still tell of a need; nobody answers for it any more once the case has ended.
    if (needs.length && state.closed && patched('no-referral-after-the-end')) return;
    for (const need of needs) {
      const referralId = `${from.prefix}/${need.detail ?? need.kind}`;
      await startChild<typeof referral>('referral', {
        workflowId: workflowId.referral(referralId),
        taskQueue: QUEUES.referral,
        parentClosePolicy: ParentClosePolicy.ABANDON,
        args: [
          {
            facts: {
              referralId,
              caseId,
              kind: knownAs(need.kind),
              detail: need.detail,
              provinceId: state.provinceId,
              communeId: state.communeId,
              requesterId: state.mentorId ?? from.by,
              organisationId: need.organisationId,
              mentorId: state.mentorId,
              policy: state.facts.policy,
            },
            visitId: from.visit,
            submissionId: from.submissionId,
          },
        ],
      });
    }
  };

  on(
    'reportVisit',
    (c) => f.checkReport(c, Date.now()),
    async (c) => {
      const { seq, outcome, heldOn, topics } = c;
      const needs = kindsOf(c.needs);
      const [late, again] = [state.planned?.seq !== seq, state.planned?.seq === seq && isPromisedAgain(c)];
      const { proposes } = OUTCOME_RULES[outcome];
      await step(
        again ? 'visit-promised-again' : 'visit-reported',
        c,
        () => {
          f.report({ ...c, needs }, Date.now());
          return again ? [] : [{ seq, status: late ? 'late' : 'reported', outcome, heldOn, needs, topics }];
        },
        { data: { visit: String(seq), outcome, ...(proposes && { proposes }) } },
      );
      await startReferrals(c.needs, { ...c, prefix: visitId(caseId, seq), visit: visitId(caseId, seq) });
    },
  );
  const isPromisedAgain = (c: Updates['reportVisit']) =>
    c.outcome === 'promised' && c.promisedOn !== undefined && state.planned?.promised === true;

  on(
    'rescheduleVisit',
    (c) => f.checkReschedule(c.seq, c.on, Date.now()),
    (c) =>
      step('visit-rescheduled', c, () => f.reschedule(c.seq, c.on, Date.now()), {
        data: { visit: String(c.seq), on: c.on },
      }),
  );
  on(
    'reassignMentor',
    (c) => f.checkReassign(c.mentorId),
    (c) => step('mentor-reassigned', c, () => f.reassign(c.mentorId, Date.now())),
  );

  /** A command whose rule is the change itself: it is tried on a copy before it enters the history. */
  const simple = <N extends UpdateName>(
    name: N,
    what: TimelineKind | ((c: Updates[N]) => TimelineKind),
    change: (on: FollowUp, c: Updates[N]) => void,
    data: (c: Updates[N]) => Record<string, string> = () => ({}),
    more: Partial<FollowUpStep> = {},
  ) =>
    on(
      name,
      (c) => change(f.copy(), c),
      (c) =>
        step(typeof what === 'function' ? what(c) : what, c, () => change(f, c), {
          ...more,
          data: data(c),
        }),
    );

  on(
    'reportContact',
    (c) => void f.copy().contact(c.outcome, c.on, Date.now()),
    async (c) => {
      const { outcome, on: heldOn, topics } = c;
      const needs = kindsOf(c.needs);
      let visit = '';
      await step('contact-reported', c, () => {
        const { seq, planned } = f.contact(outcome, heldOn, Date.now());
        if (needs.includes('assessment')) state.assessed = true;
        visit = visitId(caseId, seq);
        const held = { seq, outcome, heldOn, needs, topics };
        return [
          planned
            ? { ...held, status: 'reported' }
            : { ...held, status: 'unplanned', on: heldOn, graceEnds: endOfDay(heldOn), mentorId: c.by },
        ];
      });
      await startReferrals(c.needs, { ...c, prefix: visit, visit });
    },
  );
  on(
    'referNeed',
    (c) => void f.copy().refer(c.kind),
    async (c) => {
      let n = 0;
      await step(
        'need-referred',
        c,
        () => {
          n = f.refer(c.kind);
          return [];
        },
        { data: { kind: knownAs(c.kind) } },
      );
      await startReferrals([c], { ...c, prefix: `${caseId}/r${n}`, visit: null });
    },
  );
  simple('mentorGone', 'mentor-gone', (on, c) => on.mentorGone(c.mentorId, Date.now()));
  simple(
    'coverMentor',
    'cover-planned',
    (on, c) => on.coverBy(c.mentorId, c.from, c.until, Date.now()),
    ({ from, until }) => ({ from, until }),
  );
  simple(
    'pauseFollowUp',
    'paused',
    (on, c) => on.pause(c.reason, c.from, Date.now()),
    ({ reason, from }) => ({ reason, from }),
  );
  simple('stillPaused', 'still-paused', (on) => on.stillPaused(Date.now()));
  simple(
    'resumeFollowUp',
    'resumed',
    (on, c) => on.resume(c.on, Date.now()),
    (c) => ({ on: c.on }),
  );
  simple(
    'recordAbsence',
    'absence-recorded',
    (on, c) => on.absent(c, Date.now()),
    ({ from, until, reported }) => ({ from, until, reported: String(reported) }),
  );
  simple(
    'moveAway',
    'move-asked',
    (on, { communeId, provinceId }) => on.moveAway({ communeId, provinceId }, Date.now()),
    ({ communeId, movedOn }) => ({
      to: communeId,
      // The origin has so long to tell the destination (Law 120 art. 48.2); telling is this command.
      late: String(Date.now() > moveNoticeDue(at(movedOn, '24:00'), state.facts.policy)),
    }),
  );
  simple(
    'acceptMove',
    'move-accepted',
    (on, c) => on.acceptMove(c.mentorId, Date.now()),
    () => ({}),
    { moved: true },
  );
  simple('declineMove', 'move-declined', (on) => on.declineMove(Date.now()));
  simple(
    'recordEnd',
    (c) => `end-${c.paper}`,
    (on, c) => on.recordEnd(c.paper, Date.now()),
    ({ signedOn }) => ({ signedOn }),
  );
  simple(
    'endFollowUp',
    'follow-up-ended',
    (on, c) => on.end(c.reason, Date.now()),
    ({ reason }) => ({ reason }),
  );

  /** Records what the case decided by itself, and tells a human where something slipped. */
  const carryOut = async (decision: Decision) => {
    switch (decision.what) {
      case 'visit-missed': {
        const { visit, responsible } = decision;
        await record('visit-missed', [{ seq: visit.seq, status: 'missed' }], {
          data: { visit: String(visit.seq) },
        });
        return raise({
          kind: 'visit-missed',
          responsible,
          items: [{ id: visitId(caseId, visit.seq), what: 'visit', dueAt: visit.graceEnds }],
        });
      }
      case 'duty-overdue': {
        const { duty, responsible } = decision;
        // A silent destination is the matter of the destination's own supervisors.
        const place = duty.kind === 'accept-move' && state.move ? state.move : {};
        await record('duty-overdue', [], { data: { duty: duty.kind } });
        return raise({
          kind: DUTY_ESCALATION[duty.kind],
          responsible,
          items: [{ id: dutyId(caseId, duty), what: 'duty', dueAt: duty.due }],
          ...place,
        });
      }
      default:
        return record(decision.what, []);
    }
  };
  const raise = (
    slipped: Pick<EscalationRaise, 'kind' | 'responsible' | 'items'> & Partial<EscalationRaise>,
  ) => {
    const { provinceId, communeId } = state;
    return records.run(() => raiseEscalation({ caseId, provinceId, communeId, ...slipped }));
  };

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
      }),
  );

  if (!carried) {
    const { policy, ...opened } = facts;
    await record('follow-up-started', [], { opened });
  }

  while (!state.closed) {
    const seen = state.revision;
    await sleepUntil(f.wakesAt(), () => state.revision !== seen);
    for (let due = f.wake(Date.now()); due; due = f.wake(Date.now())) await carryOut(due);
    const renew = historyIsLong() || (!present && patched('follow-up-2026-11-goes-on'));
    if (renew && !state.closed) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof followUp>(input, state);
    }
  }
  // What was visited before the end may still be told.
  while (present && state.missed.length && Date.now() < (state.reportsUntil ?? 0)) {
    const seen = state.revision;
    await sleepUntil(state.reportsUntil, () => state.revision !== seen);
  }
  await condition(allHandlersFinished);
}
