import { Prisma } from '../../client';
import { dayIn, joinPerson, PERSON, person, type Source } from '../source';

export const clubs: Source = {
  counts: 'state',
  knows: ['commune', 'organisation'],
  sees: null,
  rows: () => Prisma.sql`
    SELECT c."startedOn" AS since, coalesce(${dayIn(Prisma.sql`c."closedAt"`)}, 'infinity') AS until,
      c."provinceId", c."communeId", c."organisationId"
    FROM "Club" c`,
};

export const members: Source = {
  counts: 'state',
  knows: ['commune', 'organisation'],
  sees: null,
  rows: () => Prisma.sql`
    SELECT m."joinedOn" AS since, coalesce(least(m."leftOn", ${dayIn(Prisma.sql`c."closedAt"`)}), 'infinity') AS until,
      c."provinceId", c."communeId", c."organisationId"
    FROM "ClubMember" m JOIN "Club" c ON c.id = m."clubId"`,
};

export const meetings: Source = {
  counts: 'event',
  knows: ['commune', 'organisation'],
  sees: null,
  rows: ({ today }) => Prisma.sql`
    SELECT g."heldOn" AS "on", g.present, g.guests, c."provinceId", c."communeId", c."organisationId"
    FROM "ClubMeeting" g JOIN "Club" c ON c.id = g."clubId"
    WHERE g.status = 'held' AND g."heldOn" <= ${today}::date`,
};

/** Meetings that were held, a row for each who was a member that day, with what is asked of members and of clubs. */
export const attendances: Source = {
  counts: 'event',
  knows: ['commune', 'organisation'],
  sees: null,
  rows: ({ today, params }) => Prisma.sql`
    SELECT g."heldOn" AS "on", g."clubId", m.id AS "memberId", a."memberId" IS NOT NULL AS came,
      ${params.clubRegular}::int AS regular, ${params.clubTarget}::int AS target,
      c."provinceId", c."communeId", c."organisationId"
    FROM "ClubMeeting" g JOIN "Club" c ON c.id = g."clubId"
    JOIN "ClubMember" m ON m."clubId" = g."clubId" AND m."joinedOn" <= g."heldOn" AND (m."leftOn" IS NULL OR m."leftOn" > g."heldOn")
    LEFT JOIN "ClubAttendance" a ON a."meetingId" = g.id AND a."memberId" = m.id
    WHERE g.status = 'held' AND g."heldOn" <= ${today}::date`,
};

export const sessions: Source = {
  counts: 'event',
  knows: ['centre'],
  sees: null,
  rows: () => Prisma.sql`SELECT s."heldOn" AS "on", s."provinceId", s."centreId" FROM "CentreSession" s`,
};

export const trainees: Source = {
  counts: 'event',
  knows: PERSON,
  sees: 'see-case',
  rows: () => Prisma.sql`
    SELECT s."heldOn" AS "on", s."provinceId", s."centreId", p."communeId", x."personId", p.sex, p."bornOn",
      (SELECT h.id FROM "Handover" h WHERE h."personId" = p.id ORDER BY h."startedAt" DESC LIMIT 1) AS "caseId"
    FROM "SessionTrainee" x JOIN "CentreSession" s ON s.id = x."sessionId" JOIN "Person" p ON p.id = x."personId"`,
};

export const events: Source = {
  counts: 'event',
  knows: ['commune'],
  sees: null,
  rows: () => Prisma.sql`
    SELECT e."heldOn" AS "on", e.language, e.attending, e."provinceId", e."communeId" FROM "CommunicationEvent" e`,
};

/** Help in kind. To households without a case as well: they have no age, and are not behind the number as cases. */
export const inKind: Source = {
  counts: 'event',
  knows: ['commune'],
  sees: 'see-case',
  rows: () => Prisma.sql`
    SELECT k."givenOn" AS "on", k.kind, k.value, k."workDays", k."householdKey", k."handoverId" AS "caseId", k."provinceId", k."communeId"
    FROM "InKindSupport" k`,
};

/** How many, and nothing else of them: neither whom nor where nor for what. */
export const health: Source = {
  counts: 'event',
  knows: [],
  sees: null,
  rows: () => Prisma.sql`
    SELECT ${dayIn(Prisma.sql`r."requestedAt"`)} AS "on", r."provinceId"
    FROM "Referral" r JOIN "HealthReferral" a ON a."referralId" = r.id WHERE r.status NOT IN ('draft', 'entered-in-error')`,
};

/** Checks after the term in which the person was reached. */
export const laterChecks: Source = {
  counts: 'event',
  knows: PERSON,
  sees: 'see-visits',
  rows: () => Prisma.sql`
    SELECT y."heldOn" AS "on", y.year::text AS year, y.working, y."relapseFree", y."caseId", a."provinceId", a."communeId", ${person}
    FROM "LaterCheck" y JOIN "Aftercare" a ON a.id = y."caseId" ${joinPerson(Prisma.sql`y."caseId"`)}
    WHERE y.status = 'reported'`,
};

export const helpers: Source = {
  counts: 'state',
  knows: PERSON,
  sees: null,
  rows: () => Prisma.sql`
    SELECT k.since, coalesce(k.until, 'infinity') AS until, c."provinceId", p."communeId", p."centreId", p.sex, p."bornOn", k."personId"
    FROM "PeerHelper" k JOIN "Person" p ON p.id = k."personId" LEFT JOIN "Commune" c ON c.id = p."communeId"`,
};
