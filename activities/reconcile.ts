import { dayOf } from '../domain/calendar';
import { withinHours } from '../domain/notice';
import { policyInForce } from '../domain/policy';
import type { TimelineKind } from '../domain/wording/labels';
import type { PrismaClient } from '../prisma/client';
import type { Delivery, Engine } from '../workflows/client';
import type { HandoverInput, UpdateName, Updates } from '../workflows/contract';
import type { ReconcileActivities } from './contract';

/** How long the api is given to deliver what it took before the reconciler does. */
const GRACE_MS = 15_000;
const BATCH = 200;
/** Starts and updates under way at once; beyond this the engine only queues. */
const CONCURRENT = 16;

export interface ReconcileDeps {
  db: PrismaClient;
  engine: Engine;
  now(): number;
  heartbeat(): void;
}

type Waiting = Awaited<ReturnType<typeof waiting>>[number];

/** Only what was meant for a workflow waits here; starts wait for nobody else. */
function waiting(db: PrismaClient, now: number) {
  return db.submission.findMany({
    where: {
      status: 'received',
      workflowId: { not: null },
      OR: [{ update: null }, { createdAt: { lt: new Date(now - GRACE_MS) } }],
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], // ids are random
    take: BATCH,
    select: { id: true, workflowId: true, update: true, args: true, caseId: true },
  });
}

/** What one workflow was asked stays in the order it was asked: a decision follows the proposal given before it. */
function perWorkflow(batch: Waiting[]): Waiting[][] {
  const lanes = new Map<string, Waiting[]>();
  for (const s of batch) lanes.set(s.workflowId as string, [...(lanes.get(s.workflowId as string) ?? []), s]);
  return [...lanes.values()];
}

export function reconcileActivities(deps: ReconcileDeps): ReconcileActivities {
  const { db, engine } = deps;

  const deliver = (s: Waiting): Promise<Delivery> =>
    s.update === null
      ? engine.startHandover(s.args as unknown as HandoverInput)
      : engine.update(
          s.workflowId as string,
          s.update as UpdateName,
          s.args as unknown as Updates[UpdateName],
          s.id,
        );

  return {
    async deliverWaiting() {
      let delivered = 0;
      let refused = 0;
      let unreachable = false;

      const settle = async (s: Waiting, delivery: Exclude<Delivery, { kind: 'unreachable' }>) => {
        const applied = delivery.kind === 'applied';
        if (applied) delivered += 1;
        else refused += 1;
        await db.submission.update({
          where: { id: s.id },
          data: {
            status: delivery.kind,
            doneAt: new Date(deps.now()),
            ...(!applied && { response: { refused: delivery.code } }),
          },
        });
        if (!applied && s.caseId) await tellTheCase(s as Waiting & { caseId: string });
      };

      for (
        let batch = await waiting(db, deps.now());
        batch.length && !unreachable;
        batch = await waiting(db, deps.now())
      ) {
        const lanes = perWorkflow(batch);
        const one = async () => {
          for (let lane = lanes.shift(); lane; lane = lanes.shift()) {
            for (const s of lane) {
              if (unreachable) return; // the schedule asks again within the minute; nothing is lost
              deps.heartbeat();
              const delivery = await deliver(s);
              if (delivery.kind === 'unreachable') unreachable = true;
              else await settle(s, delivery);
            }
          }
        };
        await Promise.all(Array.from({ length: CONCURRENT }, one));
      }

      const poked = await wakeOversleptCouriers();
      const left = await db.submission.count({ where: { status: 'received', workflowId: { not: null } } });
      return { delivered, refused, poked, left };
    },
  };

  /** It was accepted with a promise and then refused by the rules: the case must show it. */
  async function tellTheCase({ id, caseId }: { id: string; caseId: string }): Promise<void> {
    await db.timelineEvent.createMany({
      data: [
        {
          key: `submission/${id}/refused`,
          caseId,
          kind: 'submission-refused' satisfies TimelineKind,
          at: new Date(deps.now()),
        },
      ],
      skipDuplicates: true,
    });
  }

  /** A poke lost between a commit and its call must not delay a message until somebody else's. */
  async function wakeOversleptCouriers(): Promise<number> {
    const now = deps.now();
    if (withinHours(now, policyInForce(dayOf(now)).params.smsWindow) > now) return 0; // they sleep by right
    const late = await db.notice.groupBy({
      by: ['provinceId'],
      where: { status: 'planned', notBefore: { lt: new Date(now - GRACE_MS) } },
    });
    for (const { provinceId } of late) await engine.pokeCourier(provinceId, now);
    return late.length;
  }
}
