import { z } from 'zod';
import { NEEDS, type Need, VISIT_OUTCOMES, visitId } from '../../domain/follow-up';
import type { Db } from '../../prisma/client';
import { workflowId } from '../../workflows/contract';
import { caseArea } from './area';
import { command, denied } from './command';
import { choices, day, id, words } from './fields';
import { isMentorOf, notAMentor } from './handover';
import { submit } from './submit';

const seq = z.coerce.number().int().min(1);

/** What the mentor found, on which day, and what the person needs; each need starts a referral. */
export const reportVisit = command(
  z.object({
    caseId: id,
    seq,
    outcome: z.enum(VISIT_OUTCOMES),
    heldOn: day,
    needs: choices(z.enum(NEEDS)),
    note: words(2000),
  }),
  async (ctx, actor, { note, ...input }, key) => {
    const { caseId, seq, outcome, heldOn } = input;
    const area = await caseArea(ctx.db, caseId);
    const no = denied(ctx, actor, 'report-visit', area);
    if (no) return no;
    if (!area?.followUp) return { kind: 'not-found' };
    const needs = [...new Set(input.needs)];
    return submit(ctx, actor, key, {
      caseId,
      workflowId: workflowId.followUp(caseId),
      update: 'reportVisit',
      args: {
        seq,
        outcome,
        heldOn,
        needs: await Promise.all(needs.map((kind) => withPartner(ctx.db, kind, area.provinceId))),
      },
      input: { ...input, note },
      words: { note },
    });
  },
);

/** Moves the planned visit to another day. */
export const rescheduleVisit = command(
  z.object({ caseId: id, seq, on: day }),
  async (ctx, actor, input, key) => {
    const { caseId, seq, on } = input;
    const area = await caseArea(ctx.db, caseId);
    const no = denied(ctx, actor, 'reschedule-visit', area);
    if (no) return no;
    if (!area?.followUp) return { kind: 'not-found' };
    return submit(ctx, actor, key, {
      caseId,
      workflowId: workflowId.followUp(caseId),
      update: 'rescheduleVisit',
      args: { seq, on },
      input,
    });
  },
);

/** Somebody else accompanies the person from now on. */
export const reassignMentor = command(
  z.object({ caseId: id, mentorId: id }),
  async (ctx, actor, input, key) => {
    const { caseId, mentorId } = input;
    const area = await caseArea(ctx.db, caseId);
    const no = denied(ctx, actor, 'reassign-mentor', area);
    if (no) return no;
    if (!area?.followUp) return { kind: 'not-found' };
    if (!(await isMentorOf(ctx.db, mentorId, area.communeId))) return notAMentor;
    return submit(ctx, actor, key, {
      caseId,
      workflowId: workflowId.followUp(caseId),
      update: 'reassignMentor',
      args: { mentorId },
      input,
    });
  },
);

/** Which kinds of organisation meet a need. */
const PARTNERS: Record<Need, string[]> = {
  training: ['school'],
  loan: ['bank', 'fund'],
  assessment: ['clinic'],
};

/** The longest-standing organisation of the province for this need; none: the commune must find one. */
async function withPartner(
  db: Db,
  kind: Need,
  provinceId: string,
): Promise<{ kind: Need; organisationId: string | null }> {
  const partner = await db.organisation.findFirst({
    where: { provinceId, kind: { in: PARTNERS[kind] } },
    orderBy: { id: 'asc' }, // ids are made of the time (uuid 7)
    select: { id: true },
  });
  return { kind, organisationId: partner?.id ?? null };
}

/** 'caseId/v3' → its parts; null for what is no visit id. */
export function readVisitId(text: string): { caseId: string; seq: number } | null {
  const [, caseId, seq] = /^(.+)\/v(\d{1,5})$/.exec(text) ?? [];
  return caseId && seq && visitId(caseId, Number(seq)) === text ? { caseId, seq: Number(seq) } : null;
}
