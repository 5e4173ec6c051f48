/** One message ready to hand over. `key` is our durable unique key; `body` is the final text. */
export interface Outgoing {
  key: string;
  /** E.164 phone for 'sms', an e-mail address for 'email'. */
  to: string;
  body: string;
  subject?: string;
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
  /** Will never work for this recipient or this text. */
  | { kind: 'permanent'; code: string }
  /** May have been accepted: ask `lookUp` before any resend. */
  | { kind: 'unknown'; code: string };

export type LookUp =
  | { kind: 'found'; providerId: string }
  | { kind: 'absent' }
  | { kind: 'unknown'; code: string };

export interface Gateway {
  channel: 'sms' | 'email';
  /** Hands one message over. Never throws: whatever happens is an outcome. */
  send(message: Outgoing): Promise<SendOutcome>;
  /**
   * Was this message accepted since that instant? Asked before any resend of an unknown send, and not
   * before the send's own time limit has passed: a slow provider may still be accepting it.
   */
  lookUp(message: Outgoing, since: Date): Promise<LookUp>;
  /** Lets go of idle connections; sends under way are not waited for. */
  close?(): void;
}
