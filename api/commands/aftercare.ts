import { z } from 'zod';
import { Aftercare, CHECK_OUTCOMES, CHECK_YEARS, type CheckYear } from '../../domain/aftercare';
import { dayOf } from '../../domain/calendar';
import { CONSENT_WAYS } from '../../domain/consent';
import { policiesOn } from '../../prisma/policies';
import { invalid } from '../result';
import { day, empty, yesOrNo } from './fields';
import { onAftercare } from './on-process';

/** The person agreed, after an end in good order, to be asked later how they are. */
export const beginAftercare = onAftercare(
  'record-aftercare',
  'beginAftercare',
  { consentOn: day, consentHow: z.enum(CONSENT_WAYS) },
  async ({ consentOn, consentHow }, { ctx: { db, now }, id: caseId }) => {
    const today = dayOf(now());
    const followUp = await db.followUp.findUnique({ where: { id: caseId } });
    if (followUp?.closedWhy !== 'completed' || !followUp.closedAt)
      return { kind: 'refused', code: 'not-yet' };
    const before = await db.aftercare.findUnique({ where: { id: caseId } });
    if (before?.status === 'open') return { kind: 'refused', code: 'already-done' };
    if (consentOn > today)
      return invalid('/consentOn', 'in-the-future', 'Ngày này còn ở phía trước.', 'This day is still ahead.');
    const { communeId, provinceId } = followUp;
    const facts = {
      ...{ caseId, communeId, provinceId, consentOn },
      endedOn: dayOf(followUp.closedAt.getTime()),
      policy: (await policiesOn(db, today))(provinceId, communeId),
      revision: before?.revision ?? 0,
    };
    if (Aftercare.begin(facts, now()).state.closed) return { kind: 'refused', code: 'closed' };
    return { args: { facts }, words: { consentHow } };
  },
);

const said = empty(yesOrNo.optional());
const inWords = (yes: boolean | undefined) => (yes === undefined ? undefined : yes ? 'yes' : 'no');

/** What was found in a year; how the person is stays out of the engine. */
export const reportCheck = onAftercare(
  'record-aftercare',
  'reportCheck',
  {
    year: z.coerce
      .number()
      .refine((year) => (CHECK_YEARS as readonly number[]).includes(year))
      .transform((year) => year as CheckYear),
    outcome: z.enum(CHECK_OUTCOMES),
    heldOn: day,
    working: said,
    relapseFree: said,
  },
  async ({ year, outcome, heldOn, working, relapseFree }) => {
    const reached = outcome === 'reached';
    return {
      args: { year, outcome, heldOn },
      words: reached ? { working: inWords(working), relapseFree: inWords(relapseFree) } : {},
    };
  },
);

/** The person wishes no more of it: over at once. */
export const withdrawAftercare = onAftercare('record-aftercare', 'withdrawAftercare', {}, async () => ({
  args: {},
}));
