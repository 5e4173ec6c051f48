import { latePaper, lateReport } from '../../domain/afterwards';

const today = '2027-03-10';

describe('a paper that comes when the last step is done', () => {
  // biome-ignore format: a table
  test.each([
    [{ stopped: false }, '2027-03-10', null],
    [{ stopped: false }, '2020-01-01', null],
    [{ stopped: false }, '2027-03-11', 'in-the-future'],
    [{ stopped: true }, '2027-03-10', 'closed'],
  ] as const)('%j, signed on %s: %s', (handover, signedOn, answer) => {
    expect(latePaper(handover, { signedOn, today })).toBe(answer);
  });
});

describe('a report that comes when the follow-up has ended', () => {
  const startsOn = '2025-03-01';

  // biome-ignore format: a table
  test.each([
    ['missed', '2025-03-10', null],
    ['cancelled', '2025-03-10', null], // the end came before its day was over
    ['missed', startsOn, null],
    ['missed', today, null],
    ['missed', '2027-03-11', 'in-the-future'],
    ['missed', '2025-02-28', 'before-the-return'],
    ['reported', '2025-03-10', 'already-reported'],
    ['late', '2025-03-10', 'already-reported'],
    ['unplanned', '2025-03-10', 'already-reported'],
  ] as const)('of a visit that is %s, held on %s: %s', (status, heldOn, answer) => {
    expect(lateReport({ status }, { heldOn, startsOn, today })).toBe(answer);
  });

  test('of a visit that never was is refused', () => {
    expect(lateReport(null, { heldOn: today, startsOn, today })).toBe('unknown-visit');
  });
});
