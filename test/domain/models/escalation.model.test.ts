import fc from 'fast-check';
import { at, dayOf, HOUR, type Instant } from '../../../domain/calendar';
import { Escalation } from '../../../domain/escalation';
import type { LadderLevel } from '../../../domain/ladder';
import { policyInForce } from '../../../domain/policy';
import { refusalOf } from '../refusals';
import { midnightAfter, officeMinutes, workingDayAfter } from './clock';

const START = at('2026-12-28', '09:00'); // a new year lies ahead
const { calendar, ...POLICY } = policyInForce('2026-12-28');

/** What an escalation is, in the words of the people who use it. */
interface Model {
  now: Instant;
  open: Set<string>;
  status: 'open' | 'acknowledged' | 'resolved';
  /** How many rungs were left behind, through all repeats. */
  climbed: number;
  /** How many messages somebody should have got. */
  messages: number;
  deadline: Instant | null;
  anybodyHeard: boolean;
}

interface World {
  real: Escalation;
  keys: Set<string>;
  levels: LadderLevel[];
  /** Whether a rung has somebody. */
  staffed: boolean[];
  repeats: number;
}

const hoursOf = ({ levels }: World, climbed: number) =>
  (levels[climbed % levels.length] as LadderLevel).ackWithinWorkingHours;

/** The rung is told; where nobody is, the next one at once, and at the top the time to answer runs all the same. */
function tell(model: Model, world: World): void {
  const { levels, staffed } = world;
  model.status = 'open';
  model.deadline = officeMinutes(model.now, hoursOf(world, model.climbed) * 60, calendar);
  model.messages += 1;
  const rung = model.climbed % levels.length;
  if (staffed[rung]) model.anybodyHeard = true;
  else if (rung < levels.length - 1) {
    model.climbed += 1;
    tell(model, world);
  }
}

function timeIsUp(model: Model, world: World): void {
  const last = model.climbed + 1 >= world.levels.length * (1 + world.repeats);
  if (!last) model.climbed += 1;
  if (!last || model.status === 'acknowledged' || !model.anybodyHeard) tell(model, world);
  else model.deadline = null;
}

/** What the workflow does after each telling: it records, hears how many were reached, and goes on. */
function recordReal({ real, keys, staffed }: World, now: Instant): void {
  for (;;) {
    for (const notice of real.wanted()) keys.add(notice.key);
    if (real.state.status !== 'open' || !real.told(staffed[real.level] ? 1 : 0, now)) return;
  }
}

function same(model: Model, { real, keys }: World): void {
  expect(real.state.status).toBe(model.status);
  expect(new Set(real.state.items)).toEqual(model.open);
  expect(real.state.deadline).toBe(model.deadline);
  expect(keys.size).toBe(model.messages);
  const next = real.next(model.now);
  expect(next === null).toBe(model.status === 'resolved');
  expect(real.wanted().length).toBe(model.status === 'open' ? 1 : 0);
}

type Command = fc.Command<Model, World>;

const items = ['v1', 'v2', 'v3', 'v4'];

class Slips implements Command {
  constructor(readonly item: string) {}
  check = ({ status }: Model) => status !== 'resolved';
  run(model: Model, world: World): void {
    model.open.add(this.item);
    world.real.add(this.item);
    same(model, world);
  }
  toString = () => `${this.item} slips`;
}

class DoneLate implements Command {
  constructor(readonly item: string) {}
  check = ({ open }: Model) => open.has(this.item);
  run(model: Model, world: World): void {
    model.open.delete(this.item);
    if (model.open.size === 0) Object.assign(model, { status: 'resolved', deadline: null });
    world.real.itemDone(this.item);
    same(model, world);
  }
  toString = () => `${this.item} is done late`;
}

class Acknowledges implements Command {
  check = () => true;
  run(model: Model, world: World): void {
    const refused = refusalOf(() => world.real.acknowledge('lan', model.now));
    if (model.status === 'open') {
      expect(refused).toBeNull();
      model.status = 'acknowledged';
      model.anybodyHeard = true;
      model.deadline = midnightAfter(workingDayAfter(dayOf(model.now), 5, calendar));
    } else expect(refused).toBe(model.status === 'resolved' ? 'closed' : 'already-done');
    recordReal(world, model.now);
    same(model, world);
  }
  toString = () => 'somebody takes it';
}

class Resolves implements Command {
  constructor(readonly seen: string[]) {}
  check = () => true;
  run(model: Model, world: World): void {
    const refused = refusalOf(() => world.real.resolve(this.seen));
    if (model.status === 'resolved') expect(refused).toBe('closed');
    else if ([...model.open].some((item) => !this.seen.includes(item))) expect(refused).toBe('stale');
    else {
      expect(refused).toBeNull();
      Object.assign(model, { status: 'resolved', deadline: null });
    }
    // Resolved with nothing forgotten: the list of the real one still names what was put to rest.
    if (model.status === 'resolved' && refused === null) model.open = new Set(world.real.state.items);
    same(model, world);
  }
  toString = () => `resolved having seen ${this.seen.join(' ') || 'nothing'}`;
}

class TimePasses implements Command {
  constructor(readonly hours: number) {}
  check = () => true;
  run(model: Model, world: World): void {
    const until = model.now + this.hours * HOUR;
    while (model.deadline !== null && model.deadline <= until) {
      model.now = model.deadline;
      timeIsUp(model, world);
    }
    model.now = until;
    for (let wake = world.real.wakesAt(); wake !== null && wake <= until; wake = world.real.wakesAt()) {
      if (world.real.climb(wake)) recordReal(world, wake);
    }
    same(model, world);
  }
  toString = () => `${this.hours} h pass`;
}

test('an escalation is what the small model of it says, whatever happens in whatever order', () => {
  const commands = fc.commands(
    [
      fc.constantFrom(...items).map((item) => new Slips(item)),
      fc.constantFrom(...items).map((item) => new DoneLate(item)),
      fc.constant(new Acknowledges()),
      fc.subarray(items, { minLength: 2 }).map((seen) => new Resolves(seen)),
      fc.integer({ min: 1, max: 150 }).map((hours) => new TimePasses(hours)),
      fc.integer({ min: 1, max: 150 }).map((hours) => new TimePasses(hours)),
    ],
    { maxCommands: 40 },
  );
  const rungs = fc.array(fc.record({ hours: fc.integer({ min: 1, max: 16 }), staffed: fc.boolean() }), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(rungs, fc.integer({ min: 0, max: 2 }), commands, (ladder, repeats, run) => {
      fc.modelRun(() => {
        const levels = ladder.map(
          ({ hours }, i): LadderLevel => ({
            role: 'supervisor',
            scope: i === ladder.length - 1 ? 'province' : 'commune',
            channels: ['sms'],
            ackWithinWorkingHours: hours,
          }),
        );
        const params = { ...POLICY.params, ladders: { usual: { levels, repeats, resolveWithin: 5 } } };
        const real = Escalation.raise(
          {
            escalationId: 'e',
            kind: 'visit-missed',
            provinceId: '14',
            communeId: 'mai-son',
            policy: { ...POLICY, calendar, params },
          },
          START,
        );
        real.add('v1');
        const world: World = {
          real,
          keys: new Set(),
          levels,
          staffed: ladder.map((r) => r.staffed),
          repeats,
        };
        recordReal(world, START);
        const model: Model = {
          now: START,
          open: new Set(['v1']),
          status: 'open',
          climbed: 0,
          messages: 0,
          deadline: null,
          anybodyHeard: false,
        };
        tell(model, world);
        return { model, real: world };
      }, run);
    }),
    { numRuns: 120 },
  );
});
