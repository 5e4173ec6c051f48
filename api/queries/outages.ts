import { z } from 'zod';
import { LATE_CLASSES, type LateClass } from '../../domain/outage';
import { may } from '../../domain/permission';
import { whoOf } from '../../domain/wording/messages';
import { notThisRole } from '../commands/command';
import type { Context } from '../context';
import { problemFor } from '../problem';
import type { Actor } from '../session';
import { casePeople, namesSeen } from './names';
import { cut, type Page, type PageQuery, seek } from './page';
import { moment } from './shapes';

/** Notices of one outage that are listed at once; the counts are of all. */
const MOST = 500;

export const OutageCard = z.object({
  id: z.string(),
  from: moment,
  until: moment,
  sentLate: z.number(),
  collapsed: z.number(),
  dropped: z.number(),
  signedAt: moment.nullable(),
  signedBy: z.string().nullable(),
  note: z.string().nullable(),
  canSign: z.boolean(),
  notices: z.array(
    z.object({
      id: z.string(),
      caseId: z.string(),
      kind: z.string(),
      who: z.string(),
      to: z.string().nullable(),
      due: moment,
      lateClass: z.enum(LATE_CLASSES),
      status: z.string(),
    }),
  ),
});
export type OutageCard = z.infer<typeof OutageCard>;

/** The outages of the asker's province, the unsigned first asked for alone; what was dropped stands first in each. */
export async function listOutages(
  ctx: Context,
  actor: Actor,
  { after, limit = 10, state = 'unsigned' }: PageQuery & { state?: 'unsigned' | 'signed' } = {},
): Promise<Page<OutageCard>> {
  const { provinceId } = actor;
  if (!provinceId || !may(actor, 'see-outages', { provinceId }))
    throw problemFor(notThisRole(ctx, actor, 'see-outages'));
  const rows = await ctx.db.outage.findMany({
    where: {
      AND: [
        { provinceId, signedAt: state === 'signed' ? { not: null } : null },
        seek(after, 'until', 'desc'),
      ],
    },
    orderBy: [{ until: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: { notices: { orderBy: [{ notBefore: 'asc' }, { id: 'asc' }], take: MOST } },
  });
  const notices = rows.flatMap((row) => row.notices);
  const [people, names] = await Promise.all([
    casePeople(
      ctx.db,
      notices.map((n) => n.caseId),
    ),
    namesSeen(ctx.db, actor, [...notices.map((n) => n.recipientId), ...rows.map((row) => row.signedById)]),
  ]);
  const rank = (c: string | null) => ['drop', 'collapse', 'send-late'].indexOf(c ?? '');
  return cut(
    rows,
    limit,
    (row) => [row.until.getTime(), row.id],
    (row) => ({
      id: row.id,
      from: row.from,
      until: row.until,
      sentLate: row.sentLate,
      collapsed: row.collapsed,
      dropped: row.dropped,
      signedAt: row.signedAt,
      signedBy: (row.signedById && names.get(row.signedById)) ?? null,
      note: row.note,
      canSign: row.signedAt === null && may(actor, 'sign-outage', { provinceId }),
      notices: row.notices
        .sort((a, b) => rank(a.lateClass) - rank(b.lateClass))
        .map((n) => {
          const person = people.get(n.caseId);
          return {
            id: String(n.id),
            caseId: n.caseId,
            kind: n.kind,
            who: person ? whoOf(person.fullName, person.code) : '',
            to: names.get(n.recipientId) ?? null,
            due: n.notBefore,
            lateClass: n.lateClass as LateClass,
            status: n.status,
          };
        }),
    }),
  );
}
