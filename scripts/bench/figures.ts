import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { INDICATORS, type Period, periodOf } from '../../domain/indicators';
import { plainCount } from '../figures/plain';
import { fillProvince } from '../figures/province';
import { readProvinceScenario } from '../figures/scenario';
import { root } from '../parts/root';
import { percentile } from './load';
import { progress, report, rounded } from './say';
import type { World } from './world';

/** What a supervisor opens: the report of a month, a quarter and a year, of a commune, and single indicators with their trend. */
const PAGES = [
  '/figures?period=2026-10',
  '/figures?period=2026-Q3',
  '/figures?period=2026',
  '/figures?period=2026-10&communeId=c1',
  '/figures?period=2026&sex=female',
  '/figures/contacts?period=2026-10',
  '/figures/file-complete?period=2026&behind=rest',
  '/figures/loan-sum?period=2026-Q3',
];
const TIMES = 10;

/** The report pages of a province after five years; beside them a query of its own for every number of a month's report. */
export async function figures(world: World, scale: number): Promise<void> {
  const { db, webUrl } = world;
  progress('a province of five years');
  const scenario = readProvinceScenario(join(root, 'examples/scenarios/province-year.json'));
  const { last } = await fillProvince(db, {
    ...{ ...scenario, from: '2021-11-01', years: 5, communes: 75, mentors: 200 },
    ...{ people: Math.round(1_225 * scale), visitsEach: 25, messagesEach: 49 },
  });
  await db.$executeRaw`ANALYZE`;
  const token = randomBytes(24).toString('base64url');
  const hash = createHash('sha256').update(token).digest('hex');
  await db.apiToken.create({ data: { userId: 'supervisor', hash, label: 'bench' } });
  const open = async (path: string): Promise<number> => {
    const begun = performance.now();
    const answer = await fetch(webUrl + path, { headers: { authorization: `Bearer ${token}` } });
    await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return performance.now() - begun;
  };
  for (const path of PAGES) await open(path); // plans are made once for a connection
  const paths = PAGES.flatMap((path) => Array.from({ length: TIMES }, () => path));
  progress(`${paths.length} report pages, one after the other`);
  const took: number[] = [];
  await world.costs('report page', paths.length, async () => {
    for (const path of paths) took.push(await open(path));
  });
  const plain: number[] = [];
  const month = periodOf('2026-10') as Period;
  for (let n = 0; n < TIMES; n++) {
    const begun = performance.now();
    for (const { id } of INDICATORS) await plainCount(db, id, month, null, last);
    plain.push(performance.now() - begun);
  }
  const rival = {
    name: 'a plain query for each number of one month',
    value: rounded(percentile(plain, 0.5), 0),
  };
  report({
    name: 'report page of a five-year province, p50',
    value: rounded(percentile(took, 0.5), 0),
    unit: 'ms',
    rival,
  });
  report({
    name: 'report page of a five-year province, p95',
    value: rounded(percentile(took, 0.95), 0),
    unit: 'ms',
  });
}
