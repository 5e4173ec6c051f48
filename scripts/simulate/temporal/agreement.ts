import { WorkflowNotFoundError } from '@temporalio/client';
import type { Step } from '../../../activities/contract';
import { addDays, dayOf, endOfDay } from '../../../domain/calendar';
import { type Policy, paramsOf } from '../../../domain/policy';
import type { PrismaClient } from '../../../prisma/client';
import { workflowId } from '../../../workflows/contract';
import type { TimeSkipping } from '../../time-skipping';
import type { Ledger } from '../ledger';

/**
 * Where PostgreSQL and Temporal disagree about a case: whether it still runs, and which step was its last. A follow-up
 * that has ended runs on as long as a visit from before may still be told.
 */
export async function disagreements(db: PrismaClient, clock: TimeSkipping): Promise<Ledger['disagreements']> {
  const { client } = clock;
  const now = (await clock.now()).getTime();
  const [handovers, followUps] = await Promise.all([
    db.handover.findMany(),
    db.followUp.findMany({ include: { handover: { select: { policy: true } } } }),
  ]);
  const found: Ledger['disagreements'] = [];

  const compare = async (
    caseId: string,
    id: string,
    row: { open: boolean; listens?: boolean; revision: number },
  ) => {
    const say = (what: string) => void found.push({ caseId, what: `${id}: ${what}` });
    const handle = client.workflow.getHandle(id);
    try {
      const { status } = await handle.describe();
      const runs = status.name === 'RUNNING';
      if (runs !== row.open && !(runs && row.listens))
        say(`${row.open ? 'open' : 'closed'} in PostgreSQL, ${status.name} in Temporal`);
      const { events } = await handle.fetchHistory();
      const steps = (events ?? []).flatMap((e) => {
        const { activityType, input } = e.activityTaskScheduledEventAttributes ?? {};
        const data = input?.payloads?.[0]?.data;
        return activityType?.name?.startsWith('record') && data
          ? [JSON.parse(Buffer.from(data).toString()) as Step]
          : [];
      });
      const last = steps.at(-1)?.revision; // none yet in a run that has just continued as new
      if (last !== undefined && last !== row.revision)
        say(`step ${row.revision} in PostgreSQL, step ${last} in Temporal`);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      say('unknown to Temporal');
    }
  };

  const all = [
    ...handovers.map(
      (h) => () => compare(h.id, workflowId.handover(h.id), { ...h, open: h.status === 'open' }),
    ),
    ...followUps.map((f) => () => {
      const { lateReport } = paramsOf(f.handover.policy as unknown as Policy);
      const listens = f.closedAt !== null && now < endOfDay(addDays(dayOf(f.closedAt.getTime()), lateReport));
      return compare(f.id, workflowId.followUp(f.id), { ...f, listens, open: f.status === 'open' });
    }),
  ];
  const one = async () => {
    for (let next = all.pop(); next; next = all.pop()) await next();
  };
  await Promise.all(Array.from({ length: 8 }, one));
  return found;
}
