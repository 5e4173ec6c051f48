/** Everything a screen or a JSON route reads. What lies outside the asker's area is null or not in the list. */
export { absencesOf, officesOf } from './absences';
export { type AdoptionPreview, adoptionPreview, type PersonChanges } from './adoption';
export { type AftercareCard, aftercareOf, type CaseAftercare, listAftercare } from './aftercare';
export { caseFile } from './case-file';
export { type CaseFilter, caseDetail, caseTimeline, listCases, today } from './cases';
export { type ClassView, runningClasses } from './classes';
export {
  type ClubCard,
  type ClubDetail,
  clubDetail,
  listClubs,
  type MeetingView,
  type MemberView,
} from './clubs';
export {
  type CaseCommunity,
  type CircleView,
  caseCommunity,
  circleOf,
  type EventCard,
  type HelperView,
  type InKindCard,
  listEvents,
  listInKind,
  listSessions,
  type SessionCard,
  whoPrepares,
} from './community';
export { type ConsentCard, caseConsent } from './consent';
export { type CostTable, costOf } from './cost';
export {
  type CourseCard,
  type CourseDetail,
  courseDetail,
  type LearntInCentre,
  learntInCentre,
  listCourses,
  type TraineeView,
} from './courses';
export { listOutbox, type OutboxCard, type OutboxFilter } from './desk';
export {
  ESCALATION_ONLY,
  type EscalationFilter,
  type EscalationOnly,
  escalationDetail,
  listEscalations,
} from './escalations';
export { FiguresAsk } from './figures/ask';
export { type FigureDetail, figureCases, figureDetail } from './figures/one';
export { type Figure, type FigureTable, figureTable } from './figures/table';
export { figuresFile } from './figures/workbook';
export { type FundBook, type FundCard, fundBook, listFunds } from './funds';
export { correctedRows, importDetail, importRows, listImports, type RowFilter } from './imports';
export { INBOX_STATES, type InboundCard, type InboxState, listInbound } from './inbound';
export {
  type CaseLoans,
  caseLoans,
  type LoanCard,
  type LoanDetail,
  type LoanFilter,
  listLoans,
  loanDetail,
  vouchersOf,
} from './loans';
export { caseloadOf, mentorsOf } from './mentors';
export { listMessages, type MessageFilter } from './messages';
export { listOutages, type OutageCard } from './outages';
export type { Page } from './page';
export { listPeople, personDetail } from './people';
export { communeChoices, listCentres, listCommunes, listOrganisations, listProvinces } from './places';
export { type PolicyLine, type PolicyPeriod, type PolicyTable, policyTable } from './policy';
export { listReferrals, type ReferralFilter, referralDetail } from './referrals';
export type * from './shapes';
export { type TomorrowCard, tomorrowOf } from './tomorrow';
export { listMentors, listUsers, type UserFilter, userDetail } from './users';
export { myWork } from './work';
