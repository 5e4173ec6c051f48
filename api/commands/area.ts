import type { Area } from '../../domain/permission';
import type { Db } from '../../prisma/client';

/** Where a case lies and who accompanies the person now; null when there is no such case. */
export async function caseArea(
  db: Db,
  caseId: string,
): Promise<(Area & { communeId: string | null; provinceId: string; followUp: boolean }) | null> {
  const found = await db.handover.findUnique({
    where: { id: caseId },
    select: {
      centreId: true,
      communeId: true,
      provinceId: true,
      mentorId: true,
      followUp: { select: { mentorId: true, coverId: true, movingToId: true } },
    },
  });
  if (!found) return null;
  const { followUp, ...area } = found;
  return { ...area, ...followUp, followUp: followUp !== null };
}

export async function escalationArea(db: Db, id: string): Promise<Area | null> {
  return db.escalation.findUnique({ where: { id }, select: { communeId: true, provinceId: true } });
}

export async function referralArea(db: Db, id: string) {
  const found = await db.referral.findUnique({
    where: { id },
    select: {
      status: true,
      followUpId: true,
      communeId: true,
      provinceId: true,
      organisationId: true,
      followUp: { select: { mentorId: true, coverId: true } },
    },
  });
  return found && { ...found, ...found.followUp };
}
