import type { Gateway, LookUp, SendOutcome } from './gateway';

/**
 * Two providers for one channel: what the first has certainly not taken goes to the second at once. Whether a message was
 * accepted is known only when both have been asked, because nobody may know which of them was.
 * @param after what of the first the second is asked after: 'permanent' too, where the second reaches people the first
 * does not (a phone without Zalo).
 */
export function failover(
  first: Gateway,
  second: Gateway,
  after: readonly SendOutcome['kind'][] = ['temporary'],
): Gateway {
  return {
    channel: second.channel,
    perSecond: second.perSecond,
    receipts: first.receipts === true && second.receipts === true,
    async send(message, mayBegin) {
      const outcome = await first.send(message, mayBegin);
      return after.includes(outcome.kind) ? second.send(message, mayBegin) : outcome;
    },
    async lookUp(message, since): Promise<LookUp> {
      const answers = await Promise.all([first.lookUp(message, since), second.lookUp(message, since)]);
      return (
        answers.find(({ kind }) => kind === 'found') ??
        answers.find(({ kind }) => kind === 'unknown') ?? { kind: 'absent' }
      );
    },
    close() {
      first.close?.();
      second.close?.();
    },
  };
}
