import fc from 'fast-check';
import { addDays } from '../../../domain/calendar';
import { type Cell, readDay } from '../../../domain/discharge-row';
import { formatDay } from '../../../domain/vietnamese';

describe('dates', () => {
  test.each<[Cell, string]>([
    ['05/12/2026', '2026-12-05'],
    ['5/1/2026', '2026-01-05'],
    ['05-12-2026', '2026-12-05'],
    ['5.12.2026', '2026-12-05'],
    [' 05 / 12 / 2026 ', '2026-12-05'],
    ['2026-12-05', '2026-12-05'],
    ['2026-12-05T00:00:00.000Z', '2026-12-05'],
    [new Date('2026-12-05T00:00:00Z'), '2026-12-05'],
    ['2026-12-05 00:00:00', '2026-12-05'],
    [46361, '2026-12-05'],
    [46361.5, '2026-12-05'],
    [32874, '1990-01-01'],
    [2101, '1905-10-01'],
    [79_999, '2119-01-10'],
    ['29/02/2028', '2028-02-29'],
    [{ richText: [{ text: '05/12' }, { text: '/2026' }] }, '2026-12-05'],
  ])('%p is %s', (cell, day) => expect(readDay(cell)).toEqual({ day }));

  test.each<[Cell, string]>([
    ['31/02/2027', 'no-such-day'],
    ['29/02/2027', 'no-such-day'],
    ['12/25/2026', 'no-such-day'],
    ['00/01/2026', 'no-such-day'],
    ['5/12/26', 'short-year'],
    ['1990', 'not-a-date'],
    [1990, 'not-a-date'],
    [2100, 'not-a-date'],
    [80_000, 'not-a-date'],
    ['ngày 05/12/2026', 'not-a-date'],
    ['05/12/2026 hoặc sau', 'not-a-date'],
    ['từ 2026-12-05', 'not-a-date'],
    ['2026-12-05 hoặc sau', 'not-a-date'],
    ['tháng 12', 'not-a-date'],
    [new Date(Number.NaN), 'not-a-date'],
    [1e9, 'not-a-date'],
    [-1, 'not-a-date'],
    [true, 'not-a-date'],
    ['', 'not-a-date'],
  ])('%p is refused: %s', (cell, problem) => expect(readDay(cell)).toEqual({ problem }));

  test('a day reads the same in every form', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2200, max: 70_000 }), (serial) => {
        const day = addDays('1899-12-30', serial);
        for (const cell of [
          serial,
          day,
          formatDay(day),
          formatDay(day).replace(/\//g, '-').replace(/\b0/g, ''),
          new Date(`${day}T00:00:00Z`),
        ]) {
          expect(readDay(cell)).toEqual({ day });
        }
      }),
    );
  });
});
