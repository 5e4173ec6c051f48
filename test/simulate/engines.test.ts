import { join } from 'node:path';
import { root } from '../../scripts/parts/root';
import { type Ledger, timelines } from '../../scripts/simulate/ledger';
import { ModelEngine } from '../../scripts/simulate/model/engine';
import { run } from '../../scripts/simulate/run';
import { readScenario } from '../../scripts/simulate/scenario';
import { TemporalEngine } from '../../scripts/simulate/temporal/engine';
import { buildTown } from '../../scripts/simulate/town';
import { freshDatabase, workflowBundle } from '../support/real-parts';

describe('a month in one commune', () => {
  const scenario = readScenario(join(root, 'examples/scenarios/month-one-commune.json'));
  const town = buildTown(scenario);
  let model: Ledger;
  let real: Ledger;

  beforeAll(async () => {
    model = await run(scenario, town, new ModelEngine(town));
    const engine = await TemporalEngine.start(town, await freshDatabase(), await workflowBundle());
    try {
      real = await run(scenario, buildTown(scenario), engine);
    } finally {
      await engine.stop();
    }
  }, 600_000);

  test('happens the same on both engines, case by case and step by step', () => {
    const [expected, found] = [timelines(model), timelines(real)];
    expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
    for (const [subject, line] of expected)
      expect({ subject, line: found.get(subject) }).toEqual({ subject, line });
    expect(model.timeline.length).toBeGreaterThan(100);
  });

  test('has a case given back, a person looked for and a mentor stood in for', () => {
    const kinds = real.timeline.map((t) => t.kind);
    expect(kinds).toEqual(expect.arrayContaining(['case-returned', 'no-show-step', 'cover-began']));
  });

  test('sends the same messages to the same people', () => {
    const sent = ({ messages }: Ledger) =>
      messages
        .filter((m) => m.at !== null && m.kind !== 'escalation') // their ids are drawn anew
        .map((m) => `${m.key} ${m.recipientId} ${m.segments}`)
        .sort();
    expect(sent(real)).toEqual(sent(model));
  });

  test('leaves PostgreSQL and Temporal agreed', () => {
    expect(real.disagreements).toEqual([]);
  });
});
