import fc from 'fast-check';
import { addDays, at, daysBetween, endOfDay, isWorkingDay, weekday } from '../../domain/calendar';
import {
  attendanceOf,
  Club,
  type ClubFacts,
  EVERY,
  everyOf,
  meetingId,
  nextMeeting,
  type Rhythm,
  rhythmOf,
} from '../../domain/club';
import { policyInForce } from '../../domain/policy';
import { refusalOf } from './refusals';

const TODAY = '2026-11-23'; // a Monday
const NOW = at(TODAY, '09:00');
const policy = policyInForce(TODAY);
const { calendar } = policy;
const facts: ClubFacts = { clubId: 'club', provinceId: '14', communeId: 'MS', policy };
const TUESDAYS: Rhythm = { every: 'week', from: '2026-11-24', weeks: 1 };
const open = (rhythm = TUESDAYS, leaderId: string | null = 'leader') =>
  Club.open(structuredClone(facts), { leaderId, rhythm }, NOW);

describe('the days a club meets', () => {
  // biome-ignore format: a table
  test.each<[string, Rhythm, string, string]>([
    ['weekly', TUESDAYS, '2026-11-24', '2026-12-01'],
    ['weekly, before the first', { ...TUESDAYS, from: '2027-03-02' }, TODAY, '2027-03-02'],
    ['every second week', { ...TUESDAYS, weeks: 2 }, '2026-11-24', '2026-12-08'],
    ['on the first Saturday', { every: 'month', nth: 1, weekday: 6 }, TODAY, '2026-12-05'],
    ['on the fourth Monday, after it', { every: 'month', nth: 4, weekday: 1 }, TODAY, '2026-12-28'],
    ['on a Friday that is 1 January', { every: 'week', from: '2027-01-01', weeks: 1 }, '2026-12-31', '2027-01-04'],
    ['on a Saturday that is 2 January', { every: 'week', from: '2027-01-02', weeks: 1 }, '2027-01-01', '2027-01-02'],
  ])('%s', (_what, rhythm, after, then) => expect(nextMeeting(rhythm, after, calendar)).toBe(then));

  const rules = fc.record({
    every: fc.constantFrom(...EVERY),
    day: fc.integer({ min: 0, max: 6 }),
    from: fc.integer({ min: 0, max: 400 }).map((n) => addDays(TODAY, n)),
  });

  test('are ahead, in order, never on a public holiday, and the rule chosen is the rule kept', () => {
    fc.assert(
      fc.property(rules, ({ every, day, from }) => {
        const rhythm = rhythmOf(every, day, from);
        expect(everyOf(rhythm)).toEqual({ every, weekday: day });
        let on = from;
        for (let n = 0; n < 15; n++) {
          const next = nextMeeting(rhythm, on, calendar);
          expect(next > on).toBe(true);
          expect(daysBetween(on, next)).toBeLessThanOrEqual(50);
          expect(weekday(next) % 6 === 0 || isWorkingDay(next, calendar)).toBe(true);
          on = next;
        }
      }),
    );
  });
});

describe('a club', () => {
  test('waits for its next meeting: reminded the day before, asked the working day after, due by policy', () => {
    const club = open();
    expect(club.state.meeting).toEqual({ on: '2026-11-24', due: endOfDay('2026-11-26') });
    expect(club.next()).toMatchObject({ action: 'club-meeting', owner: { userId: 'leader' } });
    expect(club.wanted()).toMatchObject([
      {
        kind: 'club-meeting',
        notBefore: at('2026-11-23', '08:00'),
        subjectId: meetingId('club', '2026-11-24'),
      },
      { kind: 'club-report', notBefore: at('2026-11-25', '08:00'), expiresAt: endOfDay('2026-11-26') },
    ]);
  });

  test('without a leader it is the office that is asked', () => {
    expect(open(TUESDAYS, null).next()?.owner).toEqual({ role: 'commune' });
  });

  const told = (on: string, more: object = {}) => ({ on, held: true, heldOn: on, ...more });
  // biome-ignore format: a table
  test.each<[string, string, object, string | null]>([
    ['the planned one, on its day', '2026-11-24', told('2026-11-24'), null],
    ['the planned one, held a day early', '2026-11-23', told('2026-11-24', { heldOn: '2026-11-23' }), null],
    ['that it will not be held', '2026-11-23', told('2026-11-24', { held: false }), null],
    ['one held tomorrow', '2026-11-23', told('2026-11-24'), 'in-the-future'],
    ['one that was never planned', '2026-11-24', told('2026-11-23'), 'unknown-meeting'],
  ])('is told of %s', (_what, day, report, refused) => {
    const club = open();
    const before = structuredClone(club.state);
    expect(refusalOf(() => club.report(report as never, at(day, '20:00')))).toBe(refused);
    if (refused) expect(club.state).toEqual(before);
    else expect(club.state.meeting?.on).toBe('2026-12-01');
  });

  test('nobody tells: a human hears of it once, the next meeting is planned, and late is better than never', () => {
    const club = open();
    expect(club.fallSilent(endOfDay('2026-11-26') - 1)).toBeNull();
    expect(club.fallSilent(endOfDay('2026-11-26'))).toMatchObject({ on: '2026-11-24' });
    expect(club.fallSilent(endOfDay('2026-11-26'))).toBeNull();
    expect(club.state.meeting?.on).toBe('2026-12-01');
    expect(club.report(told('2026-11-24'), at('2026-11-30', '09:00'))).toBe(true);
    expect(refusalOf(() => club.report(told('2026-11-24'), at('2026-11-30', '09:00')))).toBe(
      'unknown-meeting',
    );
    expect(club.state.meeting?.on).toBe('2026-12-01');
  });

  test('another leader is reminded of the same meeting; what the first was to hear is wanted no more', () => {
    const club = open();
    const before = club.wanted().map(({ key }) => key);
    club.change({ leaderId: 'other', rhythm: TUESDAYS }, policy, NOW);
    expect(club.wanted().map(({ to }) => to)).toEqual(Array(2).fill({ role: 'mentor', userId: 'other' }));
    expect(club.wanted().some(({ key }) => before.includes(key))).toBe(false);
  });

  test('closed it waits for nothing, wants nothing and takes nothing', () => {
    const club = open();
    club.close();
    expect([club.next(), club.wakesAt(), club.wanted()]).toEqual([null, null, []]);
    for (const act of [
      () => club.close(),
      () => club.change(club.state, policy, NOW),
      () => club.report(told('2026-11-24'), at('2026-11-24', '20:00')),
    ])
      expect(refusalOf(act)).toBe('closed');
  });

  test('whatever happens in whatever order: one next date ahead while it is open, and no key twice for two things', () => {
    const doing = fc.array(
      fc.record({
        days: fc.integer({ min: 0, max: 20 }),
        what: fc.constantFrom('tell', 'late', 'skip', 'rule', 'wait'),
      }),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(doing, (steps) => {
        const club = open();
        const said = new Map<string, number>();
        let now = NOW;
        for (const { days, what } of steps) {
          now += days * 86_400_000;
          while ((club.wakesAt() ?? now + 1) <= now) expect(club.fallSilent(now)).not.toBeNull();
          const planned = club.state.meeting?.on ?? TODAY;
          const on = what === 'late' ? club.state.untold[0] : planned;
          if (on && (what === 'tell' || what === 'late'))
            refusalOf(() => club.report({ on, held: true, heldOn: on }, now));
          if (what === 'skip')
            refusalOf(() => club.report({ on: planned, held: false, heldOn: planned }, now));
          if (what === 'rule')
            club.change({ leaderId: 'leader', rhythm: rhythmOf('month-2', 6, TODAY) }, policy, now);
          expect(club.wakesAt()).toBeGreaterThan(now);
          for (const { key, notBefore } of club.wanted()) {
            expect(said.get(key) ?? notBefore).toBe(notBefore);
            said.set(key, notBefore);
          }
        }
      }),
    );
  });
});

describe('regular attendance', () => {
  const member = (id: string, joinedOn = '2026-01-01', leftOn: string | null = null) => ({
    id,
    joinedOn,
    leftOn,
  });
  const met = (heldOn: string, ...present: string[]) => ({ heldOn, present });
  const FOUR = ['2026-10-06', '2026-10-13', '2026-10-20', '2026-10-27'];

  // biome-ignore format: a table
  test.each<[string, ReturnType<typeof member>[], ReturnType<typeof met>[], object]>([
    ['three of four is regular', [member('a')], FOUR.map((day, i) => met(day, ...(i < 3 ? ['a'] : []))), { regular: 1, percent: 100, reached: true }],
    ['two of four is not', [member('a')], FOUR.map((day, i) => met(day, ...(i < 2 ? ['a'] : []))), { regular: 0, percent: 0, reached: false }],
    ['four regular of five reach 80 %', ['a', 'b', 'c', 'd', 'e'].map((id) => member(id)), FOUR.map((day) => met(day, 'a', 'b', 'c', 'd')), { members: 5, regular: 4, percent: 80, reached: true }],
    ['three of four members do not', ['a', 'b', 'c', 'd'].map((id) => member(id)), FOUR.map((day) => met(day, 'a', 'b', 'c')), { percent: 75, reached: false }],
    ['who joined for the last one is asked for the last one', [member('a', '2026-10-27')], FOUR.map((day, i) => met(day, ...(i === 3 ? ['a'] : []))), { regular: 1, percent: 100 }],
    ['who left is asked until then', [member('a', '2026-01-01', '2026-10-13')], [met('2026-10-06', 'a'), met('2026-10-13')], { members: 1, regular: 1 }],
    ['who joined after all of them is not counted', [member('a', '2026-11-01')], FOUR.map((day) => met(day)), { members: 0, percent: null, reached: null }],
    ['no meetings say nothing', [member('a')], [], { meetings: 0, members: 0, percent: null, reached: null }],
  ])('%s', (_what, members, meetings, found) => expect(attendanceOf(members, meetings, policy)).toMatchObject(found));
});
