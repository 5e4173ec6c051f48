import type { Instant } from '../../domain/calendar';
import type { Wanted } from '../../domain/notice';
import type { Db } from '../../prisma/client';
import { type Area, accountable } from './accountable';

/** What planning the notices of one scope came to. */
export interface Planned {
  /** The earliest moment a courier must look; null: nothing newly planned. */
  earliest: Instant | null;
  reached: number;
  /** Wanted notices that nobody would receive. */
  nobody: Wanted[];
}

/**
 * Makes the planned notices of a scope equal to what its state wants: plans the new ones, withdraws those it makes
 * untrue. Runs inside the transaction of the step, so a reported visit can never be reminded.
 */
export async function planNotices(
  db: Db,
  scope: string,
  caseId: string,
  wanted: readonly Wanted[],
  area: Area,
  now: Instant,
): Promise<Planned> {
  const planned: Planned = { earliest: null, reached: 0, nobody: [] };
  const untrue = { scope, key: { notIn: wanted.map((w) => w.key) } };
  await db.notice.updateMany({
    where: { ...untrue, status: { in: ['planned', 'claimed'] } },
    data: { status: 'withdrawn', doneAt: new Date(now) },
  });
  // Also what a courier has claimed and waits to try again. After the notices: a claim under way is waited for there.
  await db.message.deleteMany({ where: { status: 'queued', notice: untrue } });
  for (const w of wanted) {
    if (w.expiresAt <= now) continue;
    const recipientId = await accountable(db, w.to, area);
    if (!recipientId) {
      planned.nobody.push(w);
      continue;
    }
    planned.reached += 1;
    const notBefore = Math.max(w.notBefore, now);
    const fields = {
      scope,
      provinceId: area.provinceId,
      kind: w.kind,
      priority: w.priority,
      channels: w.channels,
      recipientId,
      caseId,
      subjectId: w.subjectId,
      data: w.data,
      notBefore: new Date(notBefore),
      expiresAt: new Date(w.expiresAt),
      collapseKey: `${w.kind}:${recipientId}`,
    };
    let { count } = await db.notice.createMany({ data: [{ ...fields, key: w.key }], skipDuplicates: true });
    if (count === 0) {
      // A need that went away and came back (a day moved there and back); nothing of it has ever left.
      ({ count } = await db.notice.updateMany({
        where: { key: w.key, status: 'withdrawn', messages: { none: {} } },
        data: { ...fields, status: 'planned', doneAt: null },
      }));
    }
    if (count && (planned.earliest === null || notBefore < planned.earliest)) planned.earliest = notBefore;
  }
  return planned;
}

/**
 * Whether the province's courier sleeps past `due` and must be poked. Asked in the step's transaction: the shared lock
 * makes a courier that is just going to sleep wait for this commit, so neither can miss the other.
 */
export async function courierOversleeps(db: Db, provinceId: string, due: Instant): Promise<boolean> {
  const [row] = await db.$queryRaw<
    { wakesAt: Date }[]
  >`SELECT "wakesAt" FROM "Courier" WHERE "provinceId" = ${provinceId} FOR SHARE`;
  return !row || row.wakesAt.getTime() > due;
}
