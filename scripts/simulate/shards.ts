import type { Ledger } from './ledger';
import { ModelEngine } from './model/engine';
import { bar } from './progress';
import type { Effort } from './report';
import { run } from './run';
import type { Scenario } from './scenario';
import { buildTown } from './town';

export interface Ran {
  /** As it was run: its start may have been moved. */
  scenario: Scenario;
  ledger: Ledger;
  effort: Effort;
}

export async function runModel(scenario: Scenario): Promise<Ran> {
  const begun = performance.now();
  const town = buildTown(scenario);
  const progress = bar('model');
  let most = 0;
  const ledger = await run(scenario, town, new ModelEngine(town), (done) => {
    progress.show(done);
    most = Math.max(most, process.memoryUsage.rss());
  });
  progress.end();
  return { scenario, ledger, effort: effortOf(begun, ledger, most) };
}

export async function runTemporal(_scenario: Scenario, _shards: number): Promise<Ran> {
  throw new Error('not yet');
}

function effortOf(begun: number, ledger: Ledger, bytes: number): Effort {
  const seconds = (performance.now() - begun) / 1000;
  const visits = ledger.visits.filter((v) => v.status !== 'planned').length;
  return { seconds, visitsPerSecond: visits / seconds, peakMegabytes: bytes / 2 ** 20 };
}
