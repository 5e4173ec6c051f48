import { z } from 'zod';
import { reportVisit, rescheduleVisit } from '../commands';
import { readVisitId } from '../commands/visit';
import { COMMAND_PROBLEMS, found, route, taken, withId } from './route';

const visitId = withId('visitId', 'A visit; its id holds a slash, which is written %2F here');
const Taken = z.object({ submissionId: z.string() });
const body = <S extends z.ZodObject>(schema: S) =>
  schema.omit({ caseId: true, seq: true } as never) as z.ZodObject;

export const visitRoutes = [
  route({
    method: 'post',
    path: '/visits/{visitId}/report',
    tag: 'visits',
    summary: 'Report a visit; each need starts a referral',
    params: visitId,
    body: body(reportVisit.input),
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
    body: body(rescheduleVisit.input),
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
