import { Prisma } from '../../client';
import { dayIn, joinPerson, PERSON_AND_ORGANISATION, person, type Source } from '../source';

/** Requests for support that were sent. Who was asked for an 'other' need would tell which of them are about health. */
export const referrals: Source = {
  counts: 'event',
  knows: PERSON_AND_ORGANISATION,
  sees: 'see-referral',
  rows: () => Prisma.sql`
    SELECT ${dayIn(Prisma.sql`r."requestedAt"`)} AS "on", r.status,
      CASE WHEN r.kind IN ('training', 'job', 'loan') THEN r.kind ELSE 'other' END AS kind,
      r."followUpId" AS "caseId", r."provinceId", r."communeId", ${person},
      CASE WHEN r.kind <> 'other' THEN r."organisationId" END AS "organisationId"
    FROM "Referral" r ${joinPerson(Prisma.sql`r."followUpId"`)}
    WHERE r.status NOT IN ('draft', 'entered-in-error')`,
};

/** Courses, by one of their days. */
const courses = (on: Prisma.Sql): Source => ({
  counts: 'event',
  knows: PERSON_AND_ORGANISATION,
  sees: 'see-case',
  rows: ({ today }) => Prisma.sql`
    SELECT ${on} AS "on", t.place, t.trade, t."costSupport",
      t."caseId", t."provinceId", coalesce(t."communeId", h."communeId") AS "communeId", ${person}, t."providerId" AS "organisationId"
    FROM "Training" t ${joinPerson(Prisma.sql`t."caseId"`)} WHERE ${on} <= ${today}::date`,
});
export const coursesBegun = courses(Prisma.sql`t."startsOn"`);
export const certificates = courses(Prisma.sql`t."certifiedOn"`);

/** Jobs, by one of their days. */
const jobs = (on: Prisma.Sql): Source => ({
  counts: 'event',
  knows: PERSON_AND_ORGANISATION,
  sees: 'see-referral',
  rows: ({ today, params }) => Prisma.sql`
    SELECT ${on} AS "on", j.trade, j."stableOn" IS NOT NULL AS stable,
      (j."stableOn" IS NOT NULL OR j."lostOn" IS NOT NULL OR j."startedOn" + make_interval(months => ${params.jobStable}::int) <= ${today}::date) AS known,
      j."caseId", j."provinceId", j."communeId", ${person}, j."employerId" AS "organisationId"
    FROM "Placement" j ${joinPerson(Prisma.sql`j."caseId"`)} WHERE ${on} <= ${today}::date`,
});
export const jobsBegun = jobs(Prisma.sql`j."startedOn"`);
export const jobsStable = jobs(Prisma.sql`j."stableOn"`);
export const jobsLost = jobs(Prisma.sql`j."lostOn"`);
