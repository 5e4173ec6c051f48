/** When a message may go to this one reader: their hours, an office's morning, and how much they had lately. */
import {
  addDays,
  at,
  type Calendar,
  dayOf,
  HOUR,
  type Instant,
  isWorkingDay,
  MINUTE,
  weekday,
} from './calendar';
import { type Hours, type NoticeKind, type Priority, withinHours } from './notice';
import { KINDS } from './notice-kinds';
import type { Role } from './roles';

/** Whoever receives, as far as the hour goes. */
export interface Reader {
  role: Role;
  /** Their own quiet hours within the sending hours, 'HH:mm'; may go over midnight. */
  quiet: Hours | null;
  /** Days of the week (0 = Sunday) on which routine matters leave them alone. */
  daysOff: readonly number[];
}

export interface Sendable {
  kind: NoticeKind;
  priority: Priority;
  notBefore: Instant;
  expiresAt: Instant;
  /** It has waited by these rules already, so its morning has come. */
  held?: boolean;
}

/** What a place and the law set; of params: `smsWindow`, `smsMaxPerNumber`, `digestAt`. */
export interface SendingRules {
  smsWindow: Hours;
  /** Routine messages to one number in 24 hours. */
  smsMaxPerNumber: number;
  /** When an office's summary goes out, on working days. */
  digestAt: string;
  calendar: Calendar;
}

/** Why a notice that is due waits; `number`: that phone has had its routine messages for now. */
export const WAITS = ['hours', 'own-hours', 'day-off', 'morning', 'number'] as const;
export type Wait = (typeof WAITS)[number];

export interface MaySend {
  /** The first moment at which it may go; `now` when it may go now. */
  at: Instant;
  /** Why not now. */
  waits: Wait | null;
  /** What a critical one passes over by going now; kept with it. */
  despite: Wait | null;
}

/** A window in which routine messages to one number are counted. */
export const COUNTED = 24 * HOUR;
/** More days than anybody may have off in a row; beyond, a reader who is never there is written to all the same. */
const PATIENCE = 20;

/**
 * May this be sent to this reader now? Critical ones always; urgent ones within the hours; routine ones also not on days
 * off, to an office only with its morning summary, and only so many a day to one number.
 * `sentLately`: when routine messages went to that number in the last 24 hours.
 */
export function maySend(
  notice: Sendable,
  reader: Reader,
  sentLately: readonly Instant[],
  now: Instant,
  rules: SendingRules,
): MaySend {
  const first = firstMoment(notice, reader, sentLately, now, rules);
  if (notice.priority !== 'critical') return { ...first, despite: null };
  return { at: now, waits: null, despite: first.waits };
}

/**
 * When each of these may go, one after the other: what is granted to a number counts for the next one.
 * @param lately when routine texts went to each number in the last 24 hours.
 * @param booked one that waits has its place then; else it takes none, since it is asked for anew.
 */
export function inTurn<N extends Sendable & { reader: Reader; number: string | null }>(
  notices: readonly N[],
  lately: ReadonlyMap<string, readonly Instant[]>,
  now: Instant,
  rules: SendingRules,
  booked = false,
): Map<N, MaySend> {
  const had = new Map(lately);
  const turns = new Map<N, MaySend>();
  for (const notice of notices) {
    const { number, priority, reader } = notice;
    const counted = priority === 'routine' ? number : null;
    const sent = (counted && had.get(counted)) || [];
    const turn = maySend(notice, reader, sent, now, rules);
    turns.set(notice, turn);
    if (counted && (booked || !turn.waits)) had.set(counted, [...sent, turn.at]);
  }
  return turns;
}

function firstMoment(
  notice: Sendable,
  reader: Reader,
  sentLately: readonly Instant[],
  now: Instant,
  rules: SendingRules,
): Pick<MaySend, 'at' | 'waits'> {
  const routine = notice.priority === 'routine';
  const morning = routine && !notice.held ? summaryFor(notice, reader, now, rules) : now;
  const open = awake(morning, reader, routine, rules.smsWindow);
  // The one that must be a day old before the next may go; an older one holds nothing up.
  const before = routine ? [...sentLately].sort((a, b) => a - b).at(-rules.smsMaxPerNumber) : undefined;
  const free = before === undefined ? open : Math.max(open, before + COUNTED);
  const first = awake(free, reader, routine, rules.smsWindow);
  if (first === now) return { at: now, waits: null };
  if (morning > now) return { at: first, waits: 'morning' };
  if (free > open) return { at: first, waits: 'number' };
  if (withinHours(now, rules.smsWindow) > now) return { at: first, waits: 'hours' };
  return { at: first, waits: routine && isOff(now, reader) ? 'day-off' : 'own-hours' };
}

const isOff = (moment: Instant, { daysOff }: Reader) => daysOff.includes(weekday(dayOf(moment)));

/** The first moment from `instant` at which this reader's phone may sound. */
function awake(instant: Instant, reader: Reader, routine: boolean, window: Hours): Instant {
  let moment = withinHours(instant, window);
  for (let tries = 0; tries < PATIENCE; tries++) {
    const ends = reader.quiet && endOfQuiet(moment, reader.quiet);
    if (routine && isOff(moment, reader)) moment = at(addDays(dayOf(moment), 1), window.from);
    else if (ends) moment = withinHours(ends, window);
    else return moment;
  }
  return withinHours(instant, window);
}

/** When the quiet hours end in which this moment lies; null when it lies in none. */
function endOfQuiet(moment: Instant, { from, to }: Hours): Instant | null {
  const day = dayOf(moment);
  const [begins, ends] = [at(day, from), at(day, to)];
  if (begins <= ends) return moment >= begins - MINUTE && moment < ends ? ends : null;
  if (moment >= begins - MINUTE) return at(addDays(day, 1), to); // over midnight
  return moment < ends ? ends : null;
}

/**
 * When an office hears of a routine matter: in the morning summary of a working day. What was due by this morning's goes
 * now, what came up since waits for the next, unless that would be too late.
 */
function summaryFor(
  { kind, notBefore, expiresAt }: Sendable,
  { role }: Reader,
  now: Instant,
  { digestAt, calendar }: SendingRules,
): Instant {
  if (role === 'mentor' || KINDS[kind].digest !== 'morning') return now;
  const today = dayOf(now);
  const last = lastSummary(now, digestAt, calendar);
  if (notBefore <= last && isWorkingDay(today, calendar)) return now;
  let next = at(today, digestAt) > now ? today : addDays(today, 1);
  while (!isWorkingDay(next, calendar)) next = addDays(next, 1);
  const morning = at(next, digestAt);
  return morning < expiresAt ? morning : now;
}

/** The latest morning summary until now. */
function lastSummary(now: Instant, digestAt: string, calendar: Calendar): Instant {
  let day = dayOf(now);
  if (at(day, digestAt) > now) day = addDays(day, -1);
  while (!isWorkingDay(day, calendar)) day = addDays(day, -1);
  return at(day, digestAt);
}
