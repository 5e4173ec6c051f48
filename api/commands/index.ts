/** Everything a signed-in person can ask for, for JSON routes and pages alike. */
export { endAbsence, nameDeputy, noteAbsence } from './absence';
export { acknowledgeEscalation, resolveEscalation } from './escalation';
export { type BulkOutcome, manageEscalations } from './escalations';
export { answerMentorRequest, giveResidence, nameMentor, recordMilestone } from './handover';
export { createImport, startImport } from './import';
export { createCentre, createCommune, createOrganisation, createProvince, ORGANISATION_KINDS } from './place';
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
export { reassignMentor, reportVisit, rescheduleVisit } from './visit';
