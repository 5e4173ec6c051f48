/**
 * One message instead of several: a mentor's visits of the coming days, an office's routine matters of a morning. One of
 * the notices goes out and stands for the others, which point to it; taken together, never dropped.
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
  /** So many make one message. */
  digestFrom: number;
  /** How far ahead visits are put together with one that is due. */
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
 * Which notices of those `due` go together, and which that are only `planned` join them: those of visits within the
 * horizon. What lasts longest stands for the rest, so that the message is given up only when all of it is useless.
 * @returns by the one that goes out: the others it stands for, the earliest first.
 */
export function digests<N extends Digestible>(
  due: readonly N[],
  planned: readonly N[],
  now: Instant,
  rules: DigestRules,
): Map<N, N[]> {
  const groups = new Map<string, N[]>();
  const groupOf = (notice: N) => `${digestOf(notice)}|${notice.recipientId}`;
  for (const notice of due) {
    if (!digestOf(notice) || notice.expiresAt <= now) continue;
    groups.set(groupOf(notice), [...(groups.get(groupOf(notice)) ?? []), notice]);
  }
  const until = horizonOf(now, rules);
  for (const notice of planned) {
    const visits = digestOf(notice) === 'visits' && notice.notBefore <= until && notice.expiresAt > now;
    if (visits) groups.get(groupOf(notice))?.push(notice);
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
