import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheDir } from './root';
import { type Log, Missing } from './say';
import { sdkDownload } from './sdk-download';

export interface Program {
  program: string;
  way: string;
}

/** The newest release of Temporal's command line that `go install` builds. */
const VERSION = 'v1.5.1';

/** One way to a `temporal` program: where it leads, or undefined when it leads nowhere on this machine. */
type Way = (cache: string, log: Log) => Promise<Program | undefined>;

/** Tried in this order; the first that leads somewhere is taken. */
export const ways: Record<'onPath' | 'cached' | 'downloaded' | 'built', Way> = {
  async onPath() {
    return (await works('temporal')) ? { program: 'temporal', way: 'temporal on PATH' } : undefined;
  },

  async cached(cache) {
    const program = join(cache, 'temporal');
    return existsSync(program) ? { program, way: 'built earlier' } : undefined;
  },

  async downloaded(cache) {
    const program = await sdkDownload('createLocal', cache);
    return program ? { program, way: 'downloaded by the SDK' } : undefined;
  },

  async built(cache, log) {
    if (!(await works('go', 'version'))) return undefined;
    log(`  building Temporal ${VERSION} with Go, once for this machine (about 5 minutes)`);
    // Apart and then moved: a build that is broken off must not look like a program.
    const apart = join(cache, `building-${process.pid}`);
    mkdirSync(apart, { recursive: true });
    try {
      await goInstall(apart, log);
      renameSync(join(apart, 'temporal'), join(cache, 'temporal'));
    } finally {
      rmSync(apart, { recursive: true, force: true });
    }
    return { program: join(cache, 'temporal'), way: 'built with Go' };
  },
};

/** The `temporal` program for the development server, by the first of the `ways` that leads to one. */
export async function findTemporal(
  log: Log,
  cache = join(cacheDir, 'temporal'),
  order = Object.values(ways),
): Promise<Program> {
  for (const way of order) {
    const found = await way(cache, log);
    if (found) return found;
  }
  throw new Missing(
    'Không tìm được máy chủ Temporal: hãy cài lệnh "temporal" hoặc Go 1.24 trở lên, hoặc đặt TEMPORAL_ADDRESS.',
    'No Temporal server to be had: install the "temporal" command or Go 1.24 or newer, or set TEMPORAL_ADDRESS.',
  );
}

async function works(program: string, ...args: string[]): Promise<boolean> {
  return promisify(execFile)(program, args.length ? args : ['--version'], { timeout: 10_000 }).then(
    () => true,
    () => false,
  );
}

async function goInstall(bin: string, log: Log): Promise<void> {
  const begun = performance.now();
  const still = setInterval(() => {
    log(`  … still building Temporal, ${Math.round((performance.now() - begun) / 1000)} s`);
  }, 10_000);
  const args = ['install', '-ldflags=-s -w', `github.com/temporalio/cli/cmd/temporal@${VERSION}`];
  const child = spawn('go', args, {
    env: { ...process.env, GOBIN: bin },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.on('data', (chunk) => (words += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(still);
  if (code !== 0) throw new Error(`go install of Temporal failed: ${words.slice(-2_000)}`);
}
