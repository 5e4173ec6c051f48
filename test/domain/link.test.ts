import fc from 'fast-check';
import { type LinkFacts, linkId, signLink, verifyLink } from '../../domain/link';

const link: LinkFacts = {
  id: 'a1b2c3d4e5',
  purpose: 'visit-report',
  userId: 'mai',
  subjectId: 'case/v1',
  expiresAt: new Date('2026-12-01T00:00:00Z'),
};
const token = signLink('secret', link);

test('a token opens what it was made for', () => {
  expect(token).toMatch(/^a1b2c3d4e5\.[\w-]{16}$/);
  expect(verifyLink('secret', token, link)).toBe(true);
  expect(signLink('secret', { ...link })).toBe(token);
});

test.each<[string, Partial<LinkFacts>]>([
  ['another link', { id: 'a1b2c3d4e6' }],
  ['another purpose', { purpose: 'escalation' }],
  ['another person', { userId: 'lan' }],
  ['another case', { subjectId: 'case/v2' }],
  ['a longer time', { expiresAt: new Date('2027-12-01T00:00:00Z') }],
])('and not %s', (_what, more) => expect(verifyLink('secret', token, { ...link, ...more })).toBe(false));

test('nor with another secret, cut off, made longer or altered in any sign', () => {
  expect(verifyLink('other', token, link)).toBe(false);
  expect(verifyLink('secret', token.slice(0, -1), link)).toBe(false);
  expect(verifyLink('secret', `${token}A`, link)).toBe(false);
  expect(verifyLink('secret', '', link)).toBe(false);
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom('A', 'b', '7', '-', '.'), (at, letter) => {
      const altered = token.slice(0, at) + letter + token.slice(at + 1);
      expect(verifyLink('secret', altered, link)).toBe(altered === token);
    }),
  );
});

const SIGNED = 'A'.repeat(16);
test.each([
  [token, 'a1b2c3d4e5'],
  [`abcdef.${SIGNED}`, 'abcdef'],
  [`ab-_ef.${SIGNED}`, 'ab-_ef'],
  [`${'x'.repeat(40)}.${SIGNED}`, 'x'.repeat(40)],
  [`abcde.${SIGNED}`, null],
  [`${'x'.repeat(41)}.${SIGNED}`, null],
  [`abcdef.${SIGNED}A`, null],
  [`abcdef.${SIGNED.slice(1)}`, null],
  [`abcdef${SIGNED}`, null],
  [`abc/ef.${SIGNED}`, null],
  ['', null],
  ['../../etc/passwd', null],
  ['abcdef.<script>alert(1)', null],
])('%j is looked up as %j', (text, id) => expect(linkId(text)).toBe(id));
