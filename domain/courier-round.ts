/**
 * One round of a courier: of all that is due, what goes out now, what goes together, and what waits until when. Pure, so
 * that the engine and its model say the same.
 */
import type { Instant } from './calendar';
import { type Digestible, type DigestRules, digests } from './digest';
import { afterOutage, isLate, type LateClass, type LateNotice, standIns } from './outage';
import { inTurn, maySend, type Reader, type SendingRules, type Wait } from './sending';

export interface Due extends Digestible, LateNotice {
  reader: Reader;
  /** Null: no text can go to them. */
  number: string | null;
  /** It has waited by these rules before. */
  held: boolean;
}

/** A place's rules; `lateAfter` as in domain/outage. */
export type RoundRules = SendingRules & DigestRules & { lateAfter: number };

export interface Message<N> {
  head: N;
  /** What it stands for beside itself, each with a subject of its own, the earliest first. */
  others: N[];
}

export interface Round<N> {
  messages: Message<N>[];
  /** Each that joins another; null: the one with the same news has gone out before. */
  joins: Map<N, N | null>;
  waiting: { notice: N; at: Instant; waits: Wait }[];
  expired: N[];
  /** Critical ones, and what they pass over. */
  despite: Map<N, Wait>;
  /** What an outage had held up. */
  late: Map<N, LateClass>;
}

/**
 * @param due what is due, expired or not, and @param ahead the planned visit reminders of the same recipients.
 * @param spoken what this outage has already been told of (domain/outage); @param lately when routine messages went to
 * each number in the last 24 hours.
 */
export function courierRound<N extends Due>(
  due: readonly N[],
  ahead: readonly N[],
  spoken: ReadonlySet<string>,
  lately: ReadonlyMap<string, readonly Instant[]>,
  now: Instant,
  rules: RoundRules,
): Round<N> {
  const expired = due.filter((n) => n.expiresAt <= now);
  const timely = due.filter((n) => n.expiresAt > now);
  const asked = timely.map((notice) => ({ notice, ...maySend(notice, notice.reader, [], now, rules) }));
  const go = asked.filter(({ waits }) => !waits).map(({ notice }) => notice);

  const groups = digests(go, ahead, now, rules);
  const joins = new Map<N, N | null>();
  for (const [head, others] of groups) for (const other of others) joins.set(other, head);
  // A digest says what an outage held up as well as anything; what is left may still be said once instead of twice.
  const alone = go.filter((n) => !joins.has(n) && !groups.has(n));
  const wasLate = [...go, ...expired].filter((n) => isLate(n, now, rules));
  const late = new Map<N, LateClass>(
    wasLate.map((n) => [n, joins.has(n) ? 'collapse' : n.expiresAt <= now ? 'drop' : 'send-late']),
  );
  const lateAlone = wasLate.filter((n) => alone.includes(n));
  const classes = afterOutage(lateAlone, now, spoken);
  for (const [other, head] of standIns(lateAlone, classes)) {
    // What is critical waits in nothing that may have to wait.
    if (other.priority === 'critical' && head && head.priority !== 'critical') continue;
    joins.set(other, head);
    late.set(other, 'collapse');
  }

  const heads = [...groups.keys(), ...alone.filter((n) => !joins.has(n))];
  const tooMany = beyondNumber(heads, lately, now, rules);
  const stays = new Set(tooMany.map(({ notice }) => notice));
  const messages = heads
    .filter((head) => !stays.has(head))
    .map((head): Message<N> => ({ head, others: onePerSubject(head, partsOf(head)) }));
  // With a message that waits its parts wait too, each by itself; what was only planned stays planned.
  const waiting = [
    ...asked.flatMap(({ notice, at, waits }) => (waits ? [{ notice, at, waits }] : [])),
    ...tooMany.flatMap((one) => [one, ...partsOf(one.notice).map((notice) => ({ ...one, notice }))]),
  ].filter(({ notice }) => !ahead.includes(notice));
  for (const { notice } of tooMany) for (const part of partsOf(notice)) joins.delete(part);
  const despite = new Map(asked.flatMap(({ notice, despite: over }) => (over ? [[notice, over]] : [])));
  for (const { notice } of waiting) late.delete(notice);
  return { messages, joins, waiting, expired, despite, late };

  function partsOf(head: N): N[] {
    return [...joins].flatMap(([notice, to]) => (to === head ? [notice] : []));
  }
}

/** What a number has had too much for; what is granted is counted, in the order in which it fell due. */
function beyondNumber<N extends Due>(
  heads: readonly N[],
  lately: ReadonlyMap<string, readonly Instant[]>,
  now: Instant,
  rules: SendingRules,
): { notice: N; at: Instant; waits: Wait }[] {
  const counted = heads.filter(({ number, priority }) => number && priority === 'routine').sort(inOrder);
  const turns = inTurn(counted, lately, now, rules);
  return [...turns].flatMap(([notice, { at, waits }]) => (waits ? [{ notice, at, waits }] : []));
}

/** A request and its own reminder are one matter. */
function onePerSubject<N extends Due>(head: N, others: readonly N[]): N[] {
  const told = new Set([head.subjectId]);
  return [...others].sort(inOrder).filter(({ subjectId }) => !told.has(subjectId) && told.add(subjectId));
}

const inOrder = (a: Due, b: Due) => a.notBefore - b.notBefore || (a.key < b.key ? -1 : 1);
