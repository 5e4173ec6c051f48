import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { end, type KnownProcess, know } from './process';
import { root } from './root';
import { readState, writeState } from './state';

/** The product's own processes, as `npm start` runs them. */
export const PROGRAMS = { worker: 'worker/main.js', web: 'api/server.js' } as const;
export type Program = keyof typeof PROGRAMS;

export interface Running {
  way: string;
  /** Settles when the process ends although nobody stopped it. */
  ended: Promise<Error>;
  stop(): Promise<void>;
}

/**
 * Starts one of the product's processes and waits until its health page says ready. One left over by a killed session
 * is ended first: two workers would be harmless, two webs would want the same port.
 * @param patience ms until a process that is not ready is given up.
 */
export async function startProgram(
  program: Program,
  {
    env,
    healthUrl,
    dataDir,
    patience = 90_000,
  }: { env: Record<string, string>; healthUrl: string; dataDir: string; patience?: number },
): Promise<Running> {
  const file = join(dataDir, `${program}.json`);
  await end(readState<{ process: KnownProcess }>(file).process);

  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  const logFile = join(dataDir, 'logs', `${program}.log`);
  const output = openSync(logFile, 'a');
  // A group of its own: Ctrl-C is ours to pass on, in the right order.
  const child = spawn(process.execPath, [join(root, 'dist', PROGRAMS[program])], {
    cwd: root,
    env: { ...process.env, ...env, NODE_ENV: 'production' },
    stdio: ['ignore', output, output],
    detached: true,
  });
  closeSync(output);
  const known = child.pid === undefined ? undefined : know(child.pid);
  writeState(file, { process: known });

  let stopping = false;
  const ended = new Promise<Error>((resolve) => {
    const say = (why: string) =>
      stopping ||
      resolve(
        new Error(
          `${program} ${why}; the end of ${logFile}:\n${readFileSync(logFile, 'utf8').slice(-1_500)}`,
        ),
      );
    child
      .once('error', (error) => say(error.message))
      .once('exit', (code, signal) => say(`ended (${signal ?? code})`));
  });
  const stop = async () => {
    stopping = true;
    await end(known, 25_000); // longer than the worker's own grace
  };
  const failure = await Promise.race([ready(healthUrl, patience), ended]);
  if (failure instanceof Error) throw failure;
  if (!failure) {
    await stop();
    throw new Error(`${program} is not ready after ${patience / 1000} s, see ${logFile}`);
  }
  return { way: `process ${(child as ChildProcess).pid}`, ended, stop };
}

async function ready(url: string, patience: number): Promise<boolean> {
  for (const deadline = performance.now() + patience; performance.now() < deadline; await pause(100)) {
    try {
      if ((await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok) return true;
    } catch {
      /* not listening yet */
    }
  }
  return false;
}
