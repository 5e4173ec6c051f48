import { dueNotices } from '../../activities/messages/claim';
import type { PrismaClient } from '../../prisma/client';
import { percentile } from './load';
import { progress, report, rounded } from './say';
import type { World } from './world';

/** As many as a claim takes. */
const DUE = 500;
const TIMES = 30;
/** Of nobody: no courier looks there. */
const PROVINCE = 'claims';

/** Milliseconds in which a claim finds and locks what is due, while nothing else is planned and beside a full queue. */
export async function claims({ db }: World, scale: number): Promise<void> {
  const planned = Math.round(100_000 * scale);
  const now = Date.now();
  await plan(db, DUE, new Date(now - 60_000));
  const empty = await claiming(db, now);
  progress(`${planned} notices planned`);
  await plan(db, planned, new Date(now + 86_400_000));
  const value = await claiming(db, now);
  const rival = { name: 'nothing else planned', value: empty };
  report({ name: `a claim of ${DUE}, ${planned} planned`, value, unit: 'ms', rival });
}

/** So many reminders, a minute apart. */
async function plan(db: PrismaClient, count: number, from: Date): Promise<void> {
  const key = String(from.getTime());
  const apart = from.getTime() < Date.now() ? 0 : 1;
  await db.$executeRaw`
    INSERT INTO "Notice" (key, scope, "provinceId", kind, priority, channels, "recipientId", "caseId", "subjectId", "notBefore", "expiresAt", "collapseKey")
    SELECT ${key} || '/' || i, 's' || i, ${PROVINCE}, 'visit-reminder', 'routine', '{sms}', 'u' || i % 5000, 'c' || i, 'v' || i,
      ${from}::timestamp + i * ${apart}::int * interval '1 minute', ${from}::timestamp + interval '2 years', 'k'
    FROM generate_series(1, ${count}::int) i`;
  await db.$executeRaw`ANALYZE "Notice"`;
}

/** The median of several claims; each lets go of what it locked. */
async function claiming(db: PrismaClient, now: number): Promise<number> {
  const took: number[] = [];
  for (let n = 0; n < TIMES; n++) {
    const began = performance.now();
    const due = await db.$queryRaw<unknown[]>(dueNotices(PROVINCE, now, DUE));
    took.push(performance.now() - began);
    if (due.length !== DUE) throw new Error(`${due.length} were due, not ${DUE}`);
  }
  return rounded(percentile(took, 0.5));
}
