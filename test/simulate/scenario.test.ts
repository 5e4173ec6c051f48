import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCENARIO_SCHEMA, scenarioSchema } from '../../scripts/make-scenario-schema';
import { root } from '../../scripts/parts/root';
import { textsOf } from '../../scripts/simulate/digests';
import { checkInvariants, type Invariant } from '../../scripts/simulate/invariants';
import type { Ledger } from '../../scripts/simulate/ledger';
import { ModelEngine } from '../../scripts/simulate/model/engine';
import { invariantLines } from '../../scripts/simulate/report';
import { run } from '../../scripts/simulate/run';
import { ahead, readScenario, type Scenario } from '../../scripts/simulate/scenario';
import { buildTown, neighbour, partsOf, shardOf } from '../../scripts/simulate/town';

const shipped = (name: string) => readScenario(join(root, 'examples/scenarios', `${name}.json`));
const onModel = (scenario: Scenario): Promise<Ledger> => {
  const town = buildTown(scenario);
  return run(scenario, town, new ModelEngine(town));
};

describe('scenarios', () => {
  test.each(['month-one-commune', 'two-years-province', 'tet-outage', 'five-years-1225'])(
    '%s is a scenario',
    (name) => expect(shipped(name).name).toBeTruthy(),
  );

  test('the schema beside the docs is that of the code', () => {
    expect(JSON.parse(readFileSync(SCENARIO_SCHEMA, 'utf8'))).toEqual(JSON.parse(scenarioSchema()));
  });

  test('one whose start has passed is moved by whole years of weeks, outages with it', () => {
    const scenario = { ...shipped('tet-outage'), start: '2027-01-04' };
    const moved = ahead(scenario, '2027-06-01');
    expect(moved.start).toBe('2028-01-03');
    expect(moved.outages[0]?.from).toBe('2028-02-03T17:30');
    expect(ahead(scenario, '2026-11-22')).toBe(scenario);
  });

  test('the same scenario gives the same result', async () => {
    const scenario = shipped('month-one-commune');
    expect(await onModel(scenario)).toEqual(await onModel(scenario));
    expect((await onModel({ ...scenario, seed: 99 })).timeline).not.toEqual(
      (await onModel(scenario)).timeline,
    );
  });
});

test('digests save texts and change nothing else of what people hear about', async () => {
  const { together, apart } = await textsOf(shipped('tet-outage'));
  expect(together.segments).toBeLessThan(apart.segments);
  expect(together.perPersonMonth).toBeLessThan(apart.perPersonMonth);
  expect(together.failed).toBe(apart.failed);
});

describe('shards', () => {
  test.each([
    ['two-years-province', 6, 3],
    ['five-years-1225', 7, 7],
    ['month-one-commune', 1, 1],
  ])(
    '%s falls into %i parts; each person is in one of them, and where they may move to',
    (name, parts, of) => {
      const town = buildTown(shipped(name));
      expect(partsOf(town)).toBe(parts);
      const shards = Array.from({ length: of }, (_, shard) => shardOf(town, shard, of));
      expect(shards.flatMap((s) => s.people.map((p) => p.caseId)).sort()).toEqual(
        town.people.map((p) => p.caseId).sort(),
      );
      for (const shard of shards)
        for (const { communeId } of shard.people)
          expect(neighbour(shard, communeId)?.id).toBe(neighbour(town, communeId)?.id);
    },
  );
});

describe('the invariants', () => {
  const scenario = shipped('tet-outage');
  const town = buildTown(scenario);
  const down = [{ from: Date.parse('2027-02-04T17:30+07:00'), to: Date.parse('2027-02-12T08:00+07:00') }];
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await onModel(scenario);
  });
  const broken = (change: (copy: Ledger) => void) => {
    const copy = structuredClone(ledger);
    change(copy);
    return checkInvariants(copy, town, down).breaches;
  };
  const first = <T>(items: T[], matches: (item: T) => boolean): T => {
    const found = items.find(matches);
    if (!found) throw new Error('the run has none');
    return found;
  };

  test('hold over Tết with the worker down, and are held against something', () => {
    const { breaches, checked } = checkInvariants(ledger, town, down);
    expect(breaches).toEqual([]);
    for (const count of Object.values(checked)) expect(count).toBeGreaterThan(0);
  });

  const breaks: [Invariant, string, (copy: Ledger) => void][] = [
    ['one-owner-one-date', 'nobody owns an open case', (l) => (first(l.cases, (c) => c.open).ownerId = null)],
    ['one-owner-one-date', 'an open case has no date', (l) => (first(l.cases, (c) => c.open).nextDue = null)],
    [
      'nobody-forgotten',
      'a date passes in silence',
      (l) => {
        const forgotten = first(l.cases, (c) => c.open);
        forgotten.nextDue = town.from;
        for (const e of l.escalations) e.items = e.items.filter((i) => i.caseId !== forgotten.caseId);
      },
    ],
    [
      'one-message-per-key',
      'a message goes out twice',
      (l) => l.messages.push(l.messages[0] as Ledger['messages'][0]),
    ],
    [
      'quiet-hours',
      'a text comes at night',
      (l) => (first(l.messages, (m) => m.at !== null).at = Date.parse('2027-01-20T02:00+07:00')),
    ],
    [
      'privacy',
      'a text tells too much',
      (l) => (first(l.messages, (m) => m.at !== null).exposes = ['full name']),
    ],
    [
      'withdrawn-in-time',
      'a visit is reminded of after it was reported',
      (l) => {
        const m = first(l.messages, (one) => one.kind === 'visit-reminder' && one.at !== null);
        first(l.visits, (v) => v.id === m.subjectId).reportedAt = (m.at as number) - 3_600_000;
      },
    ],
    [
      'missed-reaches-a-human',
      'no escalation is raised',
      (l) => {
        for (const e of l.escalations) if (e.kind === 'visit-missed') e.items = [];
      },
    ],
    [
      'missed-reaches-a-human',
      'an escalation is told to nobody',
      (l) => (l.messages = l.messages.filter((m) => m.kind !== 'escalation')),
    ],
    [
      'closed-is-left-alone',
      'a closed person is texted about',
      (l) => {
        const { caseId } = first(l.messages, (m) => m.kind === 'visit-reminder');
        const followUp = first(l.cases, (c) => c.caseId === caseId && c.process === 'follow-up');
        Object.assign(followUp, { open: false, closedAt: town.from });
      },
    ],
    [
      'both-agree',
      'Temporal says something else',
      (l) =>
        l.disagreements.push({
          caseId: (l.cases[0] as Ledger['cases'][0]).caseId,
          what: 'closed here, open there',
        }),
    ],
  ];
  test.each(breaks)('%s is broken when %s, and the case is shown', (invariant, _what, change) => {
    const copy = structuredClone(ledger);
    change(copy);
    const { breaches, checked } = checkInvariants(copy, town, down);
    expect(breaches.map((b) => b.invariant)).toContain(invariant);
    const lines = invariantLines(breaches, checked, copy).join('\n');
    expect(lines).toContain(breaches[0]?.caseId);
    expect(lines).toMatch(/handover-started/);
  });

  test('of a closed person an office hears what becomes of a referral handed on to it, and no mentor hears anything', () => {
    const told = (who: string | undefined, handedOn: string) =>
      broken((l) => {
        const { caseId } = first(l.messages, (m) => m.kind === 'visit-reminder');
        l.messages = l.messages.filter((m) => m.caseId !== caseId);
        const followUp = first(l.cases, (c) => c.caseId === caseId && c.process === 'follow-up');
        const closedAt = town.to - 30 * 24 * 3_600_000;
        Object.assign(followUp, { ...{ open: false, closedAt }, ...{ ownerId: null, nextDue: null } });
        const key = `referral/${handedOn}/7`;
        l.timeline.push({ key, caseId, kind: 'referral-handed-on', at: closedAt });
        const some = first(l.messages, (m) => m.at !== null);
        const at = closedAt + 24 * 3_600_000;
        const text = { key: 'late', kind: 'referral-answer', recipientId: who as string, caseId, at };
        l.messages.push({ ...some, ...text, priority: 'critical', subjectId: 'r/training' });
      }).filter((b) => b.invariant === 'closed-is-left-alone').length;
    const [commune] = town.communes;
    expect(told(commune?.officer.id, 'r/training')).toBe(0);
    expect(told(commune?.mentors[0]?.id, 'r/training')).toBe(1);
    expect(told(commune?.officer.id, 'another')).toBe(1);
  });

  test('a product that forgets to escalate is found out', () => {
    const breaches = broken((l) => {
      l.escalations = [];
    });
    expect(breaches.length).toBeGreaterThan(3);
  });
});
