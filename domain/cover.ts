/**
 * Who receives instead of somebody who is away: never a second person, never somebody of another area. The database says
 * the same in one statement (activities/records/stand-in.ts); a test compares the two.
 */
import type { Day } from './calendar';
import { canSee, type Who } from './permission';

export const ABSENCE_REASONS = ['leave', 'ill', 'duty', 'other'] as const;
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];

/** Away from one day to another, both included (days in Vietnam). */
export interface Absence {
  userId: string;
  /** Named for this absence; null: the standing deputy. */
  coverId: string | null;
  from: Day;
  until: Day;
}

export interface Account extends Who {
  active: boolean;
  deputyId: string | null;
}

/**
 * May one stand in for the other? The same office; for a commune's supervisor also the province's, who sees it anyway.
 * Mentors are covered case by case in their follow-ups, administrators answer for no case.
 */
export function mayCover(away: Who, cover: Who): boolean {
  if (away.role === 'mentor' || away.role === 'admin') return false;
  if (away.id === cover.id || away.role !== cover.role) return false;
  const wider = away.role === 'supervisor' && cover.communeId === null;
  return (
    away.provinceId === cover.provinceId &&
    away.centreId === cover.centreId &&
    away.organisationId === cover.organisationId &&
    (away.communeId === cover.communeId || wider)
  );
}

/** Whose absence may be noted: one's own, an account the administrator keeps, and what a supervisor's area holds. */
export function mayNoteAbsence(who: Who, of: Who): boolean {
  if (of.role === 'mentor' || of.role === 'admin') return false;
  if (who.id === of.id || who.role === 'admin') return true;
  return who.role === 'supervisor' && canSee(who, { provinceId: of.provinceId, communeId: of.communeId });
}

export function isAway(userId: string, absences: readonly Absence[], day: Day): boolean {
  return absences.some((a) => a.userId === userId && a.from <= day && day <= a.until);
}

/**
 * Who receives on a day what is meant for this account: itself while it is here; else the cover named for the absence,
 * the standing deputy, then whoever has been longest in the same office, of those the first who is here. Null: nobody.
 * @param accounts in the order in which they were opened.
 */
export function receiver(
  userId: string,
  accounts: readonly Account[],
  absences: readonly Absence[],
  day: Day,
): string | null {
  const meant = accounts.find((account) => account.id === userId);
  if (!meant) return null;
  const here = (account: Account) => account.active && !isAway(account.id, absences, day);
  if (here(meant)) return meant.id;
  const absence = absences
    .filter((a) => a.userId === userId && a.from <= day && day <= a.until)
    .sort((a, b) => (a.from < b.from ? 1 : -1))[0];
  const candidates = [
    accounts.find((account) => account.id === absence?.coverId),
    accounts.find((account) => account.id === meant.deputyId),
    ...accounts.filter((account) => account.communeId === meant.communeId),
  ];
  return candidates.find((one) => one && here(one) && mayCover(meant, one))?.id ?? null;
}
