import type { Party, ToldPerson } from '../../domain/roles';
import type { Db } from '../../prisma/client';
import type { Step } from '../contract';
import { type Area, accountables } from './accountable';
import type { RecordDeps } from './deps';
import { claimPoke, planNotices } from './notices';
import { raise } from './raise';

export type { RecordDeps } from './deps';

/** Who answers for the case after the step, resolved to an account. */
export interface Owner {
  ownerRole: string | null;
  ownerId: string | null;
  nextAction: string | null;
  nextDue: Date | null;
}

/** Who answers for the person after the step, resolved to an account. */
export interface Accountable {
  accountableRole: string | null;
  accountableId: string | null;
}

/**
 * Records one step once: its timeline entry, what `write` says of the tables of its process, and the notices its state
 * wants, all in one transaction. Run again, it finds its own entry and only makes sure that the courier knows.
 * @returns how many people its notices reach.
 */
export async function recordStep(
  deps: RecordDeps,
  step: Step,
  write: (tx: Db, owner: Owner, accountable: Accountable) => Promise<void>,
  /** Of a case that this step opens; otherwise the case knows. */
  centreId?: string,
): Promise<{ reached: number }> {
  const { db, engine } = deps;
  const result = await db.$transaction(async (tx) => {
    const { accountable } = step;
    const parties = [step.next?.owner, accountable, ...step.wanted.map((w) => w.to)].filter((p) => !!p);
    const area: Area = {
      centreId: centreId ?? (await centreOf(tx, step.caseId, parties)),
      communeId: step.communeId,
      provinceId: step.provinceId,
    };
    const accountOf = await accountables(tx, parties, area, step.at);
    const data = JSON.stringify(step.data ?? {});
    const first =
      (await tx.$executeRaw`
        INSERT INTO "TimelineEvent" (key, "caseId", kind, at, "byId", data)
        VALUES (${step.key}, ${step.caseId}, ${step.what}, ${new Date(step.at)}, ${step.by ?? null}, ${data}::jsonb)
        ON CONFLICT (key) DO NOTHING`) > 0;
    if (first) {
      const owner = {
        ownerRole: step.next?.owner.role ?? null,
        ownerId: step.next && accountOf(step.next.owner).here,
        nextAction: step.next?.action ?? null,
        nextDue: step.next && new Date(step.next.due),
      };
      await write(tx, owner, {
        accountableRole: accountable?.role ?? null,
        accountableId: accountable ? accountOf(accountable).here : null,
      });
    }
    const planned = await planNotices(tx, step, accountOf);
    // A first try may have died between its commit and its poke: look at all this scope still has planned, and poke anyway.
    const poke = first ? planned.oversleeps && planned.earliest : await earliestPlanned(tx, step.scope);
    return { ...planned, first, poke };
  });

  const { poke, first } = result;
  // Noted after the commit, so that no case waits for another.
  if (poke && (!first || (await claimPoke(db, step.provinceId, poke)))) {
    await engine.pokeCourier(step.provinceId, poke);
  }
  // An escalation climbs over an empty rung by itself; anybody else who cannot be told is a supervisor's matter.
  if (result.nobody.length && !step.scope.startsWith('escalation/')) {
    for (const w of result.nobody) {
      await raise(deps, {
        kind: 'nobody-to-tell',
        caseId: step.caseId,
        provinceId: step.provinceId,
        communeId: step.communeId,
        responsible: w.to,
        items: [{ id: w.key, what: 'notice', dueAt: step.at }],
      });
    }
  }
  return { reached: result.reached };
}

/** The centre of a case, where somebody there is spoken of; most steps are the commune's own. */
async function centreOf(db: Db, caseId: string, parties: (Party | ToldPerson)[]): Promise<string | null> {
  if (parties.every((party) => party.role !== 'centre')) return null;
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
