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

type Given<S extends z.ZodRawShape> = z.output<z.ZodObject<S>>;
type CaseCommand<S extends z.ZodRawShape> = CommandFunction<
  z.ZodObject<S & { caseId: typeof id }>,
  { submissionId: string }
>;

/** Makes commands of one process of a case: who may, which fields each takes beside the case, and what the engine is asked. */
const commandsOf =
  (process: 'handover' | 'followUp') =>
  <S extends z.ZodRawShape, N extends UpdateName>(
    action: CaseAction | ((input: Given<S>) => CaseAction),
    update: N,
    fields: S,
    ask: (input: Given<S>, about: { ctx: Context; area: CaseArea }) => Asked<N> | Promise<Asked<N>>,
  ): CaseCommand<S> =>
    command(z.object({ ...fields, caseId: id }), async (ctx, actor, input, key) => {
      // Safe: the schema is made of just these fields.
      const given = input as unknown as Given<S> & { caseId: string };
      const { caseId } = given;
      const area = await caseArea(ctx.db, caseId);
      const no = denied(ctx, actor, typeof action === 'function' ? action(given) : action, area);
      if (no) return no;
      if (!area || (process === 'followUp' && !area.followUp)) return { kind: 'not-found' };
      const asked = await ask(given, { ctx, area });
      if ('kind' in asked) return asked;
      return submit(ctx, actor, key, {
        caseId,
        workflowId: workflowId[process](caseId),
        update,
        args: asked.args,
        input: given,
        words: asked.words,
      });
    }) as unknown as CaseCommand<S>;

export const onHandover = commandsOf('handover');
export const onFollowUp = commandsOf('followUp');
