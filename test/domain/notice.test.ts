import fc from 'fast-check';
import { at, dayOf, HOUR, MINUTE, startOfDay } from '../../domain/calendar';
import { withinHours } from '../../domain/notice';

const HOURS = { from: '07:00', to: '22:00' };
const MONDAY = '2026-11-23';

describe('the first moment inside the sending hours', () => {
  test.each([
    ['at night before opening', '00:00', MONDAY, '07:00'],
    ['one minute before opening', '06:59', MONDAY, '07:00'],
    ['at opening', '07:00', MONDAY, '07:00'],
    ['at noon', '12:34', MONDAY, '12:34'],
    ['in the last minute but one', '21:58', MONDAY, '21:58'],
    ['in the last minute, in which a send could end too late', '21:59', '2026-11-24', '07:00'],
    ['at closing', '22:00', '2026-11-24', '07:00'],
    ['late in the evening', '23:30', '2026-11-24', '07:00'],
  ])('%s (%s) is %s %s', (_when, time, day, then) => {
    expect(withinHours(at(MONDAY, time), HOURS)).toBe(at(day, then));
  });

  test('is never in the quiet hours, never earlier, less than a day later, and asking again changes nothing', () => {
    const instant = fc.integer({ min: at('2026-01-01', '00:00'), max: at('2030-12-31', '00:00') });
    const hours = fc
      .record({ from: fc.integer({ min: 0, max: 22 }), open: fc.integer({ min: 1, max: 24 }) })
      .map(({ from, open }) => ({ from: clock(from), to: clock(Math.min(24, from + open)) }));
    fc.assert(
      fc.property(instant, hours, (asked, window) => {
        const moment = withinHours(asked, window);
        const ofDay = moment - startOfDay(dayOf(moment));
        expect(ofDay).toBeGreaterThanOrEqual(Number(window.from.slice(0, 2)) * HOUR);
        expect(ofDay).toBeLessThan(Number(window.to.slice(0, 2)) * HOUR - MINUTE + 1);
        expect(moment).toBeGreaterThanOrEqual(asked);
        expect(moment - asked).toBeLessThan(24 * HOUR);
        expect(withinHours(moment, window)).toBe(moment);
      }),
    );
  });
});

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
