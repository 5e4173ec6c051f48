import fc from 'fast-check';
import { at, type Calendar, HOUR, type Instant } from '../../domain/calendar';
import { courierRound, type Due, type Round, type RoundRules } from '../../domain/courier-round';
import type { Reader } from '../../domain/sending';

// 2026-12-01 is a Tuesday.
const calendar: Calendar = { off: [], worked: [] };
const WINDOW = { from: '07:00', to: '22:00' };
const RULES: RoundRules = {
  ...{ smsWindow: WINDOW, smsMaxPerNumber: 3, digestAt: '07:30', calendar },
  ...{ digestFrom: 2, digestWeekFrom: 2, digestDays: 7, lateAfter: 60 },
};
const day = (text: string) => at(`2026-12-${text.slice(0, 2)}`, text.slice(3));
const NOW = day('01 08:00');
const mentor: Reader = { role: 'mentor', quiet: null, daysOff: [] };

/** A visit reminder of the mentor Lò, due now, unless said otherwise; each of another visit. */
const due = (key: string, more: Partial<Due> = {}): Due => {
  const { kind = 'visit-reminder', recipientId = 'Lò', notBefore = NOW, reader = mentor } = more;
  const whom = { kind, recipientId, reader, role: reader.role, number: `số của ${recipientId}`, held: false };
  return {
    ...{ id: key, key, priority: 'routine', subjectId: `việc ${key}`, collapseKey: `${kind}:${recipientId}` },
    ...{ ...whom, notBefore, expiresAt: notBefore + 96 * HOUR },
    ...more,
  };
};
/** A request to take a person: urgent, and always alone. */
const asking = (key: string, more: Partial<Due> = {}) =>
  due(key, { kind: 'mentor-request', priority: 'urgent', ...more });

interface Given {
  ahead?: Due[];
  spoken?: string[];
  lately?: Record<string, Instant[]>;
  now?: Instant;
  rules?: Partial<RoundRules>;
}
const round = (notices: Due[], { ahead = [], spoken = [], lately = {}, now = NOW, rules = {} }: Given = {}) =>
  courierRound(notices, ahead, new Set(spoken), new Map(Object.entries(lately)), now, { ...RULES, ...rules });

/** A round in keys, without what is empty. */
const said = ({ messages, joins, waiting, expired, despite, late }: Round<Due>) => {
  const all = {
    sent: messages.map(({ head, others }) => [head, ...others].map((n) => n.key).join(' + ')),
    joins: [...joins].map(([n, to]) => `${n.key} → ${to?.key ?? 'said before'}`).sort(),
    waiting: waiting.map((w) => `${w.notice.key} ${w.waits}`).sort(),
    expired: expired.map((n) => n.key),
    despite: [...despite].map(([n, over]) => `${n.key} ${over}`),
    late: [...late].map(([n, how]) => `${n.key} ${how}`).sort(),
  };
  return Object.fromEntries(Object.entries(all).filter(([, what]) => what.length));
};

describe('what is due', () => {
  test('goes out, each to its own reader', () =>
    expect(said(round([due('a'), due('b', { recipientId: 'Quàng' })]))).toEqual({ sent: ['a', 'b'] }));

  test('is given up at the moment it says nothing useful any more, not before', () => {
    const [over, almost] = [due('a', { expiresAt: NOW }), asking('b', { expiresAt: NOW + 1 })];
    expect(said(round([over, almost]))).toEqual({ sent: ['b'], expired: ['a'] });
  });

  test('waits for its reader’s hours, and says until when and why', () => {
    const one = due('a', { notBefore: day('01 22:30') });
    expect(round([one], { now: day('01 22:30') })).toMatchObject({
      messages: [],
      waiting: [{ notice: one, at: day('02 07:00'), waits: 'hours' }],
    });
  });

  test('goes at night when it is critical, and what it passed over is kept', () => {
    const now = day('01 22:30');
    const [burning, pressing] = [asking('a', { priority: 'critical', notBefore: now }), asking('b')];
    expect(said(round([burning, pressing], { now }))).toMatchObject({
      ...{ sent: ['a'], waiting: ['b hours'], despite: ['a hours'] },
    });
  });

  test('passes over nothing where nothing was in its way', () =>
    expect(said(round([asking('a', { priority: 'critical' })]))).toEqual({ sent: ['a'] }));

  test('is nothing: nothing goes out', () =>
    expect(said(round([], { ahead: [due('a', { notBefore: NOW + HOUR })] }))).toEqual({}));
});

describe('what goes together', () => {
  const friday = due('friday', { notBefore: day('04 08:00') });

  test('a visit of the coming week joins the one due today; the last stands for both', () =>
    expect(said(round([due('today')], { ahead: [friday] }))).toEqual({
      sent: ['friday + today'],
      joins: ['today → friday'],
    }));

  test('what a message stands for is told the earliest first', () => {
    const week = ['05', '03', '02'].map((date) => due(date, { notBefore: day(`${date} 08:00`) }));
    expect(said(round([due('01')], { ahead: week })).sent).toEqual(['05 + 01 + 02 + 03']);
  });

  test('a visit that is spoken of twice is told once', () => {
    const again = due('again', { subjectId: friday.subjectId, notBefore: day('03 08:00') });
    const same = due('same', { subjectId: 'việc today' });
    const found = said(round([due('today'), same], { ahead: [friday, again] }));
    expect(found.sent).toEqual(['friday + same']);
    expect(found.joins).toEqual(['again → friday', 'same → friday', 'today → friday']);
  });

  test('the one asked for first by name speaks for a visit at the same moment', () => {
    const two = [due('b', { subjectId: 'một' }), due('a', { subjectId: 'một' })];
    expect(said(round(two, { ahead: [friday] })).sent).toEqual(['friday + a']);
    expect(said(round([...two].reverse(), { ahead: [friday] })).sent).toEqual(['friday + a']);
  });

  test('what presses goes by itself beside them', () =>
    expect(said(round([due('today'), asking('request')], { ahead: [friday] })).sent).toEqual([
      'friday + today',
      'request',
    ]));

  test('who waits for their hours is not spoken for by what goes to them now', () => {
    const asleep: Reader = { ...mentor, quiet: { from: '07:00', to: '09:00' } };
    const own = due('today', { reader: asleep });
    expect(said(round([own], { ahead: [friday] }))).toEqual({ waiting: ['today own-hours'] });
  });
});

describe('how much a number may have', () => {
  const [one, two, three] = ['07:15', '07:30', '07:45'].map((time) => day(`01 ${time}`));
  const full = { 'số của Lò': [one, two, three] as Instant[] };
  const almost = { 'số của Lò': [one, two] as Instant[] };
  const single = { digestFrom: 9 };

  test('beyond it a reminder waits until the number is free again', () => {
    const late = due('a');
    expect(round([late], { lately: full, rules: single })).toMatchObject({
      messages: [],
      waiting: [{ notice: late, at: day('02 07:15'), waits: 'number' }],
    });
  });

  test('what waits takes no place: the next one is asked for at the same moment', () => {
    const { waiting } = round([due('a'), due('b')], { lately: full, rules: single });
    expect(waiting.map((w) => w.at)).toEqual([day('02 07:15'), day('02 07:15')]);
  });

  test('what is granted in this round counts: of two the one that was due first goes', () => {
    const [first, second] = [due('b', { notBefore: NOW - 2 }), due('a', { notBefore: NOW - 1 })];
    for (const both of [
      [first, second],
      [second, first],
    ])
      expect(said(round(both, { lately: almost, rules: single }))).toEqual({
        sent: ['b'],
        waiting: ['a number'],
      });
  });

  test('of two due at one moment it is always the same one', () => {
    for (const both of [
      [due('a'), due('b')],
      [due('b'), due('a')],
    ])
      expect(said(round(both, { lately: almost, rules: single }))).toMatchObject({
        sent: ['a'],
        waiting: ['b number'],
      });
  });

  test('two people with one phone have it together', () => {
    const shared = { number: 'số của Lò' };
    const found = said(
      round([due('a', shared), due('b', { ...shared, recipientId: 'Mẹ' })], { lately: almost }),
    );
    expect(found).toEqual({ sent: ['a'], waiting: ['b number'] });
  });

  test('another’s phone, and who has none, are not counted by it', () => {
    const others = [due('a', { recipientId: 'Quàng' }), due('b', { recipientId: 'Vì', number: null })];
    expect(said(round(others, { lately: { ...full, null: full['số của Lò'] } })).sent).toEqual(['a', 'b']);
  });

  test('what presses goes all the same and takes no place of what does not', () =>
    expect(said(round([asking('a'), due('b')], { lately: almost })).sent).toEqual(['a', 'b']));

  test('a digest that waits is none: its parts wait each by itself, what was only planned stays planned', () => {
    const friday = due('friday', { notBefore: day('04 08:00') });
    const held = round([due('a'), due('b')], { lately: full, ahead: [friday] });
    expect(said(held)).toEqual({ waiting: ['a number', 'b number'] });
    expect(held.waiting.map((w) => w.at)).toEqual([day('02 07:15'), day('02 07:15')]);
  });

  test('a digest counts as the one message it is', () => {
    const two = [due('a'), due('b', { expiresAt: NOW + 200 * HOUR })];
    expect(said(round(two, { lately: almost }))).toEqual({ sent: ['b + a'], joins: ['a → b'] });
  });
});

describe('after an outage', () => {
  const yesterday = day('30 08:00') - 30 * 24 * HOUR;
  const held = (key: string, more: Partial<Due> = {}) => asking(key, { notBefore: yesterday, ...more });
  const reminded = (key: string, more: Partial<Due> = {}) => due(key, { notBefore: yesterday, ...more });
  const single = { digestFrom: 9 };

  test('what it held up goes late, what has passed is dropped, what is due today is not late', () => {
    const given = [held('a'), held('b', { expiresAt: NOW }), asking('c'), asking('d', { expiresAt: NOW })];
    expect(said(round(given))).toEqual({
      sent: ['a', 'c'],
      expired: ['b', 'd'],
      late: ['a send-late', 'b drop'],
    });
  });

  test('a request and its own reminder are said once, the more pressing of them', () => {
    const twice = [
      held('a', { subjectId: 'một', expiresAt: NOW + 2 * HOUR }),
      held('b', { subjectId: 'một', expiresAt: NOW + HOUR }),
    ];
    expect(said(round(twice))).toEqual({
      sent: ['b'],
      joins: ['a → b'],
      late: ['a collapse', 'b send-late'],
    });
  });

  test('reminders of several visits are one message that names each of them', () =>
    expect(said(round([reminded('a'), reminded('b'), reminded('c')], { rules: single }))).toEqual({
      sent: ['a + b + c'],
      joins: ['b → a', 'c → a'],
      late: ['a send-late', 'b collapse', 'c collapse'],
    }));

  test('what this outage has already said is not said again', () => {
    const before = { spoken: ['visit-reminder:Lò'], rules: single };
    expect(said(round([reminded('a'), due('b')], before))).toEqual({
      sent: ['b'],
      joins: ['a → said before'],
      late: ['a collapse'],
    });
  });

  test('a digest says what was held up as well as anything', () =>
    expect(said(round([reminded('a'), due('b')]))).toEqual({
      sent: ['b + a'],
      joins: ['a → b'],
      late: ['a collapse'],
    }));

  test('of a digest that was held up whole, the one that stands for it is the same as in any other', () =>
    expect(said(round([reminded('a'), reminded('b', { expiresAt: NOW + 200 * HOUR })]))).toEqual({
      sent: ['b + a'],
      joins: ['a → b'],
      late: ['a collapse', 'b send-late'],
    }));

  test('the one that stands for a digest was held up itself', () =>
    expect(said(round([reminded('a', { expiresAt: NOW + 300 * HOUR }), due('b')]))).toEqual({
      sent: ['a + b'],
      joins: ['b → a'],
      late: ['a send-late'],
    }));

  test('what would have been said with a message that waits is said with it when it goes, not lost', () => {
    const full = { lately: { 'số của Lò': [NOW - 3, NOW - 2, NOW - 1] }, rules: single };
    expect(said(round([reminded('a'), reminded('b')], full))).toEqual({ waiting: ['a number', 'b number'] });
  });

  test('what still has to wait is classed when it goes, not before', () => {
    const asleep: Reader = { ...mentor, quiet: { from: '07:00', to: '09:00' } };
    const full = { lately: { 'số của Lò': [NOW - 3, NOW - 2, NOW - 1] } };
    expect(said(round([held('a', { reader: asleep })]))).toEqual({ waiting: ['a own-hours'] });
    expect(said(round([reminded('a'), reminded('b')], full))).toEqual({ waiting: ['a number', 'b number'] });
  });
});

test('after an outage what is critical goes by itself: the same news in a routine message may have to wait', () => {
  const of = (ago: number, lasts: number) => ({
    ...{ subjectId: 'một', notBefore: NOW - ago * HOUR, expiresAt: NOW + lasts * HOUR },
  });
  const [burning, usual] = [due('a', { ...of(50, 2), priority: 'critical' }), due('b', of(30, 1))];
  const found = round([burning, usual], { lately: { 'số của Lò': [NOW, NOW, NOW] } });
  expect(said(found)).toMatchObject({ sent: ['a'], waiting: ['b number'] });
});

describe('whatever is due', () => {
  const one = fc.record({
    kind: fc.constantFrom(
      'visit-reminder' as const,
      'mentor-request' as const,
      'milestone-reminder' as const,
    ),
    priority: fc.constantFrom('routine' as const, 'urgent' as const, 'critical' as const),
    recipientId: fc.constantFrom('Lò', 'Quàng'),
    subjectId: fc.constantFrom('một', 'hai', 'ba'),
    reader: fc.constantFrom<Reader>(
      mentor,
      { ...mentor, role: 'commune' },
      { ...mentor, quiet: { from: '07:00', to: '08:30' } },
    ),
    ago: fc.constantFrom(0, 0, 1, 30, 50),
    lasts: fc.integer({ min: -2, max: 100 }),
  });
  const lately = fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 4 });

  test('each has exactly one place, nothing is lost or said twice, no number has more than its share', () => {
    fc.assert(
      fc.property(
        fc.array(one, { maxLength: 12 }),
        fc.array(one, { maxLength: 4 }),
        lately,
        (now, later, had) => {
          const notices = now.map(({ ago, lasts, ...n }, i) =>
            due(`d${i}`, { ...n, notBefore: NOW - ago * HOUR, expiresAt: NOW + lasts * HOUR }),
          );
          const ahead = later.map(({ ago, ...n }, i) =>
            due(`p${i}`, {
              ...n,
              kind: 'visit-reminder',
              priority: 'routine',
              notBefore: NOW + (ago + 1) * HOUR,
            }),
          );
          const before = had.map((hours) => NOW - hours * HOUR);
          const found = round(notices, { ahead, lately: { 'số của Lò': before } });

          const heads = found.messages.map(({ head }) => head);
          const placed = [
            ...heads,
            ...found.joins.keys(),
            ...found.expired,
            ...found.waiting.map((w) => w.notice),
          ];
          expect(new Set(placed).size).toBe(placed.length);
          expect(placed.filter((n) => notices.includes(n))).toHaveLength(notices.length);
          // Only planned: in a message, or left where it was.
          expect(found.waiting.some(({ notice }) => ahead.includes(notice))).toBe(false);
          for (const { notice, at: until } of found.waiting) {
            expect(until).toBeGreaterThan(NOW);
            expect(notice.priority).not.toBe('critical');
          }
          const routine = heads.filter((n) => n.number === 'số của Lò' && n.priority === 'routine');
          const sent = before.filter((time) => time > NOW - 24 * HOUR).length + routine.length;
          if (routine.length) expect(sent).toBeLessThanOrEqual(RULES.smsMaxPerNumber);
          for (const { head, others } of found.messages) {
            const subjects = [head, ...others].map((n) => n.subjectId);
            expect(new Set(subjects).size).toBe(subjects.length);
            expect(others.every((n) => found.joins.get(n) === head)).toBe(true);
          }
        },
      ),
    );
  });
});
