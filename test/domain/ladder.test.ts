import { ESCALATION_KINDS, type Ladders, ladderOf, ladderProblem } from '../../domain/ladder';
import { basisOf, policyInForce } from '../../domain/policy';

const TODAY = '2026-11-23';
const { params } = policyInForce(TODAY);
const shipped = params.ladders;
const [commune, province] = shipped.usual.levels as [
  Ladders['usual']['levels'][0],
  Ladders['usual']['levels'][0],
];

test('every kind has a ladder that ends at the province', () => {
  for (const kind of ESCALATION_KINDS) {
    const ladder = ladderOf(kind, params);
    expect(ladder.levels.at(-1)).toMatchObject({ scope: 'province' });
    expect(ladder.resolveWithin).toBeGreaterThan(0);
  }
  expect(ladderOf('nobody-to-tell', params).resolveWithin).toBeLessThan(
    ladderOf('visit-missed', params).resolveWithin,
  );
});

test('a snapshot from before there was a ladder for each kind has its one ladder for all of them', () => {
  const old = { ladder: [commune, province], ladderRepeats: 1, escalationResolveWithin: 4 };
  for (const kind of ESCALATION_KINDS)
    expect(ladderOf(kind, old)).toEqual({ levels: old.ladder, repeats: 1, resolveWithin: 4 });
});

describe('a place sets its own', () => {
  test('within limits; what it does not say of a kind is as usual', () => {
    const own: Ladders = { usual: { ...shipped.usual, repeats: 0 }, 'visit-missed': { levels: [province] } };
    expect(ladderProblem(own)).toBeNull();
    const { params: set } = policyInForce(TODAY, { params: { ladders: own } });
    expect(ladderOf('visit-missed', set)).toEqual({ levels: [province], repeats: 0, resolveWithin: 5 });
    expect(ladderOf('referral-silent', set)).toEqual(own.usual);
    expect(basisOf('ladders', TODAY)).toMatchObject({ local: true });
  });

  const { usual } = shipped;
  test.each([
    ['nothing', null, 'not-ladders'],
    ['a list', [commune], 'not-ladders'],
    ['no usual one', { 'visit-missed': usual }, 'not-ladders'],
    ['a kind that is none', { usual, 'on-a-whim': {} }, 'unknown-kind'],
    ['a kind that is not a ladder', { usual, 'visit-missed': 3 }, 'not-ladders'],
    ['no level', { usual: { ...usual, levels: [] } }, 'levels'],
    ['no level of one kind', { usual, 'visit-missed': { levels: [] } }, 'levels'],
    ['too many levels', { usual: { ...usual, levels: Array(5).fill(province) } }, 'levels'],
    ['an end at the commune', { usual: { ...usual, levels: [province, commune] } }, 'last-not-province'],
    ['a level that is none', { usual: { ...usual, levels: [null, province] } }, 'level'],
    ['another role', { usual: { ...usual, levels: [{ ...province, role: 'mentor' }] } }, 'level'],
    ['no channel', { usual: { ...usual, levels: [{ ...province, channels: [] }] } }, 'level'],
    [
      'a channel that is none',
      { usual: { ...usual, levels: [{ ...province, channels: ['fax'] }] } },
      'level',
    ],
    [
      'no time to answer',
      { usual: { ...usual, levels: [{ ...province, ackWithinWorkingHours: 0 }] } },
      'level',
    ],
    [
      'weeks to answer',
      { usual: { ...usual, levels: [{ ...province, ackWithinWorkingHours: 80 }] } },
      'level',
    ],
    ['half a repeat', { usual: { ...usual, repeats: 0.5 } }, 'repeats'],
    ['endless repeats', { usual: { ...usual, repeats: 6 } }, 'repeats'],
    ['no day to resolve', { usual: { ...usual, resolveWithin: 0 } }, 'resolve-within'],
    ['a month to resolve', { usual, 'visit-missed': { resolveWithin: 30 } }, 'resolve-within'],
  ])('%s: refused', (_what, ladders, problem) => {
    expect(ladderProblem(ladders)).toBe(problem);
    expect(() => policyInForce(TODAY, { params: { ladders: ladders as Ladders } })).toThrow(RangeError);
  });
});
