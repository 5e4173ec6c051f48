/** How each indicator of domain/indicators is counted: from which rows, and what of them. */
import type { IndicatorId } from '../../domain/indicators';
import { Prisma } from '../client';
import type { Source } from './source';
import {
  attendances,
  clubs,
  events,
  health,
  helpers,
  inKind,
  laterChecks,
  meetings,
  members,
  sessions,
  trainees,
} from './sources/community';
import { contacts, dueVisits, escalations, resolutions } from './sources/company';
import { arrears, balances, repayments, turnsMatured, turnsPaidOut } from './sources/loan';
import { assignments, endings, followUps, returns } from './sources/return';
import {
  certificates,
  coursesBegun,
  jobsBegun,
  jobsLost,
  jobsStable,
  referrals,
} from './sources/training-job';

export interface Measure {
  source: Source;
  /** An aggregate over the rows `s`. */
  value: Prisma.Sql;
  /** Only these rows. */
  of?: Prisma.Sql;
}

export interface Counting {
  part: Measure;
  whole?: Measure;
  /** What tells the rows of the part (and whole) apart, where the indicator is split. */
  split?: Prisma.Sql;
}

const ROWS = Prisma.sql`count(*)`;
const PEOPLE = Prisma.sql`count(DISTINCT s."personId")`;
const TRADE = Prisma.sql`coalesce(s.trade, 'other')`;
const FUND = Prisma.sql`s.source`;
const KIND = Prisma.sql`s.kind`;
const account = (name: string) => Prisma.sql`s.account = ${name}`;

/** The same as `attendanceOf(…).reached` of each club (domain/club/attendance), over its meetings of the period. */
const REGULAR = Prisma.sql`(
  SELECT count(*) FROM (
    SELECT FROM (
      SELECT x.club, 100 * sum(x.came) >= max(s.regular) * count(*) AS regular
      FROM unnest(array_agg(s."clubId"), array_agg(s."memberId"), array_agg(s.came::int)) AS x(club, member, came)
      GROUP BY x.club, x.member) member
    GROUP BY member.club
    HAVING 100 * count(*) FILTER (WHERE member.regular) >= max(s.target) * count(*)) club)`;

const of = (source: Source, value: Prisma.Sql, which?: Prisma.Sql): Measure => ({ source, value, of: which });

export const MEASURES: Readonly<Record<IndicatorId, Counting>> = {
  returned: { part: of(returns, PEOPLE) },
  'file-complete': { part: of(returns, ROWS, Prisma.sql`s.complete`), whole: of(returns, ROWS) },
  arrived: { part: of(returns, ROWS, Prisma.sql`s.arrived`), whole: of(returns, ROWS) },
  'seen-7': {
    part: of(returns, ROWS, Prisma.sql`s."daysAgo" >= 7 AND s."seenAfter" <= 7`),
    whole: of(returns, ROWS, Prisma.sql`s."daysAgo" >= 7`),
  },
  'seen-30': {
    part: of(returns, ROWS, Prisma.sql`s."daysAgo" >= 30 AND s."seenAfter" <= 30`),
    whole: of(returns, ROWS, Prisma.sql`s."daysAgo" >= 30`),
  },
  assigned: { part: of(assignments, ROWS) },
  relapse: { part: of(endings, ROWS, Prisma.sql`s.why = 'relapse'`), whole: of(followUps, ROWS) },
  delisted: { part: of(endings, ROWS, Prisma.sql`s.why = 'completed'`) },
  followed: { part: of(followUps, PEOPLE) },
  contacts: { part: of(contacts, ROWS) },
  contacted: { part: of(contacts, PEOPLE) },
  'contacts-each': { part: of(contacts, ROWS), whole: of(followUps, PEOPLE) },
  counselling: { part: of(contacts, ROWS, Prisma.sql`s.counselled`) },
  counselled: { part: of(contacts, PEOPLE, Prisma.sql`s.counselled`) },
  'visits-in-time': { part: of(dueVisits, ROWS, Prisma.sql`s."inTime"`), whole: of(dueVisits, ROWS) },
  'days-overdue': {
    part: of(dueVisits, Prisma.sql`sum(s.overdue)`, Prisma.sql`s.overdue > 0`),
    whole: of(dueVisits, PEOPLE),
  },
  escalations: { part: of(escalations, Prisma.sql`count(DISTINCT s.id)`) },
  'escalations-resolved': {
    part: of(escalations, Prisma.sql`count(DISTINCT s.id)`, Prisma.sql`s.resolved`),
    whole: of(escalations, Prisma.sql`count(DISTINCT s.id)`),
  },
  'days-to-resolve': { part: of(resolutions, Prisma.sql`sum(s.days)`), whole: of(resolutions, ROWS) },

  referrals: { part: of(referrals, ROWS), split: Prisma.sql`s.kind` },
  'referrals-done': {
    part: of(referrals, ROWS, Prisma.sql`s.status = 'completed'`),
    whole: of(referrals, ROWS),
    split: Prisma.sql`s.kind`,
  },
  'trained-centre': { part: of(coursesBegun, PEOPLE, Prisma.sql`s.place = 'centre'`), split: TRADE },
  'trained-community': { part: of(coursesBegun, PEOPLE, Prisma.sql`s.place = 'community'`), split: TRADE },
  'trained-share': { part: of(returns, PEOPLE, Prisma.sql`s.trained`), whole: of(returns, PEOPLE) },
  certified: { part: of(certificates, PEOPLE), split: TRADE },
  'training-money': { part: of(coursesBegun, Prisma.sql`sum(s."costSupport")`) },
  'job-referrals': { part: of(referrals, ROWS, Prisma.sql`s.kind = 'job'`) },
  placed: { part: of(jobsBegun, PEOPLE), split: TRADE },
  stable: { part: of(jobsStable, PEOPLE), split: TRADE },
  'stable-share': {
    part: of(jobsBegun, ROWS, Prisma.sql`s.stable`),
    whole: of(jobsBegun, ROWS, Prisma.sql`s.known`),
    split: TRADE,
  },
  'jobs-lost': { part: of(jobsLost, ROWS) },
  borrowers: { part: of(turnsPaidOut, PEOPLE), split: FUND },
  'loan-turns': { part: of(turnsPaidOut, ROWS), split: FUND },
  'loan-sum': { part: of(turnsPaidOut, Prisma.sql`sum(s.principal)`), split: FUND },
  'loan-repaid': { part: of(repayments, Prisma.sql`sum(s.amount)`), split: FUND },
  'loans-matured': { part: of(turnsMatured, ROWS), split: FUND },
  'loans-arrears': { part: of(arrears, Prisma.sql`count(DISTINCT s."loanId")`), split: FUND },
  'arrears-sum': { part: of(arrears, Prisma.sql`sum(s.unpaid)`), split: FUND },
  'fund-capital': { part: of(balances, Prisma.sql`-sum(s.amount)`, account('capital')), split: FUND },
  'fund-cash': { part: of(balances, Prisma.sql`sum(s.amount)`, account('cash')), split: FUND },
  'fund-lent': { part: of(balances, Prisma.sql`sum(s.amount)`, account('lent')), split: FUND },
  'fund-written-off': { part: of(balances, Prisma.sql`sum(s.amount)`, account('written-off')), split: FUND },
  clubs: { part: of(clubs, ROWS) },
  'club-members': { part: of(members, ROWS) },
  'clubs-regular': {
    part: of(attendances, REGULAR),
    whole: of(attendances, Prisma.sql`count(DISTINCT s."clubId")`),
  },
  'club-meetings': { part: of(meetings, ROWS) },
  'club-attendance': { part: of(meetings, Prisma.sql`sum(s.present + s.guests)`) },
  sessions: { part: of(sessions, ROWS) },
  'session-attendance': { part: of(trainees, ROWS) },
  prepared: { part: of(trainees, PEOPLE) },
  events: { part: of(events, ROWS), split: Prisma.sql`s.language` },
  'event-attendance': { part: of(events, Prisma.sql`sum(s.attending)`), split: Prisma.sql`s.language` },
  'households-helped': { part: of(inKind, Prisma.sql`count(DISTINCT s."householdKey")`), split: KIND },
  'in-kind-value': { part: of(inKind, Prisma.sql`sum(s.value)`), split: KIND },
  'work-days': { part: of(inKind, Prisma.sql`sum(s."workDays")`), split: KIND },
  'health-referrals': { part: of(health, ROWS) },
  'relapse-later': {
    part: of(laterChecks, ROWS, Prisma.sql`NOT s."relapseFree"`),
    whole: of(laterChecks, ROWS, Prisma.sql`s."relapseFree" IS NOT NULL`),
    split: Prisma.sql`s.year`,
  },
  'employed-later': {
    part: of(laterChecks, ROWS, Prisma.sql`s.working`),
    whole: of(laterChecks, ROWS, Prisma.sql`s.working IS NOT NULL`),
    split: Prisma.sql`s.year`,
  },
  'peer-helpers': { part: of(helpers, PEOPLE) },
};
