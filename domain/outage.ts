/** What becomes of messages that an outage held up: sent late, put together or dropped, by rule. */
import { type Instant, MINUTE } from './calendar';
import { type Hours, type NoticeKind, type Priority, withinHours } from './notice';
import { KINDS } from './notice-kinds';

export const LATE_CLASSES = ['send-late', 'collapse', 'drop'] as const;
export type LateClass = (typeof LATE_CLASSES)[number];

/** A planned notice, as far as the rule looks at it. */
export interface LateNotice {
  id: bigint | string;
  kind: NoticeKind;
  priority: Priority;
  recipientId: string;
  subjectId: string;
  /** Kind and recipient: reminders with the same key may become one. */
  collapseKey: string;
  notBefore: Instant;
  expiresAt: Instant;
}

/** Was it held up? Quiet hours do not count: what is due at night is not late in the morning. */
export function isLate(
  { notBefore, priority }: Pick<LateNotice, 'notBefore' | 'priority'>,
  now: Instant,
  { smsWindow, lateAfter }: { smsWindow: Hours; lateAfter: number },
): boolean {
  const due = priority === 'critical' ? notBefore : withinHours(notBefore, smsWindow);
  return now - due > lateAfter * MINUTE;
}

/**
 * What becomes of notices that were held up, all of one dispatch together:
 * - it would say nothing useful any more: dropped (an escalation never expires, so it is never dropped);
 * - several reminders to one person: the most urgent goes out and says how many it stands for, the others collapse into it;
 * - a request and its own reminder: the first goes out, the other collapses into it;
 * - everything else is sent late.
 * `spoken`: collapse keys for which this outage has already sent one.
 */
export function afterOutage(
  notices: readonly LateNotice[],
  now: Instant,
  spoken: ReadonlySet<string> = new Set(),
): Map<LateNotice['id'], LateClass> {
  const taken = new Set(spoken);
  const mostUrgentFirst = [...notices].sort(
    (a, b) =>
      a.expiresAt - b.expiresAt || a.notBefore - b.notBefore || (String(a.id) < String(b.id) ? -1 : 1),
  );
  return new Map(
    mostUrgentFirst.map((notice): [LateNotice['id'], LateClass] => {
      if (notice.expiresAt <= now) return [notice.id, 'drop'];
      const key = sameNews(notice);
      if (taken.has(key)) return [notice.id, 'collapse'];
      taken.add(key);
      return [notice.id, 'send-late'];
    }),
  );
}

/** Which of them goes out in the stead of each that collapses; null: one that had gone out before. */
export function standIns<N extends LateNotice>(
  notices: readonly N[],
  classes: ReadonlyMap<LateNotice['id'], LateClass>,
): Map<N, N | null> {
  const sent = new Map(
    notices.filter(({ id }) => classes.get(id) === 'send-late').map((n) => [sameNews(n), n]),
  );
  return new Map(
    notices.filter(({ id }) => classes.get(id) === 'collapse').map((n) => [n, sent.get(sameNews(n)) ?? null]),
  );
}

/** Two notices with the same answer say one thing to their reader. */
export function sameNews({ kind, recipientId, subjectId, collapseKey }: LateNotice): string {
  return KINDS[kind].sameNews === 'recipient' ? collapseKey : `${kind}:${recipientId}:${subjectId}`;
}
