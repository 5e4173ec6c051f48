/**
 * `npm run mutate [-- domain/escalation.ts …]`: changes the rules one small thing at a time and looks whether a test sees
 * it; prints the score and what survived, and fails under 85 %. All of domain/ takes hours, one file minutes.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './parts/root';
import { main } from './parts/say';

const STRYKER = 'node_modules/@stryker-mutator/core/bin/stryker.js';
const CONFIG = 'test/mutation/stryker.config.json';

main(
  () =>
    new Promise((_, reject) => {
      const files = process.argv.slice(2);
      const only = files.length ? ['--mutate', files.join(',')] : [];
      spawn(process.execPath, [join(root, STRYKER), 'run', CONFIG, ...only], { cwd: root, stdio: 'inherit' })
        .once('error', reject)
        .once('exit', (code) => process.exit(code ?? 1));
    }),
);
