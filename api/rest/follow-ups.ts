import { z } from 'zod';
import {
  acceptMove,
  coverCaseload,
  coverMentor,
  declineMove,
  endFollowUp,
  moveAway,
  pauseFollowUp,
  reassignCaseload,
  reassignMentor,
  recordAbsence,
  recordEnd,
  referNeed,
  reportContact,
  resumeFollowUp,
  shiftCaseload,
  stillPaused,
} from '../commands';
import type { CommandFunction } from '../commands/command';
import { caseloadOf } from '../queries';
import { Caseload } from '../queries/shapes';
import { COMMAND_PROBLEMS, found, route, taken, withId } from './route';

const caseId = withId('caseId', 'A case: one return home, from the handover to the end of the follow-up');
const mentorId = withId('mentorId', 'A mentor');
const Taken = z.object({ submissionId: z.string() });
const Results = z.object({
  results: z.array(
    z.object({
      caseId: z.string(),
      outcome: z
        .string()
        .meta({ description: 'applied, saved (applied later by itself), refused, invalid …' }),
      code: z.string().optional(),
    }),
  ),
});

const without = (schema: z.ZodObject, field: string) =>
  schema.omit({ [field]: true } as never) as z.ZodObject;

/** A command on one follow-up: the case is in the path, the rest in the body. */
// biome-ignore lint/suspicious/noExplicitAny: commands differ in their fields, which the schema checks
const onCase = (path: string, summary: string, command: CommandFunction<any, { submissionId: string }>) =>
  route({
    method: 'post',
    path: `/follow-ups/{caseId}/${path}`,
    tag: 'follow-ups',
    summary,
    params: caseId,
    body: without(command.input as z.ZodObject, 'caseId'),
    answer: Taken,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await command(ctx, actor, { ...req.body, ...params }, key)),
  });

const onCaseload = (path: string, summary: string, command: typeof reassignCaseload | typeof shiftCaseload) =>
  route({
    method: 'post',
    path: `/mentors/{mentorId}/${path}`,
    tag: 'mentors',
    summary,
    params: mentorId,
    body: without(command.input as z.ZodObject, 'mentorId'),
    answer: Results,
    problems: ['forbidden'],
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await command(ctx, actor, { ...req.body, ...params }, key)),
  });

export const followUpRoutes = [
  onCase('reassign', 'Somebody else accompanies the person from now on', reassignMentor),
  onCase('contacts', 'Report a contact outside the plan', reportContact),
  onCase('cover', 'Another mentor stands in between two days', coverMentor),
  onCase('pause', 'Visits rest: hospital or prison', pauseFollowUp),
  onCase('pause/still', 'The commune looked: it is still so', stillPaused),
  onCase('resume', 'Back home: the remaining term goes on', resumeFollowUp),
  onCase('absences', 'Record an absence, reported or not', recordAbsence),
  onCase('needs', 'Pass a need on to a partner', referNeed),
  onCase('move', 'The person moves: tell the destination (form 54)', moveAway),
  onCase('move/accept', 'The destination takes over and names a mentor (form 60)', acceptMove),
  onCase('move/decline', 'The destination does not take over', declineMove),
  onCase('papers', 'Record a paper of the end: certificate (form 56), delisting (form 57)', recordEnd),
  onCase('end', 'End the follow-up before its term', endFollowUp),
  route({
    method: 'get',
    path: '/mentors/{mentorId}/caseload',
    tag: 'mentors',
    summary:
      'The people of one mentor, the next visit of each, and who else could accompany them, best first',
    params: mentorId,
    answer: Caseload,
    problems: ['not-found'],
    run: async ({ ctx, actor, params }) => found(await caseloadOf(ctx, actor, params.mentorId as string)),
  }),
  onCaseload('caseload/reassign', 'Hand the people of a mentor to others', reassignCaseload),
  onCaseload('caseload/shift', 'Move every planned visit of a mentor by some days', shiftCaseload),
  onCaseload('caseload/cover', 'Another mentor stands in for all people of one', coverCaseload as never),
];
