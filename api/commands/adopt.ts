import { z } from 'zod';
import { dayOf } from '../../domain/calendar';
import { may } from '../../domain/permission';
import type { RefusalCode } from '../../domain/refusal';
import type { Db } from '../../prisma/client';
import { policiesOn } from '../../prisma/policies';
import { workflowId } from '../../workflows/contract';
import type { Context } from '../context';
import { applied, type Result } from '../result';
import { command, notThisRole } from './command';
import { choices, id } from './fields';
import { submit } from './submit';

/** Cases moved at the same time. */
const CONCURRENT = 8;

export interface Adopted {
  /** Processes that go by the new version now. */
  moved: number;
  /** Kept; moved by themselves when the engine is back. */
  waiting: number;
  refused: { caseId: string; workflowId: string; code: RefusalCode }[];
}

/**
 * The cases named go over to the version in force where they are. Each process is a command of its own under a key
 * derived from this one, so that sending it again moves nothing twice, and what is refused stops nobody else.
 */
export const adoptPolicy = command(
  z.object({ caseIds: choices(id).pipe(z.array(z.string()).min(1)) }),
  async (ctx, actor, { caseIds }, key): Promise<Result<Adopted>> => {
    const areas = await ctx.db.handover.findMany({
      where: { id: { in: caseIds } },
      select: { id: true, provinceId: true, communeId: true },
    });
    if (areas.length < caseIds.length || areas.some((area) => area.provinceId !== actor.provinceId))
      return { kind: 'not-found' };
    if (!areas.every((area) => may(actor, 'adopt-policy', area)))
      return notThisRole(ctx, actor, 'adopt-policy');

    const policyOf = await policiesOn(ctx.db, dayOf(ctx.now()));
    const processes = await openProcesses(ctx.db, caseIds);
    const result: Adopted = { moved: 0, waiting: 0, refused: [] };
    let patient: Context = ctx;
    const move = async (area: (typeof areas)[number]) => {
      const policy = policyOf(area.provinceId, area.communeId);
      for (const target of processes.get(area.id) ?? []) {
        const order = {
          caseId: area.id,
          workflowId: target,
          update: 'adoptPolicy' as const,
          args: { policy },
        };
        const input = { version: policy.version };
        const done = await submit(patient, actor, `${key}/${target}`, { ...order, input });
        if (done.kind === 'applied') result.moved += 1;
        else if (done.kind === 'refused') {
          // It goes by that version already: somebody was quicker.
          if (done.code !== 'already-done')
            result.refused.push({ caseId: area.id, workflowId: target, code: done.code });
        } else {
          result.waiting += 1;
          patient = keepOnly(ctx); // the engine is out of reach: the rest is kept without asking it
        }
      }
    };
    const queue = [...areas];
    const lane = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await move(next);
    };
    await Promise.all(Array.from({ length: CONCURRENT }, lane));
    return applied(result);
  },
);

function keepOnly(ctx: Context): Context {
  const cause = new Error('the engine was out of reach a moment ago');
  return {
    ...ctx,
    engine: { ...ctx.engine, update: async () => ({ kind: 'unreachable', cause }) } as Context['engine'],
  };
}

/** Workflow ids of what is still running of each case; an escalation goes with the case that opened it. */
export async function openProcesses(db: Db, caseIds: string[]): Promise<Map<string, string[]>> {
  const of = { in: caseIds };
  const [handovers, followUps, referrals, loans, escalations] = await Promise.all([
    db.handover.findMany({ where: { id: of, closedAt: null }, select: { id: true } }),
    db.followUp.findMany({ where: { id: of, status: 'open' }, select: { id: true } }),
    db.referral.findMany({
      where: { followUpId: of, closedAt: null },
      select: { id: true, followUpId: true },
    }),
    db.loan.findMany({ where: { caseId: of, closedAt: null }, select: { id: true, caseId: true } }),
    db.escalation.findMany({
      where: { status: { not: 'resolved' }, items: { some: { caseId: of } } },
      select: {
        id: true,
        items: { orderBy: [{ addedAt: 'asc' }, { id: 'asc' }], take: 1, select: { caseId: true } },
      },
    }),
  ]);
  const processes = new Map(caseIds.map((caseId): [string, string[]] => [caseId, []]));
  const add = (caseId: string | undefined, one: string) => processes.get(caseId ?? '')?.push(one);
  for (const h of handovers) add(h.id, workflowId.handover(h.id));
  for (const f of followUps) add(f.id, workflowId.followUp(f.id));
  for (const r of referrals) add(r.followUpId, workflowId.referral(r.id));
  for (const l of loans) add(l.caseId, workflowId.loan(l.id));
  for (const e of escalations) add(e.items[0]?.caseId, workflowId.escalation(e.id));
  return processes;
}
