import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { drift } from './parts/migrate';
import { root } from './parts/root';
import { log, main } from './parts/say';
import { withScratchPostgres } from './parts/scratch';

/** One thing that must hold: what is wrong with it, or '' when nothing is. */
type Gate = () => Promise<string> | string;

const FOLDERS = ['activities', 'api', 'domain', 'prisma', 'scripts', 'test', 'worker', 'workflows'];

const gates: Record<string, Gate> = {
  types: () => tool('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'),
  'style and lint': () => tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'),
  'imports keep to the map': () =>
    tool('dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', ...FOLDERS),
  'schema and migrations agree': () => withScratchPostgres((url) => drift(url)),
};

/** `npm run check`: every gate is tried and shown on one line; what is wrong follows; non-zero when anything is. */
main(async () => {
  const wrong: string[] = [];
  for (const [name, gate] of Object.entries(gates)) {
    const begun = performance.now();
    const found = await gate();
    log(`${found ? '✗' : '✓'} ${name} ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    if (found) wrong.push(`\n── ${name}\n${found.trim()}`);
  }
  for (const text of wrong) log(text);
  process.exit(wrong.length ? 1 : 0);
});

/** Runs a program of node_modules; what it says when it is not content. */
function tool(bin: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', bin), ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return status === 0 ? '' : `${stdout}${stderr}` || `${bin} failed`;
}
