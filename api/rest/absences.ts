import { z } from 'zod';
import { endAbsence, nameDeputy, noteAbsence } from '../commands';
import { absencesOf } from '../queries';
import { AbsencesView } from '../queries/shapes';
import { found, route, taken, withId } from './route';

const userId = withId('userId', 'An account');
const AbsenceId = z.object({ absenceId: z.string() });

export const absenceRoutes = [
  route({
    method: 'get',
    path: '/users/{userId}/absences',
    tag: 'users',
    summary: 'When an account is away from today on, and who stands in',
    params: userId,
    answer: AbsencesView,
    problems: ['not-found'],
    run: async ({ ctx, actor, params }) => found(await absencesOf(ctx, actor, params.userId as string)),
  }),
  route({
    method: 'post',
    path: '/users/{userId}/absences',
    tag: 'users',
    summary: 'Say when an account is away and who receives meanwhile',
    params: userId,
    body: noteAbsence.input.omit({ userId: true }),
    status: 201,
    answer: AbsenceId,
    problems: ['not-found'],
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await noteAbsence(ctx, actor, { ...req.body, ...params }, key)),
  }),
  route({
    method: 'post',
    path: '/absences/{absenceId}/end',
    tag: 'users',
    summary: 'Back already, or not going',
    params: withId('absenceId', 'An absence'),
    answer: AbsenceId,
    problems: ['not-found'],
    run: async ({ ctx, actor, params, key }) => taken(await endAbsence(ctx, actor, params, key)),
  }),
  route({
    method: 'post',
    path: '/users/{userId}/deputy',
    tag: 'users',
    summary: 'Who stands in whenever no cover is named; none: nobody',
    params: userId,
    body: nameDeputy.input.omit({ userId: true }),
    answer: z.object({ userId: z.string() }),
    problems: ['not-found'],
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await nameDeputy(ctx, actor, { ...req.body, ...params }, key)),
  }),
];
