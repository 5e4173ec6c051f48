import { NOTICE_KINDS, type NoticeKind } from '../../notice';

/** What can be said in another language: each kind, several visits in one text (`visits`), an office's morning (`morning`). */
export const TRANSLATABLE = [...NOTICE_KINDS, 'visits', 'morning'] as const;
export type Translatable = (typeof TRANSLATABLE)[number];

/** The facts each sentence must name, in braces; it may name no others. */
export const PLACES: Readonly<Record<Translatable, readonly Place[]>> = {
  'milestone-request': ['who', 'due'],
  'milestone-reminder': ['who', 'due'],
  'case-returned': ['who', 'due'],
  'not-arrived': ['who'],
  'mentor-request': ['who', 'due'],
  'mentor-declined': ['who', 'due'],
  'visit-reminder': ['who', 'on'],
  'follow-up-request': ['who', 'due'],
  'follow-up-reminder': ['who', 'due'],
  'mentor-assigned': ['who'],
  'move-declined': ['who'],
  escalation: ['who'],
  'referral-request': ['who', 'due'],
  'referral-answer': ['who'],
  'loan-request': ['who', 'due'],
  'loan-reminder': ['who', 'on'],
  'loan-talk': ['who', 'due'],
  'loan-news': ['who'],
  'push-agreed': [],
  'visit-told': ['helper', 'on'],
  'report-taken': ['who'],
  'referral-offer': ['who', 'due'],
  'referral-reminder': ['who', 'due'],
  'job-check': ['who', 'due'],
  'training-absent': ['who', 'times'],
  'report-saved': ['month'],
  'club-meeting': ['on'],
  'club-report': ['on'],
  'course-report': ['due'],
  'later-check': ['who', 'due'],
  'phone-dead': ['who'],
  visits: ['count', 'from', 'to'],
  morning: ['count'],
};
export type Place = 'who' | 'due' | 'on' | 'helper' | 'times' | 'month' | 'count' | 'from' | 'to';

/**
 * One language: by message the sentence without its link, '{who}' where the initials stand. What a kind asks for differs: a
 * sentence for one case of it ('milestone-request:decision', 'referral-answer:training:accepted') goes before the general one.
 */
export type Translation = Partial<Record<Translatable | `${NoticeKind}:${string}`, string>>;
