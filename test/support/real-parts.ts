/** Where test files, which run in processes of their own, find the host of the real parts. */
export const HOST_VARIABLE = 'NHIPCAU_TEST_PARTS';

/** The address (connection string) of a new database with every migration applied, for this test file alone. */
export const freshDatabase = () => ask('/database');

/** host:port of the run's real Temporal server (in memory, namespace `default`): shared, so use task queues of your own. */
export const temporalAddress = () => ask('/temporal');

/** The file with the product's workflows, bundled once for the run: `workflowBundle: { codePath: await workflowBundle() }`. */
export const workflowBundle = () => ask('/bundle');

async function ask(what: string): Promise<string> {
  const host = process.env[HOST_VARIABLE];
  if (!host) throw new Error('real parts are served by Jest’s global setup: run this with Jest');
  const response = await fetch(host + what);
  const text = await response.text();
  if (!response.ok) throw new Error(`no ${what.slice(1)} for the test: ${text}`);
  return text;
}
