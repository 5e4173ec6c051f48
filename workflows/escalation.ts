import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineSignal,
  log,
  patched,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import type { EscalationActivities, EscalationStep } from '../activities/contract';
import {
  Escalation,
  type EscalationFacts,
  type EscalationState,
  type Resolution,
} from '../domain/escalation';
import type { TimelineKind } from '../domain/wording/labels';
import type { Signals } from './contract';
import { adopts, historyIsLong, InOrder, on, sleepUntil, stamp } from './process';

const { recordEscalation } = proxyActivities<EscalationActivities>({ startToCloseTimeout: '30 seconds' });

/** Asked only where it decides: what ran before the rule was made goes on without it. */
const topAgain = () => patched('top-again-2026-11');

export interface EscalationInput {
  facts: EscalationFacts;
  /** The case that opened it; its timeline tells the ladder. */
  caseId: string;
}

/**
 * What one responsible let slip, brought to a human and then to the next one up until somebody takes it and says how it
 * was resolved. Without this step the gain of reminding is lost (DeRenzi et al. 2012).
 */
export async function escalation(input: EscalationInput, carried?: EscalationState): Promise<void> {
  const { facts, caseId } = input;
  const e = carried ? new Escalation(carried) : Escalation.raise(facts, Date.now());
  const { state } = e;
  const records = new InOrder();

  /** Records the present state. A rung that reaches nobody is climbed over: the loop tells the next one at once. */
  const record = (what: TimelineKind, more: Partial<EscalationStep> = {}): Promise<void> => {
    const step: EscalationStep = {
      closedItems: [],
      ...more,
      ...stamp(what, state.revision),
      caseId,
      provinceId: facts.provinceId,
      communeId: facts.communeId,
      status: state.status,
      level: e.level,
      rung: e.rung.scope,
      acknowledgedBy: state.acknowledgedBy,
      next: e.next(Date.now()),
      wanted: e.wanted(),
    };
    return records.run(async () => {
      const { reached, left } = await recordEscalation(step);
      if (left.length) e.reopen(left, Date.now());
      if (step.wanted.length === 0) return;
      if (reached === 0) log.warn('a rung of the ladder has nobody', { level: step.level, rung: step.rung });
      if (e.told(reached, Date.now(), topAgain)) climbedOver = true;
    });
  };
  /** The rung told last had nobody, and the next one is to be told now. */
  let climbedOver = false;
  let recordedResolution = false;

  const resolved = async (how: Resolution, more: Partial<EscalationStep>) => {
    recordedResolution = true;
    await record('escalation-resolved', { ...more, resolution: how, data: { how } });
    recordedResolution = e.resolved;
    if (!e.resolved) await record('escalation-told'); // something slipped meanwhile: its rung hears of it
  };

  setHandler(defineSignal<[Signals['slipped']]>('slipped'), ({ itemId }) => {
    e.add(itemId);
  });
  setHandler(defineSignal<[Signals['itemDone']]>('itemDone'), ({ itemId, how }) => {
    e.itemDone(itemId, how);
  });
  on(
    'acknowledge',
    () => e.checkAcknowledge(),
    async (c) => {
      e.acknowledge(c.by, Date.now());
      await record('escalation-acknowledged', { by: c.by, submissionId: c.submissionId });
    },
  );
  on(
    'resolve',
    (c) => e.checkResolve(c.seen),
    async (c) => {
      const closedItems = [...state.items];
      e.resolve(c.seen);
      await resolved(c.how, { by: c.by, submissionId: c.submissionId, closedItems });
    },
  );

  adopts(
    e,
    (copy) => new Escalation(copy),
    () => e.resolved,
    ({ by, submissionId, policy }) =>
      record('policy-adopted', { by, submissionId, data: { version: policy.version } }),
  );

  if (!carried) await record('escalation-told');

  for (;;) {
    if (e.resolved) {
      if (!recordedResolution) await resolved(e.closedHow, {}); // nothing of it is left
      await condition(allHandlersFinished);
      if (e.resolved) return;
    }
    const seen = state.revision;
    if (!climbedOver) await sleepUntil(e.wakesAt(), () => state.revision !== seen || climbedOver);
    if (climbedOver) {
      climbedOver = false;
      await record('escalation-climbed', { data: { level: String(e.level) } });
    } else if (e.climb(Date.now(), topAgain)) {
      await record('escalation-climbed', { data: { level: String(e.level) } });
    }
    if (historyIsLong() && !climbedOver) {
      await condition(allHandlersFinished);
      // While a handler finished it may have been resolved, or a rung found empty: that is not carried.
      if (!e.resolved && !climbedOver) await continueAsNew<typeof escalation>(input, state);
    }
  }
}
