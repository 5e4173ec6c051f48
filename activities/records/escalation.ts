import type { ClosedHow } from '../../domain/escalation';
import type { TimelineKind } from '../../domain/wording/labels';
import { idOf } from '../../workflows/contract';
import type { EscalationActivities, EscalationRaise, EscalationStep } from '../contract';
import { raise } from './raise';
import { type RecordDeps, recordStep } from './step';
import { wordsOf } from './words';

export function escalationActivities(deps: RecordDeps): EscalationActivities {
  const { db } = deps;

  /** The timeline says which rung had nobody. */
  const warnOfNobody = async (step: EscalationStep) => {
    const kind: TimelineKind = 'escalation-rung-empty';
    const { caseId, level } = step;
    const event = {
      key: `${step.key}/empty`,
      caseId,
      kind,
      at: new Date(step.at),
      data: { level: String(level) },
    };
    await db.timelineEvent.createMany({ data: [event], skipDuplicates: true });
  };

  return {
    raiseEscalation: (slipped: EscalationRaise) => raise(deps, slipped),

    closeEscalationItems: (itemIds, how) => closeItems(deps, itemIds, how),

    async recordEscalation(step: EscalationStep): Promise<{ reached: number; left: string[] }> {
      const id = idOf(step.scope);
      const { reached } = await recordStep(deps, step, async (tx, owner) => {
        // The lock orders this against raise(): what slips from here on opens a new escalation.
        await tx.$queryRaw`SELECT 1 FROM "Escalation" WHERE id = ${id} FOR UPDATE`;
        await tx.escalationItem.updateMany({
          where: { escalationId: id, id: { in: step.closedItems }, closedAt: null },
          data: { closedAt: new Date(step.at), closedHow: step.resolution, closedById: step.by },
        });
        const resolving = step.status === 'resolved';
        if (resolving) {
          const open = await tx.escalationItem.count({ where: { escalationId: id, closedAt: null } });
          if (open) {
            // Something slipped meanwhile: the timeline must not say that it was resolved.
            const what: TimelineKind = 'escalation-reopened';
            await tx.timelineEvent.update({ where: { key: step.key }, data: { kind: what } });
            return;
          }
        }
        await tx.escalation.update({
          where: { id },
          data: {
            status: step.status,
            level: step.level,
            rung: step.rung,
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
      if (reached === 0 && step.wanted.length) await warnOfNobody(step);
      if (step.status !== 'resolved') return { reached, left: [] };
      const left = await db.escalationItem.findMany({
        where: { escalationId: id, closedAt: null },
        select: { id: true },
      });
      return { reached, left: left.map((item) => item.id) };
    },
  };
}

/** What slipped was done after all, or asks nobody any more. */
export async function closeItems(
  { db, engine, now = Date.now }: RecordDeps,
  itemIds: string[],
  how: ClosedHow = 'done-late',
): Promise<void> {
  await db.escalationItem.updateMany({
    where: { id: { in: itemIds }, closedAt: null },
    data: { closedAt: new Date(now()), closedHow: how },
  });
  const items = await db.escalationItem.findMany({
    where: { id: { in: itemIds } },
    select: { id: true, escalationId: true },
  });
  for (const item of items) await engine.itemDone(item.escalationId, item.id, how);
}
