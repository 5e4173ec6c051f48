import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { at } from '../domain/calendar';
import { log, Missing, main } from './parts/say';
import { compareArms } from './simulate/arms';
import { withoutDigests } from './simulate/digests';
import type { Ran } from './simulate/effort';
import { indicators } from './simulate/indicators';
import { checkInvariants } from './simulate/invariants';
import { invariantLines, reportLines } from './simulate/report';
import { readScenario, type Scenario } from './simulate/scenario';
import { buildTown } from './simulate/town';

const ENGINES = ['temporal', 'model'] as const;
type EngineName = (typeof ENGINES)[number];

/** `npm run simulate -- SCENARIO.json [--json OUT] [--engine temporal|model] [--shards N] [--arms]`; see docs/scenarios.md. */
main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      engine: { type: 'string', default: 'temporal' },
      shards: { type: 'string' },
      arms: { type: 'boolean', default: false },
    },
  });
  const [file] = positionals;
  const engine = values.engine as EngineName;
  if (!file || !ENGINES.includes(engine)) {
    throw new Missing(
      'Cách dùng: npm run simulate -- KỊCH_BẢN.json [--json TỆP] [--engine temporal|model] [--shards N] [--arms]',
      'Usage: npm run simulate -- SCENARIO.json [--json OUT] [--engine temporal|model] [--shards N] [--arms]',
    );
  }
  const given = readScenario(file);
  if (values.arms) {
    for (const line of await compareArms(given)) log(line);
    return;
  }
  log(
    `${given.name}: ${given.people.count} people, ${given.days} days from ${given.start}, engine ${engine}`,
  );
  const { scenario, ledger, effort } = await runOn(
    engine,
    given,
    values.shards === undefined ? undefined : Number(values.shards),
  );
  const town = buildTown(scenario);
  const figures = indicators(ledger, town, scenario.segmentPrice);
  const down = scenario.outages.map(({ from, to }) => ({ from: moment(from), to: moment(to) }));
  const { breaches, checked } = checkInvariants(ledger, town, down);

  for (const line of reportLines(figures, effort)) log(line);
  log(await withoutDigests(given));
  log('');
  for (const line of invariantLines(breaches, checked, ledger)) log(line);
  if (given.arms) {
    log('');
    for (const line of await compareArms(given)) log(line);
  }
  if (values.json) {
    writeFileSync(
      values.json,
      JSON.stringify({ scenario, engine, figures, effort, checked, breaches }, null, 2),
    );
    log(`written to ${values.json}`);
  }
  process.exit(breaches.length === 0 ? 0 : 1);
});

const moment = (text: string) => at(text.slice(0, 10), text.slice(11));

/** The SDK takes seconds to load, for which the model has no use. */
async function runOn(engine: EngineName, scenario: Scenario, shards?: number): Promise<Ran> {
  if (engine === 'model') return (await import('./simulate/on-model.js')).runModel(scenario);
  return (await import('./simulate/on-temporal.js')).runTemporal(scenario, shards);
}
