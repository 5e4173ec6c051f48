import {
  ApplicationFailure,
  condition,
  defineQuery,
  defineUpdate,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Step } from '../activities/contract';
import { type Adopting, adoptionChanges } from '../domain/adoption';
import type { Instant } from '../domain/calendar';
import type { Policy } from '../domain/policy';
import { Refusal } from '../domain/refusal';
import type { TimelineKind } from '../domain/wording/labels';
import { type Queries, REFUSED, type UpdateName, type Updates } from './contract';

/** A rule's refusal reaches the caller; any other error would retry the workflow task for ever. */
function refusing(rule: () => void): void {
  try {
    rule();
  } catch (error) {
    if (error instanceof Refusal)
      throw ApplicationFailure.create({ type: REFUSED, message: error.code, nonRetryable: true });
    throw error;
  }
}

/** Answers an update: `check` may refuse it before it enters the history, `act` changes the case and records it. */
export function on<N extends UpdateName>(
  name: N,
  check: (command: Updates[N]) => void,
  act: (command: Updates[N]) => Promise<void>,
): void {
  setHandler(defineUpdate<void, [Updates[N]]>(name), act, {
    validator: (command) => refusing(() => check(command)),
  });
}

/**
 * Lets a process go over to another version of the policy: a query shows first what would change, the update then does it.
 * `again` makes the process anew from a state, `closed` says that it has ended.
 */
export function adopts<S extends { facts: { policy: Policy } }>(
  process: Adopting & { state: S },
  again: (state: S) => Adopting,
  closed: () => boolean,
  record: (command: Updates['adoptPolicy']) => Promise<void>,
): void {
  type Preview = Queries['adoptionPreview'];
  setHandler(defineQuery<Preview['answer'], [Preview['ask']]>('adoptionPreview'), ({ policy, now }) => {
    const trial = again(JSON.parse(JSON.stringify(process.state)) as S);
    if (!closed()) trial.adopt(policy, now);
    return adoptionChanges(process, trial, now);
  });
  on(
    'adoptPolicy',
    ({ policy }) => {
      if (closed()) throw new Refusal('closed');
      if (policy.version === process.state.facts.policy.version) throw new Refusal('already-done');
    },
    (command) => {
      process.adopt(command.policy, Date.now());
      return record(command);
    },
  );
}

/**
 * Runs tasks one after the other in the order asked: records of one case must not overtake each other, and what was done
 * late must not be taken off an escalation before it was put on it.
 */
export class InOrder {
  private last: Promise<void> = Promise.resolve();

  run(task: () => Promise<void>): Promise<void> {
    this.last = this.last.then(task);
    return this.last;
  }
}

/** What, where and when a step was, and its key: unique, because every change counts the revision up. */
export function stamp(
  what: TimelineKind,
  revision: number,
): Pick<Step, 'scope' | 'key' | 'what' | 'at' | 'revision'> {
  const { workflowId } = workflowInfo();
  return { scope: workflowId, key: `${workflowId}/${revision}`, what, at: Date.now(), revision };
}

/** Sleeps until `date` (null: no date) or until `awake()`. */
export async function sleepUntil(date: Instant | null, awake: () => boolean): Promise<void> {
  if (date === null) {
    await condition(awake);
    return;
  }
  const rest = date - Date.now();
  if (rest > 0) await condition(awake, rest);
}

/** Well before the server's own limits, so that replay stays quick and a case stays small. */
export function historyIsLong(): boolean {
  const info = workflowInfo();
  return info.continueAsNewSuggested || info.historyLength > 800;
}
