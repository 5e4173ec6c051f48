import fc from 'fast-check';
import { at, HOUR } from '../../domain/calendar';
import { type Digestible, digestOf, digests, horizonOf } from '../../domain/digest';
import { NOTICE_KINDS } from '../../domain/notice';

const NOW = at('2026-12-01', '08:00');
const RULES = { digestFrom: 2, digestWeekFrom: 2, digestDays: 7 };
let number = 0;
const visit = (more: Partial<Digestible> & { inDays?: number } = {}): Digestible => {
  const { inDays = 0, ...rest } = more;
  const notBefore = NOW + inDays * 24 * HOUR;
  const base = {
    key: `k${++number}`,
    kind: 'visit-reminder',
    priority: 'routine',
    recipientId: 'Lò',
    role: 'mentor',
  } as const;
  return { ...base, notBefore, expiresAt: notBefore + 96 * HOUR, ...rest };
};
const keys = (found: Map<Digestible, Digestible[]>) =>
  [...found].map(([head, others]) => [head, ...others].map((n) => n.key));

describe('the visits of a mentor', () => {
  test('of the coming week join the first that is due; the last of them stands for all', () => {
    const [today, friday, nextWeek] = [visit(), visit({ inDays: 4 }), visit({ inDays: 8 })];
    expect(keys(digests([today], [friday, nextWeek], NOW, RULES))).toEqual([[friday.key, today.key]]);
  });

  test('are told in their order', () => {
    const [first, ...later] = [0, 2, 3, 5].map((inDays) => visit({ inDays })) as [Digestible, Digestible];
    expect(keys(digests([first], later, NOW, RULES))[0]?.slice(1)).toEqual(
      [first, ...later].slice(0, -1).map((n) => n.key),
    );
  });

  test('of the last moment of the week join, the next one does not', () => {
    const [last, beyond] = [visit({ inDays: 7 }), visit({ inDays: 7, notBefore: NOW + 7 * 24 * HOUR + 1 })];
    expect(keys(digests([visit()], [last, beyond], NOW, RULES))).toEqual([[last.key, expect.anything()]]);
  });

  test('that say nothing useful any more join nothing', () => {
    const over = { expiresAt: NOW };
    expect(digests([visit(), visit(over)], [], NOW, RULES).size).toBe(0);
    expect(digests([visit()], [visit(over)], NOW, RULES).size).toBe(0);
    expect(digests([visit()], [visit({ expiresAt: NOW + 1 })], NOW, RULES).size).toBe(1);
  });

  test('one alone stays as it is', () => {
    expect(digests([visit()], [visit({ inDays: 8 })], NOW, RULES).size).toBe(0);
  });

  test('that are few in a week are told of the day before each; those of one day at once', () => {
    const few = { ...RULES, digestWeekFrom: 4 };
    const ahead = [2, 5].map((inDays) => visit({ inDays }));
    expect(digests([visit()], ahead, NOW, few).size).toBe(0);
    const [one, two] = [visit(), visit()];
    expect(keys(digests([one, two], ahead.slice(1), NOW, few))).toEqual([[one.key, two.key]]);
  });

  test('seven in a week are one message, named in the first', () => {
    const [first, ...later] = [0, 1, 2, 3, 4, 5, 6].map((inDays) => visit({ inDays })) as [Digestible];
    const found = keys(digests([first], later, NOW, { ...RULES, digestWeekFrom: 4 }));
    expect(found).toHaveLength(1);
    expect(found[0]).toHaveLength(7);
  });

  test('of somebody else do not join', () => {
    expect(digests([visit()], [visit({ inDays: 1, recipientId: 'Quàng' })], NOW, RULES).size).toBe(0);
  });

  test('are left alone while none of them is due', () => {
    expect(digests([], [visit({ inDays: 1 }), visit({ inDays: 2 })], NOW, RULES).size).toBe(0);
  });

  test('fewer than the place wants stay single', () => {
    expect(digests([visit(), visit()], [], NOW, { ...RULES, digestFrom: 3 }).size).toBe(0);
  });
});

test('an office’s routine matters of one morning are one message, whatever their kind', () => {
  const office = { recipientId: 'xã', role: 'commune' } as const;
  const due = [
    visit({ ...office, kind: 'milestone-reminder' }),
    visit({ ...office, kind: 'follow-up-reminder', expiresAt: NOW + 200 * HOUR }),
    visit({ ...office, kind: 'case-returned', priority: 'urgent' }),
  ];
  expect(keys(digests(due, [], NOW, RULES))).toEqual([[due[1]?.key, due[0]?.key]]);
});

test('what an office would hear in the morning reaches a volunteer by itself', () => {
  const matter = { kind: 'milestone-reminder', priority: 'routine' } as const;
  expect(digestOf({ ...matter, role: 'commune' })).toBe('morning');
  expect(digestOf({ ...matter, role: 'mentor' })).toBeNull();
});

test('what is planned for an office’s later mornings stays there', () => {
  const office = { recipientId: 'xã', role: 'commune', kind: 'milestone-reminder' } as const;
  const [one, two] = [visit(office), visit(office)];
  expect(keys(digests([one, two], [visit({ ...office, inDays: 1 })], NOW, RULES)).flat()).toHaveLength(2);
});

test('what presses never waits in a digest, nothing is in two, nothing useless is in one', () => {
  const one = fc.record({
    kind: fc.constantFrom(...NOTICE_KINDS),
    priority: fc.constantFrom('routine' as const, 'urgent' as const, 'critical' as const),
    recipientId: fc.constantFrom('a', 'b'),
    role: fc.constantFrom('mentor' as const, 'commune' as const),
    inDays: fc.integer({ min: 0, max: 10 }),
    expiresAt: fc.integer({ min: -20, max: 300 }).map((hours) => NOW + hours * HOUR),
  });
  fc.assert(
    fc.property(fc.array(one), fc.array(one), (first, second) => {
      const due = first.map((n) => visit({ ...n, inDays: 0 }));
      const planned = second.map((n) => visit({ ...n, inDays: 1 + n.inDays }));
      const found = [...digests(due, planned, NOW, RULES)].map(([head, others]) => [head, ...others]);
      const all = found.flat();
      expect(new Set(all.map((n) => n.key)).size).toBe(all.length);
      for (const n of all) {
        expect(n).toMatchObject({ priority: 'routine' });
        expect(n.expiresAt).toBeGreaterThan(NOW);
        expect(n.notBefore).toBeLessThanOrEqual(horizonOf(NOW, RULES));
      }
      for (const group of found) {
        expect(group.length).toBeGreaterThanOrEqual(2);
        expect(new Set(group.map((n) => n.recipientId)).size).toBe(1);
        expect(group.some((n) => due.includes(n))).toBe(true);
        expect(Math.max(...group.map((n) => n.expiresAt))).toBe(group[0]?.expiresAt);
      }
    }),
  );
});
