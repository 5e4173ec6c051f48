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
import { caseloadOf } from '../queries';
import { Caseload } from '../queries/shapes';
import { onCase, without } from './on-case';
import { found, route, taken, withId } from './route';

const onFollowUp = onCase('follow-ups');
const mentorId = withId('mentorId', 'A mentor');
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
  onFollowUp('reassign', 'Somebody else accompanies the person from now on', reassignMentor),
  onFollowUp('contacts', 'Report a contact outside the plan', reportContact),
  onFollowUp('cover', 'Another mentor stands in between two days', coverMentor),
  onFollowUp('pause', 'Visits rest: hospital or prison', pauseFollowUp),
  onFollowUp('pause/still', 'The commune looked: it is still so', stillPaused),
  onFollowUp('resume', 'Back home: the remaining term goes on', resumeFollowUp),
  onFollowUp('absences', 'Record an absence, reported or not', recordAbsence),
  onFollowUp('needs', 'Pass a need on to a partner', referNeed),
  onFollowUp('move', 'The person moves: tell the destination (form 54)', moveAway),
  onFollowUp('move/accept', 'The destination takes over and names a mentor (form 60)', acceptMove),
  onFollowUp('move/decline', 'The destination does not take over', declineMove),
  onFollowUp('papers', 'Record a paper of the end: certificate (form 56), delisting (form 57)', recordEnd),
  onFollowUp('end', 'End the follow-up before its term', endFollowUp),
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
