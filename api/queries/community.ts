/** What a place does beside the cases: help in kind, sessions in the centre, open meetings; and who stands by a person. */
import { z } from 'zod';
import { toDay } from '../../domain/calendar';
import { EVENT_LANGUAGES, HELPS_AS, RELATIONS } from '../../domain/circle';
import { CONSENT_WAYS } from '../../domain/consent';
import { IN_KINDS } from '../../domain/in-kind';
import { type CaseAction, may } from '../../domain/permission';
import { whoOf } from '../../domain/wording/messages';
import type { Prisma } from '../../prisma/client';
import { caseArea } from '../commands/area';
import { denied } from '../commands/command';
import type { Context } from '../context';
import type { Actor } from '../session';
import { aftercareOf, type CaseAftercare } from './aftercare';
import { communeNames } from './names';
import { cut, type Page, type PageQuery, seek } from './page';
import { Named } from './shapes';
import { ofPlace } from './where';

const day = z.string().meta({ format: 'date', description: 'A civil day in Vietnam' });

export const InKindCard = z.object({
  id: z.string(),
  caseId: z.string().nullable(),
  /** Initials and code of the person, or the head of the household. */
  who: z.string(),
  kind: z.enum(IN_KINDS),
  /** Whole đồng. */
  value: z.number(),
  workDays: z.number(),
  givenOn: day,
  giver: z.string(),
  note: z.string().nullable(),
  commune: Named,
});
export type InKindCard = z.infer<typeof InKindCard>;

export const SessionCard = z.object({
  id: z.string(),
  centre: Named,
  heldOn: day,
  topic: z.string(),
  byWhom: z.string().nullable(),
  /** Initials and code of each. */
  trainees: z.array(z.string()),
});
export type SessionCard = z.infer<typeof SessionCard>;

export const EventCard = z.object({
  id: z.string(),
  commune: Named,
  heldOn: day,
  topic: z.string(),
  language: z.enum(EVENT_LANGUAGES),
  attending: z.number(),
  place: z.string().nullable(),
});
export type EventCard = z.infer<typeof EventCard>;

export const CircleView = z.object({
  id: z.string(),
  name: z.string(),
  relation: z.enum(RELATIONS),
  phone: z.string().nullable(),
  consentOn: day,
  consentHow: z.enum(CONSENT_WAYS),
});
export type CircleView = z.infer<typeof CircleView>;

export const HelperView = z.object({ helpsAs: z.enum(HELPS_AS), since: day, until: day.nullable() });
export type HelperView = z.infer<typeof HelperView>;

const PERSON = { select: { fullName: true, code: true } } as const;
const whoIs = ({ fullName, code }: { fullName: string; code: string }) => whoOf(fullName, code);

/** Help in kind of the asker's places, the latest first; of one case, where its mentor may ask too. */
export async function listInKind(
  ctx: Context,
  actor: Actor,
  { after, limit = 50, caseId, kind }: PageQuery & { caseId?: string; kind?: string } = {},
): Promise<Page<InKindCard>> {
  if (caseId && denied(ctx, actor, 'see-in-kind', await caseArea(ctx.db, caseId)))
    return { items: [], next: null };
  const rows = await ctx.db.inKindSupport.findMany({
    where: {
      AND: [
        caseId ? { handoverId: caseId } : ofPlace(actor),
        kind ? { kind } : {},
        seek(after, 'givenOn', 'desc'),
      ],
    },
    orderBy: [{ givenOn: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: { handover: { select: { person: PERSON } } },
  });
  const communes = await communeNames(
    ctx.db,
    rows.map((row) => row.communeId),
  );
  return cut(
    rows,
    limit,
    (row) => [row.givenOn.getTime(), row.id],
    (row): InKindCard => ({
      id: row.id,
      caseId: row.handoverId,
      who: row.handover ? whoIs(row.handover.person) : (row.household ?? ''),
      kind: row.kind as InKindCard['kind'],
      value: Number(row.value),
      workDays: row.workDays,
      givenOn: toDay(row.givenOn),
      giver: row.giver,
      note: row.note,
      commune: { id: row.communeId, name: communes.get(row.communeId) ?? row.communeId },
    }),
  );
}

function sessionsOf(actor: Actor): Prisma.CentreSessionWhereInput {
  if (actor.role === 'centre' && actor.centreId) return { centreId: actor.centreId };
  return may(actor, 'see-sessions', actor) && !actor.communeId
    ? { provinceId: actor.provinceId as string }
    : { id: { in: [] } };
}

/** Sessions in the asker's centre, or in those of its province. */
export async function listSessions(
  ctx: Context,
  actor: Actor,
  { after, limit = 50 }: PageQuery = {},
): Promise<Page<SessionCard>> {
  const rows = await ctx.db.centreSession.findMany({
    where: { AND: [sessionsOf(actor), seek(after, 'heldOn', 'desc')] },
    orderBy: [{ heldOn: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: { centre: { select: { id: true, name: true } }, trainees: { include: { person: PERSON } } },
  });
  return cut(
    rows,
    limit,
    (row) => [row.heldOn.getTime(), row.id],
    ({ id, centre, heldOn, topic, byWhom, trainees }): SessionCard => ({
      id,
      centre,
      heldOn: toDay(heldOn),
      topic,
      byWhom,
      trainees: trainees.map(({ person }) => whoIs(person)).sort(),
    }),
  );
}

/** Who of the asker's centre has not gone home yet: who can be prepared; the next to go first. */
export async function whoPrepares(ctx: Context, actor: Actor): Promise<{ caseId: string; who: string }[]> {
  if (actor.role !== 'centre' || !actor.centreId) return [];
  const rows = await ctx.db.handover.findMany({
    where: { centreId: actor.centreId, status: 'open', followUp: null },
    orderBy: [{ endOn: 'asc' }, { id: 'asc' }],
    take: 200,
    include: { person: PERSON },
  });
  return rows.map(({ id, person }) => ({ caseId: id, who: whoIs(person) }));
}

/** Open meetings of the asker's places, the latest first. */
export async function listEvents(
  ctx: Context,
  actor: Actor,
  { after, limit = 50 }: PageQuery = {},
): Promise<Page<EventCard>> {
  const rows = await ctx.db.communicationEvent.findMany({
    where: { AND: [ofPlace(actor), seek(after, 'heldOn', 'desc')] },
    orderBy: [{ heldOn: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const communes = await communeNames(
    ctx.db,
    rows.map((row) => row.communeId),
  );
  return cut(
    rows,
    limit,
    (row) => [row.heldOn.getTime(), row.id],
    ({ id, communeId, heldOn, topic, language, attending, place }): EventCard => ({
      id,
      commune: { id: communeId, name: communes.get(communeId) ?? communeId },
      heldOn: toDay(heldOn),
      topic,
      language: language as EventCard['language'],
      attending,
      place,
    }),
  );
}

/** Who stands by the person of a case; null when that is not the asker's to see. */
export async function circleOf(ctx: Context, actor: Actor, caseId: string): Promise<CircleView[] | null> {
  if (denied(ctx, actor, 'see-circle', await caseArea(ctx.db, caseId))) return null;
  const rows = await ctx.db.circleMember.findMany({
    where: { person: { handovers: { some: { id: caseId } } } },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id, name, relation, phone, consentOn, consentHow }) => ({
    id,
    name,
    relation: relation as CircleView['relation'],
    phone,
    consentOn: toDay(consentOn),
    consentHow: consentHow as CircleView['consentHow'],
  }));
}

/** What the place gives a person and who stands by, as far as the asker may see it. */
export interface CaseCommunity {
  /** Null: not the asker's to see. */
  circle: CircleView[] | null;
  inKind: InKindCard[] | null;
  helper: HelperView | null;
  aftercare: CaseAftercare | null;
  recordsInKind: boolean;
  recordsHelper: boolean;
}

/** For a case page, whose case the asker sees. */
export async function caseCommunity(ctx: Context, actor: Actor, caseId: string): Promise<CaseCommunity> {
  const area = (await caseArea(ctx.db, caseId)) ?? {};
  const can = (action: CaseAction) => may(actor, action, area);
  const [circle, inKind, helper, aftercare] = await Promise.all([
    can('see-circle') ? circleOf(ctx, actor, caseId) : null,
    can('see-in-kind') ? listInKind(ctx, actor, { caseId, limit: 200 }) : null,
    can('see-in-kind') ? helperOf(ctx, caseId) : null,
    can('see-aftercare') ? aftercareOf(ctx, actor, caseId) : null,
  ]);
  return {
    circle,
    inKind: inKind?.items ?? null,
    helper,
    aftercare,
    recordsInKind: can('record-in-kind'),
    recordsHelper: can('record-helper'),
  };
}

/** Whether the person of a case helps others, and since when. */
async function helperOf(ctx: Context, caseId: string): Promise<HelperView | null> {
  const helper = await ctx.db.peerHelper.findFirst({
    where: { person: { handovers: { some: { id: caseId } } } },
  });
  return (
    helper && {
      helpsAs: helper.helpsAs as HelperView['helpsAs'],
      since: toDay(helper.since),
      until: helper.until && toDay(helper.until),
    }
  );
}
