import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { dayOf } from '../../domain/calendar';
import { EVERY, rhythmOf } from '../../domain/club';
import type { Area } from '../../domain/permission';
import { CLUB_HOLDERS } from '../../domain/referral';
import { normaliseName } from '../../domain/vietnamese';
import type { Db } from '../../prisma/client';
import { policiesOn } from '../../prisma/policies';
import { workflowId } from '../../workflows/contract';
import type { Context } from '../context';
import { applied, invalid, type Result } from '../result';
import type { Actor } from '../session';
import { clubArea, provinceOf } from './area';
import { command, denied } from './command';
import { choices, day, empty, id, whole, words, yesOrNo } from './fields';
import { isMentorOf, notAMentor } from './handover';
import { onClub } from './on-process';
import { once, onceAndBegin } from './submit';

const name = z.string().trim().min(2).max(120).transform(normaliseName);
/** When it meets, as a form asks. */
const meets = { every: z.enum(EVERY), weekday: z.coerce.number().int().min(0).max(6), from: day };
const leaderId = empty(id.optional());
/** The union or club whose it is; left out, the commune's own. */
const organisationId = empty(id.optional());

/** Opens a club of the actor's commune: written down and begun in one transaction, so that none is without its meetings. */
export const openClub = command(
  z.object({ name, place: words(200), leaderId, organisationId, ...meets }),
  async (ctx, actor, input, key): Promise<Result<{ id: string }>> => {
    const no = denied(ctx, actor, 'manage-club', actor);
    if (no) return no;
    const communeId = actor.communeId as string;
    if (input.leaderId && !(await isMentorOf(ctx.db, input.leaderId, communeId))) return notALeader;
    const { organisationId = null } = input;
    if (organisationId && !(await clubHolders(ctx.db, actor)).some(({ id }) => id === organisationId))
      return notAHolder;
    return onceAndBegin(ctx, actor, key, 'open-club', input, async (db) => {
      const provinceId = (await provinceOf(db, communeId)) as string;
      const clubId = randomUUID();
      const plan = {
        leaderId: input.leaderId ?? null,
        rhythm: rhythmOf(input.every, input.weekday, input.from),
      };
      await db.club.create({
        data: {
          ...{ id: clubId, communeId, provinceId, ...plan, organisationId },
          ...{ name: input.name, place: input.place },
          status: 'open',
          startedOn: new Date(input.from),
        },
      });
      const policy = await policyOf(ctx, provinceId, communeId);
      return {
        id: clubId,
        order: {
          caseId: clubId,
          workflowId: workflowId.club(clubId),
          update: 'openClub',
          args: { facts: { clubId, provinceId, communeId, policy }, ...plan },
          input: { id: clubId },
        },
      };
    });
  },
);

/** The rules as they are today in a place: a club plans by them from each change on. */
async function policyOf(ctx: Context, provinceId: string, communeId: string) {
  return (await policiesOn(ctx.db, dayOf(ctx.now())))(provinceId, communeId);
}

const notALeader: typeof notAMentor = {
  ...notAMentor,
  errors: notAMentor.errors.map((error) => ({ ...error, pointer: '/leaderId' })),
};

const notAHolder = invalid(
  '/organisationId',
  'not-a-choice',
  'Tổ chức này không lập câu lạc bộ ở đây.',
  'This organisation holds no clubs here.',
);

/** The unions and clubs of the asker's province. */
export function clubHolders(db: Db, { provinceId }: Actor): Promise<{ id: string; name: string }[]> {
  return db.organisation.findMany({
    where: { provinceId: provinceId ?? '', kind: { in: [...CLUB_HOLDERS] } },
    orderBy: { name: 'asc' },
    select: { id: true, name: true },
  });
}

/** Who came to a meeting, or that it was not held; also late, also beforehand. */
export const reportMeeting = onClub(
  'report-meeting',
  'reportMeeting',
  {
    on: day,
    held: yesOrNo,
    heldOn: empty(day.optional()),
    present: choices(id, 200),
    guests: whole(1_000),
    topic: words(200),
  },
  async ({ on, held, heldOn, present, guests, topic }) => ({
    args: { on, held, heldOn: heldOn ?? on, present: held ? present : [], guests },
    words: { topic },
  }),
);

/** Another leader, or other days. */
export const changeClub = onClub(
  'manage-club',
  'changeClub',
  { leaderId, ...meets },
  async ({ leaderId = null, every, weekday, from }, { ctx, area: club }) => {
    if (leaderId && !(await isMentorOf(ctx.db, leaderId, club.communeId))) return notALeader;
    const policy = await policyOf(ctx, club.provinceId, club.communeId);
    return { args: { leaderId, rhythm: rhythmOf(every, weekday, from), policy } };
  },
);

export const closeClub = onClub('manage-club', 'closeClub', {}, async () => ({ args: {} }));

/** Somebody joins: a person of the commune's cases, a volunteer with an account, or anybody by name. */
export const joinClub = command(
  z.object({
    clubId: id,
    caseId: empty(id.optional()),
    userId: empty(id.optional()),
    name: empty(name.optional()),
    joinedOn: day,
  }),
  async (ctx, actor, input, key): Promise<Result<{ id: string }>> => {
    const club = await clubArea(ctx.db, input.clubId);
    const no = denied(ctx, actor, 'manage-club', club) ?? tooMany(input) ?? ahead(ctx, input.joinedOn);
    if (no) return no;
    const { clubId, caseId, userId, name, joinedOn } = input;
    const who = await memberOf(ctx, club as Area, { caseId, userId, name });
    if (!who) return { kind: 'not-found' };
    return once(ctx, actor, key, 'join-club', input, async (db) => {
      const there = who.name
        ? null
        : await db.clubMember.findFirst({
            where: { clubId, leftOn: null, personId: who.personId, userId: who.userId },
          });
      if (there)
        return invalid('/caseId', 'taken', 'Người này đã ở trong câu lạc bộ.', 'They are a member already.');
      const { id } = await db.clubMember.create({ data: { ...who, clubId, joinedOn: new Date(joinedOn) } });
      return applied({ id });
    });
  },
);

const tooMany = ({ caseId, userId, name }: { caseId?: string; userId?: string; name?: string }) =>
  [caseId, userId, name].filter(Boolean).length === 1
    ? null
    : invalid(
        '/caseId',
        'missing',
        'Hãy chọn một người, hoặc ghi tên.',
        'Choose one person, or give a name.',
      );

const ahead = (ctx: Context, joinedOn: string) =>
  joinedOn <= dayOf(ctx.now())
    ? null
    : invalid('/joinedOn', 'in-the-future', 'Ngày này còn ở phía trước.', 'This day is still ahead.');

/** Who joins; null: nobody of the club's commune. */
async function memberOf(
  { db }: Context,
  { communeId }: Area,
  { caseId, userId, name }: { caseId?: string; userId?: string; name?: string },
): Promise<{ personId: string | null; userId: string | null; name: string | null } | null> {
  const nobody = { personId: null, userId: null, name: null };
  if (caseId) {
    const handover = await db.handover.findFirst({ where: { id: caseId, communeId } });
    return handover && { ...nobody, personId: handover.personId };
  }
  if (userId) {
    const user = await db.user.findFirst({ where: { id: userId, communeId } });
    return user && { ...nobody, userId };
  }
  return { ...nobody, name: name as string };
}

/** From that day on no member any more; what they came to before stays counted. */
export const leaveClub = command(
  z.object({ clubId: id, memberId: id }),
  async (ctx, actor, { clubId, memberId }, key): Promise<Result<{ id: string }>> => {
    const no = denied(ctx, actor, 'manage-club', await clubArea(ctx.db, clubId));
    if (no) return no;
    return once(ctx, actor, key, 'leave-club', { clubId, memberId }, async (db) => {
      const { count } = await db.clubMember.updateMany({
        where: { id: memberId, clubId, leftOn: null },
        data: { leftOn: new Date(dayOf(ctx.now())) },
      });
      return count ? applied({ id: memberId }) : { kind: 'not-found' };
    });
  },
);
