import type { z } from 'zod';
import type { CommandFunction } from '../commands/command';
import { COMMAND_PROBLEMS, type Route, route, Taken, taken, withId } from './route';

export const caseId = withId(
  'caseId',
  'A case: one return home, from the handover to the end of the follow-up',
);

/** What is left for the body when some fields stand in the path. */
export const without = (schema: z.ZodObject, ...fields: string[]) =>
  schema.omit(Object.fromEntries(fields.map((field) => [field, true])) as never) as z.ZodObject;

/** A command on one case: the case is in the path, the rest in the body. */
export const onCase =
  (tag: string) =>
  // biome-ignore lint/suspicious/noExplicitAny: commands differ in their fields, which the schema checks
  (path: string, summary: string, command: CommandFunction<any, { submissionId: string }>): Route =>
    route({
      method: 'post',
      path: `/${tag}/{caseId}/${path}`,
      tag,
      summary,
      params: caseId,
      body: without(command.input as z.ZodObject, 'caseId'),
      answer: Taken,
      problems: COMMAND_PROBLEMS,
      run: async ({ ctx, actor, params, req, key }) =>
        taken(await command(ctx, actor, { ...req.body, ...params }, key)),
    });

/** A command on what the path names, the rest in the body. */
export function tells(
  path: string,
  summary: string,
  // biome-ignore lint/suspicious/noExplicitAny: commands differ in their fields, which the schema checks
  command: CommandFunction<any, any>,
  params: z.ZodObject,
  answer: z.ZodType = Taken,
): Route {
  return route({
    method: 'post',
    ...{ path, summary, params, answer, tag: 'community' },
    body: without(command.input as z.ZodObject, ...Object.keys(params.shape)),
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await command(ctx, actor, { ...req.body, ...params }, key)),
  });
}
