import { dayOf, type Instant } from '../domain/calendar';
import { monthToReport } from '../domain/indicators';
import { noticeOf } from '../domain/notice-kinds';
import type { PrismaClient } from '../prisma/client';
import { freeze } from '../prisma/figures/freeze';
import { policiesOn } from '../prisma/policies';
import type { Engine } from '../workflows/client';
import type { ReportActivities } from './contract';
import { accountable } from './records/accountable';

export interface ReportDeps {
  db: PrismaClient;
  engine: Pick<Engine, 'pokeCourier'>;
  now(): Instant;
  heartbeat(): void;
}

const READER = { role: 'supervisor', scope: 'province' } as const;

/** Saved and told in one transaction, once for a province and month: whoever comes second finds it there. */
export function reportActivities({ db, engine, now, heartbeat }: ReportDeps): ReportActivities {
  return {
    async saveMonthlyReports() {
      const today = dayOf(now());
      const policies = await policiesOn(db, today);
      // A province where nobody ever came home has nothing to report.
      const provinces = await db.handover.groupBy({ by: ['provinceId'] });
      let saved = 0;
      for (const { provinceId } of provinces) {
        heartbeat();
        const month = monthToReport(today, policies(provinceId, null).calendar);
        if (month && (await save(provinceId, month))) saved += 1;
      }
      return { saved };
    },
  };

  async function save(provinceId: string, month: string): Promise<boolean> {
    if (await db.savedReport.count({ where: { provinceId, month } })) return false;
    const at = now();
    const figures = await freeze(db, provinceId, month, dayOf(at));
    const done = await db.$transaction(async (tx) => {
      const { count } = await tx.savedReport.createMany({
        data: [{ provinceId, month, savedAt: new Date(at), figures: figures as object[] }],
        skipDuplicates: true,
      });
      if (count === 0) return false;
      const { here } = await accountable(tx, READER, { centreId: null, communeId: null, provinceId }, at);
      if (!here) return true; // nobody to tell: it is there when somebody comes
      const key = `report/${provinceId}/${month}`;
      const { priority, channels, expiresAt } = noticeOf({
        ...{ key, kind: 'report-saved', to: READER, subjectId: month, notBefore: at, data: { month } },
      });
      await tx.notice.create({
        data: {
          ...{ key, scope: key, provinceId, kind: 'report-saved', priority, channels, recipientId: here },
          ...{ caseId: provinceId, subjectId: month, data: { month }, collapseKey: key },
          ...{ notBefore: new Date(at), expiresAt: new Date(expiresAt) },
        },
      });
      return true;
    });
    if (done) await engine.pokeCourier(provinceId, at);
    return done;
  }
}
