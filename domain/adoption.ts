/** What changes for one running process when it goes over to another version of the policy. */
import type { Instant } from './calendar';
import type { NoticeKind, Wanted } from './notice';
import type { Policy } from './policy';

/** A date a process holds: 'proposal', 'visit', 'grace', 'term-end', 'answer' … */
export type Dates = Record<string, Instant>;

/** The state classes of the processes, as far as adopting goes. */
export interface Adopting {
  /** What still lies ahead, by name. */
  dates(): Dates;
  wanted(): Wanted[];
  /** Takes the new version and moves what is open, from the facts remembered; what has slipped stays slipped. */
  adopt(policy: Policy, now: Instant): void;
}

export interface DateChange {
  what: string;
  /** Null: there was, or will be, no such date. */
  from: Instant | null;
  to: Instant | null;
}

export interface NoticeChange {
  kind: NoticeKind;
  /** What it speaks of. */
  subjectId: string;
  /** When it would have gone out; null: it is new. */
  from: Instant | null;
  /** When it will go out; null: it is withdrawn. */
  to: Instant | null;
}

export interface AdoptionChanges {
  dates: DateChange[];
  notices: NoticeChange[];
}

type Looked = Pick<Adopting, 'dates' | 'wanted'>;

/** Old against new, in the order of time. Notices whose hour has come are no longer changed by anything. */
export function adoptionChanges(before: Looked, after: Looked, now: Instant): AdoptionChanges {
  const [oldDates, newDates] = [before.dates(), after.dates()];
  const dates = union(Object.keys(oldDates), Object.keys(newDates))
    .map((what) => ({ what, from: oldDates[what] ?? null, to: newDates[what] ?? null }))
    .filter(({ from, to }) => from !== to);
  const [oldNotices, newNotices] = [planned(before, now), planned(after, now)];
  const notices = union([...oldNotices.keys()], [...newNotices.keys()])
    .map((key) => {
      const [from, to] = [oldNotices.get(key), newNotices.get(key)];
      const { kind, subjectId } = (to ?? from) as Wanted;
      return { kind, subjectId, from: from?.notBefore ?? null, to: to?.notBefore ?? null };
    })
    .filter(({ from, to }) => from !== to);
  return { dates: dates.sort(byTime), notices: notices.sort(byTime) };
}

export const nothingChanges = ({ dates, notices }: AdoptionChanges): boolean =>
  dates.length + notices.length === 0;

/**
 * An open date under the new version: where the new rule would put it into the past it is compressed, at most to `soon`
 * and never later than it was. So nobody is made late by a change of the rules.
 */
export function movedDate(was: Instant, wouldBe: Instant, soon: Instant, now: Instant): Instant {
  return wouldBe > now || was <= now ? wouldBe : Math.min(was, soon);
}

function planned(process: Looked, now: Instant): Map<string, Wanted> {
  return new Map(process.wanted().flatMap((w) => (w.notBefore > now ? [[w.key, w]] : [])));
}

const union = (a: string[], b: string[]) => [...new Set([...a, ...b])];

type Change = { from: Instant | null; to: Instant | null };
const byTime = (a: Change, b: Change) => ((a.from ?? a.to) as number) - ((b.from ?? b.to) as number);
