import { z } from 'zod';
import type { CaseAction } from '../../domain/permission';
import { type UpdateName, type Updates, workflowId } from '../../workflows/contract';
import type { Context } from '../context';
import type { Result } from '../result';
import { caseArea } from './area';
import { type CommandFunction, command, denied } from './command';
import { id } from './fields';
import { submit } from './submit';

type CaseArea = NonNullable<Awaited<ReturnType<typeof caseArea>>>;
/** What goes to the engine, and the words that stay with the submission; or why it cannot be asked. */
export type Asked<N extends UpdateName> =
  | { args: Omit<Updates[N], 'submissionId' | 'by'>; words?: Record<string, string | undefined> }
  | Extract<Result, { kind: 'invalid' }>;

/** A command of one follow-up: who may, which fields it takes beside the case, and what the engine is asked. */
export function onFollowUp<S extends z.ZodRawShape, N extends UpdateName>(
  action: CaseAction,
  update: N,
  fields: S,
  ask: (
    input: z.output<z.ZodObject<S>>,
    about: { ctx: Context; area: CaseArea },
  ) => Asked<N> | Promise<Asked<N>>,
): CommandFunction<z.ZodObject<S & { caseId: typeof id }>, { submissionId: string }> {
  return command(z.object({ ...fields, caseId: id }), async (ctx, actor, input, key) => {
    // Safe: the schema is made of just these fields.
    const given = input as unknown as z.output<z.ZodObject<S>> & { caseId: string };
    const { caseId } = given;
    const area = await caseArea(ctx.db, caseId);
    const no = denied(ctx, actor, action, area);
    if (no) return no;
    if (!area?.followUp) return { kind: 'not-found' };
    const asked = await ask(given, { ctx, area });
    if ('kind' in asked) return asked;
    return submit(ctx, actor, key, {
      caseId,
      workflowId: workflowId.followUp(caseId),
      update,
      args: asked.args,
      input: given,
      words: asked.words,
    });
  }) as CommandFunction<z.ZodObject<S & { caseId: typeof id }>, { submissionId: string }>;
}
