import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root';

/** What the SDK can fetch by itself: the development server, or the test server that skips time. */
export type Download = 'createLocal' | 'createTimeSkipping';

/** How long a download may stand still (or not begin) before it is given up. */
const PATIENCE = 15_000;

/**
 * Lets Temporal's SDK download one of its servers into `dir` (or find it there from last time) and returns the
 * program's path; undefined when its host is not to be reached. Never hangs: a download that stands still is dropped.
 */
export async function sdkDownload(what: Download, dir: string): Promise<string | undefined> {
  const there = () =>
    readdirSync(dir).find((name) => name.includes('sdk-typescript') && !name.endsWith('.downloading'));
  mkdirSync(dir, { recursive: true });
  const cached = there();
  if (cached) return join(dir, cached);
  // In a process of its own: a request that hangs inside the SDK cannot be called back.
  const script = `require('@temporalio/testing').TestWorkflowEnvironment.${what}({ server: { executable: {
    type: 'cached-download', downloadDir: process.argv[1], ttl: '3650 days' } } }).then((e) => e.teardown())`;
  const child = spawn(process.execPath, ['-e', script, dir], { cwd: root, stdio: 'ignore' });
  const arrived = () => readdirSync(dir).reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
  let before = 0;
  const watch = setInterval(() => {
    const now = arrived();
    if (now === before) child.kill('SIGKILL');
    before = now;
  }, PATIENCE);
  const code = await new Promise((resolve) => child.once('exit', resolve).once('error', () => resolve(1)));
  clearInterval(watch);
  const program = there();
  return code === 0 && program ? join(dir, program) : undefined;
}
