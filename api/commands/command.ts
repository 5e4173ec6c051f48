import type { z } from 'zod';
import { type Action, type Area, canSee, may, type OfficeAction } from '../../domain/permission';
import type { Context } from '../context';
import { fieldErrors, type Result } from '../result';
import type { Actor } from '../session';

/**
 * One thing a signed-in person can ask for; JSON routes and pages call the same function with what was sent.
 * `key`: the caller's idempotency key; the same key and input give the same answer and act once.
 */
export interface CommandFunction<S extends z.ZodObject, T> {
  (ctx: Context, actor: Actor, input: unknown, key: string): Promise<Result<T>>;
  /** What it takes; also the source of the OpenAPI document. */
  input: S;
}

/** Makes a command: reads the input by its schema, so that `act` only sees what is well-formed. */
export function command<S extends z.ZodObject, T>(
  input: S,
  act: (ctx: Context, actor: Actor, input: z.output<S>, key: string) => Promise<Result<T>>,
): CommandFunction<S, T> {
  const run = async (ctx: Context, actor: Actor, raw: unknown, key: string): Promise<Result<T>> => {
    const read = input.safeParse(raw ?? {}, { reportInput: true });
    return read.success
      ? act(ctx, actor, read.data, key)
      : { kind: 'invalid', errors: fieldErrors(read.error) };
  };
  return Object.assign(run, { input });
}

export type Denied = { kind: 'forbidden' } | { kind: 'not-found' };

/** Why the actor may not do this here; null when they may. Another area's case does not exist for them. */
export function denied(ctx: Context, actor: Actor, action: Action, area: Area | null): Denied | null {
  if (!area || !canSee(actor, area)) {
    ctx.log.warn(
      { security: 'outside-area', actorId: actor.id, role: actor.role, action, exists: area !== null },
      'outside the area',
    );
    return { kind: 'not-found' };
  }
  if (may(actor, action, area)) return null;
  return notThisRole(ctx, actor, action);
}

/** The same for reference data and accounts, which lie in no area. */
export function deniedOffice(ctx: Context, actor: Actor, action: OfficeAction): Denied | null {
  return may(actor, action) ? null : notThisRole(ctx, actor, action);
}

export function notThisRole(ctx: Context, actor: Actor, action: Action): Denied {
  ctx.log.warn({ security: 'not-this-role', actorId: actor.id, role: actor.role, action }, 'not allowed');
  return { kind: 'forbidden' };
}
