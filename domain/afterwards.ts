/** What is still told of a case when its process has ended: a paper that comes late, a visit reported late. For ever. */
import type { Day } from './calendar';
import type { RefusalCode } from './refusal';

/** Why a paper cannot be added to the file any more; null: it can. Of a return that was stopped none is waited for. */
export function latePaper(
  { stopped }: { stopped: boolean },
  { signedOn, today }: { signedOn: Day; today: Day },
): RefusalCode | null {
  if (stopped) return 'closed';
  return signedOn > today ? 'in-the-future' : null;
}

/**
 * Why a visit of an ended follow-up cannot be reported; null: it can, however late. Missed, or withdrawn because the end
 * came first: both may have been held.
 */
export function lateReport(
  visit: { status: string } | null,
  { heldOn, startsOn, today }: { heldOn: Day; startsOn: Day; today: Day },
): RefusalCode | null {
  if (!visit) return 'unknown-visit';
  if (!isUnanswered(visit)) return 'already-reported';
  if (heldOn > today) return 'in-the-future';
  return heldOn < startsOn ? 'before-the-return' : null;
}

export const isUnanswered = ({ status }: { status: string }): boolean =>
  status === 'missed' || status === 'cancelled';
