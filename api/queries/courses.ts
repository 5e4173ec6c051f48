/** Courses in the centre, and what somebody learnt there. */
import { z } from 'zod';
import { toDay } from '../../domain/calendar';
import { may } from '../../domain/permission';
import { CERTIFICATES, TRADES, TRAINING_STATUSES } from '../../domain/referral';
import { whoOf } from '../../domain/wording/messages';
import type { Prisma } from '../../prisma/client';
import { courseArea } from '../commands/area';
import { denied } from '../commands/command';
import type { Context } from '../context';
import type { Actor } from '../session';
import { cut, type Page, type PageQuery, seek } from './page';
import { Named } from './shapes';

const day = z.string().meta({ format: 'date', description: 'A civil day in Vietnam' });

export const CourseCard = z.object({
  id: z.string(),
  name: z.string(),
  trade: z.enum(TRADES),
  centre: Named,
  /** Who teaches; null: the centre itself. */
  provider: Named.nullable(),
  startsOn: day,
  endsOn: day,
  status: z.enum(['open', 'closed']),
  /** Whole đồng paid towards it for each. */
  costSupport: z.number(),
  trainees: z.number(),
  certified: z.number(),
  due: z.date().nullable(),
});
export type CourseCard = z.infer<typeof CourseCard>;

export const TraineeView = z.object({
  caseId: z.string(),
  /** Full name, initials and code. */
  name: z.string(),
  status: z.enum(TRAINING_STATUSES),
  sessions: z.number(),
  attended: z.number(),
  certificate: z.enum(CERTIFICATES).nullable(),
  certificateNumber: z.string().nullable(),
  certifiedOn: day.nullable(),
  dropReason: z.string().nullable(),
});
export type TraineeView = z.infer<typeof TraineeView>;

export const CourseDetail = CourseCard.extend({
  class: z.array(TraineeView),
  /** Whether the asker tells of it. */
  canTell: z.boolean(),
});
export type CourseDetail = z.infer<typeof CourseDetail>;

const PERSON = { select: { fullName: true, code: true } } as const;
const include = {
  centre: { select: { id: true, name: true } },
  trainees: { include: { sessions: { select: { present: true } } }, orderBy: { id: 'asc' } },
} satisfies Prisma.CourseInclude;
type Row = Prisma.CourseGetPayload<{ include: typeof include }>;

function coursesOf(actor: Actor): Prisma.CourseWhereInput {
  if (actor.role === 'centre' && actor.centreId) return { centreId: actor.centreId };
  return may(actor, 'see-course', actor) && !actor.communeId
    ? { provinceId: actor.provinceId as string }
    : { id: { in: [] } };
}

/** Courses of the asker's centre, or of those of its province; the latest first. */
export async function listCourses(
  ctx: Context,
  actor: Actor,
  { after, limit = 50 }: PageQuery = {},
): Promise<Page<CourseCard>> {
  const rows = await ctx.db.course.findMany({
    where: { AND: [coursesOf(actor), seek(after, 'startsOn', 'desc')] },
    orderBy: [{ startsOn: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include,
  });
  const providers = await providersOf(ctx, rows);
  return cut(
    rows,
    limit,
    (row) => [row.startsOn.getTime(), row.id],
    (row) => cardOf(row, providers),
  );
}

/** One course with its class; null when it is not the asker's to see. */
export async function courseDetail(ctx: Context, actor: Actor, id: string): Promise<CourseDetail | null> {
  const area = await courseArea(ctx.db, id);
  if (!area || denied(ctx, actor, 'see-course', area)) return null;
  const row = await ctx.db.course.findUniqueOrThrow({ where: { id }, include });
  const people = await ctx.db.handover.findMany({
    where: { id: { in: row.trainees.map(({ caseId }) => caseId) } },
    select: { id: true, person: PERSON },
  });
  const nameOf = new Map(
    people.map(({ id, person: { fullName, code } }) => [id, `${fullName} · ${whoOf(fullName, code)}`]),
  );
  return {
    ...cardOf(row, await providersOf(ctx, [row])),
    class: row.trainees.map((one) => ({
      caseId: one.caseId,
      name: nameOf.get(one.caseId) ?? '',
      status: one.status as TraineeView['status'],
      sessions: one.sessions.length,
      attended: one.sessions.filter(({ present }) => present).length,
      certificate: one.certificate as TraineeView['certificate'],
      certificateNumber: one.certificateNumber,
      certifiedOn: one.certifiedOn && toDay(one.certifiedOn),
      dropReason: one.dropReason,
    })),
    canTell: row.status === 'open' && may(actor, 'keep-course', area),
  };
}

async function providersOf({ db }: Context, rows: readonly Row[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ providerId }) => providerId ?? []);
  const found = await db.organisation.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  });
  return new Map(found.map(({ id, name }) => [id, name]));
}

function cardOf(row: Row, providers: Map<string, string>): CourseCard {
  const { id, name, centre, costSupport, providerId, trainees } = row;
  return {
    ...{ id, name, centre, costSupport },
    trade: row.trade as CourseCard['trade'],
    provider: providerId ? { id: providerId, name: providers.get(providerId) ?? providerId } : null,
    startsOn: toDay(row.startsOn),
    endsOn: toDay(row.endsOn),
    status: row.status as CourseCard['status'],
    trainees: trainees.length,
    certified: trainees.filter(({ status }) => status === 'certified').length,
    due: row.nextDue,
  };
}

/** What the person of a case learnt in the centre, for whoever sees the case. */
export interface LearntInCentre {
  id: string;
  trade: string;
  course: string | null;
  startsOn: string;
  endsOn: string;
  status: TraineeView['status'];
  certificate: string | null;
  certificateNumber: string | null;
}

export async function learntInCentre({ db }: Context, caseId: string): Promise<LearntInCentre[]> {
  const rows = await db.training.findMany({
    where: { caseId, courseId: { not: null } },
    orderBy: { startsOn: 'desc' },
  });
  return rows.map(({ id, trade, course, certificate, certificateNumber, ...row }) => ({
    ...{ id, trade, course, certificate, certificateNumber },
    startsOn: toDay(row.startsOn),
    endsOn: toDay(row.endsOn),
    status: row.status as TraineeView['status'],
  }));
}
