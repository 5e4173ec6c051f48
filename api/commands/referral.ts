import { z } from 'zod';
import { referralMoves } from '../../domain/permission';
import { REFERRAL_STATUSES, REFERRAL_TRANSITIONS } from '../../domain/referral';
import { workflowId } from '../../workflows/contract';
import { invalid } from '../result';
import { referralArea } from './area';
import { command, denied } from './command';
import { id, words } from './fields';
import { submit } from './submit';

/** The partner accepts, refuses, starts, pauses, ends; the commune withdraws. A refusal says why. */
export const moveReferral = command(
  z.object({ referralId: id, to: z.enum(REFERRAL_STATUSES), reason: words(1000), outcome: words(1000) }),
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
    return submit(ctx, actor, key, {
      caseId: area.followUpId,
      workflowId: workflowId.referral(referralId),
      update: 'moveReferral',
      args: { to },
      input: { ...input, reason, outcome },
      words: { reason, outcome },
    });
  },
);
