/** Everything a signed-in person can ask for, for JSON routes and pages alike. */
export { endAbsence, nameDeputy, noteAbsence } from './absence';
export { type Adopted, adoptPolicy } from './adopt';
export { beginAftercare, reportCheck, withdrawAftercare } from './aftercare';
export { recordDocument, recordMeeting } from './case-file';
export { type CaseloadResult, coverCaseload, reassignCaseload, shiftCaseload } from './caseload';
export { changeClub, closeClub, joinClub, leaveClub, openClub, reportMeeting } from './club';
export {
  addToCircle,
  leaveCircle,
  recordEvent,
  recordHelper,
  recordInKind,
  recordSession,
} from './community';
export { recordConsent, withdrawConsent } from './consent';
export { endTraining, joinCourse, openCourse, tellLesson } from './course';
export { handleInbound, resendNotice, revokeLink, sendNow, settleMessage } from './desk';
export { acknowledgeEscalation, resolveEscalation } from './escalation';
export { type BulkOutcome, manageEscalations } from './escalations';
export {
  acceptMove,
  coverMentor,
  declineMove,
  endFollowUp,
  moveAway,
  pauseFollowUp,
  recordAbsence,
  recordEnd,
  referNeed,
  resumeFollowUp,
  stillPaused,
} from './follow-up';
export { bookFund, createFund } from './fund';
export { answerMentorRequest, giveFacility, giveResidence, nameMentor, recordMilestone } from './handover';
export { cancelHandover, moveEnd, recordNoShowStep, resendCase, returnCase } from './handover-course';
export { describeNeed } from './health';
export { keepHistory, previewHistory, removeHistory } from './history';
export { createImport, startImport } from './import';
export {
  decideLoan,
  disburseLoan,
  openLoan,
  renewLoan,
  repayLoan,
  rescheduleLoan,
  takeBackRepayment,
  talkedAboutLoan,
  voteOnLoan,
  vouchLoan,
  withdrawLoan,
  writeOffLoan,
} from './loan';
export { signOutage } from './outage';
export { type SessionResult, tellJob, tellSession, tellTraining } from './paths';
export { setLanguages } from './person';
export { createCentre, createCommune, createOrganisation, createProvince } from './place';
export { announceYear, endOverride, setOverride } from './policy';
export { agreeToPush, endPush } from './push';
export { setReading } from './reading';
export { moveReferral } from './referral';
export { startHandover } from './start';
export {
  chooseLanguage,
  createToken,
  createUser,
  deactivateUser,
  reactivateUser,
  revokeToken,
  updateUser,
} from './user';
export { reassignMentor, reportContact, reportVisit, rescheduleVisit } from './visit';
