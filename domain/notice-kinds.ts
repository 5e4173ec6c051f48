/**
 * What is true of every notice of a kind, whatever the case: how pressing it is, by which ways it goes, what it may be
 * put together with, and who hears when it cannot be delivered. A state class says only what depends on its state.
 */
import { HOUR } from './calendar';
import type { LinkPurpose } from './link';
import {
  type Channel,
  NEVER,
  type NoticeKind,
  type PlannedNotice,
  type Priority,
  type Wanted,
} from './notice';

export const KIND_GROUPS = ['reminder', 'request', 'escalation', 'report', 'receipt', 'information'] as const;
export type KindGroup = (typeof KIND_GROUPS)[number];

export interface KindRule {
  group: KindGroup;
  /** critical: at any hour; urgent: at once within the sending hours; routine: also counted, and may wait for a digest. */
  priority: Priority;
  /** Ways it may go, the preferred one first. */
  channels: readonly Channel[];
  /** every-channel: on each of them at once; in-order: on the next one only when the one before it failed. */
  delivery: 'every-channel' | 'in-order';
  /** How long it says something useful: until what it asks for is due, until it is answered, or so many hours. */
  lasts: 'until-due' | 'until-answered' | { hours: number };
  /** Two of a kind that say one thing to their reader: all to one recipient, or all about one subject. */
  sameNews: 'recipient' | 'subject';
  /**
   * What a routine one may be put together with: a mentor's visits of the coming days, or an office's morning summary.
   * Null: it always goes alone.
   */
  digest: 'visits' | 'morning' | null;
  /** What its link leads to: a one-time page, a screen behind the sign-in, or nothing for who has no account. */
  opens: { once: LinkPurpose } | { screen: 'case' | 'loan' | 'course' | 'reports' } | null;
  /** It speaks of no person and no club. */
  ofNobody?: true;
  /** When no way is left: the recipient's supervisor is told; an escalation climbs by itself; of a courtesy nobody need hear. */
  whenItFails: 'tell-supervisor' | 'climb' | 'nothing';
  /** Planned only for who has a way to get it: nobody is looked for to be told instead. */
  optional?: true;
}

const reminder: KindRule = {
  group: 'reminder',
  priority: 'routine',
  channels: ['sms', 'email'],
  delivery: 'every-channel',
  lasts: 'until-due',
  sameNews: 'subject',
  digest: 'morning',
  opens: { screen: 'case' },
  whenItFails: 'tell-supervisor',
};
/** Asks for something new, so it does not wait. */
const request: KindRule = { ...reminder, group: 'request', priority: 'urgent' };
/** Tells something new. */
const report: KindRule = { ...request, group: 'report' };
/**
 * To a volunteer, one way after the other. First a browser that agreed to it, which costs nothing; a text when that gave no
 * sign in time, since a phone is what they have; a letter only where it cannot be reached.
 */
const byPhone = { channels: ['push', 'sms', 'email'], delivery: 'in-order' } as const;

export const KINDS: Readonly<Record<NoticeKind, KindRule>> = {
  'milestone-request': request,
  'milestone-reminder': { ...reminder, sameNews: 'recipient' },
  'case-returned': request,
  'not-arrived': { ...report, lasts: { hours: 48 } },
  'mentor-request': { ...request, ...byPhone, digest: null, opens: { once: 'mentor-request' } },
  'mentor-declined': request,
  'visit-reminder': {
    ...reminder,
    ...byPhone,
    sameNews: 'recipient',
    digest: 'visits',
    opens: { once: 'visit-report' },
  },
  'follow-up-request': request,
  'follow-up-reminder': reminder,
  'mentor-assigned': { ...report, ...byPhone, digest: null, opens: { once: 'visit-report' } },
  'move-declined': report,
  escalation: {
    ...request,
    group: 'escalation',
    lasts: 'until-answered', // it never becomes untrue by waiting
    digest: null,
    whenItFails: 'climb',
    opens: { once: 'escalation' },
  },
  'referral-request': { ...request, opens: { once: 'referral' } },
  'referral-answer': { ...report, ...byPhone, lasts: 'until-answered', digest: null },
  'loan-request': { ...request, opens: { screen: 'loan' } },
  'loan-reminder': { ...reminder, ...byPhone, opens: { screen: 'loan' } },
  'loan-talk': { ...request, ...byPhone, digest: null, opens: { once: 'loan-talk' } },
  'loan-news': { ...report, lasts: 'until-answered', digest: null, opens: { screen: 'loan' } },
  // By text, whatever else there is: it tells whose phone it is that messages go another way now.
  'push-agreed': {
    ...report,
    channels: ['sms', 'email'],
    delivery: 'in-order',
    lasts: { hours: 48 },
    digest: null,
    opens: { once: 'push' },
  },
  // Only while a consent of the case is in force, by the way that was agreed.
  'visit-told': {
    ...reminder,
    ...{ group: 'information', delivery: 'in-order', digest: null, whenItFails: 'nothing', optional: true },
    opens: null,
  },
  // Said on the page already; worth a note that costs nothing, never a text.
  'report-taken': {
    ...report,
    ...{ group: 'receipt', priority: 'routine', channels: ['push'], delivery: 'in-order' },
    ...{ lasts: { hours: 12 }, digest: null, whenItFails: 'nothing', optional: true },
    opens: { once: 'visit-report' },
  },
  'referral-offer': { ...request, ...byPhone, digest: null, opens: { once: 'referral' } },
  'referral-reminder': { ...reminder, opens: { once: 'referral' } },
  'job-check': { ...reminder, ...byPhone, opens: { once: 'referral' } },
  'training-absent': {
    ...report,
    ...byPhone,
    lasts: 'until-answered',
    digest: null,
    opens: { once: 'visit-report' },
  },
  // Of nobody's case. Where it cannot be delivered the report is there to be read all the same.
  'report-saved': {
    ...report,
    priority: 'routine',
    channels: ['email', 'sms'],
    delivery: 'in-order',
    lasts: { hours: 14 * 24 },
    digest: null,
    whenItFails: 'nothing',
    opens: { screen: 'reports' },
    ofNobody: true,
  },
  'club-meeting': { ...reminder, ...byPhone, digest: null, opens: { once: 'club-meeting' } },
  'club-report': { ...reminder, ...byPhone, digest: null, opens: { once: 'club-meeting' } },
  'course-report': { ...reminder, digest: null, opens: { screen: 'course' } },
  'later-check': { ...request },
  'phone-dead': { ...request, lasts: { hours: 14 * 24 }, digest: null },
};

/** A wanted notice with what its kind says of it. */
export function noticeOf(wanted: Wanted): PlannedNotice {
  const { priority, channels, lasts } = KINDS[wanted.kind];
  return { priority, channels: [...channels], expiresAt: expiryOf(lasts, wanted.notBefore), ...wanted };
}

/** What lasts until it is due must say when that is; without a date it lasts. */
function expiryOf(lasts: KindRule['lasts'], notBefore: number): number {
  return typeof lasts === 'object' ? notBefore + lasts.hours * HOUR : NEVER;
}
