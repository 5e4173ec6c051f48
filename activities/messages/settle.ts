import type { Instant } from '../../domain/calendar';
import { numberIsDead } from '../../domain/sms-codes';
import { type Db, isOfTheValues, type PrismaClient } from '../../prisma/client';

/** What became of one message, said by whoever held its row as number `fence`. */
export interface Verdict {
  id: bigint;
  fence: number;
  noticeId: bigint;
  status: 'sent' | 'queued' | 'failed' | 'unknown';
  code: string | null;
  providerId: string | null;
  tryAt: Date | null;
  /** Given back: it does not count as a try. */
  untried?: true;
}

interface SettleDeps {
  db: PrismaClient;
  now(): Instant;
}

/**
 * Writes the verdicts and the notices they settle in one go: a burst of thousands costs a handful of statements. A verdict
 * counts only from who still holds the row; but that it was sent is true for ever, whoever says so and however late.
 * @returns how many were sent.
 */
export async function settle(deps: SettleDeps, verdicts: Verdict[]): Promise<number> {
  if (verdicts.length === 0) return 0;
  try {
    await deps.db.$transaction((tx) => write(tx, verdicts, new Date(deps.now())));
  } catch (error) {
    if (!isOfTheValues(error)) throw error;
    // One that the database refuses must not keep the others from being written down.
    if (verdicts.length > 1) {
      const half = Math.ceil(verdicts.length / 2);
      return (await settle(deps, verdicts.slice(0, half))) + (await settle(deps, verdicts.slice(half)));
    }
    const [only] = verdicts as [Verdict];
    if (only.providerId === null) throw error;
    // Its text is at the provider under an id that another message has: a person must look which of the two it was.
    return settle(deps, [{ ...only, status: 'unknown', code: 'ambiguous', providerId: null, tryAt: null }]);
  }
  return verdicts.filter((v) => v.status === 'sent').length;
}

async function write(tx: Db, verdicts: Verdict[], at: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Message" m SET
      -- A receipt may have overtaken us: what it said stays.
      status = CASE WHEN v.status = 'sent' AND (m.status IN ('delivered', 'undelivered') OR m.status = 'failed' AND m."providerId" = v."providerId")
        THEN m.status ELSE v.status END,
      code = CASE
        WHEN v.status = 'sent' AND m."providerId" <> v."providerId" THEN 'sent-twice'
        WHEN v.status = 'sent' AND m.status IN ('delivered', 'undelivered', 'failed') THEN m.code
        ELSE v.code END,
      "providerId" = coalesce(m."providerId", v."providerId"), "tryAt" = v."tryAt",
      attempts = m.attempts - v.untried,
      "sentAt" = CASE WHEN v.status = 'sent' THEN coalesce(m."sentAt", ${at}) ELSE m."sentAt" END
    FROM unnest(
      ${verdicts.map((v) => v.id)}::bigint[], ${verdicts.map((v) => v.fence)}::int[], ${verdicts.map((v) => v.status)}::text[],
      ${verdicts.map((v) => v.code)}::text[], ${verdicts.map((v) => v.providerId)}::text[],
      ${verdicts.map((v) => v.tryAt)}::timestamp[], ${verdicts.map((v) => (v.untried ? 1 : 0))}::int[]
    ) AS v(id, fence, status, code, "providerId", "tryAt", untried)
    WHERE m.id = v.id AND (v.status = 'sent' OR m.fence = v.fence AND m.status IN ('sending', 'unknown'))`;
  const noticeIds = verdicts.map((v) => v.noticeId);
  await tx.$executeRaw`
    UPDATE "Notice" n SET status = s.status,
      -- a failure is done only when a supervisor has been told
      "doneAt" = CASE WHEN s.status = 'sent' THEN ${at}::timestamp END
    FROM (
      SELECT "noticeId", CASE WHEN bool_or(status IN ('sent', 'delivered', 'undelivered')) THEN 'sent' ELSE 'failed' END AS status
      FROM "Message" WHERE "noticeId" = ANY(${noticeIds}::bigint[])
      GROUP BY "noticeId" HAVING bool_or(status IN ('sent', 'delivered', 'undelivered')) OR bool_and(status = 'failed')
    ) s
    WHERE n.id = s."noticeId" AND (n.status = 'claimed' OR (n.status = 'withdrawn' AND s.status = 'sent'))`;
  const dead = verdicts.filter((v) => v.status === 'failed' && numberIsDead(v.code)).map((v) => v.id);
  if (dead.length)
    await tx.$executeRaw`
      UPDATE "User" u SET "phoneDeadAt" = ${at} FROM "Message" m
      WHERE m.id = ANY(${dead}::bigint[]) AND u.id = m."recipientId" AND u.phone = m."to" AND u."phoneDeadAt" IS NULL`;
}
