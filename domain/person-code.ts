/** No vowels, so that it spells nothing; none of B8 S5 Z2 G6 UV 0O 1IL, which are mistaken for one another. */
const ALPHABET = 'CDFHJKMNPQRTVWX3479';
const LENGTH = 5;

/**
 * A short code for a person that says nothing, e.g. 'K7M4X': the only name a message may carry beside initials.
 * One of 2.5 million; the caller draws again when it is taken.
 * @param random at least 5 random bytes; the same bytes give the same code. Throws RangeError for fewer.
 */
export function newPersonCode(random: Uint8Array): string {
  if (random.length < LENGTH) throw new RangeError(`a person code needs ${LENGTH} random bytes`);
  return Array.from(random.subarray(0, LENGTH), (byte) => ALPHABET[(byte * ALPHABET.length) >> 8]).join('');
}
