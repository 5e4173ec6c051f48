import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { dayOf } from '../../domain/calendar';
import { COLUMNS, type Column, type ColumnMap, type Discharge, personKey } from '../../domain/discharge-row';
import type { CentreKind } from '../../domain/handover';
import { may } from '../../domain/permission';
import { newPersonCode } from '../../domain/person-code';
import { fold } from '../../domain/vietnamese';
import type { Db, Prisma } from '../../prisma/client';
import { policiesOn } from '../../prisma/policies';
import { type HandoverInput, workflowId } from '../../workflows/contract';
import type { Context } from '../context';
import { reconcileSoon } from '../reconcile';
import type { FieldError, Result } from '../result';
import type { Actor } from '../session';
import { command, notThisRole } from './command';
import { judge } from './judge';
import { findPeople, startKey } from './people';
import { explainRow, type RowProblem } from './row-problem';
import { hashOf, once } from './submit';

const text = z.string().max(2000).optional();
const Row = z.object({
  caseNumber: text,
  fullName: text,
  birthDate: text,
  gender: text,
  phone: text,
  guardian: text,
  guardianPhone: text,
  commune: text,
  province: text,
  treatment: text,
  endDay: text,
  address: text,
  // A form sends each that was ticked.
  languages: z.preprocess((said) => (Array.isArray(said) ? said.join(', ') : said), text),
  note: text,
} satisfies Record<Column, z.ZodType>);

/** Starts the handover of one person, typed as a row of the spreadsheet would say it. */
export const startHandover = command(
  Row,
  async (ctx, actor, input, key): Promise<Result<{ caseId: string; personId: string; code: string }>> => {
    const centreId = actor.centreId;
    if (!may(actor, 'start-handover', { centreId }) || !centreId)
      return notThisRole(ctx, actor, 'start-handover');
    const columns = Object.fromEntries(
      Object.keys(COLUMNS).map((column, index) => [column, index]),
    ) as ColumnMap;
    const cells = (Object.keys(COLUMNS) as Column[]).map((column) => input[column] ?? null);
    const result = await once(ctx, actor, key, 'start-handover-request', input, async (db) => {
      const [judged] = await judge(ctx, db, centreId, [{ number: 1, cells }], columns);
      if (!judged?.result.ok)
        return { kind: 'invalid', errors: (judged?.problems ?? []).flatMap(asFieldError) };
      if (judged.verdict === 'already') return { kind: 'refused', code: 'already-done' };
      const [start] = await startAll(ctx, db, actor, centreId, [{ discharge: judged.result.discharge }]);
      if (!start?.fresh) return { kind: 'refused', code: 'already-done' };
      return { kind: 'applied', value: { caseId: start.caseId, personId: start.personId, code: start.code } };
    });
    if (result.kind === 'applied') await reconcileSoon(ctx);
    return result;
  },
);

function asFieldError(problem: RowProblem): FieldError[] {
  if (problem.code === 'duplicate') return [];
  return [
    {
      pointer: `/${problem.column}`,
      code: problem.code,
      message: { vi: explainRow(problem, 'vi'), en: explainRow(problem, 'en') },
    },
  ];
}

export interface Start {
  rowId?: string;
  caseId: string;
  personId: string;
  code: string;
  /** False: somebody else started this person between the preview and now. */
  fresh: boolean;
}

/** Writes down people and their starts, in the caller's transaction; the reconciler hands them to the engine. */
export async function startAll(
  ctx: Context,
  db: Db,
  actor: Actor,
  centreId: string,
  rows: { rowId?: string; discharge: Discharge }[],
): Promise<Start[]> {
  const centre = await db.centre.findUniqueOrThrow({ where: { id: centreId } });
  const communes = new Map(
    (await db.commune.findMany({ select: { id: true, provinceId: true } })).map((c) => [c.id, c.provinceId]),
  );
  const policyOf = await policiesOn(db, dayOf(ctx.now()));
  const people = await findPeople(
    db,
    centreId,
    rows.map((row) => row.discharge),
  );

  const plans = rows.map(({ rowId, discharge }) => ({
    rowId,
    discharge,
    known: people(discharge),
    identityKey: personKey(discharge, centreId),
  }));
  const newcomers = plans.filter((plan) => !plan.known);
  await db.person.createMany({
    data: newcomers.map(({ discharge, identityKey }) => ({
      ...personOf(discharge, centreId),
      identityKey,
      code: newPersonCode(randomBytes(8)),
    })),
    skipDuplicates: true, // the same person started from elsewhere at this moment, or a code drawn twice
  });
  const created = await db.person.findMany({
    where: { identityKey: { in: newcomers.map((plan) => plan.identityKey) } },
    select: { id: true, code: true, identityKey: true },
  });
  const byKey = new Map(created.map((person) => [person.identityKey, person]));
  for (const { discharge, known } of plans) {
    if (known && !known.caseId)
      await db.person.update({ where: { id: known.personId }, data: personOf(discharge, centreId) });
  }

  const starts = [];
  const submissions: Prisma.SubmissionCreateManyInput[] = [];
  for (const { rowId, discharge, known, identityKey } of plans) {
    const person =
      known ?? (await personWithFreshCode(db, byKey.get(identityKey), discharge, centreId, identityKey));
    const { personId, code } = 'personId' in person ? person : { personId: person.id, code: person.code };
    const caseId = randomUUID();
    const provinceId = (discharge.communeId && communes.get(discharge.communeId)) || centre.provinceId;
    const args: HandoverInput = {
      facts: {
        caseId,
        personId,
        provinceId,
        centreId,
        centreKind: centre.kind as CentreKind,
        treatment: discharge.treatment,
        minor: discharge.minor,
        endDay: discharge.endDay,
        startedBy: actor.id,
        policy: policyOf(provinceId, discharge.communeId ?? null),
      },
      communeId: discharge.communeId,
    };
    const key = startKey(personId, known?.closed ?? 0);
    starts.push({ rowId, caseId: known?.caseId ?? caseId, personId, code, key, fresh: !known?.caseId });
    if (known?.caseId) continue;
    submissions.push({
      key,
      hash: hashOf('start-handover', { personId, endDay: discharge.endDay }),
      actorId: actor.id,
      kind: 'start-handover',
      caseId,
      workflowId: workflowId.handover(caseId),
      payload: rowId ? { importRowId: rowId } : {},
      args: args as unknown as Prisma.InputJsonObject,
    });
  }
  await db.submission.createMany({ data: submissions, skipDuplicates: true });
  const kept = await db.submission.findMany({
    where: { key: { in: submissions.map((s) => s.key) } },
    select: { key: true, caseId: true },
  });
  const caseOf = new Map(kept.map(({ key, caseId }) => [key, caseId as string]));
  return starts.map(({ key, ...start }) => {
    const caseId = caseOf.get(key) ?? start.caseId;
    return { ...start, caseId, fresh: start.fresh && caseId === start.caseId };
  });
}

/** The person just written, or, where the code drawn was taken (one in a million), written now with another. */
async function personWithFreshCode(
  db: Db,
  person: { id: string; code: string } | undefined,
  discharge: Discharge,
  centreId: string,
  identityKey: string,
) {
  for (let tries = 0; !person && tries < 20; tries++) {
    await db.person.createMany({
      data: [{ ...personOf(discharge, centreId), identityKey, code: newPersonCode(randomBytes(8)) }],
      skipDuplicates: true,
    });
    person =
      (await db.person.findUnique({ where: { identityKey }, select: { id: true, code: true } })) ?? undefined;
  }
  if (!person) throw new Error('no free code for a person');
  return person;
}

function personOf(row: Discharge, centreId: string) {
  return {
    fullName: row.fullName,
    foldedName: fold(row.fullName),
    bornOn: new Date(row.birthDate),
    sex: row.gender ?? 'unknown',
    phone: row.phone,
    relativeName: row.guardian?.name ?? null,
    relativePhone: row.guardian?.phone ?? null,
    address: row.address,
    languages: row.languages ?? [], // a list judged before it was asked for lacks it
    caseNumber: row.caseNumber,
    minor: row.minor,
    centreId,
    communeId: row.communeId,
  };
}
