import type { EscalationKind } from '../../domain/ladder';
import { may } from '../../domain/permission';
import { whoOf } from '../../domain/wording/messages';
import type { Prisma } from '../../prisma/client';
import { escalationArea } from '../commands/area';
import { denied } from '../commands/command';
import type { Context } from '../context';
import type { Actor } from '../session';
import { accountsSeen, casePeople, communeNames } from './names';
import { cut, type Page, type PageQuery, seek } from './page';
import type { EscalationCard } from './shapes';
import { escalationsOf } from './where';
import { daysOverdue } from './words';

const ROW = { items: { orderBy: { dueAt: 'asc' } } } satisfies Prisma.EscalationInclude;
type Row = Prisma.EscalationGetPayload<{ include: typeof ROW }>;

export interface EscalationFilter extends PageQuery {
  state?: 'open' | 'resolved';
  kind?: EscalationKind;
  /** untaken: nobody has it yet; mine: the asker took it, is told of it now, or resolved it. */
  only?: EscalationOnly;
}

export const ESCALATION_ONLY = ['untaken', 'mine'] as const;
export type EscalationOnly = (typeof ESCALATION_ONLY)[number];

/** The board of the asker's area: open ones, oldest first; resolved ones, newest first. */
export async function listEscalations(
  ctx: Context,
  actor: Actor,
  { after, limit = 50, state = 'open', kind, only }: EscalationFilter = {},
): Promise<Page<EscalationCard>> {
  const direction = state === 'open' ? 'asc' : 'desc';
  const rows = await ctx.db.escalation.findMany({
    where: {
      AND: [
        escalationsOf(actor),
        seek(after, 'raisedAt', direction),
        { status: state === 'open' ? { not: 'resolved' } : 'resolved' },
        kind ? { kind } : {},
        only === 'untaken' ? { status: 'open' } : {},
        only === 'mine' ? { OR: [{ ownerId: actor.id }, { resolvedById: actor.id }] } : {},
      ],
    },
    orderBy: [{ raisedAt: direction }, { id: direction }],
    take: limit + 1,
    include: ROW,
  });
  const shown = await cards(ctx, actor, rows);
  return cut(
    rows,
    limit,
    (row) => [row.raisedAt.getTime(), row.id],
    (row) => shown.get(row.id) as EscalationCard,
  );
}

/** One escalation; null when it is not in the asker's area. */
export async function escalationDetail(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<EscalationCard | null> {
  if (denied(ctx, actor, 'see-escalation', await escalationArea(ctx.db, id))) return null;
  const row = await ctx.db.escalation.findUniqueOrThrow({ where: { id }, include: ROW });
  return (await cards(ctx, actor, [row])).get(id) ?? null;
}

async function cards(ctx: Context, actor: Actor, rows: Row[]): Promise<Map<string, EscalationCard>> {
  const people = await casePeople(
    ctx.db,
    rows.flatMap((row) => row.items.map((item) => item.caseId)),
  );
  const communes = await communeNames(
    ctx.db,
    rows.map((row) => row.communeId),
  );
  const ids = rows.flatMap((row) => [row.responsibleId, row.acknowledgedById, row.resolvedById]);
  const users = await accountsSeen(ctx.db, actor, ids);
  const name = (id: string | null) => (id && users.get(id)?.name) ?? null;
  return new Map(
    rows.map((row): [string, EscalationCard] => {
      const status = row.status as EscalationCard['status'];
      const open = status !== 'resolved';
      return [
        row.id,
        {
          id: row.id,
          kind: row.kind,
          status,
          level: row.level,
          rung: row.rung as EscalationCard['rung'],
          commune: row.communeId
            ? { id: row.communeId, name: communes.get(row.communeId) ?? row.communeId }
            : null,
          responsible: {
            id: row.responsibleId,
            role: row.responsibleRole,
            name: name(row.responsibleId),
            phone: (row.responsibleId && users.get(row.responsibleId)?.phone) ?? null,
          },
          silence: row.silence as EscalationCard['silence'],
          raisedAt: row.raisedAt,
          due: row.nextDue,
          acknowledgedBy: name(row.acknowledgedById),
          acknowledgedAt: row.acknowledgedAt,
          resolvedBy: name(row.resolvedById),
          resolvedAt: row.resolvedAt,
          resolution: row.resolution,
          note: row.note,
          people: new Set(row.items.filter((item) => !item.closedAt).map((item) => item.caseId)).size,
          items: row.items.map((item) => {
            const person = people.get(item.caseId);
            return {
              id: item.id,
              caseId: item.caseId,
              what: item.what as EscalationCard['items'][number]['what'],
              who: person ? whoOf(person.fullName, person.code) : '',
              fullName: may(actor, 'see-case', row) ? (person?.fullName ?? null) : null,
              dueAt: item.dueAt,
              daysOverdue: daysOverdue(item.dueAt, item.closedAt?.getTime() ?? ctx.now()),
              closedAt: item.closedAt,
              closedHow: item.closedHow ?? howOf(item, row),
            };
          }),
          canAcknowledge: status === 'open' && may(actor, 'acknowledge-escalation', row),
          canResolve: open && may(actor, 'resolve-escalation', row),
        },
      ];
    }),
  );
}

/** Of what was put to rest before it was kept with the item: with the escalation itself, or else done before that. */
function howOf({ closedAt }: Row['items'][number], { resolvedAt, resolution }: Row): string | null {
  if (!closedAt) return null;
  return closedAt.getTime() === resolvedAt?.getTime() ? resolution : 'done-late';
}
