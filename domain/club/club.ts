import {
  addDays,
  addWorkingDays,
  at,
  type Day,
  dayOf,
  endOfDay,
  type Instant,
  nextWorkingDay,
  startOfDay,
} from '../calendar';
import type { Wanted } from '../notice';
import { type Policy, paramsOf } from '../policy';
import { Refusal } from '../refusal';
import type { Party } from '../roles';
import { nextMeeting, type Rhythm } from './rhythm';

export interface ClubFacts {
  clubId: string;
  provinceId: string;
  communeId: string;
  policy: Policy;
}

/** Who leads it and when it meets; null: nobody leads it, the commune's office does. */
export interface ClubPlan {
  leaderId: string | null;
  rhythm: Rhythm;
}

/** Plain JSON carried by a running club. */
export interface ClubState extends ClubPlan {
  facts: ClubFacts;
  /** The meeting that is planned; null once closed. */
  meeting: { on: Day; due: Instant } | null;
  /** Planned days of meetings that were never told of, and still can be; the latest few. */
  untold: Day[];
  closed: boolean;
  revision: number;
}

export interface MeetingReport {
  /** As it was planned. */
  on: Day;
  held: boolean;
  heldOn: Day;
}

/** How many meetings back a late entry is still taken. */
const TAKES_LATE = 8;

export const meetingId = (clubId: string, on: Day): string => `${clubId}/${on}`;

/** A club: one meeting after the other, each told of by its leader, or else a human hears of it. */
export class Club {
  constructor(readonly state: ClubState) {}

  static open(facts: ClubFacts, plan: ClubPlan, now: Instant): Club {
    const state: ClubState = { ...plan, facts, meeting: null, untold: [], closed: false, revision: 1 };
    const club = new Club(state);
    club.plan(addDays(dayOf(now), -1));
    return club;
  }

  get leader(): Party {
    const { leaderId } = this.state;
    return leaderId ? { role: 'mentor', userId: leaderId } : { role: 'commune' };
  }

  /** Whose turn it is: the leader's, to hold the next meeting and tell who came. */
  next(): { action: 'club-meeting'; owner: Party; due: Instant } | null {
    const { meeting } = this.state;
    return meeting && { action: 'club-meeting', owner: this.leader, due: meeting.due };
  }

  checkReport({ on, held, heldOn }: MeetingReport, now: Instant): void {
    const { meeting, untold, closed } = this.state;
    const today = dayOf(now);
    const planned = meeting?.on === on;
    if (!planned && !untold.includes(on)) throw new Refusal(closed ? 'closed' : 'unknown-meeting');
    // That it will not be held can be said beforehand.
    if (held && (heldOn > today || on > addDays(today, 7))) throw new Refusal('in-the-future');
  }

  /** @returns whether it was told of too late, so that a human had been asked. */
  report(report: MeetingReport, now: Instant): boolean {
    this.checkReport(report, now);
    const { state } = this;
    const late = state.untold.includes(report.on);
    if (late) state.untold = state.untold.filter((day) => day !== report.on);
    else this.plan(report.on, now);
    state.revision += 1;
    return late;
  }

  /** Nothing was heard of the planned meeting in its time. @returns its day; null: nothing slipped. */
  fallSilent(now: Instant): { on: Day; due: Instant } | null {
    const { state } = this;
    const { meeting } = state;
    if (!meeting || meeting.due > now) return null;
    state.untold = [...state.untold, meeting.on].slice(-TAKES_LATE);
    this.plan(meeting.on, now);
    state.revision += 1;
    return meeting;
  }

  checkOpen(): void {
    if (this.state.closed) throw new Refusal('closed');
  }

  /** Another leader or rule, under the policy as it is now; a meeting planned ahead moves with the rule. */
  change(plan: ClubPlan, policy: Policy, now: Instant): void {
    this.checkOpen();
    const { state } = this;
    state.leaderId = plan.leaderId;
    state.rhythm = plan.rhythm;
    state.facts = { ...state.facts, policy };
    const today = dayOf(now);
    if (state.meeting && state.meeting.on > today) this.plan(today);
    state.revision += 1;
  }

  close(): void {
    this.checkOpen();
    this.state.closed = true;
    this.state.meeting = null;
    this.state.untold = [];
    this.state.revision += 1;
  }

  wakesAt(): Instant | null {
    return this.state.meeting?.due ?? null;
  }

  /** The day before it, that it is; the morning after it, that who came is to be told. */
  wanted(): Wanted[] {
    const { facts, meeting } = this.state;
    if (!meeting) return [];
    const { params, calendar } = facts.policy;
    const id = meetingId(facts.clubId, meeting.on);
    const base = { subjectId: id, to: this.leader, data: { on: meeting.on }, expiresAt: meeting.due };
    return [
      {
        ...base,
        key: `${id}/meeting/${keyOf(this.leader)}`,
        kind: 'club-meeting',
        notBefore: at(addDays(meeting.on, -params.reminderBeforeVisit), params.reminderTime),
        expiresAt: endOfDay(meeting.on),
      },
      {
        ...base,
        key: `${id}/report/${keyOf(this.leader)}`,
        kind: 'club-report',
        notBefore: at(nextWorkingDay(meeting.on, calendar), params.reminderTime),
      },
    ];
  }

  /** The next meeting after a day, and never one that is over: what was missed meanwhile is not made up. */
  private plan(after: Day, now: Instant = startOfDay(after)): void {
    const { rhythm, facts } = this.state;
    const { calendar } = facts.policy;
    const yesterday = addDays(dayOf(now), -1);
    const on = nextMeeting(rhythm, after > yesterday ? after : yesterday, calendar);
    const { clubReport } = paramsOf(facts.policy);
    this.state.meeting = { on, due: endOfDay(addWorkingDays(on, clubReport, calendar)) };
  }
}

/** Another leader is another reader: what was planned for the first is withdrawn, and the second is told. */
const keyOf = (party: Party): string => ('userId' in party ? party.userId : party.role);
