/**
 * `npm run mutate [-- domain/escalation.ts … --force]`: changes the rules one small thing at a time and looks whether a
 * test sees it; prints what survived and the score of each file, and fails when fewer than 85 % were seen. What was found
 * is kept in `.data/mutation.json`, so a broken-off run is continued and a second one tries only what is new: changed
 * lines, and survivors that have a new test. A test that was weakened is not noticed; `--force` tries everything again.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dataDir, root } from './parts/root';
import { log, main } from './parts/say';

const STRYKER = 'node_modules/@stryker-mutator/core/bin/stryker.js';
const CONFIG = 'test/mutation/stryker.config.json';
const FOUND = join(dataDir, 'mutation.json');

/** What Stryker wrote: https://github.com/stryker-mutator/mutation-testing-elements/tree/master/packages/report-schema */
interface Report {
  files: Record<string, { mutants: { status: string }[] }>;
}

const WANTED = 0.85;
/** A run over so many bytes of rules is a thousand mutants: that much is lost by breaking it off. */
const PART = 80_000;

/** The rules; what only holds words is read by people and by the tests of the wording. */
function rules(): string[] {
  const names = readdirSync(join(root, 'domain'), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.ts') && !name.startsWith('wording') && name !== 'policy-text.ts')
    .map((name) => `domain/${name}`)
    .sort();
}

function inParts(files: string[]): string[][] {
  const parts: string[][] = [];
  let size = PART;
  for (const file of files) {
    const bytes = statSync(join(root, file)).size;
    if (size + bytes > PART) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(file);
    size += bytes;
  }
  return parts;
}

function stryker(files: string[], options: string[]): Promise<void> {
  const args = ['run', CONFIG, '--incremental', '--incrementalFile', FOUND, '--mutate', files.join(',')];
  return new Promise((done, fail) => {
    spawn(process.execPath, [join(root, STRYKER), ...args, ...options], { cwd: root, stdio: 'inherit' })
      .once('error', fail)
      .once('exit', (code) => (code ? fail(new Error(`Stryker ended with ${code}`)) : done()));
  });
}

interface Score {
  killed: number;
  survived: number;
}

/** An ignored mutant (a table that is built when it is loaded) counts neither way. */
function score(file: string, { files }: Report): Score {
  const of = (...statuses: string[]) =>
    (files[file]?.mutants ?? []).filter(({ status }) => statuses.includes(status)).length;
  return { killed: of('Killed', 'Timeout'), survived: of('Survived', 'NoCoverage') };
}

const share = ({ killed, survived }: Score) => killed / (killed + survived || 1);

function line(name: string, of: Score): string {
  const numbers = [of.killed + of.survived, of.killed, of.survived].map((n) => `${n}`.padStart(8));
  return `${name.padEnd(34)}${numbers.join('')}${(100 * share(of)).toFixed(1).padStart(8)} %`;
}

async function mutate(): Promise<void> {
  const options = process.argv.slice(2).filter((arg) => arg.startsWith('--'));
  const named = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
  const files = named.length ? named : rules();
  for (const part of inParts(files)) await stryker(part, options);

  const report: Report = existsSync(FOUND) ? JSON.parse(readFileSync(FOUND, 'utf8')) : { files: {} };
  const scores = files.map((file) => ({ file, ...score(file, report) })).filter((s) => s.killed + s.survived);
  log(`\n${'file'.padEnd(34)} mutants  killed survived   score`);
  for (const one of scores) log(line(one.file, one));
  const sum = (of: keyof Score) => scores.reduce((total, one) => total + one[of], 0);
  const total = { killed: sum('killed'), survived: sum('survived') };
  log(line('total', total));
  if (share(total) < WANTED)
    throw new Error(`fewer than ${100 * WANTED} % of the mutants were seen by a test`);
}

main(mutate);
