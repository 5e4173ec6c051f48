import { z } from 'zod';
import { CONTACT_OUTCOMES, TOPICS, VISIT_OUTCOMES, visitId } from '../../domain/follow-up';
import type { HealthKind } from '../../domain/health';
import { ASKED, type Asked, isHealth, needOf } from '../../domain/needs';
import type { Db } from '../../prisma/client';
import type { NeedFor } from '../../workflows/contract';
import { invalid } from '../result';
import { choices, day, empty, id, words } from './fields';
import { isMentorOf, notAMentor } from './handover';
import { onFollowUp } from './on-process';
import { partnersFor } from './referral';

const seq = z.coerce.number().int().min(1);
/** What was talked about and is needed, and a note that stays with those responsible. */
const told = {
  needs: choices(z.enum(ASKED)),
  topics: choices(z.enum(TOPICS)),
  note: words(2000),
};

/**
 * What the mentor found, on which day, and what the person needs; each need starts a referral. Of a promise it asks for
 * the day: that day the visit waits for.
 */
export const reportVisit = onFollowUp(
  'report-visit',
  'reportVisit',
  { seq, outcome: z.enum(VISIT_OUTCOMES), heldOn: day, promisedOn: empty(day.optional()), ...told },
  async ({ seq, outcome, heldOn, promisedOn, needs, topics, note }, { ctx, area }) => {
    if (outcome === 'promised' && !promisedOn)
      return invalid(
        '/promisedOn',
        'missing',
        'Người ấy hẹn ngày nào? Hãy ghi ngày hẹn.',
        'Which day did they promise? Please give it.',
      );
    const passed = await passedOn(ctx.db, needs, area.provinceId);
    return {
      args: {
        seq,
        outcome,
        heldOn,
        ...(outcome === 'promised' && { promisedOn }),
        needs: passed.needs,
        topics: [...new Set(topics)],
      },
      words: { note, health: passed.health },
    };
  },
);

/** Somebody was met or called outside the plan; inside the window of the planned visit it is that visit. */
export const reportContact = onFollowUp(
  'report-visit',
  'reportContact',
  { outcome: z.enum(CONTACT_OUTCOMES), on: day, ...told },
  async ({ outcome, on, needs, topics, note }, { ctx, area }) => {
    const passed = await passedOn(ctx.db, needs, area.provinceId);
    return {
      args: { outcome, on, needs: passed.needs, topics: [...new Set(topics)] },
      words: { note, health: passed.health },
    };
  },
);

/** Moves the planned visit to another day. */
export const rescheduleVisit = onFollowUp(
  'reschedule-visit',
  'rescheduleVisit',
  { seq, on: day },
  ({ seq, on }) => ({ args: { seq, on } }),
);

/** Somebody else accompanies the person from now on. */
export const reassignMentor = onFollowUp(
  'reassign-mentor',
  'reassignMentor',
  { mentorId: id },
  async ({ mentorId }, { ctx, area }) =>
    (await isMentorOf(ctx.db, mentorId, area.communeId)) ? { args: { mentorId } } : notAMentor,
);

/**
 * Each need once, with the longest-standing organisation of the province for it; none: the commune must find one.
 * `health`: what one of them is about, which stays with the submission.
 */
export async function passedOn(
  db: Db,
  asked: readonly Asked[],
  provinceId: string,
): Promise<{ needs: NeedFor[]; health?: HealthKind }> {
  // The most particular one said of health; beside it another 'other' need is the same request.
  const health = asked.findLast(isHealth);
  const needs = new Map<string, NeedFor>();
  for (const { kind, detail } of asked.map(needOf)) {
    const about = kind === 'other' && health ? 'health' : kind;
    const [partner] = await partnersFor(db, { kind: about, provinceId });
    const organisationId = partner?.id ?? null;
    needs.set(detail ?? kind, { kind, ...(detail && { detail }), organisationId });
  }
  return { needs: [...needs.values()], health };
}

/** 'caseId/v3' → its parts; null for what is no visit id. */
export function readVisitId(text: string): { caseId: string; seq: number } | null {
  const [, caseId, seq] = /^(.+)\/v(\d{1,5})$/.exec(text) ?? [];
  return caseId && seq && visitId(caseId, Number(seq)) === text ? { caseId, seq: Number(seq) } : null;
}
