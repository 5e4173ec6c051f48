import { OUTCOME_RULES, VISIT_OUTCOMES } from '../../../domain/follow-up';
import { Prisma } from '../../client';
import { dayIn, joinPerson, PERSON_AND_ORGANISATION, person, type Source } from '../source';

const CONTACT = VISIT_OUTCOMES.filter((outcome) => OUTCOME_RULES[outcome].contact !== 'none');

/** Times a person was met or spoken to. */
export const contacts: Source = {
  counts: 'event',
  knows: PERSON_AND_ORGANISATION,
  sees: 'see-visits',
  rows: () => Prisma.sql`
    SELECT v."heldOn" AS "on", cardinality(v.topics) > 0 AS counselled,
      f.id AS "caseId", f."provinceId", f."communeId", ${person}, u."organisationId"
    FROM "Visit" v JOIN "FollowUp" f ON f.id = v."followUpId" ${joinPerson(Prisma.sql`f.id`)}
    LEFT JOIN "User" u ON u.id = v."mentorId"
    WHERE v.outcome = ANY(${CONTACT}::text[]) AND v.status IN ('reported', 'late', 'unplanned')`,
};

/** Visits whose day has passed, and when the person was heard of again. */
export const dueVisits: Source = {
  counts: 'event',
  knows: PERSON_AND_ORGANISATION,
  sees: 'see-visits',
  rows: ({ today }) => Prisma.sql`
    SELECT v."plannedOn" AS "on", v.status = 'reported' AS "inTime",
      greatest(0, least(${today}::date, CASE WHEN v.status IN ('reported', 'late') THEN v."heldOn" ELSE (
        SELECT min(w."heldOn") FROM "Visit" w WHERE w."followUpId" = v."followUpId" AND w.seq > v.seq AND w."heldOn" IS NOT NULL
      ) END) - v."plannedOn") AS overdue,
      f.id AS "caseId", f."provinceId", f."communeId", ${person}, u."organisationId"
    FROM "Visit" v JOIN "FollowUp" f ON f.id = v."followUpId" ${joinPerson(Prisma.sql`f.id`)}
    LEFT JOIN "User" u ON u.id = v."mentorId"
    WHERE v.status IN ('reported', 'late', 'missed', 'planned') AND v."plannedOn" < ${today}::date`,
};

/** The organisation a helper is of. Of a partner it is left out: who is asked may tell what for (domain/health). */
const ownPeople = Prisma.sql`CASE WHEN u.role <> 'partner' THEN u."organisationId" END`;

/** What slipped, one row for each person an escalation is about. */
export const escalations: Source = {
  counts: 'event',
  knows: PERSON_AND_ORGANISATION,
  sees: 'see-escalation',
  rows: () => Prisma.sql`
    SELECT ${dayIn(Prisma.sql`e."raisedAt"`)} AS "on", e.id, e.status = 'resolved' AS resolved,
      i."caseId", e."provinceId", e."communeId", ${person}, ${ownPeople} AS "organisationId"
    FROM "Escalation" e LEFT JOIN "EscalationItem" i ON i."escalationId" = e.id ${joinPerson(Prisma.sql`i."caseId"`)}
    LEFT JOIN "User" u ON u.id = e."responsibleId"`,
};

/** Escalations that were resolved, once each: how long that took. */
export const resolutions: Source = {
  counts: 'event',
  knows: ['commune', 'organisation'],
  sees: null,
  rows: () => Prisma.sql`
    SELECT ${dayIn(Prisma.sql`e."resolvedAt"`)} AS "on", e."provinceId", e."communeId", ${ownPeople} AS "organisationId",
      ${dayIn(Prisma.sql`e."resolvedAt"`)} - ${dayIn(Prisma.sql`e."raisedAt"`)} AS days
    FROM "Escalation" e LEFT JOIN "User" u ON u.id = e."responsibleId"
    WHERE e."resolvedAt" IS NOT NULL`,
};
