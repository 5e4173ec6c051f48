/** Contact after the term: who agreed to it, when they are asked next, what was found. */
import { z } from 'zod';
import { AFTERCARE_ENDS, CHECK_OUTCOMES, isStable } from '../../domain/aftercare';
import { toDay } from '../../domain/calendar';
import { CONSENT_WAYS } from '../../domain/consent';
import { may } from '../../domain/permission';
import { whoOf } from '../../domain/wording/messages';
import type { Prisma } from '../../prisma/client';
import { caseArea } from '../commands/area';
import { denied } from '../commands/command';
import type { Context } from '../context';
import type { Actor } from '../session';
import { cut, type Page, type PageQuery, seek } from './page';
import { ofPlace } from './where';
import { toDayOrNull } from './words';

const day = z.string().meta({ format: 'date', description: 'A civil day in Vietnam' });

const CheckView = z.object({
  year: z.number(),
  status: z.enum(['planned', 'reported', 'missed', 'cancelled']),
  dueOn: day,
  heldOn: day.nullable(),
  outcome: z.enum(CHECK_OUTCOMES).nullable(),
  working: z.boolean().nullable(),
  relapseFree: z.boolean().nullable(),
});

export const AftercareCard = z.object({
  caseId: z.string(),
  /** Initials and code. */
  who: z.string(),
  status: z.enum(['open', 'closed']),
  closedWhy: z.enum(AFTERCARE_ENDS).nullable(),
  consentOn: day,
  consentHow: z.enum(CONSENT_WAYS),
  nextDue: z.date().nullable(),
  checks: z.array(CheckView),
  /** Three years well and with work, see domain/aftercare. */
  stable: z.boolean(),
});
export type AftercareCard = z.infer<typeof AftercareCard>;

const INCLUDE = {
  checks: { orderBy: { year: 'asc' } },
  handover: { select: { person: { select: { fullName: true, code: true } } } },
} satisfies Prisma.AftercareInclude;

/** Who of the asker's places is asked after, the latest to agree first. */
export async function listAftercare(
  ctx: Context,
  actor: Actor,
  { after, limit = 50 }: PageQuery = {},
): Promise<Page<AftercareCard>> {
  const rows = await ctx.db.aftercare.findMany({
    where: { AND: [ofPlace(actor), seek(after, 'consentOn', 'desc')] },
    orderBy: [{ consentOn: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: INCLUDE,
  });
  return cut(rows, limit, (row) => [row.consentOn.getTime(), row.id], card);
}

/** What a case page shows of it. */
export interface CaseAftercare {
  /** Null: nobody agreed to anything. */
  card: AftercareCard | null;
  /** The person may be asked whether they agree. */
  canBegin: boolean;
  /** The year that can be told of now; null: none. */
  reports: number | null;
  canWithdraw: boolean;
}

/** Null: not the asker's to see. */
export async function aftercareOf(ctx: Context, actor: Actor, caseId: string): Promise<CaseAftercare | null> {
  const area = await caseArea(ctx.db, caseId);
  if (denied(ctx, actor, 'see-aftercare', area)) return null;
  const [row, followUp] = await Promise.all([
    ctx.db.aftercare.findUnique({ where: { id: caseId }, include: INCLUDE }),
    ctx.db.followUp.findUnique({ where: { id: caseId }, select: { closedWhy: true } }),
  ]);
  const records = may(actor, 'record-aftercare', area ?? {});
  const open = row?.status === 'open';
  const planned = row?.checks.find(({ status }) => status === 'planned');
  return {
    card: row && card(row),
    canBegin: records && !open && followUp?.closedWhy === 'completed' && row?.closedWhy !== 'done',
    reports: records && open && planned ? planned.year : null,
    canWithdraw: records && open,
  };
}

function card(row: Prisma.AftercareGetPayload<{ include: typeof INCLUDE }>): AftercareCard {
  const checks = row.checks.map((check) => ({
    year: check.year,
    status: check.status as AftercareCard['checks'][number]['status'],
    dueOn: toDay(check.dueOn),
    heldOn: toDayOrNull(check.heldOn),
    outcome: check.outcome as AftercareCard['checks'][number]['outcome'],
    working: check.working,
    relapseFree: check.relapseFree,
  }));
  const { fullName, code } = row.handover.person;
  return {
    caseId: row.id,
    who: whoOf(fullName, code),
    status: row.status as AftercareCard['status'],
    closedWhy: row.closedWhy as AftercareCard['closedWhy'],
    consentOn: toDay(row.consentOn),
    consentHow: row.consentHow as AftercareCard['consentHow'],
    nextDue: row.nextDue,
    checks,
    stable: isStable(checks),
  };
}
