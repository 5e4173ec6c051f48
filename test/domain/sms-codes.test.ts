import { numberIsDead, smsCodeAbout, UNREACHABLE_CODES } from '../../domain/sms-codes';

test.each([
  ['21614', 'number', 'a landline'],
  [30005, 'number', 'a number no longer in use'],
  ['21610', 'owner', 'a STOP'],
  ['30008', 'network', 'no reason given'],
  ['30007', 'text', 'filtered by the carrier'],
  ['20003', 'ours', 'our credentials'],
  ['99999', undefined, 'a code nobody knows'],
  [null, undefined, 'no code'],
  [undefined, undefined, 'no answer'],
] as const)('the code %s is about: %s (%s)', (code, about, _what) => expect(smsCodeAbout(code)).toBe(about));

test('a new number is looked for only where the number is at fault, not after a STOP or on a bad day', () => {
  expect(['21614', '21610', '30008', '20003', null].filter(numberIsDead)).toEqual(['21614']);
});

test('nothing more goes to a dead number or to an owner who wants nothing; all else is tried again', () => {
  expect(UNREACHABLE_CODES.filter((code) => smsCodeAbout(code) === 'owner')).toEqual(['21610', '30004']);
  expect(UNREACHABLE_CODES).toEqual(expect.arrayContaining(['21211', '21614', '30005', '30006']));
  const abouts = new Set(UNREACHABLE_CODES.map(smsCodeAbout));
  expect(abouts).toEqual(new Set(['number', 'owner']));
});
