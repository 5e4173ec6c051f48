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
import type { EscalationActivities, ReferralActivities, ReferralStep } from '../activities/contract';
import type { EscalationKind } from '../domain/ladder';
import {
  nextCheck,
  Referral,
  type ReferralFacts,
  type ReferralState,
  type ReferralStatus,
} from '../domain/referral';
import type { TimelineKind } from '../domain/wording/labels';
import { QUEUES, type Signals, workflowId } from './contract';
import { adopts, historyIsLong, InOrder, on, sleepUntil, stamp } from './process';

const { recordReferral } = proxyActivities<ReferralActivities>({ startToCloseTimeout: '30 seconds' });
const { raiseEscalation, closeEscalationItems } = proxyActivities<EscalationActivities>({
  startToCloseTimeout: '30 seconds',
});

export interface ReferralInput {
  facts: ReferralFacts;
  /** The visit from whose report the need came; null: found outside a visit. */
  visitId: string | null;
  /** In which it was asked for; what it is about may be written there and nowhere in the engine. */
  submissionId?: string;
}

/**
 * One need passed on to a partner, from the request to its outcome, with the course or the job on its way; silence in any
 * open status reaches a human. What it offers next begins as a draft of its own.
 */
export async function referral(input: ReferralInput, carried?: ReferralState): Promise<void> {
  const { facts, visitId, submissionId } = input;
  const { referralId, caseId } = facts;
  const r = carried ? new Referral(carried) : Referral.request(facts, Date.now());
  const { state } = r;
  const records = new InOrder();

  const record = (what: TimelineKind, more: Partial<ReferralStep> = {}) => {
    const { provinceId, communeId, kind, organisationId } = state.facts;
    const step: ReferralStep = {
      ...more,
      ...stamp(what, state.revision),
      caseId,
      provinceId,
      communeId,
      organisationId,
      status: state.status,
      since: state.since,
      mentorId: state.mentorId,
      data: { kind, status: state.status, ...more.data },
      next: r.next(),
      wanted: r.wanted(),
    };
    return records.run(() => recordReferral(step));
  };

  /** Makes a change known, puts to rest what it answers, and begins what it offers. */
  const step = async (what: TimelineKind, change: () => Partial<ReferralStep>) => {
    const { overdue } = state;
    const absent = r.absences();
    const told = change();
    const offer = r.offers();
    // A refusal under the former code left it to the mentor to ask anew.
    if (offer && patched('offers-what-is-next')) state.offered = true;
    await record(what, told);
    const now = r.absences();
    const answered = [...(overdue ? [referralId] : []), ...(absent && absent !== now ? [absent] : [])];
    if (answered.length) await records.run(() => closeEscalationItems(answered));
    if (now && now !== absent) await raise('training-absent', now, Date.now());
    if (offer && state.offered) await begin(offer);
  };

  const raise = (kind: EscalationKind, id: string, dueAt: number) => {
    const { provinceId, communeId } = state.facts;
    const responsible = kind === 'training-absent' ? r.helper : r.owner;
    const items = [{ id, what: 'referral' as const, dueAt }];
    return records.run(() => raiseEscalation({ kind, caseId, provinceId, communeId, responsible, items }));
  };

  const begin = async (offer: ReferralFacts) => {
    await startChild<typeof referral>('referral', {
      workflowId: workflowId.referral(offer.referralId),
      taskQueue: QUEUES.referral,
      parentClosePolicy: ParentClosePolicy.ABANDON,
      args: [{ facts: offer, visitId: null }],
    });
  };

  const move = (to: ReferralStatus, told: Partial<ReferralStep>, organisationId?: string | null) =>
    step('referral-moved', () => {
      r.move(to, Date.now(), organisationId);
      return told;
    });
  on(
    'moveReferral',
    (c) => r.checkMove(c.to),
    ({ to, organisationId, by, submissionId }) => move(to, { by, submissionId }, organisationId),
  );
  on(
    'tellTraining',
    (c) => r.checkTraining(c, Date.now()),
    ({ by, submissionId, ...told }) =>
      step(`training-${told.step}`, () => {
        r.tellTraining(told, Date.now());
        return { by, submissionId, ...(state.training && { training: { ...state.training, told } }) };
      }),
  );
  on(
    'tellJob',
    (c) => r.checkJob(c, Date.now()),
    ({ by, submissionId, ...told }) =>
      step(`job-${told.step}`, () => {
        r.tellJob(told, Date.now());
        const { job } = state;
        return {
          by,
          submissionId,
          ...(job && { job: { ...job, told, nextCheck: nextCheck(job, state.facts.policy) } }),
        };
      }),
  );

  adopts(
    r,
    (copy) => new Referral(copy),
    () => r.closed,
    ({ by, submissionId, policy }) =>
      record('policy-adopted', { by, submissionId, data: { version: policy.version } }),
  );
  setHandler(defineSignal<[Signals['followed']]>('followed'), async ({ to, by }) => {
    if (r.mayMove(to)) await move(to, { by });
  });
  // The follow-up has ended: what runs on is the commune's, of all else nobody is asked or told any more.
  setHandler(defineSignal<[Signals['caseClosed']]>('caseClosed'), async ({ by, why }) => {
    if (r.closed || state.handedOn) return;
    r.caseEnded(why, Date.now());
    await record(state.handedOn ? 'referral-handed-on' : 'referral-ended-with-case', { by });
  });
  setHandler(
    defineSignal<[Signals['accompanied']]>('accompanied'),
    async ({ mentorId, communeId, provinceId }) => {
      if (r.closed || state.handedOn) return;
      r.accompaniedBy(mentorId, communeId, provinceId);
      await record('referral-accompanied');
    },
  );

  if (!carried) {
    const { policy, ...opened } = state.facts;
    const offered = state.status === 'draft';
    await record(offered ? 'referral-offered' : 'referral-requested', {
      ...(!offered && { by: facts.requesterId }),
      opened: { ...opened, visitId, submissionId },
    });
  }

  while (!r.closed) {
    const seen = state.revision;
    await sleepUntil(r.wakesAt(), () => state.revision !== seen);
    if (r.fallOverdue(Date.now())) {
      const dueAt = state.due as number;
      await record('referral-overdue');
      await raise('referral-silent', referralId, dueAt);
    }
    if (historyIsLong() && !r.closed) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof referral>(input, state);
    }
  }
  await condition(allHandlersFinished);
}
