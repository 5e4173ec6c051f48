import type { Db, PrismaClient } from '../../prisma/client';
import type { Engine } from '../../workflows/client';
import type { Step } from '../contract';
import { type Area, accountable } from './accountable';
import { courierOversleeps, planNotices } from './notices';
import { raise } from './raise';

export interface RecordDeps {
  db: PrismaClient;
  engine: Engine;
}

/** Who answers for the case after the step, resolved to an account. */
export interface Owner {
  ownerRole: string | null;
  ownerId: string | null;
  nextAction: string | null;
  nextDue: Date | null;
}

/**
 * Records one step once: its timeline entry, what `write` says of the tables of its process, and the notices its state
 * wants, all in one transaction. Run again, it finds its own entry and only makes sure that the courier knows.
 * @returns how many people its notices reach.
 */
export async function recordStep(
  { db, engine }: RecordDeps,
  step: Step,
  write: (tx: Db, owner: Owner) => Promise<void>,
  /** Of a case that this step opens; otherwise the case knows. */
  centreId?: string,
): Promise<{ reached: number }> {
  const result = await db.$transaction(async (tx) => {
    const area: Area = {
      centreId: centreId ?? (await centreOf(tx, step.caseId)),
      communeId: step.communeId,
      provinceId: step.provinceId,
    };
    const fresh = await tx.timelineEvent.createMany({
      data: [
        {
          key: step.key,
          caseId: step.caseId,
          kind: step.what,
          at: new Date(step.at),
          byId: step.by,
          data: step.data ?? {},
        },
      ],
      skipDuplicates: true,
    });
    const ownerId = step.next && (await accountable(tx, step.next.owner, area));
    if (fresh.count) {
      await write(tx, {
        ownerRole: step.next?.owner.role ?? null,
        ownerId,
        nextAction: step.next?.action ?? null,
        nextDue: step.next && new Date(step.next.due),
      });
    }
    const planned = await planNotices(tx, step.scope, step.caseId, step.wanted, area, step.at);
    // A first try may have died between its commit and its poke: look at all this scope still has planned.
    const poke = fresh.count ? planned.earliest : await earliestPlanned(tx, step.scope);
    return {
      ...planned,
      poke: poke !== null && (await courierOversleeps(tx, step.provinceId, poke)) ? poke : null,
    };
  });

  if (result.poke !== null) await engine.pokeCourier(step.provinceId, result.poke);
  // An escalation climbs over an empty rung by itself; anybody else who cannot be told is a supervisor's matter.
  if (result.nobody.length && !step.scope.startsWith('escalation/')) {
    for (const w of result.nobody) {
      await raise(
        { db, engine },
        {
          kind: 'nobody-to-tell',
          caseId: step.caseId,
          provinceId: step.provinceId,
          communeId: step.communeId,
          responsible: w.to,
          items: [{ id: w.key, what: 'notice', dueAt: step.at }],
        },
      );
    }
  }
  return { reached: result.reached };
}

async function centreOf(db: Db, caseId: string): Promise<string | null> {
  const handover = await db.handover.findUnique({ where: { id: caseId }, select: { centreId: true } });
  return handover?.centreId ?? null;
}

async function earliestPlanned(db: Db, scope: string): Promise<number | null> {
  const { _min } = await db.notice.aggregate({
    where: { scope, status: 'planned' },
    _min: { notBefore: true },
  });
  return _min.notBefore?.getTime() ?? null;
}
