import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { root } from './parts/root';
import { log, Missing, main, step } from './parts/say';
import { findTemporal } from './parts/temporal-program';
import { findTimeSkippingServer } from './parts/time-skipping';

interface JestResult {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numRuntimeErrorTestSuites: number;
}

const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');

/**
 * `npm test [jest arguments]`: Jest with the real parts, closed by the one line `N passed, N failed`. A test file
 * that cannot even be loaded counts as a failure, and so does a run in which nothing was tested.
 */
main(async () => {
  const args = process.argv.slice(2);
  const files = spawnSync(process.execPath, [jest, '--listTests', ...args], {
    cwd: root,
    encoding: 'utf8',
  }).stdout;
  if (/[/\\]test[/\\]browser[/\\]/.test(files)) ensureChromium();
  // What is slow the first time is fetched or built now, so that no test waits for it.
  if (/[/\\]test[/\\](?!domain)/.test(files)) {
    await step(log, 'Temporal', () => findTemporal(log));
    await step(log, 'time-skipping server', async () => ({
      way: basename(dirname(await findTimeSkippingServer(log))),
    }));
  }
  const { passed, failed } = await runJest(args);
  log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
});

async function runJest(args: string[]): Promise<{ passed: number; failed: number }> {
  const dir = mkdtempSync(join(tmpdir(), 'nhipcau-jest-'));
  const file = join(dir, 'result.json');
  try {
    const child = spawn(process.execPath, [jest, '--ci', '--json', '--outputFile', file, ...args], {
      cwd: root,
      // Jest writes its progress to stderr and, with --json, the whole result to stdout.
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject));
    if (!existsSync(file)) return { passed: 0, failed: 1 }; // it did not get as far as a result
    const result = JSON.parse(readFileSync(file, 'utf8')) as JestResult;
    if (result.numPendingTests > 0) log(`${result.numPendingTests} skipped`);
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The browser walk needs a Chromium; on Debian as root it is installed, elsewhere the person is asked to. */
function ensureChromium(): void {
  const found = () =>
    [
      process.env.CHROMIUM_PATH,
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
    ].find((path) => path && existsSync(path));
  if (!found() && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    log('  installing Chromium for the browser tests (apt-get)');
    try {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
      execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
        env,
        stdio: 'ignore',
      });
    } catch {
      /* the sentence below says what to do */
    }
  }
  const path = found();
  if (!path) {
    throw new Missing(
      'Không có Chromium cho phần kiểm tra trên trình duyệt: hãy cài Chromium, hoặc đặt CHROMIUM_PATH.',
      'There is no Chromium for the browser tests: install it, or set CHROMIUM_PATH.',
    );
  }
  process.env.CHROMIUM_PATH = path;
}
