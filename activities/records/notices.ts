import type { Instant } from '../../domain/calendar';
import type { Wanted } from '../../domain/notice';
import { KINDS, noticeOf } from '../../domain/notice-kinds';
import type { Party, ToldPerson } from '../../domain/roles';
import type { Db } from '../../prisma/client';
import type { Step } from '../contract';
import type { Answers } from './accountable';

/** Wanted, and nobody is there to be told; what is only a courtesy is not missed. */
type Unheard = Wanted & { to: Party };

/** What planning the notices of one scope came to. */
export interface Planned {
  /** The earliest moment a courier must look; null: nothing newly planned. */
  earliest: Instant | null;
  /** Whether the province's courier sleeps past that moment and must be poked. */
  oversleeps: boolean;
  reached: number;
  /** Wanted notices that nobody would receive. */
  nobody: Unheard[];
}

/**
 * Makes the planned notices of a scope equal to what its state wants: plans the new ones, withdraws those it makes
 * untrue. Runs inside the transaction of the step, so a reported visit can never be reminded. Two statements however
 * many notices, because every step of every case comes through here. The second also reads the courier's alarm: its
 * shared lock makes a courier that is just going to sleep wait for this commit, so neither can miss the other.
 */
export async function planNotices(
  db: Db,
  {
    scope,
    caseId,
    provinceId,
    at: now,
    wanted,
  }: Pick<Step, 'scope' | 'caseId' | 'provinceId' | 'at' | 'wanted'>,
  accountOf: (party: Party | ToldPerson) => Answers,
): Promise<Planned> {
  const lasting = wanted.map(noticeOf).filter((w) => w.expiresAt > now);
  // Meant for who holds the office; who is away on the day of sending is seen then (messages/claim).
  const answered = (w: Wanted) => {
    const { holder, here } = accountOf(w.to);
    return w.notBefore > now ? holder : here && holder;
  };
  const rows = lasting.flatMap((w) => {
    const recipientId = answered(w);
    if (!recipientId) return [];
    const { to, ...told } = w;
    const dates = { notBefore: new Date(Math.max(w.notBefore, now)), expiresAt: new Date(w.expiresAt) };
    return [
      { ...told, ...dates, scope, provinceId, recipientId, caseId, collapseKey: `${w.kind}:${recipientId}` },
    ];
  });
  // What the desk sent again ('key#2') is wanted as long as the first is.
  const holding = wanted.map((w) => w.key);
  const gone = await db.$queryRaw<Gone[]>`
    WITH gone AS (
      SELECT n.id, n.status, n."digestId" FROM "Notice" n
      WHERE n.scope = ${scope} AND split_part(n.key, '#', 1) <> ALL(${holding}::text[]) AND (n.status IN ('planned', 'claimed')
        OR n.status = 'collapsed' AND EXISTS (SELECT 1 FROM "Notice" d WHERE d.id = n."digestId" AND d.status = 'claimed'))
      FOR UPDATE)
    UPDATE "Notice" n SET status = 'withdrawn', "digestId" = NULL, "doneAt" = ${new Date(now)}
    FROM gone WHERE n.id = gone.id RETURNING gone.*`;
  const dissolved = await dissolve(db, gone);
  const [planned] = await db.$queryRaw<{ earliest: Date | null; wakesAt: Date | null }[]>`
    WITH dropped AS (
      -- Also what a courier has claimed and waits to try again. After the notices: a claim under way is waited for there.
      DELETE FROM "Message" m USING "Notice" n
      WHERE m."noticeId" = n.id AND m.status IN ('queued', 'standby') AND n.scope = ${scope} AND split_part(n.key, '#', 1) <> ALL(${holding}::text[])
    ), planned AS (
      INSERT INTO "Notice" AS n (key, scope, "provinceId", kind, priority, channels, "recipientId", "caseId", "subjectId", data, "notBefore", "expiresAt", "collapseKey")
      SELECT key, scope, "provinceId", kind, priority, channels, "recipientId", "caseId", "subjectId", data, "notBefore", "expiresAt", "collapseKey"
      FROM json_populate_recordset(NULL::"Notice", ${JSON.stringify(rows)}::json)
      -- What goes to browsers only is planned for who has one.
      WHERE channels <> '{push}' OR EXISTS (SELECT FROM "PushSubscription" s WHERE s."userId" = "recipientId" AND s."goneAt" IS NULL)
      -- A need that went away and came back (a day moved there and back); nothing of it has ever left. Or one whose dates
      -- moved under new rules: what is due by now stays due since then.
      ON CONFLICT (key) DO UPDATE SET
        status = 'planned', "doneAt" = NULL, "heldFor" = NULL, "provinceId" = excluded."provinceId", priority = excluded.priority, channels = excluded.channels,
        "recipientId" = excluded."recipientId", data = excluded.data, "expiresAt" = excluded."expiresAt", "collapseKey" = excluded."collapseKey",
        "notBefore" = CASE WHEN n.status = 'planned' AND greatest(n."notBefore", excluded."notBefore") <= ${new Date(now)}::timestamp
          THEN n."notBefore" ELSE excluded."notBefore" END
      WHERE n.status = 'withdrawn' AND NOT EXISTS (SELECT 1 FROM "Message" m WHERE m."noticeId" = n.id)
        OR n.status = 'planned' AND n."nowAt" IS NULL AND (greatest(n."notBefore", ${new Date(now)}::timestamp), n."expiresAt", n.data)
          IS DISTINCT FROM (excluded."notBefore", excluded."expiresAt", excluded.data)
      RETURNING "notBefore"
    ), courier AS (
      SELECT "wakesAt" FROM "Courier" WHERE "provinceId" = ${provinceId} AND EXISTS (SELECT FROM planned) FOR SHARE
    )
    SELECT (SELECT min("notBefore") FROM planned) AS earliest, (SELECT "wakesAt" FROM courier) AS "wakesAt"`;
  const earliest = earlier(planned?.earliest?.getTime() ?? null, dissolved && now);
  return {
    earliest,
    oversleeps: earliest !== null && (planned?.wakesAt?.getTime() ?? Infinity) > earliest,
    reached: rows.length,
    nobody: lasting.filter((w): w is typeof w & Unheard => !KINDS[w.kind].optional && !answered(w)),
  };
}

interface Gone {
  id: bigint;
  status: string;
  digestId: bigint | null;
}

/**
 * A digest that has not left yet loses what is untrue by now: it is taken apart, and the courier puts together anew what
 * still holds. What a provider may have is left alone.
 * @returns whether there is anything for the courier to do.
 */
async function dissolve(db: Db, gone: readonly Gone[]): Promise<boolean> {
  const heads = gone.flatMap(({ id, status, digestId }) => digestId ?? (status === 'claimed' ? id : []));
  if (heads.length === 0) return false;
  const apart = await db.$queryRaw<{ noticeId: bigint }[]>`
    DELETE FROM "Message" m WHERE m."noticeId" = ANY(${heads}::bigint[]) AND m.status IN ('queued', 'standby')
      AND NOT EXISTS (SELECT 1 FROM "Message" o WHERE o."noticeId" = m."noticeId" AND o.status NOT IN ('queued', 'standby'))
    RETURNING m."noticeId"`;
  if (apart.length === 0) return false;
  const ids = apart.map((m) => m.noticeId);
  const again = await db.$executeRaw`
    UPDATE "Notice" SET status = 'planned', "digestId" = NULL, "doneAt" = NULL
    WHERE (id = ANY(${ids}::bigint[]) AND status = 'claimed') OR ("digestId" = ANY(${ids}::bigint[]) AND status = 'collapsed')`;
  return again > 0;
}

const earlier = (at: Instant | null, now: Instant | false) => (now === false ? at : Math.min(at ?? now, now));

/**
 * Notes that the courier is being woken for `due`, so that the steps after this one need not wake it again.
 * @returns false: another step has just done so.
 */
export async function claimPoke(db: Db, provinceId: string, due: Instant): Promise<boolean> {
  const at = new Date(due);
  const noted = await db.$executeRaw`
    INSERT INTO "Courier" VALUES (${provinceId}, ${at})
    ON CONFLICT ("provinceId") DO UPDATE SET "wakesAt" = excluded."wakesAt" WHERE "Courier"."wakesAt" > excluded."wakesAt"`;
  return noted > 0;
}
