import { chmodSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runningServer, startPostgres } from './postgres';
import { end, type KnownProcess, know, runs } from './process';
import { silent } from './say';
import { readState, writeState } from './state';
import { recordedServer } from './temporal';

const PREFIX = 'nhipcau-scratch-';

interface Owner {
  owner: KnownProcess | undefined;
}

/**
 * A folder for servers that live no longer than this process. What a killed process left behind in such folders,
 * servers included, is cleared away first: nothing else would ever do it.
 */
export async function scratchDir(): Promise<string> {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX))) {
    const dir = join(tmpdir(), name);
    const { owner } = readState<Owner>(join(dir, 'owner.json'));
    if (owner && !runs(owner)) await clear(dir);
  }
  const dir = realpathSync(mkdtempSync(join(tmpdir(), PREFIX)));
  chmodSync(dir, 0o711); // as root the server runs as another user and must pass through
  writeState(join(dir, 'owner.json'), { owner: know(process.pid) } satisfies Owner);
  return dir;
}

/** Ends whatever server still runs from the folder and deletes it. */
export async function clear(dir: string): Promise<void> {
  const postgres = runningServer(join(dir, 'postgres'));
  await end(postgres && know(postgres.pid), 3_000);
  await end(recordedServer(dir), 3_000);
  const cluster = join(dir, 'postgres'); // may be a link to a folder outside, see postgres-account.ts
  if (existsSync(cluster)) rmSync(realpathSync(cluster), { recursive: true, force: true });
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
}

/** Runs `use` with the address of an empty PostgreSQL that is gone afterwards. */
export async function withScratchPostgres<T>(use: (url: string) => Promise<T>): Promise<T> {
  const dataDir = await scratchDir();
  try {
    const postgres = await startPostgres({ dataDir, log: silent, ephemeral: true });
    const result = await use(postgres.url);
    await postgres.stop();
    return result;
  } finally {
    await clear(dataDir);
  }
}
