/** What the desk shows of what people were to be told: one state for a notice and its messages, and what can be done about it. */
import type { Instant } from './calendar';
import type { NoticeKind } from './notice';
import { KINDS } from './notice-kinds';

export const OUTBOX_STATES = [
  'planned', // its day has not come
  'due', // it goes out now, or waits for its hour or another try
  'sent', // the provider has it; nothing more is known
  'delivered',
  'failed',
  'unknown', // it may have gone out: nobody may send it again unasked
  'withdrawn',
  'expired',
  'collapsed', // another message says it
] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

/** Why an officer sends something again. */
export const AGAIN_REASONS = ['not-received', 'deleted', 'new-number', 'asked', 'other'] as const;
export type AgainReason = (typeof AGAIN_REASONS)[number];

/** Why a supervisor has something sent in spite of its hours. */
export const NOW_REASONS = ['danger', 'leaves-today', 'agreed', 'cannot-wait'] as const;
export type NowReason = (typeof NOW_REASONS)[number];

/** What has not left yet can be sent at once. */
export const maySendNow = (state: OutboxState, status: string): boolean =>
  status === 'planned' && (state === 'planned' || state === 'due');

interface NoticeFacts {
  status: string;
  notBefore: Instant;
}

/** Of a message that never reached anybody. */
export const NOT_REACHED = ['failed', 'undelivered'];

/**
 * The state of a notice with the statuses of its messages (one per channel). An unknown send outweighs everything, since a
 * person must look at it.
 */
export function outboxState(notice: NoticeFacts, messages: readonly string[], now: Instant): OutboxState {
  if (messages.includes('unknown')) return 'unknown';
  switch (notice.status) {
    case 'withdrawn':
    case 'expired':
    case 'collapsed':
    case 'failed':
      return notice.status;
    case 'planned':
      return notice.notBefore > now ? 'planned' : 'due';
    case 'sent':
      if (messages.includes('delivered')) return 'delivered';
      return messages.length > 0 && messages.every((status) => NOT_REACHED.includes(status))
        ? 'failed'
        : 'sent';
    default:
      return 'due';
  }
}

/**
 * Of a notice that goes by one way after the other: the ways that came to nothing before the one taken now, each with the code of
 * why; null: it gave no sign in time.
 * @param messages in the order of the ways.
 */
export function fellBackFrom<M extends { channel: string; status: string; code: string | null }>(
  kind: string,
  messages: readonly M[],
): { channel: string; code: string | null }[] {
  if (KINDS[kind as NoticeKind]?.delivery !== 'in-order') return [];
  const begun = messages.filter(({ status }) => status !== 'standby');
  return begun.slice(0, -1).map(({ channel, code }) => ({ channel, code }));
}

/** Whether an officer may have it sent again; an unknown one only knowing that it may come twice. */
export function mayResend(state: OutboxState): boolean {
  return ['sent', 'delivered', 'failed', 'unknown', 'expired'].includes(state);
}

/** Of what is sent again: its own key for ever, told apart from the first one's, with which it stays true or becomes untrue. */
export function keyOfResend(key: string, number: number): string {
  return `${key.split('#')[0]}#${number}`;
}
