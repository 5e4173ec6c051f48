import fc from 'fast-check';
import { addWorkingHours, at, dayOf, HOUR } from '../../domain/calendar';
import { Escalation, type EscalationFacts } from '../../domain/escalation';
import { type LadderLevel, policyInForce } from '../../domain/policy';
import { refusalOf } from './refusals';

const TODAY = '2026-11-23';
const NOW = at(TODAY, '09:00');
const COMMUNE: LadderLevel = {
  role: 'supervisor',
  scope: 'commune',
  channels: ['sms', 'email'],
  ackWithinWorkingHours: 8,
};
const PROVINCE: LadderLevel = { ...COMMUNE, scope: 'province' };

function raised(ladder: LadderLevel[] = [COMMUNE, PROVINCE], ladderRepeats = 2) {
  const facts: EscalationFacts = {
    escalationId: 'esc',
    kind: 'visit-missed',
    provinceId: '14',
    communeId: '14-mai-son',
    policy: policyInForce(TODAY, { params: { ladder, ladderRepeats } }),
  };
  return Escalation.raise(facts, NOW);
}

/** Lets every deadline pass unanswered; the rungs that were told, in order. */
function unanswered(e: Escalation): string[] {
  const told = [e.rung.scope];
  while (e.state.deadline !== null) if (e.climb(e.state.deadline)) told.push(e.rung.scope);
  return told;
}

describe('the ladder', () => {
  test.each([
    { ladder: [COMMUNE], repeats: 0, told: ['commune'] },
    { ladder: [COMMUNE, PROVINCE], repeats: 0, told: ['commune', 'province'] },
    { ladder: [COMMUNE, PROVINCE], repeats: 1, told: ['commune', 'province', 'commune', 'province'] },
    {
      ladder: [COMMUNE, PROVINCE],
      repeats: 2,
      told: ['commune', 'province', 'commune', 'province', 'commune', 'province'],
    },
  ])(
    'of $ladder.length rungs repeated $repeats times tells $told and then holds',
    ({ ladder, repeats, told }) => {
      const e = raised(ladder, repeats);
      expect(unanswered(e)).toEqual(told);
      expect(e.state).toMatchObject({ status: 'open', deadline: null });
      expect(e.owner).toEqual({ role: 'supervisor', scope: told.at(-1) });
      expect(e.climb(Number.MAX_SAFE_INTEGER)).toBe(false);
    },
  );

  test('waits its working hours on each rung, not a moment less', () => {
    const e = raised();
    expect(e.state.deadline).toBe(addWorkingHours(NOW, 8, e.state.facts.policy.calendar));
    expect(e.climb((e.state.deadline as number) - 1)).toBe(false);
    expect(e.climb(e.state.deadline as number)).toBe(true);
  });

  test('a rung without anybody is passed at once, and with nobody anywhere it stops at the last', () => {
    const e = raised();
    for (let rung = 1; rung < 6; rung++) expect(e.skipEmptyRung(NOW)).toBe(true);
    expect(e.skipEmptyRung(NOW)).toBe(false);
    expect(e.state).toMatchObject({ climbs: 5, status: 'open', deadline: null });
  });

  test('every rung is told under a key of its own', () => {
    const e = raised();
    const keys = [e.wanted()[0]?.key];
    while (e.state.deadline !== null) if (e.climb(e.state.deadline)) keys.push(e.wanted()[0]?.key);
    expect(new Set(keys).size).toBe(6);
  });
});

describe('answering', () => {
  test('acknowledging stops the messages and gives days to resolve; unresolved it climbs again', () => {
    const e = raised();
    e.add('v1');
    e.acknowledge('minh', NOW);
    expect([e.wanted(), e.owner]).toEqual([[], { role: 'supervisor', userId: 'minh' }]);
    const resolveBy = e.state.deadline as number;
    expect(dayOf(resolveBy - 1)).toBe('2026-11-30');
    expect(e.climb(resolveBy - 1)).toBe(false);
    expect(e.climb(resolveBy)).toBe(true);
    expect(e.state).toMatchObject({ status: 'open', acknowledgedBy: null, climbs: 1, items: ['v1'] });
  });

  test.each([
    ['open', null, null],
    ['acknowledged', 'already-done', null],
    ['resolved', 'closed', 'closed'],
  ] as const)('while %s: acknowledge %s, resolve %s', (status, acknowledge, resolve) => {
    const make = () => {
      const e = raised();
      e.add('v1');
      if (status !== 'open') e.acknowledge('minh', NOW);
      if (status === 'resolved') e.resolve(['v1']);
      return e;
    };
    expect(refusalOf(() => make().acknowledge('lan', NOW))).toBe(acknowledge);
    expect(refusalOf(() => make().resolve(['v1']))).toBe(resolve);
  });

  test('resolving needs every open item to have been seen', () => {
    const e = raised();
    e.add('v1');
    e.add('v2');
    expect(refusalOf(() => e.resolve(['v1']))).toBe('stale');
    expect(e.resolved).toBe(false);
    expect(refusalOf(() => e.resolve(['v2', 'v1', 'long gone']))).toBeNull();
    expect([e.resolved, e.wanted(), e.state.deadline]).toEqual([true, [], null]);
  });

  test('an item done late leaves; the last one resolves by itself', () => {
    const e = raised();
    e.add('v1');
    e.add('v2');
    expect(e.itemDone('unknown')).toBe(false);
    e.itemDone('v1');
    expect(e.resolved).toBe(false);
    e.itemDone('v2');
    expect(e.resolved).toBe(true);
  });

  test('what slipped while it was being resolved opens it again, and its rung is told anew', () => {
    const e = raised();
    e.add('v1');
    const told = e.wanted().map((w) => w.key);
    e.resolve(['v1']);
    e.reopen(['v2'], NOW + HOUR);
    expect(e.state).toMatchObject({ status: 'open', items: ['v2'], acknowledgedBy: null });
    expect(e.state.deadline).not.toBeNull();
    expect(told).not.toContain(e.wanted()[0]?.key);
  });
});

test('whatever happens in whatever order: the climb stays on its ladder, no item is lost, an answered one is silent', () => {
  const item = fc.constantFrom('v1', 'v2', 'v3', 'v4');
  const event = fc.oneof(
    fc.record({ do: fc.constant('add' as const), item }),
    fc.record({ do: fc.constant('done' as const), item }),
    fc.record({ do: fc.constant('acknowledge' as const) }),
    fc.record({ do: fc.constant('resolve' as const), seen: fc.subarray(['v1', 'v2', 'v3', 'v4']) }),
    fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 200 }) }),
    fc.record({ do: fc.constant('empty' as const) }),
  );
  const ladders = fc.record({
    rungs: fc.integer({ min: 1, max: 3 }),
    repeats: fc.integer({ min: 0, max: 2 }),
  });
  fc.assert(
    fc.property(ladders, fc.array(event, { maxLength: 60 }), ({ rungs, repeats }, events) => {
      const ladder = [COMMUNE, PROVINCE, PROVINCE].slice(0, rungs);
      const e = raised(ladder, repeats);
      const open = new Set<string>();
      let now = NOW;
      for (const one of events) {
        const before = structuredClone(e.state);
        if (one.do === 'add' && e.add(one.item)) open.add(one.item);
        if (one.do === 'done' && e.itemDone(one.item)) open.delete(one.item);
        if (one.do === 'acknowledge') refusalOf(() => e.acknowledge('minh', now));
        if (one.do === 'resolve') refusalOf(() => e.resolve(one.seen));
        if (one.do === 'wait') {
          now += one.hours * HOUR;
          const climbs = e.state.climbs;
          if (!e.climb(now)) expect(e.state.climbs).toBe(climbs);
        }
        if (one.do === 'empty' && before.status === 'open') e.skipEmptyRung(now);

        expect(e.state.climbs).toBeLessThan(rungs * (1 + repeats));
        expect(e.state.climbs).toBeGreaterThanOrEqual(before.climbs);
        expect(new Set(e.state.items)).toEqual(open);
        expect(e.state.items).toHaveLength(open.size);
        if (e.resolved && before.status !== 'resolved' && one.do === 'resolve')
          expect(one.seen).toEqual(expect.arrayContaining(before.items));
        if (e.state.status !== 'open') expect(e.wanted()).toEqual([]);
        else expect(e.wanted()).toHaveLength(1);
        if (e.state.status === 'acknowledged')
          expect(e.owner).toEqual({ role: 'supervisor', userId: 'minh' });
        if (JSON.stringify(e.state) !== JSON.stringify(before))
          expect(e.state.revision).toBeGreaterThan(before.revision);
      }
    }),
  );
});
