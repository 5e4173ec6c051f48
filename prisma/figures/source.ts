/** What a figure is counted from. */
import type { Day } from '../../domain/calendar';
import type { CaseAction } from '../../domain/permission';
import { paramsOf } from '../../domain/policy';
import { type Db, Prisma } from '../client';
import { policiesOn } from '../policies';

/** By what a count can be narrowed beside the province. */
export const DIMENSIONS = ['commune', 'centre', 'organisation', 'sex', 'age'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What counting goes by beside the rows. */
export interface Known {
  /** The last day known: nothing after it has happened. */
  today: Day;
  /** What the province has settled (domain/overrides: PROVINCE_WIDE); everywhere together, the shipped values. */
  params: ReturnType<typeof paramsOf>;
}

export async function knownOn(db: Db, today: Day, provinceId: string | undefined): Promise<Known> {
  const policyOf = await policiesOn(db, today);
  return { today, params: paramsOf(policyOf(provinceId ?? '', null)) };
}

/**
 * Rows to count, one query of them. Each has "provinceId"; a column of each dimension it knows ("communeId", "centreId",
 * "organisationId", sex, "bornOn"); and where a reader may go from the number to the people, "caseId". PostgreSQL pulls the
 * query up into the count, so columns nobody asks for cost nothing (joins beside the rows are LEFT JOINs for that).
 */
export interface Source {
  rows: (known: Known) => Prisma.Sql;
  /**
   * event: has "on", the day that counts. Others last from "since" until before "until": span counts if any day of it lies
   * in the period, state if the last day of the period (or today, in one that runs still) does.
   */
  counts: 'event' | 'span' | 'state';
  knows: readonly Dimension[];
  /** What an account must be allowed, to see which people are behind the number; null: there are no cases behind it. */
  sees: CaseAction | null;
}

/** A moment (UTC, without a zone) as the day it was in Vietnam. */
export const dayIn = (column: Prisma.Sql) => Prisma.sql`(${column} + interval '7 hours')::date`;

export const PERSON: readonly Dimension[] = ['commune', 'centre', 'sex', 'age'];
export const PERSON_AND_ORGANISATION: readonly Dimension[] = ['organisation', ...PERSON];

/** The person of a case: the columns, and the joins to them. */
export const person = Prisma.sql`h."personId", h."centreId", p.sex, p."bornOn"`;
export const joinPerson = (caseId: Prisma.Sql) => Prisma.sql`
  LEFT JOIN "Handover" h ON h.id = ${caseId} LEFT JOIN "Person" p ON p.id = h."personId"`;
