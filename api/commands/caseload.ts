import { z } from 'zod';
import { addDays, toDay } from '../../domain/calendar';
import type { Db } from '../../prisma/client';
import { workflowId } from '../../workflows/contract';
import type { Context } from '../context';
import { casesOf } from '../queries/where';
import { applied, type Result } from '../result';
import type { Actor } from '../session';
import { command, deniedOffice } from './command';
import { day, id } from './fields';
import { coverMentor } from './follow-up';
import { deliver, orderRow } from './submit';
import { reassignMentor, rescheduleVisit } from './visit';

/** What became of each case of a caseload: nothing is lost where some are refused. */
export type CaseloadResult = { results: { caseId: string; outcome: Result['kind']; code?: string }[] };

/** Hands the people of one mentor to others, each to the one chosen; whoever is not named stays. */
export const reassignCaseload = command(
  z.object({
    mentorId: id,
    to: z
      .record(id, z.string().max(120))
      .meta({ description: 'Case id → id of the new mentor; empty: stays' }),
  }),
  (ctx, actor, { mentorId, to }, key) =>
    overCaseload(ctx, actor, mentorId, key, ({ caseId }, caseKey) =>
      to[caseId] ? reassignMentor(ctx, actor, { caseId, mentorId: to[caseId] }, caseKey) : null,
    ),
);

/** Another mentor stands in for all people of one, between two days. */
export const coverCaseload = command(
  z.object({ mentorId: id, coverId: id, from: day, until: day }),
  (ctx, actor, { mentorId, coverId, from, until }, key) =>
    overCaseload(ctx, actor, mentorId, key, ({ caseId }, caseKey) =>
      coverMentor(ctx, actor, { caseId, mentorId: coverId, from, until }, caseKey),
    ),
);

/** Moves every planned visit of a mentor by some days; the visits after it follow from the day it is held. */
export const shiftCaseload = command(
  z.object({ mentorId: id, days: z.coerce.number().int().min(1).max(31) }),
  (ctx, actor, { mentorId, days }, key) =>
    overCaseload(ctx, actor, mentorId, key, ({ caseId, planned }, caseKey) =>
      planned
        ? rescheduleVisit(ctx, actor, { caseId, seq: planned.seq, on: addDays(planned.on, days) }, caseKey)
        : null,
    ),
);

interface Kept {
  caseId: string;
  planned: { seq: number; on: string } | null;
}

/** One command for each open case of a mentor in the asker's area, under keys derived from the one given. */
async function overCaseload(
  ctx: Context,
  actor: Actor,
  mentorId: string,
  key: string,
  run: (kept: Kept, key: string) => Promise<Result<unknown>> | null,
): Promise<Result<CaseloadResult>> {
  const no = deniedOffice(ctx, actor, 'choose-mentor');
  if (no) return no;
  const rows = await ctx.db.followUp.findMany({
    where: { mentorId, status: 'open', handover: casesOf(actor) },
    select: {
      id: true,
      visits: { where: { status: 'planned' }, select: { seq: true, plannedOn: true } },
    },
    orderBy: { id: 'asc' },
  });
  const results: CaseloadResult['results'] = [];
  for (const { id: caseId, visits } of rows) {
    const [visit] = visits;
    const planned = visit ? { seq: visit.seq, on: toDay(visit.plannedOn) } : null;
    const result = await run({ caseId, planned }, `${key}/${caseId}`);
    if (result)
      results.push({
        caseId,
        outcome: result.kind,
        ...(result.kind === 'refused' && { code: result.code }),
      });
  }
  return applied({ results });
}

/**
 * Notes, together with the closing of an account, that its people have no mentor any more: from the commit on no crash
 * can leave one of them with nobody.
 */
export async function noteMentorGone(db: Db, actor: Actor, mentorId: string, key: string): Promise<void> {
  const cases = await db.followUp.findMany({
    where: { status: 'open', OR: [{ mentorId }, { coverId: mentorId }] },
    select: { id: true },
  });
  await db.submission.createMany({
    data: cases.map(({ id: caseId }) =>
      orderRow(actor, `${key}/${caseId}`, {
        caseId,
        workflowId: workflowId.followUp(caseId),
        update: 'mentorGone',
        args: { mentorId },
        input: { caseId, mentorId },
      }),
    ),
    skipDuplicates: true,
  });
}

/** Delivers what was noted; what the engine does not take now, the reconciler delivers. */
export async function tellMentorGone(ctx: Context, actor: Actor, key: string): Promise<void> {
  const noted = await ctx.db.submission.findMany({
    where: { kind: 'mentorGone', status: 'received', key: { startsWith: `${actor.id}:${key}/` } },
  });
  for (const submission of noted) await deliver(ctx, submission);
}
