import type { Need } from '../follow-up';
import type { ReferralFacts, ReferralState } from './state';
import type { OfferReason } from './status';

/** What this one, now closed, offers next: another partner, or a job. Null: nothing. */
export function offerOf({ facts, status, mentorId, training, job }: ReferralState): ReferralFacts | null {
  const why: OfferReason | null =
    status === 'rejected'
      ? 'refused'
      : training?.status === 'certified'
        ? 'certificate'
        : job?.stage === 'lost'
          ? 'job-lost'
          : null;
  if (!why) return null;
  const kind = why === 'refused' ? facts.kind : 'job';
  const asked = why === 'refused' ? [...(facts.asked ?? []), facts.organisationId ?? []].flat() : [];
  const { referralId: followsId } = facts;
  const referralId = offerId(followsId, facts.kind, kind);
  return { ...facts, referralId, kind, organisationId: null, mentorId, why, followsId, asked };
}

/** Of the one that follows: another try has the next number, another need its name. Unique, since each offers once. */
function offerId(from: string, was: Need, kind: Need): string {
  if (was !== kind) return `${from}/${kind}`;
  const [, stem, number] = /^(.*)\/(\d+)$/.exec(from) ?? [];
  return stem && number ? `${stem}/${Number(number) + 1}` : `${from}/2`;
}
