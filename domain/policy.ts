/**
 * Law and local policy as data: every deadline, term, cadence and limit with its basis and the days it is in force.
 * A running case carries the snapshot `policyInForce` gives. Workflows import this file.
 */
import {
  addDays,
  addMonths,
  addWorkingDays,
  at,
  type Calendar,
  type Day,
  dayOf,
  endOfTerm,
  HOUR,
  type Instant,
  type Market,
  type OfficeHours,
  type TimeOfDay,
} from './calendar';
import { type AnnouncedYear, calendarFor } from './holidays';
import type { LadderParams, Ladders } from './ladder';
import { PolicyError, problemWith } from './policy-limits';

/** A deadline whose unit changed with the law. */
export type Term = { hours: number } | { workingDays: number };

/** How often to visit, up to a day after the return; the last step has no end. */
export interface CadenceStep {
  untilDay?: number;
  everyDays: number;
}

/**
 * How the cadence answers to how visits go; integers, so that every engine comes to the same day. A run of `goodChecks`
 * good visits makes the interval longer, a missed visit or a worry shorter, never beyond `minDays` and `maxDays`.
 */
export interface Adaptive {
  goodChecks: number;
  longerPercent: number;
  shorterPercent: number;
  minDays: number;
  maxDays: number;
}

/** The values in force; units in the comments. `null`: not asked here. */
export interface PolicyParams extends LadderParams {
  reintegrationStage: number; // days before the end of treatment
  centreNoticeBeforeEnd: number; // days
  policeProposal: number; // working days after the notice
  communeFile?: number; // working days; only under the law before 2026-07-01
  chairDecision: number; // working days after the proposal
  certificateAndHandout: number; // hours before completion
  monitoringDecision: number; // hours after the chair's decision
  monitoringDecisionMinor: number; // hours after the guardian asks
  presentPrivateCentre: number; // days after completion
  presentPublicCentre: number; // working days after completion
  termVoluntaryOrMinor: number; // months from completion
  termAdultCompulsory: number; // months from completion
  moveNotice: Term;
  endCertificateWindow: number; // working days before the end of the term
  socialFacilityDossier: number; // days before the end of treatment
  helperPayCap: number; // × base salary, a month
  cadence: CadenceStep[]; // stands for domain.md's visit_interval
  adaptive?: Adaptive; // a snapshot from before November 2026 has none: its cadence is fixed
  visitWindow: number; // days before the planned day from which a contact counts as that visit
  reminderBeforeVisit: number; // days
  reminderTime: TimeOfDay; // of every reminder
  promiseWithin?: number; // days a promised day may lie ahead
  nameMentor?: number; // working days to name another mentor
  pauseCheck?: number; // days between two looks at a paused follow-up
  moveReply?: number; // working days for the destination of a move
  delisting?: number; // working days after the end of the term
  lateReport?: number; // days after the end in which a report of an earlier visit is still taken
  visitGrace: number; // working days after the planned day before a missing report escalates
  selfReport: number | null; // days between self-reports of the person
  testInterval: number | null; // days between tests
  mentorReply: number; // working days to accept or decline
  ladders: Ladders; // by kind of escalation
  unreachableAfter?: number; // messages in a row that did not arrive; snapshots of before lack these three
  overloadCases?: number; // people one mentor can look after
  overloadVisitsAWeek?: number; // visits one mentor can make in a week
  personalPlan: number; // days of the reintegration stage until the plan is written
  caseAcceptance: number; // working days for the commune to take a case over or give it back
  caseReturn: number; // working days for the centre to send a returned case anew
  supportTeam: number; // working days after the decision
  noShowSecondAlert: number; // hours after the date of arrival
  noShowThirdAlert: number; // hours after the date of arrival
  noShowStep: number; // working days for each thing done about an absence
  absentCheck: number; // days between looks for a person reported absent
  firstContact: number; // days after completion
  firstContactLatest: number; // days after completion
  referralReply: number; // working days for the partner
  referralEnd: number; // days until a referral in progress must have an outcome
  referralDraft?: number; // working days to decide on an offer; snapshots of before lack these
  referralStart?: number; // days from accepting to beginning
  referralHold?: number; // days a pause may last
  absencesInARow?: number; // of a training, before it is somebody's matter
  attendanceWithin?: number; // days until the next word on attendance
  trainingResult?: number; // days after the end of a course
  jobFirstCheck?: number; // months after the start
  jobStable?: number; // months after the start: still there, the job is stable
  jobCheckWithin?: number; // working days to look
  clubReport?: number; // working days to tell who came to a meeting; snapshots of before lack these four
  clubRegular?: number; // percent of the meetings a member comes to who comes regularly
  clubTarget?: number; // percent of a club's members who come regularly
  laterCheck?: number; // working days to ask how things are, years after the term
  loanCap: number; // VND
  loanTermMax: number; // months
  loanVouching?: number; // working days; snapshots from before loans were kept here lack these nine
  loanAppraisal?: number; // working days for the vote
  loanQuorum?: number; // votes that decide the appraisal
  loanDecision?: number; // working days for the lender
  loanDisbursement?: number; // working days to pay out what is set aside
  loanWaitCheck?: number; // days between two looks at one that waits for money
  loanGrace?: number; // working days after an instalment's day before anybody is asked to talk
  loanArrearsStep?: number; // working days for each kind step about it
  loanRenewal?: number; // working days after all is back in which another turn may begin
  smsWindow: { from: TimeOfDay; to: TimeOfDay }; // when routine messages may go out; quiet hours are the rest
  smsMaxPerNumber: number; // routine messages per 24 h
  digestFrom?: number; // matters due together that make one text; snapshots of before lack these four
  digestWeekFrom?: number; // from so many visits on, one text for all of the coming digest_days
  digestDays?: number;
  digestAt?: TimeOfDay; // of an office's morning summary
  linkValidDays: number; // days a one-time link works
  receiptWithin?: number; // hours without a receipt after which a text counts as not arrived; snapshots before lack these two
  pushWithin?: number; // minutes without a sign of a browser after which a text goes
  lateAfter: number; // minutes of sending hours after which what was due counts as held up by an outage
  breachNotice: number; // hours
  dataRequestReply: number; // working days
  dataRequestView: number; // days
  dataRequestWithdraw: number; // days
  dataRequestDelete: number; // days
}

type Snake<S extends string> = S extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${Snake<Tail>}`
  : S;
/** Those of the table; snapshots of old cases also carry ladders of a former form. */
export type ParameterName = Snake<Exclude<keyof PolicyParams, Exclude<keyof LadderParams, 'ladders'>>>;

/** In what a value is counted; a closed list, so that each is said in both languages. */
export type Unit =
  | 'days'
  | 'days after end'
  | 'days and percent'
  | 'days before end'
  | 'days before the planned day'
  | 'hours'
  | 'hours before end'
  | 'local time'
  | 'minutes'
  | 'months'
  | 'per 24 h'
  | 'percent'
  | 'times'
  | 'VND'
  | 'working days'
  | 'working days after end'
  | 'working days after notice'
  | 'working days after proposal'
  | 'working days before end'
  | 'working hours'
  | '× base salary a month';

/** One value of one parameter during one time. */
export interface Parameter {
  name: ParameterName;
  value:
    | number
    | null
    | Term
    | CadenceStep[]
    | Adaptive
    | PolicyParams['ladders' | 'reminderTime' | 'smsWindow'];
  unit: Unit;
  /** The article, or why this local default was chosen. */
  basis: string;
  /** C: read in the text of the law; L: from a secondary source; U: unconfirmed, or a local choice. */
  confidence: 'C' | 'L' | 'U';
  from: Day;
  /** Last day in force, included. */
  to?: Day;
  /** No law fixes it: a place may set its own value. */
  local?: boolean;
  /** A law fixes it, but a place may set a higher value. */
  raisable?: boolean;
}

/** What a running case carries: plain JSON, under 4 kB. */
export interface Policy {
  /** Day of the latest change of any value, and a mark of a place's own values: same version, same dates. */
  version: string;
  inForceOn: Day;
  params: PolicyParams;
  calendar: Calendar;
}

/** What a place decides for itself, and the years of holidays announced since. */
export interface Overrides {
  params?: Partial<PolicyParams>;
  hours?: OfficeHours;
  market?: Market;
  november24?: boolean;
  announced?: Readonly<Record<number, AnnouncedYear>>;
}

const OLD_LAW = '2022-01-01';
const OLD_LAW_END = '2026-06-30';
const NEW_LAW = '2026-07-01';

// biome-ignore format: a table reads best one line a row
export const PARAMETERS: readonly Parameter[] = [
  law('reintegration_stage', 30, 'days before end', 'NĐ 163/2026 art. 88.7', 'C', NEW_LAW),
  law('centre_notice_before_end', 15, 'days', 'NĐ 116/2021 art. 62.1', 'C', OLD_LAW, OLD_LAW_END),
  law('centre_notice_before_end', 30, 'days', 'NĐ 163/2026 arts. 93.2, 94.2, 97.1, 123.1', 'C', NEW_LAW),
  law('police_proposal', 2, 'working days after notice', 'NĐ 163/2026 art. 134.1', 'C', NEW_LAW),
  law('commune_file', 3, 'working days', 'NĐ 116/2021 art. 77', 'C', OLD_LAW, OLD_LAW_END),
  law('chair_decision', 2, 'working days', 'NĐ 116/2021 art. 78', 'C', OLD_LAW, OLD_LAW_END),
  local('chair_decision', 2, 'working days after proposal', 'no separate figure in the new law; the former one kept', NEW_LAW),
  law('certificate_and_handout', 24, 'hours before end', 'NĐ 163/2026 arts. 93.4, 94.3, 97.2, 123.2', 'C', NEW_LAW),
  law('monitoring_decision', 12, 'hours', 'NĐ 163/2026 art. 16.2a', 'C', NEW_LAW),
  law('monitoring_decision_minor', 24, 'hours', 'NĐ 163/2026 art. 16.2b', 'C', NEW_LAW),
  law('present_private_centre', 2, 'days', 'Law 120/2025 art. 33.3b', 'C', NEW_LAW),
  law('present_public_centre', 5, 'working days', 'NĐ 116/2021 art. 62.5', 'C', OLD_LAW, OLD_LAW_END),
  local('present_public_centre', 5, 'working days', 'none found in the new law; the former 5 working days kept', NEW_LAW),
  law('term_voluntary_or_minor', 12, 'months', 'Law 120/2025 art. 42.1', 'C', OLD_LAW),
  law('term_adult_compulsory', 24, 'months', 'Law 120/2025 art. 42.2', 'C', OLD_LAW),
  law('move_notice', { workingDays: 5 }, 'working days', 'Law 73/2021 art. 43.2', 'C', OLD_LAW, OLD_LAW_END),
  law('move_notice', { hours: 24 }, 'hours', 'Law 120/2025 art. 48.2', 'C', NEW_LAW),
  law('end_certificate_window', 3, 'working days before end', 'NĐ 163/2026 art. 138', 'C', NEW_LAW),
  law('social_facility_dossier', 15, 'days before end', 'NĐ 163/2026 art. 124.1', 'C', NEW_LAW),
  law('helper_pay_cap', 0.6, '× base salary a month', 'NĐ 163/2026 art. 130.4', 'C', NEW_LAW),
  local(
    'cadence',
    [{ untilDay: 30, everyDays: 7 }, { untilDay: 90, everyDays: 14 }, { everyDays: 30 }],
    'days', 'no law: weekly for a month, fortnightly for two, then monthly (Recovery Management Checkups)',
  ),
  local(
    'adaptive',
    { goodChecks: 3, longerPercent: 150, shorterPercent: 50, minDays: 7, maxDays: 60 },
    'days and percent', 'no law: longer after good checks, shorter after a bad one (Recovery Management Checkups)',
  ),
  local('promise_within', 14, 'days', 'no law: a promise holds for two weeks'),
  local('name_mentor', 2, 'working days', 'no law: as long as each office has'),
  local('pause_check', 30, 'days', 'no law: monthly, as the cadence'),
  local('move_reply', 3, 'working days', 'no law: as long as a report has'),
  local('delisting', 3, 'working days after end', 'NĐ 163/2026 art. 138 names delisting without a date; as long as the certificate has'),
  local('late_report', 60, 'days after end', 'no law: the longest interval between two visits'),
  local('visit_window', 2, 'days before the planned day', 'no law: an early visit is a visit'),
  local('reminder_before_visit', 1, 'days', 'one text one day before cut no-shows by 29% (Arkansas trial)'),
  local('reminder_time', '08:00', 'local time', 'no law: the start of the working day'),
  local('visit_grace', 3, 'working days', 'no law: time to report from a place without signal'),
  local('self_report', null, 'days', 'none found'),
  local('test_interval', null, 'days', 'none found'),
  local('mentor_reply', 2, 'working days', 'no law: as long as each office has'),
  local('personal_plan', 14, 'days', 'no law: half of the reintegration stage, so that the rest is for carrying it out'),
  local('case_acceptance', 2, 'working days', 'no law: no longer than the proposal that follows from it'),
  local('case_return', 3, 'working days', 'no law: time to ask the family for another address'),
  local('support_team', 5, 'working days', 'no law: a working week after the decision'),
  local('no_show_second_alert', 24, 'hours', 'no law: the next day'),
  local('no_show_third_alert', 72, 'hours', 'no law: the third day'),
  local('no_show_step', 2, 'working days', 'no law: as long as each office has'),
  local('absent_check', 30, 'days', 'no law: monthly, so that nobody is forgotten'),
  local(
    'ladders',
    {
      usual: {
        levels: [
          { role: 'supervisor', scope: 'commune', channels: ['sms', 'email'], ackWithinWorkingHours: 8 },
          { role: 'supervisor', scope: 'province', channels: ['sms', 'email'], ackWithinWorkingHours: 8 },
        ],
        repeats: 2,
        resolveWithin: 5,
      },
      // A partner that thinks it over is not a person nobody has seen; nobody to tell is worse than a late answer.
      'referral-silent': { repeats: 1, resolveWithin: 10 },
      'loan-silent': { repeats: 1, resolveWithin: 10 },
      'training-absent': { repeats: 1, resolveWithin: 10 },
      'nobody-to-tell': { resolveWithin: 2 },
    },
    'working hours', 'without the supervisor step the gain of reminders was lost (DeRenzi et al. 2012)',
  ),
  local('unreachable_after', 2, 'times', 'no law: one text may get lost, two in a row tell of the phone'),
  local('overload_cases', 8, 'times', 'no law: more than a volunteer can do beside their own work'),
  local('overload_visits_a_week', 6, 'times', 'no law: nearly one every day'),
  local('first_contact', 7, 'days', 'seen within 7 days of discharge (HEDIS FUI)'),
  local('first_contact_latest', 30, 'days', 'seen within 30 days of discharge (HEDIS FUI)'),
  local('referral_reply', 5, 'working days', 'no law: a working week'),
  local('referral_end', 90, 'days', 'no law'),
  local('referral_draft', 5, 'working days', 'no law: as long as a partner has'),
  local('referral_start', 30, 'days', 'no law: until the next course or the next month'),
  local('referral_hold', 30, 'days', 'no law: looked at monthly, as every pause'),
  local('absences_in_a_row', 3, 'times', 'no law: one may be ill, three in a row is leaving'),
  local('attendance_within', 14, 'days', 'no law: fortnightly'),
  local('training_result', 30, 'days', 'no law: time for the examination and the certificate'),
  local('job_first_check', 3, 'months', 'programmes in the field look after 3 months'),
  local('job_stable', 6, 'months', 'programmes in the field count a job as stable after 6 months'),
  local('job_check_within', 10, 'working days', 'no law: two weeks to go and ask'),
  local('club_report', 2, 'working days', 'no law: as long as each office has'),
  local('club_regular', 75, 'percent', 'no law: three meetings of four'),
  local('club_target', 80, 'percent', 'the target of the programmes that are served'),
  local('later_check', 15, 'working days', 'no law: three working weeks to find somebody after years'),
  { ...law('loan_cap', 200_000_000, 'VND', 'NĐ 338/2025', 'L', '2026-01-01'), raisable: true },
  law('loan_term_max', 120, 'months', 'NĐ 338/2025', 'L', '2026-01-01'),
  local('loan_vouching', 5, 'working days', 'no law: a working week'),
  local('loan_appraisal', 10, 'working days', 'no law: until the club has met'),
  local('loan_quorum', 3, 'times', 'no law: the club, the commune and one more'),
  local('loan_decision', 10, 'working days', 'no law: as long as the appraisal'),
  local('loan_disbursement', 10, 'working days', 'no law: money set aside helps nobody'),
  local('loan_wait_check', 30, 'days', 'no law: monthly, as money comes back'),
  local('loan_grace', 3, 'working days', 'no law: as long as a report has'),
  local('loan_arrears_step', 5, 'working days', 'no law: a working week for each talk'),
  local('loan_renewal', 10, 'working days', 'no law: time to plan the next turn'),
  { ...law('sms_window', { from: '07:00', to: '22:00' }, 'local time', 'NĐ 91/2020 art. 13 binds advertising; adopted', 'C', '2020-10-01'), local: true },
  { ...law('sms_max_per_number', 3, 'per 24 h', 'NĐ 91/2020 art. 13 binds advertising; adopted', 'C', '2020-10-01'), local: true },
  local('digest_from', 2, 'times', 'no law: two texts where one would do teach to read none'),
  local('digest_week_from', 4, 'times', 'no law: told the day before people come, told earlier they do not; but many texts a week are not read'),
  local('digest_days', 7, 'days', 'no law: a week can be planned, a month cannot'),
  local('digest_at', '07:30', 'local time', 'no law: when offices open'),
  local('link_valid_days', 14, 'days', 'no law: until the next visit of the second cadence step'),
  local('receipt_within', 6, 'hours', 'no law: networks give up a text after hours, not minutes'),
  local('push_within', 60, 'minutes', 'no law: a phone that is on shows it at once; the text still comes that day'),
  local('late_after', 60, 'minutes', 'no law: later than that it no longer says what it was meant to'),
  law('breach_notice', 72, 'hours', 'Law 91/2025 art. 23.1', 'L', '2026-01-01'),
  law('data_request_reply', 2, 'working days', 'NĐ 356/2025 art. 5', 'L', '2026-01-01'),
  law('data_request_view', 10, 'days', 'NĐ 356/2025 art. 5', 'L', '2026-01-01'),
  law('data_request_withdraw', 15, 'days', 'NĐ 356/2025 art. 5', 'L', '2026-01-01'),
  law('data_request_delete', 20, 'days', 'NĐ 356/2025 art. 5', 'L', '2026-01-01'),
];

/** Years of holidays a snapshot carries: a case may start three years ahead and last two. */
const CALENDAR_YEARS = 5;

/**
 * The snapshot in force on a day in Vietnam, with a place's own values. Before a parameter's first day in force its
 * first known value is used (`basisOf` then says nothing): a number is better than a hole, and no case is that old.
 * Throws PolicyError, a RangeError, when an override touches what the law fixes or is beyond its limits.
 */
export function policyInForce(day: Day, overrides: Overrides = {}, parameters = PARAMETERS): Policy {
  const params: Record<string, unknown> = {};
  const names = new Set(parameters.map((row) => row.name));
  for (const name of names) {
    const row = basisOf(name, day, parameters) ?? firstLater(name, day, parameters);
    if (row) params[camel(name)] = row.value;
  }
  for (const [key, value] of Object.entries(overrides.params ?? {})) {
    if (value === undefined) continue;
    const row = parameters.find((p) => camel(p.name) === key && inForce(p, day));
    const problem = problemWith(row, value);
    if (problem) throw new PolicyError(key, problem);
    params[key] = value;
  }
  if (Number(params.firstContact) > Number(params.firstContactLatest))
    throw new PolicyError('firstContact', { code: 'too-high', max: Number(params.firstContactLatest) });
  const changes = parameters.filter((row) => row.from <= day).map((row) => row.from);
  const changed = changes.sort().at(-1) ?? day;
  const year = Number(day.slice(0, 4));
  const { hours, market, november24, announced } = overrides;
  const calendar = calendarFor(year, year + CALENDAR_YEARS, { november24, announced });
  return {
    version: changed + suffixOf(overrides),
    inForceOn: day,
    // Safe: the names are PolicyParams' keys by type, and a test checks that each required one is there.
    params: params as unknown as PolicyParams,
    calendar: { ...calendar, ...(hours && { hours }), ...(market && { market }) },
  };
}

/** The row in force on a day: its article, unit and confidence, for screens and documents. */
export function basisOf(name: ParameterName, day: Day, parameters = PARAMETERS): Parameter | undefined {
  return parameters.find((row) => row.name === name && inForce(row, day));
}

/** What a snapshot from before November 2026 lacks; the one place that fills it in. */
const SINCE_2026_11 = {
  personalPlan: 14,
  caseAcceptance: 2,
  caseReturn: 3,
  supportTeam: 5,
  noShowSecondAlert: 24,
  noShowThirdAlert: 72,
  noShowStep: 2,
  absentCheck: 30,
  promiseWithin: 14,
  nameMentor: 2,
  pauseCheck: 30,
  moveReply: 3,
  delisting: 3,
  lateReport: 60,
  loanVouching: 5,
  loanAppraisal: 10,
  loanQuorum: 3,
  loanDecision: 10,
  loanDisbursement: 10,
  loanWaitCheck: 30,
  loanGrace: 3,
  loanArrearsStep: 5,
  loanRenewal: 10,
  digestFrom: 2,
  digestWeekFrom: 4,
  digestDays: 7,
  digestAt: '07:30',
  receiptWithin: 6,
  pushWithin: 60,
  referralDraft: 5,
  absencesInARow: 3,
  attendanceWithin: 14,
  trainingResult: 30,
  jobFirstCheck: 3,
  jobStable: 6,
  jobCheckWithin: 10,
  clubReport: 2,
  clubRegular: 75,
  clubTarget: 80,
  laterCheck: 15,
} satisfies Partial<PolicyParams>;

/**
 * When an office is reminded of what is due on a day: in the morning summary of the working day before, so that a day is
 * left to do it and nobody is disturbed on a rest day.
 */
export function officeReminder(dueDay: Day, policy: Policy): Instant {
  return at(addWorkingDays(dueDay, -1, policy.calendar), paramsOf(policy).digestAt);
}

/** The values of a snapshot, complete also where it is older than a parameter. */
export const paramsOf = ({ params }: Policy) => ({
  ...SINCE_2026_11,
  // Before each open status of a referral had a time of its own, all had that of the outcome.
  referralStart: params.referralEnd,
  referralHold: params.referralEnd,
  ...params,
});

// Legal dates. Days are days in Vietnam (+07:00); a deadline given as a day ends with it (`endOfDay`).

/** Latest day of the centre's notice, form 51 (NĐ 163 art. 93.2: *at least* so many days, so never moved later). */
export function noticeDue(endDay: Day, policy: Policy): Day {
  return addDays(endDay, -policy.params.centreNoticeBeforeEnd);
}

/** First day of the reintegration stage: residence and personal plan, form 19 (NĐ 163 art. 88.7). */
export function preparationBegins(endDay: Day, policy: Policy): Day {
  return addDays(endDay, -policy.params.reintegrationStage);
}

/** Last day of the commune police chief's proposal, form 52 (NĐ 163 art. 134.1); before 2026-07-01 the commune file (NĐ 116 art. 77). */
export function proposalDue(noticeDay: Day, policy: Policy): Day {
  const { communeFile, policeProposal } = policy.params;
  return addWorkingDays(noticeDay, communeFile ?? policeProposal, policy.calendar);
}

/** Last day of the chair's decision, form 53 (local; NĐ 116 art. 78 before 2026-07-01). */
export function decisionDue(proposalDay: Day, policy: Policy): Day {
  return addWorkingDays(proposalDay, policy.params.chairDecision, policy.calendar);
}

/** Last day of the certificate and of the hand-out, form 23: the day of completion itself (NĐ 163 art. 93.4). */
export function certificateDue(endDay: Day): Day {
  return endDay;
}

/** First moment of the certificate: only the day of completion is known, so so many hours before its midnight (NĐ 163 art. 93.4). */
export function certificateOpens(endDay: Day, policy: Policy): Instant {
  return at(endDay, '00:00') - policy.params.certificateAndHandout * HOUR;
}

/** Police decision on monitoring (NĐ 163 art. 16.2): hours from the chair's decision, or from a guardian's request. */
export function monitoringDecisionDue(from: Instant, minor: boolean, policy: Policy): Instant {
  const { monitoringDecision, monitoringDecisionMinor } = policy.params;
  return from + (minor ? monitoringDecisionMinor : monitoringDecision) * HOUR;
}

/** Last day for the person to present to the commune (Law 120 art. 33.3b for a private centre; local for a public one). */
export function arrivalDue(endDay: Day, centre: 'private' | 'public', policy: Policy): Day {
  const { presentPrivateCentre, presentPublicCentre } = policy.params;
  return centre === 'private'
    ? endOfTerm(addDays(endDay, presentPrivateCentre), policy.calendar)
    : addWorkingDays(endDay, presentPublicCentre, policy.calendar);
}

/** The person is seen by the helper: aimed at by `due`, by `latest` at the very latest (local). */
export function firstContactDue(completionDay: Day, policy: Policy): { due: Day; latest: Day } {
  const { firstContact, firstContactLatest } = policy.params;
  return { due: addDays(completionDay, firstContact), latest: addDays(completionDay, firstContactLatest) };
}

/** Latest day of the dossier for a social-protection facility when there is no residence (NĐ 163 art. 124.1). */
export function socialDossierDue(endDay: Day, policy: Policy): Day {
  return addDays(endDay, -policy.params.socialFacilityDossier);
}

export type Treatment = 'voluntary' | 'compulsory' | 'substitution';

/** Months of management after treatment (Law 120 arts. 42.1, 42.2): longer for an adult after compulsory treatment. */
export function termMonths(treatment: Treatment, minor: boolean, policy: Policy): number {
  const { termAdultCompulsory, termVoluntaryOrMinor } = policy.params;
  return treatment === 'compulsory' && !minor ? termAdultCompulsory : termVoluntaryOrMinor;
}

/** Last day of the management, counted from the completion, not the decision (Law 120 art. 42). A status, not an act due: never moved by a rest day. */
export function termEnd(completionDay: Day, months: number): Day {
  return addMonths(completionDay, months);
}

/** First day of the window in which the end certificate, form 56, is prepared (NĐ 163 art. 138). */
export function endCertificateOpens(termEndDay: Day, policy: Policy): Day {
  return addWorkingDays(termEndDay, -policy.params.endCertificateWindow, policy.calendar);
}

/** When the origin must have told the destination of a move, form 54 (Law 120 art. 48.2; Law 73 art. 43.2 before). */
export function moveNoticeDue(move: Instant, policy: Policy): Instant {
  const term = policy.params.moveNotice;
  if ('hours' in term) return move + term.hours * HOUR;
  return at(addWorkingDays(dayOf(move), term.workingDays, policy.calendar), '24:00');
}

function inForce(row: Parameter, day: Day): boolean {
  return row.from <= day && (row.to === undefined || day <= row.to);
}

function firstLater(name: ParameterName, day: Day, parameters: readonly Parameter[]): Parameter | undefined {
  return parameters
    .filter((row) => row.name === name && row.from > day)
    .sort((a, b) => (a.from < b.from ? -1 : 1))[0];
}

/** 'visit_grace' → 'visitGrace'. */
export function camel(name: ParameterName): keyof PolicyParams {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof PolicyParams;
}

/** '' without overrides, else '+' and a short fingerprint (FNV-1a) that does not depend on the order of keys. */
function suffixOf({ params, november24, ...places }: Overrides): string {
  const meant = {
    params: Object.entries(params ?? {}).filter(([, v]) => v !== undefined),
    november24: november24 || undefined,
    ...places,
  };
  const { params: set, ...others } = meant;
  if (set.length === 0 && Object.values(others).every((value) => value === undefined)) return '';
  const text = JSON.stringify(canonical({ ...meant, params: Object.fromEntries(meant.params) }));
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return `+${hash.toString(16).padStart(8, '0')}`;
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, canonical(v)]),
  );
}

function law(
  name: ParameterName,
  value: Parameter['value'],
  unit: Unit,
  basis: string,
  confidence: Parameter['confidence'],
  from: Day,
  to?: Day,
): Parameter {
  return { name, value, unit, basis, confidence, from, ...(to && { to }) };
}

function local(
  name: ParameterName,
  value: Parameter['value'],
  unit: Unit,
  basis: string,
  from: Day = OLD_LAW,
): Parameter {
  return { name, value, unit, basis, confidence: 'U', from, local: true };
}
