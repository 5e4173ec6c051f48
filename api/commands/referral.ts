import { z } from 'zod';
import type { Need } from '../../domain/follow-up';
import { seesWhoMeets } from '../../domain/health';
import { referralMoves } from '../../domain/permission';
import { CLINICS, PARTNERS, REFERRAL_STATUSES, REFERRAL_TRANSITIONS } from '../../domain/referral';
import type { Db } from '../../prisma/client';
import { workflowId } from '../../workflows/contract';
import { healthOf } from '../queries/health';
import { invalid } from '../result';
import type { Actor } from '../session';
import { referralArea } from './area';
import { command, denied } from './command';
import { empty, id, words } from './fields';
import { submit } from './submit';

/** The partner accepts, refuses, starts, pauses, ends; the commune withdraws. A refusal says why. */
export const moveReferral = command(
  z.object({
    referralId: id,
    to: z.enum(REFERRAL_STATUSES),
    /** Of a draft: the partner it goes to; left out, the commune finds one. */
    organisationId: empty(id.optional()),
    reason: words(1000),
    outcome: words(1000),
  }),
  async (ctx, actor, { reason, outcome, ...input }, key) => {
    const { referralId, to } = input;
    const area = await referralArea(ctx.db, referralId);
    const no = denied(ctx, actor, 'move-referral', area);
    if (no) return no;
    if (!area) return { kind: 'not-found' };
    // Only what another role could do from here is forbidden; what nobody can do any more is the rules' to refuse.
    const from = area.status as keyof typeof REFERRAL_TRANSITIONS;
    if (REFERRAL_TRANSITIONS[from].includes(to) && !referralMoves(actor, from, area).includes(to))
      return { kind: 'forbidden' };
    if (to === 'rejected' && !reason)
      return invalid('/reason', 'missing', 'Hãy ghi lý do.', 'Please give the reason.');
    const { organisationId = null } = input;
    const sends = from === 'draft' && to === 'requested';
    const choices =
      sends && organisationId ? await choicesFor(ctx.db, actor, { ...area, id: referralId }) : [];
    if (sends && organisationId && !choices.some(({ id }) => id === organisationId))
      return invalid(
        '/organisationId',
        'not-a-choice',
        'Nơi này không nhận việc này. Hãy chọn nơi khác.',
        'They do not meet this need. Please choose another.',
      );
    return submit(ctx, actor, key, {
      caseId: area.followUpId,
      workflowId: workflowId.referral(referralId),
      update: 'moveReferral',
      args: { to, ...(sends && { organisationId }) },
      input: { ...input, reason, outcome },
      words: { reason, outcome },
    });
  },
);

/** Whom the asker may pass it on to; nobody, where who is asked would tell what for (domain/health). */
export async function choicesFor(
  db: Db,
  actor: Actor,
  { id, kind, provinceId }: { id: string; kind: string; provinceId: string },
): Promise<{ id: string; name: string }[]> {
  if (!seesWhoMeets(actor, kind)) return [];
  const health = await healthOf(db, actor, [id]);
  return partnersFor(db, { kind: health.size ? 'health' : kind, provinceId });
}

/** Who in the province meets this need, the longest-standing first; 'health': one that is about that. */
export function partnersFor(
  db: Db,
  { kind, provinceId }: { kind: string; provinceId: string },
): Promise<{ id: string; name: string }[]> {
  return db.organisation.findMany({
    where: { provinceId, kind: { in: [...(kind === 'health' ? CLINICS : (PARTNERS[kind as Need] ?? []))] } },
    orderBy: { id: 'asc' }, // ids are made of the time (uuid 7)
    select: { id: true, name: true },
  });
}
