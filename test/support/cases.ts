import type { PrismaClient } from '../../prisma/client';
import type { HandoverInput } from '../../workflows/contract';

/** What the first step of each started handover writes, for tests without an engine. */
export async function openStartedCases(db: PrismaClient, most?: number): Promise<void> {
  const starts = await db.submission.findMany({
    where: { kind: 'start-handover', status: 'received' },
    orderBy: { id: 'asc' },
    take: most,
  });
  for (const { id, args } of starts) {
    const { facts, communeId } = args as unknown as HandoverInput;
    const { caseId, personId, centreId, provinceId, treatment, endDay } = facts;
    await db.handover.create({
      data: {
        id: caseId,
        personId,
        centreId,
        communeId,
        provinceId,
        treatment,
        endOn: new Date(endDay),
        status: 'open',
        policy: facts.policy as object,
        startedAt: new Date(),
      },
    });
    await db.submission.update({ where: { id }, data: { status: 'applied' } });
  }
}
