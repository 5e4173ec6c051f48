import { Prisma } from '../../client';
import { joinPerson, PERSON_AND_ORGANISATION, type Source } from '../source';

const ofLoan = Prisma.sql`l."caseId", l."personId", l."provinceId", l."communeId", h."centreId", p.sex, p."bornOn",
  f."organisationId", f.source`;
const joinLoan = (loanId: Prisma.Sql) => Prisma.sql`
  JOIN "Loan" l ON l.id = ${loanId} JOIN "Fund" f ON f.id = l."fundId" ${joinPerson(Prisma.sql`l."caseId"`)}`;

/** Turns of loans, by one of their days; the organisation is the lender. */
const turns = (on: Prisma.Sql): Source => ({
  counts: 'event',
  knows: PERSON_AND_ORGANISATION,
  sees: 'see-referral',
  rows: () => Prisma.sql`
    SELECT ${on} AS "on", t.principal, ${ofLoan} FROM "LoanTurn" t ${joinLoan(Prisma.sql`t."loanId"`)} WHERE ${on} IS NOT NULL`,
});
export const turnsPaidOut = turns(Prisma.sql`t."disbursedOn"`);
export const turnsMatured = turns(Prisma.sql`t."maturedOn"`);

/** Principal paid back, as the book has it; what was reversed counts against it. */
export const repayments: Source = {
  counts: 'event',
  knows: PERSON_AND_ORGANISATION,
  sees: 'see-referral',
  rows: () => Prisma.sql`
    SELECT e."on", -x.amount AS amount, ${ofLoan}
    FROM "LedgerEntry" e JOIN "Posting" x ON x."entryId" = e.id AND x.account = 'lent'
    LEFT JOIN "LedgerEntry" was ON was.id = e."reversesId" ${joinLoan(Prisma.sql`e."loanId"`)}
    WHERE coalesce(was.kind, e.kind) = 'repay-principal'`,
};

/** Instalments past their day, until they are paid or the turn is over. */
export const arrears: Source = {
  counts: 'state',
  knows: PERSON_AND_ORGANISATION,
  sees: 'see-referral',
  rows: () => Prisma.sql`
    SELECT i."dueOn" + 1 AS since, coalesce(least(i."paidOn", t."maturedOn", t."writtenOffOn"), 'infinity') AS until,
      l.id AS "loanId", CASE WHEN i."paidOn" IS NULL THEN i.principal - i."paidPrincipal" ELSE i.principal END AS unpaid, ${ofLoan}
    FROM "Instalment" i JOIN "LoanTurn" t ON t."loanId" = i."loanId" AND t.turn = i.turn ${joinLoan(Prisma.sql`i."loanId"`)}
    WHERE NOT i.replaced`,
};

/** What the funds have: every side of every entry, from its day on. */
export const balances: Source = {
  counts: 'state',
  knows: ['organisation'],
  sees: null,
  rows: () => Prisma.sql`
    SELECT e."on" AS since, 'infinity'::date AS until, x.account, x.amount, f.source, f."provinceId", f."organisationId"
    FROM "LedgerEntry" e JOIN "Posting" x ON x."entryId" = e.id JOIN "Fund" f ON f.id = e."fundId"`,
};
