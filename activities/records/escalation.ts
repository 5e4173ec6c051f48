import type { EscalationActivities, EscalationRaise, EscalationStep } from '../contract';
import { wordsOf } from './follow-up';
import { raise } from './raise';
import { type RecordDeps, recordStep } from './step';

export function escalationActivities(deps: RecordDeps): EscalationActivities {
  const { db, engine, now = Date.now } = deps;
  return {
    raiseEscalation: (slipped: EscalationRaise) => raise(deps, slipped),

    async closeEscalationItems(itemIds: string[]): Promise<void> {
      await db.escalationItem.updateMany({
        where: { id: { in: itemIds }, closedAt: null },
        data: { closedAt: new Date(now()) },
      });
      const items = await db.escalationItem.findMany({
        where: { id: { in: itemIds } },
        select: { id: true, escalationId: true },
      });
      for (const item of items) await engine.itemDone(item.escalationId, item.id);
    },

    async recordEscalation(step: EscalationStep): Promise<{ reached: number; left: string[] }> {
      const id = step.scope.slice(step.scope.indexOf('/') + 1);
      const { reached } = await recordStep(deps, step, async (tx, owner) => {
        // The lock orders this against raise(): what slips from here on opens a new escalation.
        await tx.$queryRaw`SELECT 1 FROM "Escalation" WHERE id = ${id} FOR UPDATE`;
        await tx.escalationItem.updateMany({
          where: { escalationId: id, id: { in: step.closedItems }, closedAt: null },
          data: { closedAt: new Date(step.at) },
        });
        const resolving = step.status === 'resolved';
        if (resolving) {
          const open = await tx.escalationItem.count({ where: { escalationId: id, closedAt: null } });
          if (open) return;
        }
        await tx.escalation.update({
          where: { id },
          data: {
            status: step.status,
            level: step.level,
            ownerId: owner.ownerId,
            nextDue: owner.nextDue,
            revision: step.revision,
            ...(step.status === 'acknowledged' && {
              acknowledgedAt: new Date(step.at),
              acknowledgedById: step.acknowledgedBy,
            }),
            ...(step.status === 'open' && { acknowledgedAt: null, acknowledgedById: null }),
            ...(resolving && {
              openKey: null,
              resolvedAt: new Date(step.at),
              resolvedById: step.by,
              resolution: step.resolution,
              note: await wordsOf(tx, step.submissionId, 'note'),
            }),
          },
        });
      });
      if (step.status !== 'resolved') return { reached, left: [] };
      const left = await db.escalationItem.findMany({
        where: { escalationId: id, closedAt: null },
        select: { id: true },
      });
      return { reached, left: left.map((item) => item.id) };
    },
  };
}
