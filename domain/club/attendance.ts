/** Whether a club's members come: the one definition of regular attendance. */
import { addDays, type Day } from '../calendar';
import { type Policy, paramsOf } from '../policy';

export interface Membership {
  id: string;
  joinedOn: Day;
  /** From this day on no member any more. */
  leftOn: Day | null;
}

/** A meeting that was held and told of; one that was cancelled, or never told of, counts for nobody. */
export interface HeldMeeting {
  heldOn: Day;
  /** Ids of the members who came. */
  present: readonly string[];
}

export interface Attendance {
  meetings: number;
  /** Members with at least one meeting to come to. */
  members: number;
  /** Of them, those who came to at least `club_regular` percent of the meetings they could have come to. */
  regular: number;
  /** regular ÷ members, whole percent rounded down; null: nobody could come yet. */
  percent: number | null;
  /** percent ≥ `club_target`; null: nobody could come yet. */
  reached: boolean | null;
}

/** How far back a club's own page looks: a quarter holds twelve weekly meetings, or three monthly ones. */
const LOOKS_BACK = 90;
export const attendanceSince = (today: Day): Day => addDays(today, -LOOKS_BACK);

export const isMemberOn = ({ joinedOn, leftOn }: Membership, day: Day): boolean =>
  joinedOn <= day && (leftOn === null || leftOn > day);

/**
 * Regular attendance of a club over the meetings given (the caller chooses the period). Each member is asked only for
 * the meetings held while they were one. Every comparison is of integers, so 80 % of five members is four.
 */
export function attendanceOf(
  members: readonly Membership[],
  meetings: readonly HeldMeeting[],
  policy: Policy,
): Attendance {
  const { clubRegular, clubTarget } = paramsOf(policy);
  const counted = members.flatMap((member) => {
    const could = meetings.filter(({ heldOn }) => isMemberOn(member, heldOn));
    if (could.length === 0) return [];
    const came = could.filter(({ present }) => present.includes(member.id)).length;
    return [100 * came >= clubRegular * could.length];
  });
  const regular = counted.filter(Boolean).length;
  const some = counted.length > 0;
  return {
    meetings: meetings.length,
    members: counted.length,
    regular,
    percent: some ? Math.floor((100 * regular) / counted.length) : null,
    reached: some ? 100 * regular >= clubTarget * counted.length : null,
  };
}
