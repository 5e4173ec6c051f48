import { type SilenceFacts, silenceOf } from '../../domain/silence';

const quiet: SilenceFacts = { noWayToReach: false, undeliveredInARow: 0, openCases: 1, visitsThisWeek: 1 };

test.each<[string, SilenceFacts | null, string]>([
  ['no account has the role', null, 'nobody'],
  ['everything arrives, few people', quiet, 'silent'],
  ['one text did not arrive', { ...quiet, undeliveredInARow: 1 }, 'silent'],
  ['two in a row did not arrive', { ...quiet, undeliveredInARow: 2 }, 'unreachable'],
  ['a dead number', { ...quiet, noWayToReach: true }, 'unreachable'],
  ['as many people as can be looked after', { ...quiet, openCases: 8 }, 'silent'],
  ['one too many', { ...quiet, openCases: 9 }, 'overloaded'],
  ['as many visits as a week holds', { ...quiet, visitsThisWeek: 6 }, 'silent'],
  ['a week too full', { ...quiet, visitsThisWeek: 7 }, 'overloaded'],
  [
    'a dead number and too many people: first the number',
    { ...quiet, noWayToReach: true, openCases: 30 },
    'unreachable',
  ],
])('%s: %s', (_why, facts, silence) => expect(silenceOf(facts)).toBe(silence));

test('the limits are a place’s own', () => {
  const limits = { unreachableAfter: 1, overloadCases: 3, overloadVisitsAWeek: 100 };
  expect(silenceOf({ ...quiet, undeliveredInARow: 1 }, limits)).toBe('unreachable');
  expect(silenceOf({ ...quiet, openCases: 4, visitsThisWeek: 50 }, limits)).toBe('overloaded');
  expect(silenceOf({ ...quiet, openCases: 3, visitsThisWeek: 100 }, limits)).toBe('silent');
  expect(silenceOf({ ...quiet, visitsThisWeek: 101 }, limits)).toBe('overloaded');
  expect(silenceOf(null, limits)).toBe('nobody');
});
