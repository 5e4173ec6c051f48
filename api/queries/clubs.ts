/** Clubs: who is in them, when they meet, and whether their members come. */
import { z } from 'zod';
import { dayOf, toDay } from '../../domain/calendar';
import { attendanceOf, attendanceSince, isMemberOn, type Rhythm } from '../../domain/club';
import { may } from '../../domain/permission';
import type { Policy } from '../../domain/policy';
import { whoOf } from '../../domain/wording/messages';
import type { Prisma } from '../../prisma/client';
import { policiesOn } from '../../prisma/policies';
import { clubArea } from '../commands/area';
import { denied } from '../commands/command';
import type { Context } from '../context';
import type { Actor } from '../session';
import { communeNames, userNames } from './names';
import { cut, type Page, type PageQuery, seek } from './page';
import { Named } from './shapes';
import { ofPlace } from './where';
import { toDayOrNull } from './words';

const day = z.string().meta({ format: 'date', description: 'A civil day in Vietnam' });

export const ClubCard = z.object({
  id: z.string(),
  name: z.string(),
  place: z.string().nullable(),
  commune: Named,
  /** Whose it is; null: the commune's own. */
  organisation: Named.nullable(),
  leader: Named.nullable(),
  status: z.enum(['open', 'closed']),
  rhythm: z.union([
    z.object({ every: z.literal('week'), from: day, weeks: z.union([z.literal(1), z.literal(2)]) }),
    z.object({
      every: z.literal('month'),
      nth: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
      weekday: z.number(),
    }),
  ]),
  nextMeeting: day.nullable(),
  /** Members today. */
  members: z.number(),
  /** Over the last 90 days: see domain/club/attendance for the definition. */
  attendance: z.object({
    meetings: z.number(),
    members: z.number(),
    regular: z.number(),
    percent: z.number().nullable(),
    reached: z.boolean().nullable(),
  }),
  /** Meetings that were not told of and still can be. */
  unreported: z.number(),
});
export type ClubCard = z.infer<typeof ClubCard>;

export const MeetingView = z.object({
  id: z.string(),
  plannedOn: day,
  status: z.enum(['planned', 'held', 'cancelled', 'unreported']),
  heldOn: day.nullable(),
  topic: z.string().nullable(),
  members: z.number().nullable(),
  present: z.number().nullable(),
  guests: z.number(),
});
export type MeetingView = z.infer<typeof MeetingView>;

export const MemberView = z.object({
  id: z.string(),
  /** A person by given name, initials and code; a volunteer or anybody else by name. */
  name: z.string(),
  joinedOn: day,
  leftOn: day.nullable(),
});
export type MemberView = z.infer<typeof MemberView>;

export const ClubDetail = ClubCard.extend({
  meetings: z.array(MeetingView),
  roll: z.array(MemberView),
  canManage: z.boolean(),
  canReport: z.boolean(),
});
export type ClubDetail = z.infer<typeof ClubDetail>;

/** The clubs an account sees: of its place, or those it leads. */
const clubsOf = (actor: Actor): Prisma.ClubWhereInput =>
  actor.role === 'mentor' ? { leaderId: actor.id } : ofPlace(actor);

const include = (since: Date) =>
  ({
    organisation: { select: { id: true, name: true } },
    members: { include: { person: true, user: true }, orderBy: { id: 'asc' } },
    meetings: {
      where: { plannedOn: { gte: since } },
      include: { attendance: true },
      orderBy: { plannedOn: 'desc' },
    },
  }) satisfies Prisma.ClubInclude;
type Row = Prisma.ClubGetPayload<{ include: ReturnType<typeof include> }>;

/** Clubs of the asker's places, the open ones; or those it leads. */
export async function listClubs(
  ctx: Context,
  actor: Actor,
  { after, limit = 50 }: PageQuery = {},
): Promise<Page<ClubCard>> {
  const today = dayOf(ctx.now());
  const rows = await ctx.db.club.findMany({
    where: { AND: [clubsOf(actor), { status: 'open' }, seek(after, 'startedOn', 'desc')] },
    orderBy: [{ startedOn: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: include(new Date(attendanceSince(today))),
  });
  const card = await cards(ctx, rows);
  return cut(rows, limit, (row) => [row.startedOn.getTime(), row.id], card);
}

/** One club; null when it is not the asker's to see. */
export async function clubDetail(ctx: Context, actor: Actor, clubId: string): Promise<ClubDetail | null> {
  const area = await clubArea(ctx.db, clubId);
  if (!area || denied(ctx, actor, 'see-club', area)) return null;
  const today = dayOf(ctx.now());
  const row = await ctx.db.club.findUniqueOrThrow({
    where: { id: clubId },
    include: include(new Date(attendanceSince(today))),
  });
  const open = row.status === 'open';
  return {
    ...(await cards(ctx, [row]))(row),
    meetings: row.meetings.map((m) => ({
      id: m.id,
      plannedOn: toDay(m.plannedOn),
      status: m.status as MeetingView['status'],
      heldOn: toDayOrNull(m.heldOn),
      topic: m.topic,
      members: m.members,
      present: m.present,
      guests: m.guests,
    })),
    roll: row.members.filter((m) => m.leftOn === null || isMemberOn(membership(m), today)).map(memberView),
    canManage: open && may(actor, 'manage-club', area),
    canReport: open && may(actor, 'report-meeting', area),
  };
}

/** As a leader knows them: a given name, and what messages may say of the person. */
export function memberView(
  member: Pick<Row['members'][number], 'id' | 'name' | 'joinedOn' | 'leftOn' | 'person' | 'user'>,
): MemberView {
  const { id, name, person, user } = member;
  const given = person?.fullName.split(' ').at(-1);
  return {
    ...membership(member),
    id,
    name: person ? `${given} · ${whoOf(person.fullName, person.code)}` : (user?.name ?? name ?? ''),
  };
}

const membership = ({ id, joinedOn, leftOn }: { id: string; joinedOn: Date; leftOn: Date | null }) => ({
  id,
  joinedOn: toDay(joinedOn),
  leftOn: toDayOrNull(leftOn),
});

async function cards(ctx: Context, rows: readonly Row[]): Promise<(row: Row) => ClubCard> {
  const today = dayOf(ctx.now());
  const [leaders, communes, policyOf] = await Promise.all([
    userNames(
      ctx.db,
      rows.map((row) => row.leaderId),
    ),
    communeNames(
      ctx.db,
      rows.map((row) => row.communeId),
    ),
    policiesOn(ctx.db, today),
  ]);
  return (row) => {
    const planned = row.meetings.find((m) => m.status === 'planned');
    const { id, name, place, organisation, communeId, leaderId } = row;
    return {
      ...{ id, name, place, organisation },
      commune: { id: communeId, name: communes.get(communeId) ?? communeId },
      leader: leaderId ? { id: leaderId, name: leaders.get(leaderId) ?? '' } : null,
      status: row.status as ClubCard['status'],
      rhythm: row.rhythm as Rhythm,
      nextMeeting: planned ? toDay(planned.plannedOn) : null,
      members: row.members.filter((m) => isMemberOn(membership(m), today)).length,
      attendance: attendance(row, policyOf(row.provinceId, communeId)),
      unreported: row.meetings.filter((m) => m.status === 'unreported').length,
    };
  };
}

function attendance(row: Row, policy: Policy) {
  const held = row.meetings.flatMap(({ status, heldOn, attendance }) =>
    status === 'held' && heldOn
      ? { heldOn: toDay(heldOn), present: attendance.map(({ memberId }) => memberId) }
      : [],
  );
  return attendanceOf(row.members.map(membership), held, policy);
}
