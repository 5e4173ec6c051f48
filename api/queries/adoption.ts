import { z } from 'zod';
import { type AdoptionChanges, nothingChanges } from '../../domain/adoption';
import { dayOf } from '../../domain/calendar';
import { may } from '../../domain/permission';
import type { Policy } from '../../domain/policy';
import { whoOf } from '../../domain/wording/messages';
import { policiesOn } from '../../prisma/policies';
import { openProcesses } from '../commands/adopt';
import { notThisRole } from '../commands/command';
import type { Context } from '../context';
import { problemFor } from '../problem';
import type { Actor } from '../session';
import { casePeople, communeNames } from './names';

const moments = { from: z.number().nullable(), to: z.number().nullable() };
const ProcessChanges = z.object({
  workflowId: z.string(),
  /** Null: the process did not answer. */
  changes: z
    .object({
      dates: z.array(z.object({ what: z.string(), ...moments })),
      notices: z.array(z.object({ kind: z.string(), subjectId: z.string(), ...moments })),
    })
    .nullable(),
});

const PersonChanges = z.object({
  caseId: z.string(),
  who: z.string(),
  fullName: z.string(),
  commune: z.string().nullable(),
  from: z.string().meta({ description: 'The version the case goes by' }),
  to: z.string().meta({ description: 'The version in force where it is' }),
  processes: z.array(ProcessChanges),
  unchanged: z.boolean().meta({ description: 'No date and no message would move' }),
});
export type PersonChanges = z.infer<typeof PersonChanges>;

export const AdoptionPreview = z.object({
  /** Open cases of the province that go by another version than the one in force where they are. */
  total: z.number(),
  people: z.array(PersonChanges),
  /** What to send as `after` for the next people; null: these are the last. */
  next: z.string().nullable(),
  refused: z.array(z.object({ caseId: z.string(), who: z.string(), code: z.string() })),
});
export type AdoptionPreview = z.infer<typeof AdoptionPreview>;

/** People on one page: each asks several processes. */
const PAGE = 20;
const DAY_MS = 24 * 3_600_000;

/** Person by person, which dates and messages would move if their cases went over to the version in force now. */
export async function adoptionPreview(
  ctx: Context,
  actor: Actor,
  { after }: { after?: string } = {},
): Promise<AdoptionPreview> {
  const { provinceId } = actor;
  if (!provinceId || !may(actor, 'adopt-policy', { provinceId }))
    throw problemFor(notThisRole(ctx, actor, 'adopt-policy'));
  const policyOf = await policiesOn(ctx.db, dayOf(ctx.now()));
  const open = await ctx.db.$queryRaw<{ id: string; communeId: string | null; version: string }[]>`
    SELECT h.id, h."communeId", h.policy->>'version' AS version
    FROM "Handover" h LEFT JOIN "FollowUp" f ON f.id = h.id
    WHERE h."provinceId" = ${provinceId} AND (h."closedAt" IS NULL OR f.status = 'open')
    ORDER BY h."communeId", h.id`;
  const behind = open.filter(({ communeId, version }) => version !== policyOf(provinceId, communeId).version);
  const start = behind.findIndex(({ id }) => id === after) + 1;
  const shown = behind.slice(start, start + PAGE);
  const ids = shown.map(({ id }) => id);
  const since = new Date(ctx.now() - DAY_MS);
  const [processes, refusals, communes, consents] = await Promise.all([
    openProcesses(ctx.db, ids),
    ctx.db.submission.findMany({
      where: { kind: 'adoptPolicy', status: 'refused', actorId: actor.id, createdAt: { gte: since } },
      select: { caseId: true, response: true },
      take: 100,
    }),
    communeNames(
      ctx.db,
      shown.map(({ communeId }) => communeId),
    ),
    ctx.db.consent.findMany({ where: { openKey: { in: ids } }, select: { caseId: true } }),
  ]);
  const agreed = new Set(consents.map(({ caseId }) => caseId));
  const refused = refusals
    .map(({ caseId, response }) => ({
      caseId: caseId ?? '',
      code: (response as { refused?: string })?.refused ?? '',
    }))
    .filter(({ code }) => code !== 'already-done');
  const people = await casePeople(ctx.db, [...ids, ...refused.map(({ caseId }) => caseId)]);
  const who = (caseId: string) => {
    const person = people.get(caseId);
    return person ? whoOf(person.fullName, person.code) : '';
  };
  const looked = await Promise.all(
    shown.map(async ({ id, communeId, version }): Promise<PersonChanges> => {
      const policy = policyOf(provinceId, communeId);
      const changes = await Promise.all(
        (processes.get(id) ?? []).map((one) => look(ctx, one, policy, agreed.has(id))),
      );
      return {
        caseId: id,
        who: who(id),
        fullName: people.get(id)?.fullName ?? '',
        commune: communes.get(communeId ?? '') ?? null,
        from: version,
        to: policy.version,
        processes: changes,
        unchanged: changes.every((one) => one.changes !== null && nothingChanges(one.changes)),
      };
    }),
  );
  return {
    total: behind.length,
    next: start + PAGE < behind.length ? (ids.at(-1) ?? null) : null,
    people: looked,
    refused: refused.map((one) => ({ ...one, who: who(one.caseId) })),
  };
}

/** @param agreed the person is told of visits; a process, which knows of no consent, always counts what it would tell them. */
async function look(
  ctx: Context,
  workflowId: string,
  policy: Policy,
  agreed: boolean,
): Promise<{ workflowId: string; changes: AdoptionChanges | null }> {
  const changes = await ctx.engine.adoptionPreview(workflowId, { policy, now: ctx.now() });
  const notices = changes?.notices.filter(({ kind }) => agreed || kind !== 'visit-told') ?? [];
  return { workflowId, changes: changes && { ...changes, notices } };
}
