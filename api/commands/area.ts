import type { Area } from '../../domain/permission';
import type { Db } from '../../prisma/client';
import { invalid } from '../result';

interface CaseArea extends Area {
  communeId: string | null;
  provinceId: string;
  /** Whether its follow-up has begun. */
  followUp: boolean;
}

/** Where a case lies and who accompanies the person now; null when there is no such case. One statement: every command asks. */
export async function caseArea(db: Db, caseId: string): Promise<CaseArea | null> {
  const [found] = await db.$queryRaw<CaseArea[]>`
    SELECT h."centreId", h."communeId", h."provinceId", f.id IS NOT NULL AS "followUp", f."coverId", f."movingToId",
      CASE WHEN f.id IS NULL THEN h."mentorId" ELSE f."mentorId" END AS "mentorId"
    FROM "Handover" h LEFT JOIN "FollowUp" f ON f.id = h.id WHERE h.id = ${caseId}`;
  return found ?? null;
}

/** Of a commune somebody chose; null, and then `noCommune`: there is none of that id. */
export async function provinceOf(db: Db, communeId: string): Promise<string | null> {
  const commune = await db.commune.findUnique({ where: { id: communeId }, select: { provinceId: true } });
  return commune?.provinceId ?? null;
}

export const noCommune = invalid(
  '/communeId',
  'not-a-choice',
  'Không có xã/phường này.',
  'There is no such commune.',
);

export async function escalationArea(db: Db, id: string): Promise<Area | null> {
  return db.escalation.findUnique({ where: { id }, select: { communeId: true, provinceId: true } });
}

export async function referralArea(db: Db, id: string) {
  const found = await db.referral.findUnique({
    where: { id },
    select: {
      kind: true,
      status: true,
      followUpId: true,
      communeId: true,
      provinceId: true,
      organisationId: true,
      handedOnAt: true,
      followUp: { select: { mentorId: true, coverId: true } },
    },
  });
  // What was handed on is the commune's alone.
  return found && { ...found, mentorId: null, ...(found.handedOnAt ? {} : found.followUp) };
}

/** Where a loan lies: the commune of the person, and the organisation of the fund that lends. */
export async function loanArea(db: Db, id: string) {
  const found = await db.loan.findUnique({
    where: { id },
    select: {
      caseId: true,
      status: true,
      communeId: true,
      provinceId: true,
      mentorId: true,
      fundId: true,
      voucherId: true,
      fund: { select: { organisationId: true } },
    },
  });
  if (!found) return null;
  // Who stands in for the mentor may do for them what they are asked to.
  const followUp = await db.followUp.findUnique({ where: { id: found.caseId }, select: { coverId: true } });
  const coverId = found.mentorId === null ? null : (followUp?.coverId ?? null);
  return { ...found, coverId, organisationId: found.fund.organisationId };
}

/** A club's leader is to it what a mentor is to a person. */
export async function clubArea(db: Db, id: string) {
  const club = await db.club.findUnique({ where: { id } });
  return club && { ...club, mentorId: club.leaderId };
}

/** A course lies in its centre. */
export const courseArea = (db: Db, id: string) =>
  db.course.findUnique({ where: { id }, select: { centreId: true, provinceId: true } });
