import { Refusal } from '../../domain/refusal';

test('a refusal says in a log what it is and why, and is caught as an error', () => {
  expect(String(new Refusal('closed'))).toBe('Refusal: closed');
  expect(new Refusal('closed')).toBeInstanceOf(Error);
  expect(new Refusal('closed').code).toBe('closed');
});
