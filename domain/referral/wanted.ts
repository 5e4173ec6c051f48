import { at, dayOf, type Instant } from '../calendar';
import type { Wanted } from '../notice';
import { officeReminder, paramsOf } from '../policy';
import type { Party } from '../roles';
import { deadlineOf } from './deadline';
import { nextCheck } from './job';
import { offerOf } from './offer';
import { helperOf, ownerOf, type ReferralState } from './state';
import { absencesInARow } from './training';

/**
 * What must be known of a referral as it stands: who is asked hears at once and again on the working day before the
 * date; the helper hears the answer, the absences and the outcome.
 */
export function wantedOf(state: ReferralState): Wanted[] {
  const { facts, status, due, since, job, training } = state;
  const [helper, owner] = [helperOf(state), ownerOf(state)];
  const { referralId, kind, policy } = facts;
  const data = { kind, status, ...(due !== null && { due: dayOf(due - 1) }) };
  const base = { subjectId: referralId, data, notBefore: 0 };
  // A key is one need of one reader: what another has heard is news to who carries it now.
  const name = (party: Party) =>
    'userId' in party ? party.userId : party.role === 'partner' ? 'partner' : facts.communeId;
  const other = name(helper) === facts.requesterId ? '' : `/${name(helper)}`;
  const answer: Wanted = {
    ...base,
    key: `${referralId}/answer${other}`,
    kind: 'referral-answer',
    to: helper,
  };

  if (due === null) {
    if (status === 'rejected') return offerOf(state) && state.offered ? [] : [answer];
    // Of a job the helper told the end; a certificate comes with the offer of a job.
    const news = (status === 'completed' || status === 'failed') && kind !== 'job' && !offerOf(state);
    return news ? [{ ...answer, key: `${referralId}/outcome${other}` }] : [];
  }

  const expiresAt = due;
  const action = deadlineOf(state, since ?? 0)?.action;
  const before = officeReminder(dayOf(expiresAt - 1), policy);
  const reminder: Wanted = {
    ...base,
    key: `${referralId}/${action}/${dayOf(expiresAt - 1)}/${name(owner)}`,
    kind: 'referral-reminder',
    to: owner,
    notBefore: before,
    expiresAt,
  };

  if (status === 'requested') {
    const request = { ...base, kind: 'referral-request' as const, to: owner, expiresAt };
    return [
      { ...request, key: `${referralId}/request` },
      { ...request, key: `${referralId}/reminder`, priority: 'routine', notBefore: before },
    ];
  }
  if (status === 'draft') {
    const why = facts.why as string;
    const offer = { ...base, data: { ...data, why }, kind: 'referral-offer' as const, to: helper, expiresAt };
    return [{ ...offer, key: `${referralId}/offer/${name(helper)}` }, reminder];
  }
  if (status === 'accepted') return [answer, reminder];

  const check = action === 'job-check' && job && nextCheck(job, policy);
  if (check) {
    const asked = { ...base, kind: 'job-check' as const, to: helper, expiresAt };
    const key = `${referralId}/check-${check}/${name(helper)}`;
    const morning: Instant = at(check, paramsOf(policy).reminderTime);
    return [
      { ...asked, key, notBefore: morning },
      // Only where the first one was some days ago.
      ...(before > morning ? [{ ...asked, key: `${key}/${dayOf(expiresAt - 1)}`, notBefore: before }] : []),
    ];
  }
  const absent = absencesOf(state);
  if (!absent || !training) return [reminder];
  const times = String(absencesInARow(training.sessions));
  return [
    reminder,
    {
      ...base,
      key: `${absent}/${name(helper)}`,
      data: { kind, times },
      kind: 'training-absent',
      to: helper,
    },
  ];
}

/** Too many absences in a row that nobody looked after yet: what they are called while an escalation speaks of them. */
export function absencesOf({ training, facts, due }: ReferralState): string | null {
  return training?.alarmed && due !== null ? `${facts.referralId}/absent-${training.alarms}` : null;
}
