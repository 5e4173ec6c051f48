import { addDays, at, dayOf, type Instant, MINUTE } from './calendar';
import type { Party, ToldPerson } from './roles';

/** What somebody must know. Wording per kind, language and channel is in wording/. */
export const NOTICE_KINDS = [
  'milestone-request', // it is your turn in this case
  'milestone-reminder', // tomorrow your step is due
  'case-returned', // the commune gave the case back to the centre
  'not-arrived', // the person did not come
  'mentor-request', // will you accompany this person?
  'mentor-declined', // name another mentor
  'visit-reminder', // a visit is planned tomorrow
  'follow-up-request', // a follow-up waits for an office: a new mentor, an answer to a move, the papers of its end
  'follow-up-reminder', // tomorrow that is due
  'mentor-assigned', // from now on, or between two days, you accompany this person
  'move-declined', // the destination does not take the person over
  'escalation', // somebody was not heard of
  'referral-request', // will you take this person?
  'referral-answer', // the partner accepted or refused, or it has an outcome
  'loan-request', // a loan waits for your step
  'loan-reminder', // tomorrow an instalment is due
  'loan-talk', // an instalment did not come: ask kindly what is in the way
  'loan-news', // a loan was decided, is paid back, or lives on after its follow-up
  'push-agreed', // from now on a browser is told first: not yours? say so
  'visit-told', // to the person or family, who agreed: somebody comes tomorrow
  'report-taken', // what you reported has arrived
  'referral-offer', // another partner can be asked, or a job looked for: your tap sends it
  'referral-reminder', // a step of a referral is due
  'job-check', // ask whether the work goes on
  'training-absent', // not seen at several lessons in a row
  'report-saved', // the figures of the month are there to be read
  'club-meeting', // tomorrow your club meets
  'club-report', // who came?
  'course-report', // a class is to be told of
  'later-check', // ask how a person is, years after the term
  'phone-dead', // somebody's phone will never take a text again: find a new number
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** critical: also at night; urgent: at once within hours; routine: planned. */
export type Priority = 'routine' | 'urgent' | 'critical';
export const CHANNELS = ['push', 'sms', 'email'] as const;
/** push: a note in a browser that agreed to it, see domain/push. */
export type Channel = (typeof CHANNELS)[number];

/**
 * A notice that the present state of a case calls for. A step's activity plans the wanted ones it does not have yet
 * and withdraws the planned ones no longer wanted; so nothing untrue can be sent, and a closed case wants none.
 */
export interface Wanted {
  /** Unique for ever: the same need never makes a second notice. */
  key: string;
  kind: NoticeKind;
  to: Party | ToldPerson;
  /** What it speaks of: a visit, milestone, referral or escalation id. */
  subjectId: string;
  /** Only where the state asks for other ways than the kind has (notice-kinds). */
  channels?: Channel[];
  /** Only where the state makes it more or less pressing than the kind is. */
  priority?: Priority;
  notBefore: Instant;
  /** From here on it would say nothing useful and is dropped, listed as expired; left out where the kind says it. */
  expiresAt?: Instant;
  /** Opaque facts for the wording: days, statuses; never a name. */
  data: Record<string, string>;
}

/** The same with nothing left to the kind: what is planned. */
export type PlannedNotice = Wanted & Required<Pick<Wanted, 'channels' | 'priority' | 'expiresAt'>>;

/** Minutes of the local day between which routine and urgent messages may go out, from policy (sms_window). */
export interface Hours {
  from: string; // 'HH:mm'
  to: string;
}

/** The first moment at or after `instant` inside the sending hours, Asia/Ho_Chi_Minh. Critical notices do not ask. */
export function withinHours(instant: Instant, hours: Hours): Instant {
  const day = dayOf(instant);
  const opens = at(day, hours.from);
  const closes = at(day, hours.to);
  if (instant < opens) return opens;
  if (instant >= closes - MINUTE) return at(addDays(day, 1), hours.from);
  return instant;
}

/** An expiry for what stays true until it is answered (31/12/9999). */
export const NEVER: Instant = 253_402_214_400_000;
