/** What the api shows: zod schemas, from which both the types and the OpenAPI document come. */
import { z } from 'zod';
import { ABSENCE_REASONS } from '../../domain/cover';
import { FORMS } from '../../domain/documents';
import { END_PAPERS, NEEDS, PROPOSALS, VISIT_OUTCOMES } from '../../domain/follow-up';
import { CANCEL_REASONS, MILESTONES, NO_SHOW_STEPS, RETURN_REASONS, STANDINGS } from '../../domain/handover';
import { HEALTH_KINDS } from '../../domain/health';
import { MATCH_REASONS } from '../../domain/mentor-match';
import { PAPERS } from '../../domain/needs';
import { CHANNELS } from '../../domain/notice';
import {
  JOB_STAGES,
  JOB_STEPS,
  OFFER_REASONS,
  REFERRAL_STATUSES,
  TRAINING_PLACES,
  TRAINING_STATUSES,
  TRAINING_STEPS,
} from '../../domain/referral';
import { ROLES, type Role } from '../../domain/roles';
import { SILENCES } from '../../domain/silence';
import { TONGUES } from '../../domain/wording/translation';
import { ESCALATION_ITEM_KINDS } from './words';

const day = z.string().meta({ format: 'date', description: 'A civil day in Vietnam' });
export const moment = z.date();
export const Named = z.object({ id: z.string(), name: z.string() });
const problemText = z.object({ vi: z.string(), en: z.string() });

/** Whose turn it is, for what, until when. */
const Turn = z.object({
  role: z.string(),
  name: z.string().nullable(),
  action: z.string(),
  due: moment,
  overdue: z.boolean(),
});
export type Turn = z.infer<typeof Turn>;

export const CaseCard = z.object({
  id: z.string(),
  /** Initials and code. */
  who: z.string(),
  code: z.string(),
  fullName: z.string(),
  stage: z.enum(['returning', 'home', 'closed']),
  /** Where the handover stands; null for cases that have not moved since it is recorded. */
  standing: z.enum(STANDINGS).nullable(),
  commune: Named.nullable(),
  centre: Named,
  mentor: Named.nullable(),
  endOn: day,
  late: z.boolean(),
  turn: Turn.nullable(),
});
export type CaseCard = z.infer<typeof CaseCard>;

export const MilestoneView = z.object({
  kind: z.enum(MILESTONES),
  status: z.enum(['waiting', 'open', 'overdue', 'done', 'cancelled']),
  ownerRole: z.string(),
  due: moment.nullable(),
  doneAt: moment.nullable(),
  doneBy: z.string().nullable(),
  /** Whether the asker may record it now. */
  mine: z.boolean(),
});
export type MilestoneView = z.infer<typeof MilestoneView>;

export const VisitView = z.object({
  id: z.string(),
  seq: z.number(),
  status: z.enum(['planned', 'reported', 'missed', 'late', 'cancelled', 'unplanned']),
  plannedOn: day,
  graceEndsAt: moment,
  mentor: z.string().nullable(),
  outcome: z.enum(VISIT_OUTCOMES).nullable(),
  heldOn: day.nullable(),
  note: z.string().nullable(),
  needs: z.array(z.string()),
  topics: z.array(z.string()),
  reportedAt: moment.nullable(),
  reportedBy: z.string().nullable(),
  /** It can still be reported. */
  waits: z.boolean(),
});
export type VisitView = z.infer<typeof VisitView>;

/** How a course goes. */
export const TrainingView = z.object({
  place: z.enum(TRAINING_PLACES),
  trade: z.string(),
  course: z.string().nullable(),
  costSupport: z.number(),
  startsOn: day,
  endsOn: day,
  status: z.enum(TRAINING_STATUSES),
  sessions: z.number(),
  attended: z.number(),
  certificate: z.string().nullable(),
  certificateNumber: z.string().nullable(),
  certifiedOn: day.nullable(),
  dropReason: z.string().nullable(),
});

/** How the way to a job goes. */
export const JobView = z.object({
  stage: z.enum(JOB_STAGES),
  trade: z.string().nullable(),
  employer: z.string().nullable(),
  selfEmployed: z.boolean(),
  startedOn: day.nullable(),
  nextCheckOn: day.nullable(),
  stableOn: day.nullable(),
  lostOn: day.nullable(),
  lostReason: z.string().nullable(),
});

export const ReferralCard = z.object({
  id: z.string(),
  caseId: z.string(),
  who: z.string(),
  /** Null for a partner that has not accepted. */
  fullName: z.string().nullable(),
  phone: z.string().nullable(),
  kind: z.enum(NEEDS),
  /** What it is about, of papers; of health only for who may know (domain/health). */
  about: z.enum([...PAPERS, ...HEALTH_KINDS]).nullable(),
  status: z.enum(REFERRAL_STATUSES),
  commune: Named.nullable(),
  organisation: Named.nullable(),
  requestedBy: z.string().nullable(),
  requestedAt: moment,
  due: moment.nullable(),
  overdue: z.boolean(),
  reason: z.string().nullable(),
  outcome: z.string().nullable(),
  /** Of an offer: why it is made, and who can be asked. */
  why: z.enum(OFFER_REASONS).nullable(),
  alternatives: z.array(Named),
  /** Employers known here, where one can be named now. */
  employers: z.array(Named),
  training: TrainingView.nullable(),
  job: JobView.nullable(),
  /** Whether the asker may say that it is about health, and what. */
  describes: z.boolean(),
  /** Where the asker may move it now. */
  moves: z.array(z.enum(REFERRAL_STATUSES)),
  /** What the asker may tell of its course or job now. */
  steps: z.array(z.enum([...TRAINING_STEPS, ...JOB_STEPS])),
});
export type ReferralCard = z.infer<typeof ReferralCard>;

/** What the asker may do with a case now; a screen offers no more than that. */
export const CaseActions = z.object({
  giveResidence: z.boolean(),
  returnCase: z.boolean(),
  resendCase: z.boolean(),
  recordNoShow: z.boolean(),
  moveEnd: z.boolean(),
  cancelHandover: z.boolean(),
  recordMeeting: z.boolean(),
  editPerson: z.boolean(),
  seeFile: z.boolean(),
  nameMentor: z.boolean(),
  answerMentorRequest: z.boolean(),
  reportVisit: z.boolean(),
  rescheduleVisit: z.boolean(),
  reassignMentor: z.boolean(),
  coverMentor: z.boolean(),
  pause: z.boolean(),
  resume: z.boolean(),
  recordAbsence: z.boolean(),
  referNeed: z.boolean(),
  moveAway: z.boolean(),
  /** The asker's commune is where the person moves to. */
  answerMove: z.boolean(),
  /** Which paper of the end can be recorded now. */
  recordEnd: z.enum(END_PAPERS).nullable(),
  endFollowUp: z.boolean(),
});

/** Somebody who can be asked to accompany, and why they suit. */
const MentorChoice = Named.extend({ openCases: z.number(), reasons: z.array(z.enum(MATCH_REASONS)) });

export const Caseload = z.object({
  mentor: Named.extend({ active: z.boolean() }),
  cases: z.array(
    z.object({
      caseId: z.string(),
      who: z.string(),
      fullName: z.string(),
      nextVisit: day.nullable(),
      paused: z.string().nullable(),
      covered: z.boolean(),
      choices: z.array(MentorChoice),
    }),
  ),
  others: z.array(MentorChoice),
});
export type Caseload = z.infer<typeof Caseload>;

export const CaseDetail = CaseCard.extend({
  person: z.object({
    id: z.string(),
    fullName: z.string(),
    bornOn: day,
    sex: z.string(),
    minor: z.boolean(),
    phone: z.string().nullable(),
    relativeName: z.string().nullable(),
    relativePhone: z.string().nullable(),
    address: z.string().nullable(),
    languages: z.array(z.string()),
    caseNumber: z.string().nullable(),
  }),
  treatment: z.string(),
  startedAt: moment,
  /** Who answers for the person, whoever's turn it is; null once closed. */
  accountable: z.object({ role: z.string(), name: z.string().nullable() }).nullable(),
  /** Why the commune gave the case back, while the centre has not sent it anew, and what it wrote. */
  returned: z.object({ reason: z.enum(RETURN_REASONS), note: z.string().nullable() }).nullable(),
  cancelled: z.enum(CANCEL_REASONS).nullable(),
  facility: Named.nullable(),
  /** What is to be done next for a person who did not come. */
  noShow: z.enum(NO_SHOW_STEPS).nullable(),
  /** What the mentor who declined last wrote; only while another must be named. */
  declined: z.string().nullable(),
  milestones: z.array(MilestoneView),
  followUp: z
    .object({
      startsOn: day,
      endsOn: day,
      status: z.string(),
      closedWhy: z.string().nullable(),
      /** Why visits rest. */
      paused: z.string().nullable(),
      cover: z.object({ name: z.string(), until: day.nullable() }).nullable(),
      movingTo: Named.nullable(),
      certificate: z.boolean(),
      /** An assessment was asked for: without one nobody is found to have relapsed. */
      assessed: z.boolean(),
      /** What the latest report asks the commune to think of. */
      proposes: z.enum(PROPOSALS).nullable(),
      visits: z.array(VisitView),
      /** Days the cadence plans after the planned visit, if each is held on its day. */
      plan: z.array(day),
    })
    .nullable(),
  referrals: z.array(ReferralCard),
  /** Open escalations about this case. */
  escalations: z.array(z.object({ id: z.string(), kind: z.string(), status: z.string() })),
  actions: CaseActions,
  /** Who can be asked to accompany; empty unless the asker may name one. */
  mentors: z.array(MentorChoice),
});
export type CaseDetail = z.infer<typeof CaseDetail>;

/** The file of a case, printable. */
export const CaseFile = z.object({
  id: z.string(),
  who: z.string(),
  code: z.string(),
  fullName: z.string(),
  bornOn: day,
  minor: z.boolean(),
  /** Who receives the papers of a minor. */
  guardian: z.string().nullable(),
  treatment: z.string(),
  endOn: day,
  centre: z.string(),
  commune: z.string().nullable(),
  /** Computed: every paper asked of this person is there. */
  complete: z.boolean(),
  /** Whether the asker may add a paper now. */
  canRecord: z.boolean(),
  entries: z.array(
    z.object({
      form: z.enum(FORMS),
      milestone: z.enum(MILESTONES).nullable(),
      state: z.enum(['present', 'missing', 'later']),
      number: z.string().nullable(),
      signedOn: day.nullable(),
      recordedBy: z.string().nullable(),
    }),
  ),
  meetings: z.array(z.object({ on: day, with: z.string() })),
});
export type CaseFile = z.infer<typeof CaseFile>;

export const TimelineEntry = z.object({
  id: z.string(),
  kind: z.string(),
  at: moment,
  by: z.string().nullable(),
  data: z.record(z.string(), z.string()),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const PersonCard = z.object({
  id: z.string(),
  code: z.string(),
  fullName: z.string(),
  bornOn: day,
  commune: Named.nullable(),
  cases: z.array(z.object({ id: z.string(), status: z.string(), startedAt: moment })),
});
export type PersonCard = z.infer<typeof PersonCard>;

/** One thing that waits for the asker. */
export const WorkItem = z.object({
  kind: z.enum([
    'milestone',
    'visit',
    'duty',
    'escalation',
    'referral',
    'loan',
    'outage',
    'answer',
    'club',
    'course',
    'check',
  ]),
  /** Of the milestone, visit, escalation, referral, club or course. */
  id: z.string(),
  caseId: z.string().nullable(),
  who: z.string(),
  fullName: z.string().nullable(),
  commune: z.string().nullable(),
  /** A NextAction, see domain/wording/labels. */
  action: z.string(),
  due: moment,
  overdue: z.boolean(),
});
export type WorkItem = z.infer<typeof WorkItem>;

export const ImportCard = z.object({
  id: z.string(),
  fileName: z.string(),
  status: z.enum(['preview', 'started']),
  createdAt: moment,
  by: z.string().nullable(),
  good: z.number(),
  bad: z.number(),
  already: z.number(),
  /** Of the started: how many the engine has taken. */
  started: z.number(),
  running: z.number(),
});
export type ImportCard = z.infer<typeof ImportCard>;

export const ImportRowView = z.object({
  id: z.string(),
  row: z.number(),
  verdict: z.enum(['good', 'bad', 'already']),
  fullName: z.string(),
  bornOn: day.nullable(),
  endDay: day.nullable(),
  commune: z.string().nullable(),
  minor: z.boolean(),
  late: z.boolean(),
  /** Column, and what is wrong and how to put it right. */
  problems: z.array(z.object({ column: z.string().nullable(), code: z.string(), message: problemText })),
  warnings: z.array(z.object({ column: z.string(), code: z.string(), message: problemText })),
  caseId: z.string().nullable(),
  /** received: accepted, the engine takes it soon; applied: it runs. */
  start: z.enum(['received', 'applied', 'refused']).nullable(),
});
export type ImportRowView = z.infer<typeof ImportRowView>;

export const EscalationCard = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.enum(['open', 'acknowledged', 'resolved']),
  /** Of the rung that has it, from 0; and whose rung that is. */
  level: z.number(),
  rung: z.enum(['commune', 'province']).nullable(),
  commune: Named.nullable(),
  /** Who should have done it. */
  responsible: z.object({
    id: z.string().nullable(),
    role: z.string(),
    name: z.string().nullable(),
    phone: z.string().nullable(),
  }),
  /** Why nothing is heard of them; the screen proposes what to do. */
  silence: z.enum(SILENCES).nullable(),
  raisedAt: moment,
  due: moment.nullable(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: moment.nullable(),
  resolvedBy: z.string().nullable(),
  resolvedAt: moment.nullable(),
  resolution: z.string().nullable(),
  note: z.string().nullable(),
  /** How many people of it are still waiting. */
  people: z.number(),
  items: z.array(
    z.object({
      id: z.string(),
      caseId: z.string(),
      what: z.enum(ESCALATION_ITEM_KINDS),
      who: z.string(),
      fullName: z.string().nullable(),
      dueAt: moment,
      daysOverdue: z.number(),
      closedAt: moment.nullable(),
      /** done-late, or the resolution that put it to rest. */
      closedHow: z.string().nullable(),
    }),
  ),
  canAcknowledge: z.boolean(),
  canResolve: z.boolean(),
});
export type EscalationCard = z.infer<typeof EscalationCard>;

export const MessageCard = z.object({
  id: z.string(),
  kind: z.string(),
  channel: z.enum(CHANNELS),
  caseId: z.string(),
  recipient: Named.extend({ role: z.string() }),
  /** Number or address, masked. */
  to: z.string(),
  /** Never with the token of a link. */
  body: z.string(),
  segments: z.number(),
  status: z.string(),
  code: z.string().nullable(),
  createdAt: moment,
  sentAt: moment.nullable(),
});
export type MessageCard = z.infer<typeof MessageCard>;

export const UserCard = z.object({
  id: z.string(),
  role: z.enum(ROLES),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  language: z.enum(TONGUES),
  /** Whether it may know what health needs are about (domain/health). */
  seesHealth: z.boolean(),
  /** Of a mentor: what tells whom they suit. */
  sex: z.string().nullable(),
  languages: z.array(z.string()),
  active: z.boolean(),
  province: Named.nullable(),
  commune: Named.nullable(),
  centre: Named.nullable(),
  organisation: Named.nullable(),
});
export type UserCard = z.infer<typeof UserCard>;

export interface OfficeCard {
  id: string;
  name: string;
  role: Role;
  commune: string | null;
  /** Away today: the last day of it. */
  awayUntil: string | null;
}

export const AbsencesView = z.object({
  user: Named,
  /** Stands in where no cover is named. */
  deputy: Named.nullable(),
  absences: z.array(
    z.object({
      id: z.string(),
      from: day,
      until: day,
      reason: z.enum(ABSENCE_REASONS),
      cover: Named.nullable(),
    }),
  ),
  couldCover: z.array(Named),
});
export type AbsencesView = z.infer<typeof AbsencesView>;

export const ProvinceView = Named;
export const CommuneView = Named.extend({ kind: z.string(), fullName: z.string(), provinceId: z.string() });
export type CommuneView = z.infer<typeof CommuneView>;
export const CentreView = Named.extend({ kind: z.string(), provinceId: z.string() });
export type CentreView = z.infer<typeof CentreView>;
export const OrganisationView = Named.extend({ kind: z.string(), provinceId: z.string() });
export type OrganisationView = z.infer<typeof OrganisationView>;
export const TokenView = z.object({
  id: z.string(),
  label: z.string(),
  createdAt: moment,
  expiresAt: moment.nullable(),
});
