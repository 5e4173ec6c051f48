export { afterwards } from './afterwards';
export { courier } from './courier';
export { escalation } from './escalation';
export { followUp } from './follow-up';
export { handover } from './handover';
export { reconcile } from './reconcile';
export { referral } from './referral';
