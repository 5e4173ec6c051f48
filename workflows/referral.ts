import {
  allHandlersFinished,
  condition,
  defineSignal,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import type { EscalationActivities, ReferralActivities, ReferralStep } from '../activities/contract';
import { Referral, type ReferralFacts, type ReferralStatus } from '../domain/referral';
import type { TimelineKind } from '../domain/wording/labels';
import type { Signals } from './contract';
import { adopts, InOrder, on, sleepUntil, stamp } from './process';

const { recordReferral } = proxyActivities<ReferralActivities>({ startToCloseTimeout: '30 seconds' });
const { raiseEscalation, closeEscalationItems } = proxyActivities<EscalationActivities>({
  startToCloseTimeout: '30 seconds',
});

export interface ReferralInput {
  facts: ReferralFacts;
  /** The visit from whose report the need came; null: found outside a visit. */
  visitId: string | null;
}

/** One need passed on to a partner, from the request to its outcome; silence in any open status reaches a human. */
export async function referral(input: ReferralInput): Promise<void> {
  const { facts, visitId } = input;
  const { referralId, caseId, provinceId, communeId } = facts;
  const r = Referral.request(facts, Date.now());
  const { state } = r;
  const records = new InOrder();

  const record = (what: TimelineKind, more: Partial<ReferralStep> = {}) => {
    const step: ReferralStep = {
      ...more,
      ...stamp(what, state.revision),
      caseId,
      provinceId,
      communeId,
      status: state.status,
      data: { kind: facts.kind, status: state.status, ...more.data },
      next: r.next(),
      wanted: r.wanted(),
    };
    return records.run(() => recordReferral(step));
  };

  const move = async (to: ReferralStatus, told: Partial<ReferralStep>) => {
    const late = state.overdue;
    r.move(to, Date.now());
    await record('referral-moved', told);
    if (late) await records.run(() => closeEscalationItems([referralId]));
  };
  on(
    'moveReferral',
    (c) => r.checkMove(c.to),
    ({ to, by, submissionId }) => move(to, { by, submissionId }),
  );
  setHandler(defineSignal<[Signals['followed']]>('followed'), async ({ to, by }) => {
    if (r.mayMove(to)) await move(to, { by });
  });

  adopts(
    r,
    (copy) => new Referral(copy),
    () => r.closed,
    ({ by, submissionId, policy }) =>
      record('policy-adopted', { by, submissionId, data: { version: policy.version } }),
  );
  // The follow-up has ended: nobody answers for the person any more, so nobody is asked or told about them either.
  setHandler(defineSignal<[Signals['caseClosed']]>('caseClosed'), async ({ by }) => {
    if (r.closed) return;
    r.move('cancelled', Date.now());
    await record('referral-ended-with-case', { by });
  });

  const { policy, ...opened } = facts;
  await record('referral-requested', { by: facts.requesterId, opened: { ...opened, visitId } });

  while (!r.closed) {
    const seen = state.revision;
    await sleepUntil(r.wakesAt(), () => state.revision !== seen);
    if (r.fallOverdue(Date.now())) {
      const dueAt = state.due as number;
      await record('referral-overdue');
      await records.run(() =>
        raiseEscalation({
          kind: 'referral-silent',
          caseId,
          provinceId,
          communeId,
          responsible: r.owner,
          items: [{ id: referralId, what: 'referral', dueAt }],
        }),
      );
    }
  }
  await condition(allHandlersFinished);
}
