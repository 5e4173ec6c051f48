import { privacyBreaches } from '../../domain/privacy';
import { isPushEndpoint, isPushSign, pushSign } from '../../domain/push';
import { pushOf } from '../../domain/wording/messages';

const SECRET = 'a secret of at least thirty-two characters';

test.each([
  ['https://fcm.googleapis.com/fcm/send/abc:def', true],
  ['https://updates.push.services.mozilla.com/wpush/v2/gAAA', true],
  ['https://web.push.apple.com/QABC', true],
  ['https://wns2-par02p.notify.windows.com/w/?token=x', true],
  ['http://fcm.googleapis.com/fcm/send/abc', false],
  ['https://fcm.googleapis.com:8443/x', false],
  ['https://user@fcm.googleapis.com/x', false],
  ['https://fcm.googleapis.com.example.org/x', false],
  ['https://evilnotify.windows.com/x', false],
  ['https://169.254.169.254/latest', false],
  ['https://localhost/x', false],
  ['not an address', false],
  [`https://fcm.googleapis.com/${'x'.repeat(1_000)}`, false],
])('%s may be asked to carry a message: %s', (address, may) => expect(isPushEndpoint(address)).toBe(may));

test('the sign of a browser holds for its own message only', () => {
  const sign = pushSign(SECRET, '12');
  expect(isPushSign(SECRET, '12', sign)).toBe(true);
  expect(isPushSign(SECRET, '13', sign)).toBe(false);
  expect(isPushSign('another secret of that length, really', '12', sign)).toBe(false);
  expect(isPushSign(SECRET, '12', '')).toBe(false);
});

test.each(['vi', 'en'] as const)('a note on a locked screen says nothing about anybody (%s)', (language) => {
  for (const says of ['waits', 'arrived'] as const)
    expect(privacyBreaches(pushOf(says, language, 'https://a.example/l/x'))).toEqual([]);
});
