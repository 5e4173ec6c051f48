import { join } from 'node:path';
import { addDays, endOfDay } from '../../domain/calendar';
import { root } from '../../scripts/parts/root';
import { type Ledger, timelines, type VisitFact } from '../../scripts/simulate/ledger';
import { ModelEngine } from '../../scripts/simulate/model/engine';
import { run } from '../../scripts/simulate/run';
import { readScenario } from '../../scripts/simulate/scenario';
import { TemporalEngine } from '../../scripts/simulate/temporal/engine';
import { buildTown } from '../../scripts/simulate/town';
import { workflowId } from '../../workflows/contract';
import { freshDatabase, workflowBundle } from '../support/real-parts';

const scenario = readScenario(join(root, 'examples/scenarios/month-one-commune.json'));
const town = buildTown(scenario);

describe('a month in one commune', () => {
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

describe('the model', () => {
  test('takes a visit told of long after the end, once', async () => {
    const engine = new ModelEngine(town);
    await run(scenario, town, engine);
    const visit = (await engine.ledger()).visits.find((v) => v.status === 'planned') as VisitFact;
    const { caseId, seq, on, mentorId } = visit;
    const asked = { caseId, workflowId: workflowId.followUp(caseId), by: mentorId as string };
    await engine.give([{ ...asked, key: 'end', update: 'endFollowUp', args: { reason: 'death' } }]);
    await engine.advance(endOfDay(addDays(scenario.start, scenario.days + 100)));
    const args = { seq, outcome: 'met' as const, heldOn: on, needs: [] };
    for (const key of ['first', 'second'])
      await engine.give([{ ...asked, key, update: 'reportVisit', args }]);
    const { visits, timeline } = await engine.ledger();
    expect(visits.find((v) => v.id === visit.id)).toMatchObject({ status: 'late', outcome: 'met' });
    expect(timeline.map((t) => t.key).filter((key) => key.startsWith('afterwards'))).toEqual([
      workflowId.afterwards('first'),
    ]);
  });
});
