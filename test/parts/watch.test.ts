import { coresdk } from '@temporalio/proto';
import type { Worker } from '@temporalio/worker';
import { Watch } from '../../scripts/time-skipping/watch';

const { WorkflowActivation, RemoveFromCache } = coresdk.workflow_activation;
const { WorkflowActivationCompletion } = coresdk.workflow_completion;

/** A worker between whose core and whose workflows we stand. */
function workerOf(watch: Watch) {
  const given: Buffer[] = [];
  const native = {
    pollWorkflowActivation: async () => given.shift() as Buffer,
    completeWorkflowActivation: async () => {},
  };
  watch.observe({ nativeWorker: native } as unknown as Worker);
  return {
    async task(
      jobs: coresdk.workflow_activation.IWorkflowActivationJob[],
      commands: coresdk.workflow_commands.IWorkflowCommand[],
      runId = 'run-1',
    ) {
      given.push(
        Buffer.from(
          WorkflowActivation.encode({
            runId,
            isReplaying: false,
            timestamp: { seconds: 1 as never },
            jobs,
          }).finish(),
        ),
      );
      await native.pollWorkflowActivation();
      const answer = WorkflowActivationCompletion.encodeDelimited({
        runId,
        successful: { commands },
      }).finish();
      await (native.completeWorkflowActivation as (answer: Buffer) => Promise<void>)(Buffer.from(answer));
    },
  };
}

const begin = { initializeWorkflow: { workflowId: 'courier/01' } };
const continueAsNew = { continueAsNewWorkflowExecution: {} };
const evicted = (reason: coresdk.workflow_activation.RemoveFromCache.EvictionReason) => ({
  removeFromCache: { reason },
});

describe('what the clock waits for', () => {
  test('a workflow that goes on as a new run, until that has begun', async () => {
    const watch = new Watch();
    const worker = workerOf(watch);
    await worker.task([begin], [continueAsNew]);
    expect(watch.quiet(0)).toBe(false);
    await worker.task([evicted(RemoveFromCache.EvictionReason.WORKFLOW_EXECUTION_ENDING)], []);
    expect(watch.quiet(0)).toBe(false);
    await worker.task([begin], [], 'run-2');
    expect(watch.quiet(0)).toBe(true);
  });

  test('no new run where the server did not take the end of the old one, because a signal came', async () => {
    const watch = new Watch();
    const worker = workerOf(watch);
    await worker.task([begin], [continueAsNew]);
    await worker.task([evicted(RemoveFromCache.EvictionReason.UNHANDLED_COMMAND)], []);
    await worker.task([begin], [continueAsNew]); // done anew, and taken
    await worker.task([begin], [], 'run-2');
    expect(watch.quiet(0)).toBe(true);
  });
});
