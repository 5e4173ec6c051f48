import fc from 'fast-check';
import { addWorkingHours, at, dayOf, endOfDay, HOUR } from '../../domain/calendar';
import { Escalation, type EscalationFacts } from '../../domain/escalation';
import type { Ladder, LadderLevel } from '../../domain/ladder';
import { policyInForce } from '../../domain/policy';
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
const before = () => false;

function raised(levels: LadderLevel[] = [COMMUNE, PROVINCE], repeats = 2) {
  const usual: Ladder = { levels, repeats, resolveWithin: 5 };
  const policy = policyInForce(TODAY);
  const facts: EscalationFacts = {
    escalationId: 'esc',
    kind: 'visit-missed',
    provinceId: '14',
    communeId: '14-mai-son',
    policy: { ...policy, params: { ...policy.params, ladders: { usual } } },
  };
  return Escalation.raise(facts, NOW);
}

/** Lets every deadline pass unanswered; the rungs that were told, in order. */
function unanswered(e: Escalation): string[] {
  e.told(1, NOW);
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

  test('a rung without anybody is climbed over at once; nobody at the top is tried again in its time, for ever', () => {
    const e = raised([COMMUNE, PROVINCE], 1);
    expect(e.told(0, NOW)).toBe(true);
    expect(e.rung.scope).toBe('province');
    const keys = new Set<string | undefined>();
    let tops = 0;
    for (let tries = 0; tries < 10; tries++) {
      keys.add(e.wanted()[0]?.key);
      if (e.told(0, NOW)) continue;
      tops += 1;
      expect(e.rung.scope).toBe('province');
      expect(e.climb(e.state.deadline as number)).toBe(true);
    }
    expect(keys.size).toBe(10);
    expect(tops).toBeGreaterThan(7);
    e.told(1, NOW); // somebody is there at last
    expect(e.climb(e.state.deadline as number)).toBe(false);
    expect(e.state.deadline).toBeNull();
  });

  test('taken on the last rung and then left lying, the top hears of it anew', () => {
    const e = raised([PROVINCE], 0);
    e.told(1, NOW);
    const [first] = e.wanted();
    e.acknowledge('minh', NOW);
    expect(e.climb(e.state.deadline as number)).toBe(true);
    expect(e.state).toMatchObject({ status: 'open', acknowledgedBy: null, climbs: 0 });
    expect(e.wanted()[0]?.key).not.toBe(first?.key);
    expect(e.climb(e.state.deadline as number)).toBe(false);
    expect(e.owner).toEqual({ role: 'supervisor', scope: 'province' });
  });

  test('an escalation from before the rule of the top goes on as it began', () => {
    const empty = raised();
    for (let rung = 1; rung < 6; rung++) expect(empty.told(0, NOW, before)).toBe(true);
    expect(empty.told(0, NOW, before)).toBe(false);
    expect(empty.state).toMatchObject({ climbs: 5, status: 'open', deadline: null });

    const taken = raised([PROVINCE], 0);
    taken.acknowledge('minh', NOW);
    expect(taken.climb(taken.state.deadline as number, before)).toBe(false);
    expect(taken.state).toMatchObject({ status: 'acknowledged', deadline: null });
  });

  test('every rung is told under a key of its own', () => {
    const e = raised();
    e.told(1, NOW);
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

test('a resolved one takes nothing more, and whoever is told of it changes nothing', () => {
  const e = raised();
  e.add('v1');
  e.resolve(['v1']);
  const before = structuredClone(e.state);
  expect([e.add('v2'), e.add('v1'), e.told(0, NOW)]).toEqual([false, false, false]);
  expect(e.state).toEqual(before);
  e.reopen(['v2'], NOW);
  expect(e.state.revision).toBe(before.revision + 1);
});

test('an item done, where nobody says how, was done late', () => {
  const e = raised();
  e.add('v1');
  e.itemDone('v1');
  expect([e.state.doneLate, e.closedHow]).toEqual([true, 'done-late']);
});

describe('what closes by itself', () => {
  test.each([
    [['done-late', 'done-late'], 'done-late'],
    [['not-needed', 'done-late'], 'done-late'],
    [['not-needed', 'not-needed'], 'not-needed'],
  ] as const)('after %j says %s', (hows, closedHow) => {
    const e = raised();
    for (const [i] of hows.entries()) e.add(`v${i}`);
    for (const [i, how] of hows.entries()) e.itemDone(`v${i}`, how);
    expect([e.resolved, e.closedHow]).toEqual([true, closedHow]);
  });

  test('says done late where nobody counted: an escalation of before', () => {
    const e = raised();
    delete e.state.doneLate;
    expect(e.closedHow).toBe('done-late');
  });
});

describe('every state meets every event', () => {
  const make = {
    open: () => {
      const e = raised();
      e.add('v1');
      return e;
    },
    acknowledged: () => {
      const e = make.open();
      e.acknowledge('minh', NOW);
      return e;
    },
    spent: () => {
      const e = make.open();
      e.told(1, NOW);
      while (e.state.deadline !== null) e.climb(e.state.deadline);
      return e;
    },
    resolved: () => {
      const e = make.open();
      e.resolve(['v1']);
      return e;
    },
  };
  const events = {
    'another thing slips': (e: Escalation) => e.add('v2'),
    'its time is over': (e: Escalation) => e.climb(Number(e.state.deadline)),
    acknowledge: (e: Escalation) => e.acknowledge('lan', NOW),
    'resolve, all seen': (e: Escalation) => e.resolve(['v1']),
    'resolve, not all seen': (e: Escalation) => e.resolve([]),
    'the last is done late': (e: Escalation) => e.itemDone('v1'),
    'nobody on the rung': (e: Escalation) => e.told(0, NOW),
    'something slipped while it was resolved': (e: Escalation) => e.reopen(['v3'], NOW),
  };
  type State = keyof typeof make;
  type Event = keyof typeof events;
  // biome-ignore format: a table
  const table: [State, Event, string][] = [
    ['open', 'another thing slips', 'open, climb 0, commune has v1 v2'],
    ['open', 'its time is over', 'open, climb 1, province has v1'],
    ['open', 'acknowledge', 'acknowledged, climb 0, lan has v1'],
    ['open', 'resolve, all seen', 'resolved'],
    ['open', 'resolve, not all seen', 'refused: stale'],
    ['open', 'the last is done late', 'resolved'],
    ['open', 'nobody on the rung', 'open, climb 1, province has v1'],
    ['acknowledged', 'another thing slips', 'acknowledged, climb 0, minh has v1 v2'],
    ['acknowledged', 'its time is over', 'open, climb 1, province has v1'],
    ['acknowledged', 'acknowledge', 'refused: already-done'],
    ['acknowledged', 'resolve, all seen', 'resolved'],
    ['acknowledged', 'resolve, not all seen', 'refused: stale'],
    ['acknowledged', 'the last is done late', 'resolved'],
    ['acknowledged', 'nobody on the rung', 'acknowledged, climb 0, minh has v1'],
    ['spent', 'another thing slips', 'open, climb 5, province has v1 v2'],
    ['spent', 'its time is over', 'open, climb 5, province has v1'],
    ['spent', 'acknowledge', 'acknowledged, climb 5, lan has v1'],
    ['spent', 'resolve, all seen', 'resolved'],
    ['spent', 'resolve, not all seen', 'refused: stale'],
    ['spent', 'the last is done late', 'resolved'],
    ['spent', 'nobody on the rung', 'open, climb 5, province has v1'],
    ['resolved', 'another thing slips', 'resolved'],
    ['resolved', 'its time is over', 'resolved'],
    ['resolved', 'acknowledge', 'refused: closed'],
    ['resolved', 'resolve, all seen', 'refused: closed'],
    ['resolved', 'resolve, not all seen', 'refused: closed'],
    ['resolved', 'the last is done late', 'resolved'],
    ['resolved', 'nobody on the rung', 'resolved'],
    ['resolved', 'something slipped while it was resolved', 'open, climb 0, commune has v3'],
  ];
  test.each(table)('%s: %s → %s', (state, event, becomes) => {
    const e = make[state]();
    const refusal = refusalOf(() => events[event](e));
    const { status, climbs, items } = e.state;
    const owner = 'userId' in e.owner ? e.owner.userId : (e.owner as { scope: string }).scope;
    const now = e.resolved ? 'resolved' : `${status}, climb ${climbs}, ${owner} has ${items.join(' ')}`;
    expect(refusal ? `refused: ${refusal}` : now).toBe(becomes);
  });
});

describe('what an escalation asks to be sent, to the letter', () => {
  const told = {
    key: 'esc/climb0',
    kind: 'escalation',
    to: { role: 'supervisor', scope: 'commune' },
    subjectId: 'esc',
    channels: ['sms', 'email'],
    notBefore: 0,
    data: { kind: 'visit-missed', due: '2026-11-24' },
  };

  test('each rung once, with the day until which somebody must have it; anew where it must hear it again', () => {
    const e = raised([{ ...COMMUNE, channels: ['sms'] }, PROVINCE], 0);
    expect(e.wanted()).toEqual([{ ...told, channels: ['sms'] }]);
    e.climb(e.wakesAt() as number);
    const top = { ...told, key: 'esc/climb1', to: { role: 'supervisor', scope: 'province' } };
    expect(e.wanted()).toEqual([{ ...top, data: { kind: 'visit-missed', due: '2026-11-25' } }]);
    e.acknowledge('minh', NOW);
    expect([e.wanted(), e.dates()]).toEqual([[], { resolve: endOfDay('2026-11-30') }]);
    e.climb(e.wakesAt() as number);
    expect(e.wanted()[0]?.key).toBe('esc/climb1/again1');
    e.climb(e.wakesAt() as number);
    expect(e.wanted()[0]?.data).toEqual({ kind: 'visit-missed' }); // the board holds it
    expect(e.dates()).toEqual({});
  });

  test('whose turn it is: to take it, then to put it right; once the ladder is spent at any moment', () => {
    const e = raised([PROVINCE], 0);
    e.told(1, NOW);
    const due = e.wakesAt() as number;
    const province = { role: 'supervisor', scope: 'province' };
    expect(e.next(NOW)).toEqual({ action: 'acknowledge', owner: province, due });
    expect(e.dates()).toEqual({ acknowledge: due });
    e.climb(due);
    expect(e.next(due + HOUR)).toEqual({ action: 'acknowledge', owner: province, due: due + HOUR });
    e.acknowledge('minh', NOW);
    const minh = { role: 'supervisor', userId: 'minh' };
    expect(e.next(NOW)).toEqual({ action: 'resolve', owner: minh, due: endOfDay('2026-11-30') });
  });
});

test('a new version counts the time to answer, or to put right, from when it began', () => {
  const slower = (e: Escalation) => {
    const usual: Ladder = {
      levels: [{ ...PROVINCE, ackWithinWorkingHours: 20 }],
      repeats: 0,
      resolveWithin: 10,
    };
    const { policy } = e.state.facts;
    e.adopt({ ...policy, params: { ...policy.params, ladders: { usual } } }, NOW + HOUR);
    return e;
  };
  const { calendar } = policyInForce(TODAY);
  const open = slower(raised());
  expect(open.state).toMatchObject({ deadline: addWorkingHours(NOW, 20, calendar), revision: 2 });
  expect(open.rung.scope).toBe('province'); // the ladder is one rung now
  const taken = raised();
  taken.acknowledge('minh', NOW);
  expect(slower(taken).state.deadline).toBe(endOfDay('2026-12-07'));
  const old = raised();
  const { deadline } = old.state;
  delete old.state.since;
  expect(slower(old).state.deadline).toBe(deadline);
  const done = raised();
  done.resolve([]);
  expect(slower(done).state.deadline).toBeNull();
});

const item = fc.constantFrom('v1', 'v2', 'v3', 'v4');
const event = fc.oneof(
  fc.record({ do: fc.constant('add' as const), item }),
  fc.record({ do: fc.constant('done' as const), item }),
  fc.record({ do: fc.constant('acknowledge' as const) }),
  fc.record({ do: fc.constant('resolve' as const), seen: fc.subarray(['v1', 'v2', 'v3', 'v4']) }),
  fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ do: fc.constant('told' as const), people: fc.integer({ min: 0, max: 1 }) }),
);
const ladders = fc.record({ rungs: fc.integer({ min: 1, max: 3 }), repeats: fc.integer({ min: 0, max: 2 }) });

test('whatever happens in whatever order: it stays on its ladder, loses no item, has one owner, and one answered is silent', () => {
  fc.assert(
    fc.property(ladders, fc.array(event, { maxLength: 60 }), ({ rungs, repeats }, events) => {
      const e = raised([COMMUNE, PROVINCE, PROVINCE].slice(0, rungs), repeats);
      const open = new Set<string>();
      const keys: string[] = [];
      let now = NOW;
      for (const one of events) {
        const before = structuredClone(e.state);
        const key = e.wanted()[0]?.key;
        if (one.do === 'add' && e.add(one.item)) open.add(one.item);
        if (one.do === 'done' && e.itemDone(one.item)) open.delete(one.item);
        if (one.do === 'acknowledge') refusalOf(() => e.acknowledge('minh', now));
        if (one.do === 'resolve') refusalOf(() => e.resolve(one.seen));
        if (one.do === 'told') e.told(one.people, now);
        if (one.do === 'wait') {
          now += one.hours * HOUR;
          if (e.climb(now)) keys.push(e.wanted()[0]?.key as string);
          else expect(e.state.climbs).toBe(before.climbs);
        } else if (e.wanted()[0]?.key !== key && e.wanted().length) keys.push(e.wanted()[0]?.key as string);

        expect(e.state.climbs).toBeLessThan(rungs * (1 + repeats));
        expect(e.state.climbs).toBeGreaterThanOrEqual(before.climbs);
        expect(new Set(e.state.items)).toEqual(open);
        expect(e.state.items).toHaveLength(open.size);
        expect(keys).toHaveLength(new Set(keys).size); // one climb, one notice
        if (e.resolved && before.status !== 'resolved' && one.do === 'resolve')
          expect(one.seen).toEqual(expect.arrayContaining(before.items));
        expect(e.wanted()).toHaveLength(e.state.status === 'open' ? 1 : 0);
        if (e.resolved) expect([e.next(now), e.wakesAt()]).toEqual([null, null]);
        else {
          const scope = e.rung.scope;
          const owner = e.state.status === 'open' ? { scope } : { userId: 'minh' };
          expect(e.next(now)?.owner).toEqual({ role: 'supervisor', ...owner });
        }
        // revision makes the keys of the records: no change without a new one, but for what is only noted
        const { heard, ...rest } = e.state;
        const { heard: _, ...was } = before;
        if (JSON.stringify(rest) !== JSON.stringify(was))
          expect(e.state.revision).toBeGreaterThan(before.revision);
      }
    }),
  );
});

test('with somebody at the top any sequence of silence reaches them within the hours of the ladder', () => {
  const hours = fc.integer({ min: 1, max: 40 });
  const rung = fc.record({ ackWithinWorkingHours: hours, empty: fc.boolean() });
  fc.assert(
    fc.property(fc.array(rung, { maxLength: 3 }), hours, (lower, ack) => {
      const levels = [
        ...lower.map(({ ackWithinWorkingHours }) => ({ ...COMMUNE, ackWithinWorkingHours })),
        { ...PROVINCE, ackWithinWorkingHours: ack },
      ];
      const e = raised(levels, 0);
      let now = NOW;
      let worst = NOW;
      const { calendar } = e.state.facts.policy;
      while (e.level < lower.length) {
        const { ackWithinWorkingHours, empty } = lower[e.level] as (typeof lower)[number];
        if (!empty) worst = addWorkingHours(worst, ackWithinWorkingHours, calendar);
        if (e.told(empty ? 0 : 1, now)) continue;
        now = e.wakesAt() as number;
        expect(e.climb(now)).toBe(true);
      }
      expect(now).toBeLessThanOrEqual(worst);
      expect(e.wanted()).toMatchObject([{ to: { scope: 'province' } }]);
    }),
  );
});
