import { type Dates, movedDate } from './adoption';
import { addDays, addWorkingDays, at, type Day, dayOf, endOfDay, type Instant } from './calendar';
import type { FollowUpFacts } from './follow-up';
import type { Wanted } from './notice';
import {
  arrivalDue,
  certificateDue,
  decisionDue,
  noticeDue,
  type Policy,
  proposalDue,
  termEnd,
  termMonths,
} from './policy';
import { Refusal } from './refusal';
import type { Party } from './roles';

/** The steps of the handover in the order of the law (domain: Decree 163/2026/NĐ-CP), each with one owner. */
export const MILESTONES = [
  'residence',
  'notice',
  'proposal',
  'decision',
  'mentor',
  'certificate',
  'handout',
  'arrival',
] as const;
export type MilestoneKind = (typeof MILESTONES)[number];

/** Steps that somebody records by hand; the others follow from a command of their own. */
export type RecordableMilestone = Exclude<MilestoneKind, 'residence' | 'notice' | 'mentor'>;

export type Treatment = 'voluntary' | 'compulsory' | 'substitution';
export type CentreKind = 'public' | 'private';

export interface HandoverFacts {
  caseId: string;
  personId: string;
  /** Of the commune where it is known, else of the centre. */
  provinceId: string;
  centreId: string;
  centreKind: CentreKind;
  treatment: Treatment;
  minor: boolean;
  /** Day the treatment is completed; the follow-up's term counts from it. */
  endDay: Day;
  startedBy: string;
  policy: Policy;
}

/** Where the person will live. */
export interface Residence {
  communeId: string;
  provinceId: string;
}

export interface Milestone {
  kind: MilestoneKind;
  /** waiting: what comes before is missing; open: its owner's turn; overdue: its date passed and a human was told. */
  status: 'waiting' | 'open' | 'overdue' | 'done';
  due?: Instant;
  /** When it opened: what its date was counted from. Cases begun earlier lack it. */
  since?: Instant;
  doneAt?: Instant;
  doneBy?: string;
}

/** Plain JSON: what a running handover carries, also through continue-as-new. */
export interface HandoverState {
  facts: HandoverFacts;
  communeId: string | null;
  /** Where the person will live; until that is known, where the centre lies. */
  provinceId: string;
  late: boolean;
  milestones: Milestone[];
  mentorId: string | null;
  /** How many mentors were asked; makes each request a new notice. */
  asked: number;
  revision: number;
}

/** What must be done before; recording is refused ('not-yet') until then. */
const AFTER: Record<MilestoneKind, readonly MilestoneKind[]> = {
  residence: [],
  notice: ['residence'],
  proposal: ['notice'],
  decision: ['proposal'],
  mentor: ['decision'],
  certificate: [],
  handout: ['certificate', 'decision'],
  arrival: ['residence'], // no more: a person may stand at the commune's door before the papers do
};

const OWNER: Record<MilestoneKind, 'centre' | 'commune' | 'mentor'> = {
  residence: 'centre',
  notice: 'centre',
  proposal: 'commune',
  decision: 'commune',
  mentor: 'mentor',
  certificate: 'centre',
  handout: 'centre',
  arrival: 'commune',
};

export class Handover {
  constructor(readonly state: HandoverState) {}

  /**
   * Opens a handover. Where the commune is known the centre's start is itself the notice (form 51).
   * A late start is compressed and flagged, never refused.
   */
  static open(facts: HandoverFacts, communeId: string | null, now: Instant): Handover {
    const handover = new Handover({
      facts,
      communeId: null,
      provinceId: facts.provinceId,
      late: dayOf(now) > noticeDue(facts.endDay, facts.policy),
      milestones: MILESTONES.map((kind) => ({ kind, status: 'waiting' })),
      mentorId: null,
      asked: 0,
      revision: 0,
    });
    if (communeId) handover.giveResidence({ communeId, provinceId: facts.provinceId }, facts.startedBy, now);
    else handover.settle(now);
    return handover;
  }

  get closed(): boolean {
    return this.state.milestones.every((m) => m.status === 'done');
  }

  /** The person is home and somebody walks beside them: the follow-up may begin, whatever paper is still missing. */
  get readyForFollowUp(): boolean {
    return this.done('arrival') && this.done('mentor');
  }

  /** What the follow-up starts with: from the arrival, for the term counted from the completion (Law 120/2025 art. 42). */
  followUpFacts(): FollowUpFacts {
    const { caseId, personId, endDay, treatment, minor, policy } = this.state.facts;
    return {
      caseId,
      personId,
      provinceId: this.state.provinceId,
      communeId: this.state.communeId as string,
      startDay: dayOf(this.milestone('arrival').doneAt as Instant),
      endDay: termEnd(endDay, termMonths(treatment, minor, policy)),
      term: { from: endDay, treatment, minor },
      policy,
    };
  }

  /** The one step whose date comes first: whose turn it is, and until when. Null once all are done. */
  next(): { kind: MilestoneKind; owner: Party; due: Instant } | null {
    let first: Milestone | null = null;
    for (const m of this.state.milestones) {
      if (
        (m.status === 'open' || m.status === 'overdue') &&
        (!first || (m.due as Instant) < (first.due as Instant))
      )
        first = m;
    }
    return first && { kind: first.kind, owner: this.owner(first.kind), due: first.due as Instant };
  }

  /**
   * Who answers for the person, whoever's turn it is: responsibility passes only on acceptance, from the centre to the
   * commune, and to the mentor once they have accepted and the person is there. Null once closed.
   */
  accountable(): Party | null {
    if (this.closed) return null;
    if (this.readyForFollowUp && this.state.mentorId) return { role: 'mentor', userId: this.state.mentorId };
    return { role: this.done('proposal') ? 'commune' : 'centre' };
  }

  /** When the process must look again although nobody spoke: the first open due date not yet escalated. */
  wakesAt(): Instant | null {
    const dues = this.state.milestones.filter((m) => m.status === 'open').map((m) => m.due as Instant);
    return dues.length ? Math.min(...dues) : null;
  }

  owner(kind: MilestoneKind): Party {
    const role = OWNER[kind];
    if (role !== 'mentor') return { role };
    // A mentor who does not answer is the commune's to replace; until then the request is theirs.
    return this.state.mentorId ? { role: 'mentor', userId: this.state.mentorId } : { role: 'commune' };
  }

  checkRecord(kind: RecordableMilestone, mentorId?: string): void {
    this.checkOpen(kind);
    if (kind === 'decision' && !mentorId) throw new Refusal('not-yet');
  }

  record(kind: RecordableMilestone, by: string, now: Instant, mentorId?: string): void {
    this.checkRecord(kind, mentorId);
    this.complete(kind, by, now);
    if (kind === 'decision' && mentorId) this.ask(mentorId);
    this.settle(now);
  }

  checkResidence(): void {
    this.checkOpen('residence');
  }

  /** The commune the person will live in is known: the notice goes out with it. */
  giveResidence({ communeId, provinceId }: Residence, by: string, now: Instant): void {
    this.checkResidence();
    Object.assign(this.state, { communeId, provinceId });
    this.complete('residence', by, now);
    this.complete('notice', by, now);
    this.settle(now);
  }

  checkNameMentor(mentorId: string): void {
    if (!this.done('decision')) throw new Refusal('not-yet');
    if (this.done('mentor')) throw new Refusal('already-done');
    if (this.state.mentorId === mentorId) throw new Refusal('same-mentor');
  }

  /** Another mentor is asked: the earlier one declined or stays silent. */
  nameMentor(mentorId: string, now: Instant): void {
    this.checkNameMentor(mentorId);
    this.ask(mentorId);
    this.reopen('mentor');
    this.settle(now);
  }

  checkAnswer(mentorId: string): void {
    if (this.done('mentor')) throw new Refusal('already-done');
    if (this.state.mentorId !== mentorId) throw new Refusal('not-asked');
  }

  /** Responsibility passes only on acceptance; a declined request is the commune's again. */
  answer(mentorId: string, accepts: boolean, now: Instant): void {
    this.checkAnswer(mentorId);
    if (accepts) this.complete('mentor', mentorId, now);
    else {
      this.state.mentorId = null;
      this.reopen('mentor');
    }
    this.settle(now);
  }

  /** Marks what is past its date; returns it so that a human is told. */
  fallOverdue(now: Instant): Milestone[] {
    const slipped = this.state.milestones.filter((m) => m.status === 'open' && (m.due as Instant) <= now);
    for (const m of slipped) m.status = 'overdue';
    if (slipped.length) this.state.revision += 1;
    return slipped;
  }

  /** What the present state asks to be sent; see Wanted. */
  wanted(): Wanted[] {
    const { facts, milestones } = this.state;
    return milestones
      .filter((m) => m.status === 'open')
      .flatMap((m) => {
        const due = m.due as Instant;
        const dueDay = dayOf(due - 1);
        const subjectId = milestoneId(facts.caseId, m.kind);
        const asksMentor = m.kind === 'mentor' && this.state.mentorId !== null;
        const base = {
          to: this.owner(m.kind),
          subjectId,
          expiresAt: due,
          data: { milestone: m.kind, due: dueDay },
        };
        const request: Wanted = asksMentor
          ? {
              ...base,
              key: `${subjectId}/ask${this.state.asked}`,
              kind: 'mentor-request',
              channels: ['sms'],
              priority: 'urgent',
              notBefore: 0,
            }
          : m.kind === 'mentor'
            ? {
                ...base,
                key: `${subjectId}/declined${this.state.asked}`,
                kind: 'mentor-declined',
                channels: ['sms', 'email'],
                priority: 'urgent',
                notBefore: 0,
              }
            : {
                ...base,
                key: `${subjectId}/request`,
                kind: 'milestone-request',
                channels: ['email'],
                priority: 'urgent',
                notBefore: 0,
              };
        const reminder: Wanted = {
          ...base,
          key: `${subjectId}/reminder${m.kind !== 'mentor' ? '' : asksMentor ? this.state.asked : `-declined${this.state.asked}`}`,
          kind: asksMentor ? 'mentor-request' : 'milestone-reminder',
          channels: asksMentor ? ['sms'] : ['sms', 'email'],
          priority: 'routine',
          notBefore: at(addDays(dueDay, -1), facts.policy.params.reminderTime),
        };
        // Centre and arrival steps may lie months ahead: their reminder is enough.
        return m.kind === 'proposal' || m.kind === 'mentor' ? [request, reminder] : [reminder];
      });
  }

  /** The open dates, by step. */
  dates(): Dates {
    return Object.fromEntries(
      this.state.milestones.filter((m) => m.status === 'open').map((m) => [m.kind, m.due as Instant]),
    );
  }

  /** Goes over to another version of the policy: every open date is counted anew from when its step opened. */
  adopt(policy: Policy, now: Instant): void {
    this.state.facts = { ...this.state.facts, policy };
    this.state.revision += 1;
    const soon = endOfDay(addWorkingDays(dayOf(now), 1, policy.calendar));
    for (const m of this.state.milestones) {
      const since = m.since ?? this.lastBefore(m.kind);
      if (m.status === 'open' && since !== null)
        m.due = movedDate(m.due as Instant, this.due(m.kind, since), soon, now);
    }
  }

  /** For a step opened before `since` was kept: when what comes before it was done; null: that says nothing. */
  private lastBefore(kind: MilestoneKind): Instant | null {
    if (kind === 'mentor' && this.state.asked > 1) return null;
    const done = AFTER[kind].map((before) => this.milestone(before).doneAt ?? 0);
    return done.length ? Math.max(...done) : null;
  }

  private ask(mentorId: string): void {
    this.state.mentorId = mentorId;
    this.state.asked += 1;
  }

  private milestone(kind: MilestoneKind): Milestone {
    return this.state.milestones.find((m) => m.kind === kind) as Milestone;
  }

  private done(kind: MilestoneKind): boolean {
    return this.milestone(kind).status === 'done';
  }

  private checkOpen(kind: MilestoneKind): void {
    if (this.done(kind)) throw new Refusal('already-done');
    if (!AFTER[kind].every((before) => this.done(before))) throw new Refusal('not-yet');
  }

  private complete(kind: MilestoneKind, by: string, now: Instant): void {
    Object.assign(this.milestone(kind), { status: 'done', doneAt: now, doneBy: by });
  }

  private reopen(kind: MilestoneKind): void {
    const m = this.milestone(kind);
    m.status = 'waiting';
    m.due = undefined;
  }

  /** Opens what now can be done and gives it its date. Every change passes here, so `revision` counts the changes. */
  private settle(now: Instant): void {
    this.state.revision += 1;
    for (const m of this.state.milestones) {
      if (m.status === 'waiting' && AFTER[m.kind].every((before) => this.done(before))) {
        m.status = 'open';
        m.since = now;
        m.due = this.due(m.kind, now);
      }
    }
  }

  /** The legal or local date of a step; a date already past is compressed to the next working day's end. */
  private due(kind: MilestoneKind, now: Instant): Instant {
    const { endDay, centreKind, policy } = this.state.facts;
    const rule: Record<MilestoneKind, () => Day> = {
      residence: () => noticeDue(endDay, policy),
      notice: () => noticeDue(endDay, policy),
      proposal: () => proposalDue(dayOf(now), policy),
      decision: () => decisionDue(dayOf(now), policy),
      mentor: () => addWorkingDays(dayOf(now), policy.params.mentorReply, policy.calendar),
      certificate: () => certificateDue(endDay),
      handout: () => certificateDue(endDay),
      arrival: () => arrivalDue(endDay, centreKind, policy),
    };
    const earliest = addWorkingDays(dayOf(now), 1, policy.calendar);
    const day = rule[kind]();
    return endOfDay(day < earliest ? earliest : day);
  }
}

export const milestoneId = (caseId: string, kind: MilestoneKind) => `${caseId}/${kind}`;
