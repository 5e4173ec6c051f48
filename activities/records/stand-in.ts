import { dayOf, type Instant } from '../../domain/calendar';
import { Prisma } from '../../prisma/client';

/**
 * For a statement that has a "User" as `u`: the id of who receives, at that moment, what is meant for `u`; NULL where
 * nobody does. The rule and its words are `receiver` in domain/cover; here it costs no statement of its own.
 */
export function receiverOf(at: Instant): Prisma.Sql {
  const day = Prisma.sql`${dayOf(at)}::date`;
  const away = (id: Prisma.Sql) =>
    Prisma.sql`EXISTS (SELECT 1 FROM "UserCover" c WHERE c."userId" = ${id} AND c."from" <= ${day} AND ${day} <= c.until)`;
  return Prisma.sql`(CASE
    WHEN u.active AND NOT ${away(Prisma.sql`u.id`)} THEN u.id
    WHEN u.role IN ('mentor', 'admin') THEN NULL
    ELSE (
      SELECT s.id FROM "User" s
      LEFT JOIN LATERAL (
        SELECT c."coverId" FROM "UserCover" c WHERE c."userId" = u.id AND c."from" <= ${day} AND ${day} <= c.until
        ORDER BY c."from" DESC LIMIT 1) named ON true
      WHERE s.active AND s.id <> u.id AND s.role = u.role
        AND s."provinceId" IS NOT DISTINCT FROM u."provinceId"
        AND s."centreId" IS NOT DISTINCT FROM u."centreId"
        AND s."organisationId" IS NOT DISTINCT FROM u."organisationId"
        AND (s."communeId" IS NOT DISTINCT FROM u."communeId"
          OR (u.role = 'supervisor' AND s."communeId" IS NULL AND s.id IN (named."coverId", u."deputyId")))
        AND NOT ${away(Prisma.sql`s.id`)}
      ORDER BY s.id IS NOT DISTINCT FROM named."coverId" DESC, s.id IS NOT DISTINCT FROM u."deputyId" DESC, s."createdAt", s.id
      LIMIT 1)
    END)`;
}
