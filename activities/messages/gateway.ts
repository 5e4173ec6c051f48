import type { Channel } from '../../domain/notice';

/** One message ready to hand over. `key` is our durable unique key; `body` is the final text. */
export interface Outgoing {
  key: string;
  /** Short and opaque; comes back with the provider's receipts where it can. */
  ref?: string;
  /** E.164 phone for 'sms', an e-mail address for 'email', an account for 'push'. */
  to: string;
  body: string;
  subject?: string;
  /** After so long without a sign another way is taken: it need not arrive any more. */
  withinMs?: number;
}

/**
 * What became of one attempt to hand a message over. The difference that matters is whether the provider
 * may have taken it: only 'temporary' may simply be tried again. `code` is safe to log and to store: it
 * never holds a phone, an address or a text.
 */
export type SendOutcome =
  | { kind: 'sent'; providerId: string }
  /** Certainly not accepted; try again, not before `retryAfterMs`. */
  | { kind: 'temporary'; code: string; retryAfterMs?: number }
  /** Nothing was asked of the provider: too little of the sender's time was left. */
  | { kind: 'not-begun' }
  /** Will never work for this recipient or this text. */
  | { kind: 'permanent'; code: string }
  /** May have been accepted: ask `lookUp` before any resend. */
  | { kind: 'unknown'; code: string };

export type LookUp =
  | { kind: 'found'; providerId: string }
  | { kind: 'absent' }
  | { kind: 'unknown'; code: string };

/**
 * Asked at the last moment before the provider is: may a request begin that can take up to `limitMs`? After somebody's
 * lease on a message has ended another may send it, so a request must be over by then.
 */
export type MayBegin = (limitMs: number) => boolean;
export const whenever: MayBegin = () => true;

export interface Gateway {
  channel: Channel;
  /** Messages a second it takes from all workers together; without it as many as there are. */
  perSecond?: number | undefined;
  /** Whether its provider says what became of each message: only then silence means something. */
  receipts?: boolean;
  /** Hands one message over, when its turn has come. Never throws: whatever happens is an outcome. */
  send(message: Outgoing, mayBegin?: MayBegin): Promise<SendOutcome>;
  /**
   * Was this message accepted since that instant? Asked before any resend of an unknown send, and not
   * before the send's own time limit has passed: a slow provider may still be accepting it.
   */
  lookUp(message: Outgoing, since: Date): Promise<LookUp>;
  /** Lets go of idle connections; sends under way are not waited for. */
  close?(): void;
}
