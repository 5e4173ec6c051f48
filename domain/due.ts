import type { Instant } from './calendar';

/** A process with one date at a time. */
interface OneDate {
  /** Null: nothing is waited for. */
  due: Instant | null;
  overdue: boolean;
  revision: number;
}

/** The date passed in silence. True once per date. */
export function fallOverdue(state: OneDate, now: Instant): boolean {
  const { due, overdue } = state;
  if (overdue || due === null || due > now) return false;
  state.overdue = true;
  state.revision += 1;
  return true;
}

/** When to look whether it passed in silence; null: nothing is waited for, or a human knows. */
export const silenceAt = ({ due, overdue }: OneDate): Instant | null => (overdue ? null : due);
