import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/parts/root';

const FOLDERS = ['activities', 'api', 'domain', 'prisma', 'test', 'worker', 'workflows'];

/** What each file of a small project may be imported for: a value and a type. */
const a = 'export const a = 1;\nexport type A = number;\n';
const others = [
  'activities/a',
  'activities/contract',
  'api/a',
  'prisma/a',
  'test/a',
  'domain/a',
  'prisma/client',
];
const workflows = ['workflows/a', 'workflows/client', 'workflows/contract'];

const forbidden = [
  ['domain', "import { a } from '../prisma/a';", 'domain-alone'],
  ['domain', "import type { A } from '../workflows/a';", 'domain-alone'],
  ['domain', "import { readFileSync } from 'node:fs';", 'domain-pure'],
  ['workflows', "import { readFileSync } from 'node:fs';", 'workflows-deterministic'],
  ['workflows', "import { a } from '../activities/contract';", 'workflows-deterministic'],
  ['workflows', "import type { A } from '../activities/a';", 'workflows-types'],
  ['workflows', "import { a } from './client';", 'workflows-not-outside'],
  ['activities', "import { a } from '../workflows/a';", 'activities-serve'],
  ['activities', "import type { A } from '../api/a';", 'activities-types'],
  ['api', "import { a } from '../activities/a';", 'api-no-activity'],
  ['api', "import type { A } from '../activities/a';", 'api-no-activity'],
  ['api', "import { a } from '../workflows/a';", 'api-workflows-by-type'],
  ['api', "import { type A, a } from '../workflows/a';", 'api-workflows-by-type'],
  ['worker', "import { a } from '../api/a';", 'worker-no-api'],
  ['worker', "import { a } from '../test/a';", 'product-without-tests'],
  ['worker', "import { a } from './nowhere';", 'resolvable'],
  ['domain', "import { a } from './round';", 'no-cycles'],
] as const;

const allowed = [
  ['workflows', "import { a } from '../domain/a';"],
  ['workflows', "import type { A } from '../activities/contract';"],
  ['activities', "import { a } from '../workflows/contract';"],
  ['activities', "import { a } from '../prisma/client';"],
  ['activities', "import { type A } from '../workflows/a';"],
  ['api', "import { a } from '../workflows/client';"],
  ['api', "import { type A } from '../workflows/a';"],
  ['worker', "import { a } from '../activities/a';"],
] as const;

describe('the walls between the folders', () => {
  let rulesBrokenBy: (file: string) => string[];

  beforeAll(() => {
    const dir = mkdtempSync(join(tmpdir(), 'nhipcau-walls-'));
    const write = (file: string, text: string) => writeFileSync(join(dir, file), text);
    for (const folder of FOLDERS) mkdirSync(join(dir, folder));
    for (const file of [...others, ...workflows]) write(`${file}.ts`, a);
    forbidden.forEach(([folder, text], i) => {
      write(`${folder}/forbidden${i}.tsx`, `${text}\nexport const x = <b>1</b>;`);
    });
    allowed.forEach(([folder, text], i) => {
      write(`${folder}/allowed${i}.tsx`, `${text}\nexport const x = <b>1</b>;`);
    });
    write('domain/round.ts', `import './forbidden${forbidden.length - 1}';\n${a}`);

    const cruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const args = [
      cruise,
      '--config',
      join(root, '.dependency-cruiser.cjs'),
      '--output-type',
      'json',
      ...FOLDERS,
    ];
    const { stdout } = spawnSync(process.execPath, args, { cwd: dir, encoding: 'utf8' });
    rmSync(dir, { recursive: true });
    const { summary } = JSON.parse(stdout) as {
      summary: { violations: { from: string; rule: { name: string } }[] };
    };
    rulesBrokenBy = (file) => summary.violations.filter((v) => v.from === file).map((v) => v.rule.name);
  });

  test.each(forbidden.map((row, i) => [...row, i] as const))(
    'stop %s from saying %s',
    (folder, _, rule, i) => {
      expect(rulesBrokenBy(`${folder}/forbidden${i}.tsx`)).toContain(rule);
    },
  );

  test.each(allowed.map((row, i) => [...row, i] as const))('let %s say %s', (folder, _, i) => {
    expect(rulesBrokenBy(`${folder}/allowed${i}.tsx`)).toEqual([]);
  });
});
