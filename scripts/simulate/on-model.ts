import { effortOf, type Ran } from './effort';
import { ModelEngine } from './model/engine';
import { bar } from './progress';
import { run } from './run';
import type { Scenario } from './scenario';
import { buildTown } from './town';

/** Runs it in this process. */
export async function runModel(scenario: Scenario): Promise<Ran> {
  const begun = performance.now();
  const town = buildTown(scenario);
  const progress = bar('model');
  let most = 0;
  let measured = 0;
  const ledger = await run(scenario, town, new ModelEngine(town), (done) => {
    if (done - measured < 0.005 && done < 1) return;
    measured = done;
    progress.show(done);
    most = Math.max(most, process.memoryUsage.rss());
  });
  progress.end();
  return { scenario, ledger, effort: effortOf(begun, ledger, most) };
}
