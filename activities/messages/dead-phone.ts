import type { Instant } from '../../domain/calendar';
import { noticeOf } from '../../domain/notice-kinds';
import type { Party } from '../../domain/roles';
import type { PrismaClient } from '../../prisma/client';
import { accountable } from '../records/accountable';

interface DeadPhoneDeps {
  db: PrismaClient;
  now(): Instant;
}

/** Who is asked for a new number: the commune's officer, unless the phone is their own; else whoever is above. */
const ASKED: readonly Party[] = [
  { role: 'commune' },
  { role: 'supervisor', scope: 'commune' },
  { role: 'supervisor', scope: 'province' },
];

/**
 * Asks once for another number of everybody whose phone will never take a text again.
 * @returns how many notices were planned.
 */
export async function askForNumbers({ db, now }: DeadPhoneDeps, provinceId: string): Promise<number> {
  const dead = await db.$queryRaw<{ id: string; communeId: string | null; since: Date; caseId: string }[]>`
    SELECT u.id, u."communeId", u."phoneDeadAt" AS since, m."caseId"
    FROM "User" u
    JOIN LATERAL (SELECT "caseId" FROM "Message" WHERE "recipientId" = u.id ORDER BY id DESC LIMIT 1) m ON true
    WHERE u.active AND u."phoneDeadAt" IS NOT NULL AND u."provinceId" = ${provinceId}
      AND NOT EXISTS (SELECT 1 FROM "Notice" n WHERE n.scope = 'phone/' || u.id AND n."notBefore" >= u."phoneDeadAt")`;
  let planned = 0;
  for (const { id, communeId, since, caseId } of dead) {
    const area = { centreId: null, communeId, provinceId };
    for (const to of ASKED) {
      const { here } = await accountable(db, to, area, now());
      if (here === null || here === id) continue;
      const wanted = { kind: 'phone-dead', to, subjectId: id, notBefore: now(), data: {} } as const;
      const { priority, channels, expiresAt } = noticeOf({ ...wanted, key: '' });
      const { count } = await db.notice.createMany({
        data: {
          key: `phone/${id}/${since.getTime()}`,
          scope: `phone/${id}`,
          provinceId,
          kind: wanted.kind,
          priority,
          channels,
          recipientId: here,
          caseId,
          subjectId: id,
          notBefore: new Date(wanted.notBefore),
          expiresAt: new Date(expiresAt),
          collapseKey: `${wanted.kind}:${here}`,
        },
        skipDuplicates: true,
      });
      planned += count;
      break; // nobody at all: asked again at the next look
    }
  }
  return planned;
}
