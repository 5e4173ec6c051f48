import { randomUUID } from 'node:crypto';
import type { RefusalCode } from '../../domain/refusal';
import type { Db, Prisma, Submission } from '../../prisma/client';
import type { Delivery } from '../../workflows/client';
import type { HandoverInput, UpdateName, Updates } from '../../workflows/contract';
import type { Context } from '../context';
import { within } from '../patience';
import type { Result } from '../result';
import { type Actor, sha256 } from '../session';

/** A command for a workflow, as it is stored before it is delivered. */
interface Order<N extends UpdateName> {
  /** Null: it is about no one's case. */
  caseId: string | null;
  workflowId: string;
  update: N;
  args: Omit<Updates[N], 'submissionId' | 'by'>;
  /** What the person asked, as far as it tells two requests apart. */
  input: unknown;
  /** Words that must never reach the engine; the activity reads them from the stored submission. */
  words?: Record<string, string | undefined>;
}

/** A key belongs to who used it: nobody meets another's answer. */
const scoped = (actor: Actor, key: string) => `${actor.id}:${key}`;

/**
 * Stores what was asked, then delivers it to its workflow. From the moment it is stored it will be applied or refused,
 * by this call or by the reconciler, exactly once.
 */
export async function submit<N extends UpdateName>(
  ctx: Context,
  actor: Actor,
  key: string,
  order: Order<N>,
): Promise<Result<{ submissionId: string }>> {
  const stored = await store(ctx.db, orderRow(actor, key, order));
  if (!stored) return { kind: 'key-reused' };
  return deliver(ctx, stored);
}

/** An order as it is stored. */
export function orderRow<N extends UpdateName>(actor: Actor, key: string, order: Order<N>) {
  const { caseId, workflowId, update, args, words = {} } = order;
  const id = randomUUID();
  return {
    id,
    key: scoped(actor, key),
    hash: hashOf(update, order.input),
    actorId: actor.id,
    kind: update as string,
    caseId,
    workflowId,
    update: update as string,
    payload: words as Prisma.JsonObject,
    args: { ...args, submissionId: id, by: actor.id } as Prisma.JsonObject,
  };
}

/** Leaves time to say within ten seconds that the work is safe. */
const ENGINE_PATIENCE_MS = 6_000;

type Stored = Pick<Submission, 'id' | 'kind' | 'workflowId' | 'update' | 'args' | 'status' | 'response'>;

/** Delivers a stored submission; one that has its answer already gives it again. */
export async function deliver(ctx: Context, submission: Stored): Promise<Result<{ submissionId: string }>> {
  const { id, workflowId, update, args } = submission;
  if (submission.status === 'applied') return { kind: 'applied', value: { submissionId: id } };
  if (submission.status === 'refused')
    return { kind: 'refused', code: (submission.response as { refused: RefusalCode }).refused };
  const asked = update
    ? ctx.engine.update(workflowId as string, update as UpdateName, args as never, id)
    : ctx.engine.startHandover(args as unknown as HandoverInput);
  const delivery = await within(ENGINE_PATIENCE_MS, asked).catch(
    (cause): Delivery => ({ kind: 'unreachable', cause }),
  );
  if (delivery.kind === 'unreachable') {
    ctx.log.warn({ submissionId: id, kind: submission.kind }, 'saved for later: the engine is out of reach');
    return { kind: 'saved', value: { submissionId: id } };
  }
  const refused = delivery.kind === 'refused';
  const response = refused ? JSON.stringify({ refused: delivery.code }) : null;
  await ctx.db.$executeRaw`
    UPDATE "Submission" SET status = ${delivery.kind}, "doneAt" = ${new Date(ctx.now())}, response = ${response}::jsonb
    WHERE id = ${id} AND status = 'received'`;
  return refused
    ? { kind: 'refused', code: delivery.code }
    : { kind: 'applied', value: { submissionId: id } };
}

/**
 * Does something of the api's own (reference data, accounts, imports) once per key: `act` and the record of its answer
 * are one transaction, and a repetition is given that answer.
 */
export async function once<T extends Prisma.InputJsonObject>(
  ctx: Context,
  actor: Actor,
  key: string,
  kind: string,
  input: unknown,
  act: (tx: Db, submissionId: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  const hash = hashOf(kind, input);
  try {
    return await ctx.db.$transaction(async (tx) => {
      const [mine] = await tx.submission.createManyAndReturn({
        data: [
          {
            key: scoped(actor, key),
            hash,
            actorId: actor.id,
            kind,
            payload: {},
            status: 'applied',
            doneAt: new Date(ctx.now()),
          },
        ],
        skipDuplicates: true,
      });
      if (!mine) {
        const earlier = await tx.submission.findUniqueOrThrow({ where: { key: scoped(actor, key) } });
        return earlier.hash === hash
          ? { kind: 'applied', value: earlier.response as T }
          : { kind: 'key-reused' };
      }
      const result = await act(tx, mine.id);
      if (result.kind !== 'applied') throw new Undone(result); // nothing was done: the key stays free for the corrected form
      await tx.submission.update({ where: { id: mine.id }, data: { response: result.value } });
      return result;
    });
  } catch (error) {
    if (error instanceof Undone) return error.result as Result<T>;
    throw error;
  }
}

/**
 * Writes something of the api's own down and begins the process it has, in one transaction, so that none is without it.
 * The order stands under the key of what was asked: told again, the same one is delivered.
 */
export async function onceAndBegin<N extends UpdateName>(
  ctx: Context,
  actor: Actor,
  key: string,
  kind: string,
  input: unknown,
  write: (tx: Db) => Promise<{ id: string; order: Order<N> }>,
): Promise<Result<{ id: string }>> {
  const began = `${key}/open`;
  const written = await once(ctx, actor, key, kind, input, async (tx) => {
    const { id, order } = await write(tx);
    await tx.submission.create({ data: orderRow(actor, began, order) });
    return { kind: 'applied', value: { id } };
  });
  if (written.kind !== 'applied') return written;
  const order = await ctx.db.submission.findUniqueOrThrow({ where: { key: scoped(actor, began) } });
  const delivered = await deliver(ctx, order);
  return delivered.kind === 'saved' ? { kind: 'saved', value: written.value } : written;
}

class Undone extends Error {
  constructor(readonly result: Result<unknown>) {
    super(result.kind);
  }
}

/** Keeps a submission unless its key is there already; null when that one asked for something else. */
async function store(
  db: Db,
  row: Omit<Submission, 'status' | 'response' | 'createdAt' | 'doneAt'>,
): Promise<Stored | null> {
  const { id, key, hash, actorId, kind, caseId, workflowId, update } = row;
  const [payload, args] = [JSON.stringify(row.payload), JSON.stringify(row.args)];
  const kept = await db.$executeRaw`
    INSERT INTO "Submission" (id, key, hash, "actorId", kind, "caseId", "workflowId", "update", payload, args)
    VALUES (${id}, ${key}, ${hash}, ${actorId}, ${kind}, ${caseId}, ${workflowId}, ${update}, ${payload}::jsonb, ${args}::jsonb)
    ON CONFLICT (key) DO NOTHING`;
  if (kept) return { ...row, status: 'received', response: null };
  const earlier = await db.submission.findUniqueOrThrow({ where: { key } });
  return earlier.hash === hash ? earlier : null;
}

/** What was asked, whatever the order of its fields. */
export function hashOf(kind: string, input: unknown): string {
  return sha256(JSON.stringify([kind, canonical(input)]));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => [k, canonical(v)]);
}
