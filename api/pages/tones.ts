import type { Standing } from '../../domain/handover';
import type { OutboxState } from '../../domain/outbox';
import type { Tone } from './components';

/** How a status looks at a glance; the word beside it says the same. */
export function messageTone(status: string): Tone {
  if (status === 'delivered' || status === 'sent') return 'good';
  if (status === 'undelivered' || status === 'failed') return 'bad';
  return status === 'unknown' ? 'warn' : 'plain';
}

export function outboxTone(state: OutboxState): Tone {
  if (state === 'sent' || state === 'delivered') return 'good';
  if (state === 'failed') return 'bad';
  return state === 'unknown' || state === 'expired' ? 'warn' : 'plain';
}

export function referralTone(status: string): Tone {
  if (status === 'accepted' || status === 'in-progress' || status === 'completed') return 'good';
  if (status === 'rejected' || status === 'failed') return 'bad';
  return status === 'requested' || status === 'on-hold' ? 'warn' : 'plain';
}

/** Somebody should be there and is not: bad. Something waits for somebody: warn. */
export function standingTone(standing: Standing): Tone {
  if (standing === 'not-arrived' || standing === 'absent') return 'bad';
  if (standing === 'ready' || standing === 'done' || standing === 'preparing') return 'good';
  return standing === 'cancelled' ? 'plain' : 'warn';
}
