import { reportVisit, rescheduleVisit } from '../commands';
import { readVisitId } from '../commands/visit';
import { without } from './on-case';
import { COMMAND_PROBLEMS, found, route, Taken, taken, withId } from './route';

const visitId = withId('visitId', 'A visit; its id holds a slash, which is written %2F here');
export const visitRoutes = [
  route({
    method: 'post',
    path: '/visits/{visitId}/report',
    tag: 'visits',
    summary: 'Report a visit; each need starts a referral',
    params: visitId,
    body: without(reportVisit.input, 'caseId', 'seq'),
    answer: Taken,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, req, key }) =>
      taken(
        await reportVisit(ctx, actor, { ...req.body, ...found(readVisitId(params.visitId as string)) }, key),
      ),
  }),
  route({
    method: 'post',
    path: '/visits/{visitId}/reschedule',
    tag: 'visits',
    summary: 'Move the planned visit to another day',
    params: visitId,
    body: without(rescheduleVisit.input, 'caseId', 'seq'),
    answer: Taken,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, req, key }) =>
      taken(
        await rescheduleVisit(
          ctx,
          actor,
          { ...req.body, ...found(readVisitId(params.visitId as string)) },
          key,
        ),
      ),
  }),
];
