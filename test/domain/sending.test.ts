import fc from 'fast-check';
import {
  addDays,
  at,
  type Calendar,
  dayOf,
  HOUR,
  type Instant,
  isWorkingDay,
  weekday,
} from '../../domain/calendar';
import { type Hours, NOTICE_KINDS, withinHours } from '../../domain/notice';
import { COUNTED, maySend, type Reader, type Sendable, type SendingRules } from '../../domain/sending';

const WINDOW = { from: '07:00', to: '22:00' };
// 2026-12-01 is a Tuesday; the Wednesday after it a holiday.
const calendar: Calendar = { off: ['2026-12-02'], worked: [] };
const RULES: SendingRules = { smsWindow: WINDOW, smsMaxPerNumber: 3, digestAt: '07:30', calendar };
const mentor: Reader = { role: 'mentor', quiet: null, daysOff: [] };
const officer: Reader = { ...mentor, role: 'commune' };
const day = (text: string) => at(`2026-12-${text.slice(0, 2)}`, text.slice(3));
const notice = (due: Instant, more: Partial<Sendable> = {}): Sendable => ({
  ...{ kind: 'visit-reminder', priority: 'routine', notBefore: due, expiresAt: due + 96 * HOUR },
  ...more,
});

const quietly = (from: string, to: string): Reader => ({ ...mentor, quiet: { from, to } });
type Case = [string, Sendable, Reader, Instant[], string, string, string | null];
const asked = (what: string, reader: Reader, now: string, then = now): Case => {
  const waits = then === now ? null : 'own-hours';
  return [what, notice(day(now)), reader, [], now, then, waits];
};
/** A phone sounds for a minute: what is sent in the last one before the quiet hours would be heard in them. */
const QUIET: Case[] = [
  asked('goes before the quiet hours of noon', quietly('12:00', '14:00'), '01 11:58'),
  asked('waits from the last minute before them', quietly('12:00', '14:00'), '01 11:59', '01 14:00'),
  asked('goes when they are over', quietly('12:00', '14:00'), '01 14:00'),
  asked('goes before the quiet hours of the night', quietly('20:00', '08:15'), '01 19:58'),
  asked('waits from the last minute before the night’s', quietly('20:00', '08:15'), '01 19:59', '02 08:15'),
  asked(
    'waits in the morning that still belongs to the night',
    quietly('20:00', '08:15'),
    '01 07:30',
    '01 08:15',
  ),
  asked('goes when that morning is over', quietly('20:00', '08:15'), '01 08:15'),
  asked('goes to who has quiet hours of no length', quietly('09:00', '09:00'), '01 12:00'),
];

describe('a message that is due', () => {
  test.each<[string, Sendable, Reader, Instant[], string, string, string | null]>([
    ['goes by day', notice(day('01 08:00')), mentor, [], '01 08:00', '01 08:00', null],
    ['waits for the morning at night', notice(day('01 21:00')), mentor, [], '01 22:30', '02 07:00', 'hours'],
    [
      'waits for the end of the reader’s own quiet hours',
      notice(day('01 08:00')),
      { ...mentor, quiet: { from: '06:00', to: '09:30' } },
      [],
      '01 08:00',
      '01 09:30',
      'own-hours',
    ],
    [
      'waits over midnight too',
      notice(day('01 08:00')),
      { ...mentor, quiet: { from: '20:00', to: '08:15' } },
      [],
      '01 20:30',
      '02 08:15',
      'own-hours',
    ],
    [
      'waits for the end of a day off',
      notice(day('01 08:00')),
      { ...mentor, daysOff: [2] },
      [],
      '01 08:00',
      '02 07:00',
      'day-off',
    ],
    [
      'does not care about a day off when it is urgent',
      notice(day('01 08:00'), { priority: 'urgent' }),
      { ...mentor, daysOff: [2] },
      [],
      '01 08:00',
      '01 08:00',
      null,
    ],
    [
      'waits until the number has had less in a day',
      notice(day('03 08:00')),
      mentor,
      [day('02 11:00'), day('02 09:00'), day('02 10:00')],
      '03 08:00',
      '03 09:00',
      'number',
    ],
    [
      'of an office goes with its morning',
      notice(day('01 07:30'), { kind: 'milestone-reminder' }),
      officer,
      [],
      '01 07:30',
      '01 07:30',
      null,
    ],
    [
      'of an office that came up since waits for the next working morning',
      notice(day('01 08:00'), { kind: 'milestone-reminder' }),
      officer,
      [],
      '01 08:00',
      '03 07:30',
      'morning',
    ],
    [
      'of an office goes at once where that would be too late',
      notice(day('01 08:00'), { kind: 'milestone-reminder', expiresAt: day('02 00:00') }),
      officer,
      [],
      '01 08:00',
      '01 08:00',
      null,
    ],
    [
      'of an office stays in on a holiday',
      notice(day('01 07:30'), { kind: 'milestone-reminder' }),
      officer,
      [],
      '02 10:00',
      '03 07:30',
      'morning',
    ],
    [
      'goes once the first of its number’s last three is a day old',
      notice(day('03 08:00')),
      mentor,
      [day('02 08:00'), day('02 10:00'), day('02 07:00'), day('02 11:00')],
      '03 08:00',
      '03 08:00',
      null,
    ],
    [
      'does not care how much its number had when it is urgent',
      notice(day('03 08:00'), { priority: 'urgent' }),
      mentor,
      [day('02 09:00'), day('02 10:00'), day('02 11:00')],
      '03 08:00',
      '03 08:00',
      null,
    ],
    [
      'of an office does not wait for a morning when it is urgent',
      notice(day('01 08:00'), { kind: 'milestone-request', priority: 'urgent' }),
      officer,
      [],
      '01 08:00',
      '01 08:00',
      null,
    ],
    [
      'of an office does not wait for a second morning',
      notice(day('01 09:00'), { kind: 'milestone-reminder', held: true }),
      officer,
      [],
      '01 09:00',
      '01 09:00',
      null,
    ],
    [
      'of an office’s kind goes to a volunteer at once',
      notice(day('01 08:00'), { kind: 'milestone-reminder' }),
      mentor,
      [],
      '01 08:00',
      '01 08:00',
      null,
    ],
    [
      'of a visit goes to an office at once',
      notice(day('01 08:00')),
      officer,
      [],
      '01 08:00',
      '01 08:00',
      null,
    ],
    [
      'of an office goes at once where the morning would be the moment it is too late',
      notice(day('01 08:00'), { kind: 'milestone-reminder', expiresAt: day('03 07:30') }),
      officer,
      [],
      '01 08:00',
      '01 08:00',
      null,
    ],
    [
      'of an office that came up on a holiday waits for the morning after it',
      notice(day('02 06:00'), { kind: 'milestone-reminder' }),
      officer,
      [],
      '03 07:15',
      '03 07:30',
      'morning',
    ],
    ...QUIET,
    [
      'goes by day to a reader who is never there',
      notice(day('01 08:00')),
      { ...mentor, daysOff: [0, 1, 2, 3, 4, 5, 6] },
      [],
      '01 08:00',
      '01 08:00',
      null,
    ],
  ])('%s', (_, given, reader, lately, now, then, waits) =>
    expect(maySend(given, reader, lately, day(now), RULES)).toEqual({ at: day(then), waits, despite: null }),
  );

  test('goes at any hour when it is critical, and says what it passed over', () => {
    expect(maySend(notice(0, { priority: 'critical' }), mentor, [], day('01 23:00'), RULES)).toEqual({
      at: day('01 23:00'),
      waits: null,
      despite: 'hours',
    });
  });
});

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((t) => t.map((n) => String(n).padStart(2, '0')).join(':'));
const moment = fc
  .integer({ min: 0, max: 60 * 24 * 60 })
  .map((minutes) => at('2026-11-20', '00:00') + minutes * 60_000);
/** At most half of the waking day: who is never there cannot be waited for. */
const quiet = fc.tuple(time, fc.integer({ min: 1, max: 10 })).map(
  ([from, hours]): Hours => ({
    from,
    to: `${String((Number(from.slice(0, 2)) + hours) % 24).padStart(2, '0')}${from.slice(2)}`,
  }),
);
const reader = fc.record({
  role: fc.constantFrom<Reader['role']>('mentor', 'commune', 'supervisor', 'centre', 'partner'),
  quiet: fc.option(quiet),
  daysOff: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 5 }),
});
const arbitrary = fc.record({
  kind: fc.constantFrom(...NOTICE_KINDS),
  priority: fc.constantFrom<Sendable['priority']>('routine', 'urgent', 'critical'),
  reader,
  now: moment,
  ago: fc.integer({ min: 0, max: 80 }).map((hours) => hours * HOUR),
  lasts: fc.integer({ min: 1, max: 300 }).map((hours) => hours * HOUR),
  lately: fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 6 }),
});

describe('whoever the reader and whatever the hour', () => {
  test('nothing but the critical goes in quiet hours, on days off, or beyond what a number may have', () => {
    fc.assert(
      fc.property(arbitrary, ({ kind, priority, reader: who, now, ago, lasts, lately }) => {
        const sent = lately.map((hours) => now - hours * HOUR);
        const given = { kind, priority, notBefore: now - ago, expiresAt: now + lasts };
        const { at: when, waits } = maySend(given, who, sent, now, RULES);
        expect(when).toBeGreaterThanOrEqual(now);
        expect(waits === null).toBe(when === now);
        if (priority === 'critical') return expect(when).toBe(now);
        expect(withinHours(when, WINDOW)).toBe(when);
        const [clock, { from, to }] = [
          new Date(when + 7 * HOUR).toISOString().slice(11, 16),
          who.quiet ?? { from: '', to: '' },
        ];
        const inQuiet =
          who.quiet !== null && (from <= to ? clock >= from && clock < to : clock >= from || clock < to);
        expect(inQuiet).toBe(false);
        if (priority !== 'routine') return;
        expect(who.daysOff).not.toContain(weekday(dayOf(when)));
        expect(sent.filter((one) => one > when - COUNTED).length).toBeLessThan(RULES.smsMaxPerNumber);
      }),
      { numRuns: 1000 },
    );
  });

  test('what has waited goes at the moment it was told to wait for, unless its number has had too many since', () => {
    fc.assert(
      fc.property(arbitrary, ({ kind, priority, reader: who, now, lasts, lately }) => {
        const sent = lately.map((hours) => now - hours * HOUR);
        const given = { kind, priority, notBefore: now, expiresAt: now + lasts };
        const { at: when } = maySend(given, who, sent, now, RULES);
        expect(maySend({ ...given, notBefore: when, held: when > now }, who, sent, when, RULES).at).toBe(
          when,
        );
      }),
      { numRuns: 1000 },
    );
  });

  test('an office’s reminder waits at most until the next working morning it can be read', () => {
    fc.assert(
      fc.property(moment, (now) => {
        const given = notice(now, { kind: 'follow-up-reminder', expiresAt: now + 400 * HOUR });
        const { at: when } = maySend(given, officer, [], now, RULES);
        expect(isWorkingDay(dayOf(when), calendar)).toBe(true);
        let next = dayOf(now);
        while (!isWorkingDay(next, calendar) || at(next, '07:30') < now) next = addDays(next, 1);
        expect(when).toBe(at(next, '07:30'));
      }),
    );
  });
});
