import { z } from 'zod';
import { type Day, dayOf } from '../../domain/calendar';
import { EVENT_LANGUAGES, HELPS_AS, RELATIONS } from '../../domain/circle';
import { CONSENT_WAYS } from '../../domain/consent';
import { householdKey, IN_KINDS, MOST_DONG, MOST_WORK_DAYS } from '../../domain/in-kind';
import { normaliseName } from '../../domain/vietnamese';
import type { Context } from '../context';
import { applied, invalid, type Result } from '../result';
import { caseArea, provinceOf } from './area';
import { command, denied } from './command';
import { choices, day, empty, id, mobile, whole, words } from './fields';
import { once } from './submit';

type Recorded = Promise<Result<{ id: string }>>;
const name = z.string().trim().min(2).max(120).transform(normaliseName);
const topic = z.string().trim().min(2).max(200);

/** What was held or given cannot lie ahead; null when it does not. */
const notAhead = (ctx: Context, on: Day, field: string) =>
  on <= dayOf(ctx.now())
    ? null
    : invalid(
        field,
        'in-the-future',
        'Ngày này còn ở phía trước. Hãy chọn hôm nay hoặc một ngày đã qua.',
        'This day is still ahead. Choose today or an earlier day.',
      );

/** Something given to a person's household, or to one of the actor's own commune that has no case. */
export const recordInKind = command(
  z.object({
    caseId: empty(id.optional()),
    household: empty(name.optional()),
    kind: z.enum(IN_KINDS),
    value: whole(MOST_DONG),
    workDays: whole(MOST_WORK_DAYS),
    givenOn: day,
    giver: name,
    note: words(500),
  }),
  async (ctx, actor, input, key): Recorded => {
    const { caseId, household, value, givenOn, ...rest } = input;
    const area = caseId ? await caseArea(ctx.db, caseId) : actor;
    const no = denied(ctx, actor, 'record-in-kind', area) ?? notAhead(ctx, givenOn, '/givenOn');
    if (no) return no;
    if (!caseId && !household)
      return invalid(
        '/household',
        'missing',
        'Hãy ghi tên chủ hộ.',
        'Give the name of the head of the household.',
      );
    return once(ctx, actor, key, 'record-in-kind', input, async (db) => {
      const handover = caseId ? await db.handover.findUniqueOrThrow({ where: { id: caseId } }) : null;
      const communeId = (handover ?? actor).communeId as string;
      const { id } = await db.inKindSupport.create({
        data: {
          ...rest,
          value: BigInt(value),
          givenOn: new Date(givenOn),
          handoverId: caseId,
          household: caseId ? null : household,
          householdKey: householdKey(handover ?? { communeId, household: household as string }),
          communeId,
          provinceId: (await provinceOf(db, communeId)) as string,
          recordedAt: new Date(ctx.now()),
          recordedById: actor.id,
        },
      });
      return applied({ id });
    });
  },
);

/** A meeting in the actor's centre that prepares people for their return. */
export const recordSession = command(
  z.object({
    heldOn: day,
    topic,
    byWhom: empty(name.optional()),
    caseIds: choices(id, 200),
  }),
  async (ctx, actor, input, key): Recorded => {
    const no = denied(ctx, actor, 'record-session', actor) ?? notAhead(ctx, input.heldOn, '/heldOn');
    if (no) return no;
    const { heldOn, topic, byWhom, caseIds } = input;
    const prepared = await ctx.db.handover.findMany({
      where: { id: { in: caseIds }, centreId: actor.centreId as string },
      select: { personId: true },
    });
    const people = [...new Set(prepared.map(({ personId }) => personId))];
    if (people.length === 0)
      return invalid('/caseIds', 'missing', 'Hãy chọn ai đã dự.', 'Choose who took part.');
    return once(ctx, actor, key, 'record-session', input, async (db) => {
      const centre = await db.centre.findUniqueOrThrow({ where: { id: actor.centreId as string } });
      const { id } = await db.centreSession.create({
        data: {
          ...{ topic, byWhom, heldOn: new Date(heldOn) },
          centreId: centre.id,
          provinceId: centre.provinceId,
          recordedAt: new Date(ctx.now()),
          recordedById: actor.id,
          trainees: { create: people.map((personId) => ({ personId })) },
        },
      });
      return applied({ id });
    });
  },
);

/** An open meeting in the actor's commune. */
export const recordEvent = command(
  z.object({
    heldOn: day,
    topic,
    language: z.enum(EVENT_LANGUAGES),
    attending: whole(100_000),
    place: words(200),
  }),
  async (ctx, actor, input, key): Recorded => {
    const no = denied(ctx, actor, 'record-event', actor) ?? notAhead(ctx, input.heldOn, '/heldOn');
    if (no) return no;
    return once(ctx, actor, key, 'record-event', input, async (db) => {
      const { id } = await db.communicationEvent.create({
        data: {
          ...input,
          heldOn: new Date(input.heldOn),
          communeId: actor.communeId as string,
          provinceId: (await provinceOf(db, actor.communeId as string)) as string,
          recordedAt: new Date(ctx.now()),
          recordedById: actor.id,
        },
      });
      return applied({ id });
    });
  },
);

/** Somebody who stands by the person and said yes to being recorded. */
export const addToCircle = command(
  z.object({
    caseId: id,
    name,
    relation: z.enum(RELATIONS),
    phone: empty(mobile.optional()),
    consentOn: day,
    consentHow: z.enum(CONSENT_WAYS),
  }),
  async (ctx, actor, input, key): Recorded => {
    const { caseId, consentOn, ...rest } = input;
    const no =
      denied(ctx, actor, 'edit-circle', await caseArea(ctx.db, caseId)) ??
      notAhead(ctx, consentOn, '/consentOn');
    if (no) return no;
    return once(ctx, actor, key, 'add-to-circle', input, async (db) => {
      const { personId } = await db.handover.findUniqueOrThrow({ where: { id: caseId } });
      const { id } = await db.circleMember.create({
        data: {
          ...rest,
          personId,
          consentOn: new Date(consentOn),
          recordedAt: new Date(ctx.now()),
          recordedById: actor.id,
        },
      });
      return applied({ id });
    });
  },
);

/** Consent taken back: what was recorded of them is gone; that it happened stays, without a name. */
export const leaveCircle = command(
  z.object({ caseId: id, circleId: id }),
  async (ctx, actor, { caseId, circleId }, key): Recorded => {
    const no = denied(ctx, actor, 'edit-circle', await caseArea(ctx.db, caseId));
    if (no) return no;
    return once(ctx, actor, key, 'leave-circle', { caseId, circleId }, async (db) => {
      const { count } = await db.circleMember.deleteMany({
        where: { id: circleId, person: { handovers: { some: { id: caseId } } } },
      });
      return count ? applied({ id: circleId }) : { kind: 'not-found' };
    });
  },
);

/** The person helps others now, or has stopped doing so. */
export const recordHelper = command(
  z.object({ caseId: id, helpsAs: z.enum(HELPS_AS), since: day, until: empty(day.optional()) }),
  async (ctx, actor, input, key): Recorded => {
    const { caseId, helpsAs, since, until } = input;
    const no =
      denied(ctx, actor, 'record-helper', await caseArea(ctx.db, caseId)) ?? notAhead(ctx, since, '/since');
    if (no) return no;
    if (until && until < since)
      return invalid(
        '/until',
        'before-since',
        'Ngày này trước ngày bắt đầu.',
        'This day is before the first.',
      );
    return once(ctx, actor, key, 'record-helper', input, async (db) => {
      const { personId } = await db.handover.findUniqueOrThrow({ where: { id: caseId } });
      const helps = { helpsAs, since: new Date(since), until: until ? new Date(until) : null };
      await db.peerHelper.upsert({
        where: { personId },
        create: { ...helps, personId, recordedAt: new Date(ctx.now()), recordedById: actor.id },
        update: helps,
      });
      return applied({ id: personId });
    });
  },
);
