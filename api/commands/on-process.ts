import { z } from 'zod';
import type { Area, CaseAction } from '../../domain/permission';
import type { Db } from '../../prisma/client';
import { type UpdateName, type Updates, workflowId } from '../../workflows/contract';
import type { Context } from '../context';
import type { Result } from '../result';
import { caseArea, clubArea, courseArea, loanArea } from './area';
import { type CommandFunction, command, denied } from './command';
import { id } from './fields';
import { submit } from './submit';

/** What goes to the engine, and the words that stay with the submission; or why it cannot be asked. */
export type Asked<N extends UpdateName> =
  | { args: Omit<Updates[N], 'submissionId' | 'by'>; words?: Record<string, string | undefined> }
  | Extract<Result, { kind: 'invalid' | 'refused' }>;

/** One kind of process that runs: how the one it is about is named, where it lies, and whose case it is. */
interface Process<I extends string, A extends Area> {
  name: I;
  areaOf(db: Db, id: string): Promise<A | null>;
  workflowId(id: string): string;
  /** Under which case its submissions stand; left out: under its own id. */
  caseOf?(area: A): string;
  /** False: it lies there, and has not begun. */
  begun?(area: A): boolean;
}

type Given<S extends z.ZodRawShape> = z.output<z.ZodObject<S>>;
type ProcessCommand<I extends string, S extends z.ZodRawShape> = CommandFunction<
  z.ZodObject<S & Record<I, typeof id>>,
  { submissionId: string }
>;

/** Makes commands of one process: who may, which fields each takes beside its id, and what the engine is asked. */
const commandsOf =
  <I extends string, A extends Area>(process: Process<I, A>) =>
  <S extends z.ZodRawShape, N extends UpdateName>(
    action: CaseAction | ((input: Given<S>) => CaseAction),
    update: N,
    fields: S,
    ask: (input: Given<S>, about: { ctx: Context; area: A; id: string }) => Asked<N> | Promise<Asked<N>>,
  ): ProcessCommand<I, S> =>
    command(z.object({ ...fields, [process.name]: id }), async (ctx, actor, input, key) => {
      // Safe: the schema is made of just these fields.
      const given = input as unknown as Given<S>;
      const processId = (input as Record<string, string>)[process.name] as string;
      const area = await process.areaOf(ctx.db, processId);
      const no = denied(ctx, actor, typeof action === 'function' ? action(given) : action, area);
      if (no) return no;
      if (!area || process.begun?.(area) === false) return { kind: 'not-found' };
      const asked = await ask(given, { ctx, area, id: processId });
      if ('kind' in asked) return asked;
      return submit(ctx, actor, key, {
        caseId: process.caseOf?.(area) ?? processId,
        workflowId: process.workflowId(processId),
        update,
        args: asked.args,
        input: given,
        words: asked.words,
      });
    }) as unknown as ProcessCommand<I, S>;

const ofCase = { name: 'caseId', areaOf: caseArea } as const;
export const onHandover = commandsOf({ ...ofCase, workflowId: workflowId.handover });
export const onFollowUp = commandsOf({
  ...ofCase,
  workflowId: workflowId.followUp,
  begun: ({ followUp }) => followUp,
});
export const onAftercare = commandsOf({ ...ofCase, workflowId: workflowId.aftercare });
export const onLoan = commandsOf({
  name: 'loanId',
  areaOf: loanArea,
  workflowId: workflowId.loan,
  caseOf: ({ caseId }) => caseId,
});
export const onClub = commandsOf({ name: 'clubId', areaOf: clubArea, workflowId: workflowId.club });
export const onCourse = commandsOf({ name: 'courseId', areaOf: courseArea, workflowId: workflowId.course });
