import { requiredForms } from '../../../domain/documents';
import { OUTCOME_RULES, VISIT_OUTCOMES } from '../../../domain/follow-up';
import { MILESTONES, TREATMENTS } from '../../../domain/handover';
import { Prisma } from '../../client';
import { dayIn, joinPerson, PERSON, PERSON_AND_ORGANISATION, person, type Source } from '../source';

const IN_PERSON = VISIT_OUTCOMES.filter((outcome) => OUTCOME_RULES[outcome].contact === 'in-person');

/** Which paper each step asks of whom, as domain/documents says. */
const REQUIRED = TREATMENTS.flatMap((treatment) =>
  requiredForms({ treatment, facility: true, asked: MILESTONES }).map(({ form, milestone }) => ({
    treatment,
    milestone,
    form,
  })),
);

/** The same as `fileOf(…).complete`: every paper that a step asks of this person is there. */
const complete = Prisma.sql`ARRAY(
    SELECT r.form FROM unnest(${REQUIRED.map((r) => r.treatment)}::text[], ${REQUIRED.map((r) => r.milestone)}::text[],
      ${REQUIRED.map((r) => r.form)}::text[]) AS r(treatment, milestone, form)
    WHERE r.treatment = h.treatment AND CASE WHEN r.milestone = 'dossier' THEN h."facilityId" IS NOT NULL
      ELSE r.milestone IN (SELECT m.kind FROM "Milestone" m WHERE m."handoverId" = h.id) END
  ) <@ ARRAY(SELECT d.form FROM "Document" d WHERE d."handoverId" = h.id)`;

/** Returns: the end of the treatment counts. */
export const returns: Source = {
  counts: 'event',
  knows: PERSON,
  sees: 'see-case',
  rows: ({ today }) => Prisma.sql`
    SELECT h."endOn" AS "on", h.id AS "caseId", h."provinceId", h."communeId", h."personId", h."centreId", p.sex, p."bornOn",
      ${complete} AS complete,
      EXISTS (SELECT FROM "Milestone" m WHERE m."handoverId" = h.id AND m.kind = 'arrival' AND m.status = 'done') AS arrived,
      EXISTS (SELECT FROM "Training" t WHERE t."caseId" = h.id AND t."startsOn" <= ${today}::date) AS trained,
      ${today}::date - h."endOn" AS "daysAgo",
      (SELECT min(v."heldOn") FROM "Visit" v
        WHERE v."followUpId" = h.id AND v.outcome = ANY(${IN_PERSON}::text[]) AND v."heldOn" >= h."endOn") - h."endOn" AS "seenAfter"
    FROM "Handover" h LEFT JOIN "Person" p ON p.id = h."personId"
    WHERE h.status <> 'cancelled' AND h."endOn" <= ${today}::date`,
};

/** First mentors who accepted. */
export const assignments: Source = {
  counts: 'event',
  knows: PERSON_AND_ORGANISATION,
  sees: 'see-case',
  rows: () => Prisma.sql`
    SELECT ${dayIn(Prisma.sql`m."doneAt"`)} AS "on", h.id AS "caseId", h."provinceId", h."communeId", ${person}, u."organisationId"
    FROM "Milestone" m JOIN "Handover" h ON h.id = m."handoverId" LEFT JOIN "Person" p ON p.id = h."personId"
    LEFT JOIN "User" u ON u.id = m."doneById"
    WHERE m.kind = 'mentor' AND m.status = 'done'`,
};

/** Follow-ups, as long as they run. */
export const followUps: Source = {
  counts: 'span',
  knows: PERSON_AND_ORGANISATION,
  sees: 'see-case',
  rows: () => Prisma.sql`
    SELECT f."startsOn" AS since, coalesce(${dayIn(Prisma.sql`f."closedAt"`)} + 1, 'infinity') AS until,
      f.id AS "caseId", f."provinceId", f."communeId", ${person}, u."organisationId"
    FROM "FollowUp" f ${joinPerson(Prisma.sql`f.id`)} LEFT JOIN "User" u ON u.id = f."mentorId"`,
};

/** Follow-ups that have ended, and why. */
export const endings: Source = {
  counts: 'event',
  knows: PERSON_AND_ORGANISATION,
  sees: 'see-case',
  rows: () => Prisma.sql`
    SELECT ${dayIn(Prisma.sql`f."closedAt"`)} AS "on", f."closedWhy" AS why,
      f.id AS "caseId", f."provinceId", f."communeId", ${person}, u."organisationId"
    FROM "FollowUp" f ${joinPerson(Prisma.sql`f.id`)} LEFT JOIN "User" u ON u.id = f."mentorId"
    WHERE f."closedAt" IS NOT NULL`,
};
