import { dayOf, toDay } from '../../domain/calendar';
import { maskPhone } from '../../domain/phone';

export const ESCALATION_ITEM_KINDS = [
  'visit',
  'milestone',
  'referral',
  'notice',
  'duty',
  'loan',
  'meeting',
  'check',
  'course',
] as const;

export const toDayOrNull = (date: Date | null): string | null => date && toDay(date);

/** Full days that a moment lies behind, counted in civil days of Vietnam; 0 while it is today or ahead. */
export function daysOverdue(due: Date, now: number): number {
  const days = (Date.parse(dayOf(now)) - Date.parse(dayOf(due.getTime() - 1))) / 86_400_000;
  return Math.max(0, days);
}

/** Messages are shown without the token that would let the reader act as their recipient. */
export const withoutToken = (body: string): string => body.replace(/\/l\/[\w.-]+/g, '/l/…');

/** Where a message goes, as far as a reader of lists may know it; a browser has no name. */
export function maskAddress(channel: string, to: string): string {
  if (channel === 'push') return '';
  return channel === 'email' ? maskEmail(to) : maskPhone(to);
}

/** 'nguyen.an@example.org' → 'ng…@example.org'. */
export const maskEmail = (address: string): string => address.replace(/^(.{2}).*(?=@)/, '$1…');
