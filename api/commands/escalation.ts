import { z } from 'zod';
import { RESOLUTIONS } from '../../domain/escalation';
import { workflowId } from '../../workflows/contract';
import type { Context } from '../context';
import { escalationArea } from './area';
import { command, denied } from './command';
import { choices, id, words } from './fields';
import { submit } from './submit';

/** "I have it": the climb stops. */
export const acknowledgeEscalation = command(
  z.object({ escalationId: id }),
  async (ctx, actor, input, key) => {
    const { escalationId } = input;
    const no = denied(ctx, actor, 'acknowledge-escalation', await escalationArea(ctx.db, escalationId));
    if (no) return no;
    return submit(ctx, actor, key, {
      ...(await target(ctx, escalationId)),
      update: 'acknowledge',
      args: {},
      input,
    });
  },
);

/** What one responsible can let slip before somebody looks: more people than anybody looks after. */
export const MOST_ITEMS = 500;

/** It was put right, and how. `seen`: the items the page showed; what slipped since then must be looked at first. */
export const resolveEscalation = command(
  z.object({
    escalationId: id,
    how: z.enum(RESOLUTIONS),
    seen: choices(id, MOST_ITEMS).pipe(z.array(z.string())),
    note: words(2000),
  }),
  async (ctx, actor, { note, ...input }, key) => {
    const { escalationId, how, seen } = input;
    const no = denied(ctx, actor, 'resolve-escalation', await escalationArea(ctx.db, escalationId));
    if (no) return no;
    return submit(ctx, actor, key, {
      ...(await target(ctx, escalationId)),
      update: 'resolve',
      args: { how, seen },
      input: { ...input, note },
      words: { note },
    });
  },
);

async function target(ctx: Context, escalationId: string) {
  const item = await ctx.db.escalationItem.findFirst({
    where: { escalationId },
    orderBy: { addedAt: 'asc' },
    select: { caseId: true },
  });
  return { caseId: item?.caseId ?? escalationId, workflowId: workflowId.escalation(escalationId) };
}
