/**
 * One message instead of several: a mentor's visits, an office's routine matters of a morning. One of the notices goes out
 * and stands for the others, which point to it; taken together, never dropped.
 *
 * A text the day before a visit works, one days before does not (Arkansas, 3,470 people). So who has few visits in a week hears
 * the day before each, of all on one day at once; only who has so many that the texts would no longer be read (digestWeekFrom)
 * gets one for the whole week, whose link lists them.
 */
import { HOUR, type Instant } from './calendar';
import type { NoticeKind, Priority } from './notice';
import { KINDS } from './notice-kinds';
import type { Role } from './roles';

export interface Digestible {
  /** Unique for ever, and the same wherever the rule is asked. */
  key: string;
  kind: NoticeKind;
  priority: Priority;
  /** Whoever receives it, and as what. */
  recipientId: string;
  role: Role;
  notBefore: Instant;
  expiresAt: Instant;
}

export interface DigestRules {
  /** So many that are due make one message. */
  digestFrom: number;
  /** From so many visits in the coming `digestDays` on they are all in the message of the first. */
  digestWeekFrom: number;
  digestDays: number;
}

/** May this one stand in, or for, a digest? What presses never waits in one. */
export function digestOf({ kind, priority, role }: Pick<Digestible, 'kind' | 'priority' | 'role'>) {
  const { digest } = KINDS[kind];
  if (priority !== 'routine') return null;
  return digest === 'morning' && role === 'mentor' ? null : digest;
}

/** How far ahead a recipient's planned reminders are looked at once one of them is due. */
export const horizonOf = (now: Instant, { digestDays }: Pick<DigestRules, 'digestDays'>): Instant =>
  now + digestDays * 24 * HOUR;

/**
 * Which notices of those `due` go together, and which that are only `planned` join them: the visits of a full week. What
 * lasts longest stands for the rest, so that the message is given up only when all of it is useless.
 * @returns by the one that goes out: the others it stands for, the earliest first.
 */
export function digests<N extends Digestible>(
  due: readonly N[],
  planned: readonly N[],
  now: Instant,
  rules: DigestRules,
): Map<N, N[]> {
  const until = horizonOf(now, rules);
  const timely = (notice: N) => digestOf(notice) !== null && notice.expiresAt > now;
  const groups = grouped(due.filter(timely));
  const ahead = planned.filter((n) => timely(n) && digestOf(n) === 'visits' && n.notBefore <= until);
  for (const [whose, later] of grouped(ahead)) {
    const group = groups.get(whose);
    if (group && group.length + later.length >= rules.digestWeekFrom) group.push(...later);
  }
  return new Map(
    [...groups.values()]
      .filter((group) => group.length >= Math.max(rules.digestFrom, 2))
      .map((group) => {
        const [first, ...rest] = [...group].sort(
          (a, b) => b.expiresAt - a.expiresAt || b.notBefore - a.notBefore || (a.key < b.key ? -1 : 1),
        ) as [N, ...N[]];
        return [first, rest.reverse()];
      }),
  );
}

/** By their recipient and what they may be put into. */
function grouped<N extends Digestible>(notices: readonly N[]): Map<string, N[]> {
  const groups = new Map<string, N[]>();
  for (const notice of notices) {
    const whose = `${digestOf(notice)}|${notice.recipientId}`;
    groups.set(whose, [...(groups.get(whose) ?? []), notice]);
  }
  return groups;
}
