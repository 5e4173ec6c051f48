import { z } from 'zod';
import { acknowledgeEscalation, resolveEscalation } from '../commands';
import { escalationDetail, listEscalations } from '../queries';
import { PageQuery, pageOf } from '../queries/page';
import { EscalationCard } from '../queries/shapes';
import { COMMAND_PROBLEMS, found, route, taken, withId } from './route';

const escalationId = withId('escalationId', 'An escalation');
const Taken = z.object({ submissionId: z.string() });

export const escalationRoutes = [
  route({
    method: 'get',
    path: '/escalations',
    tag: 'escalations',
    summary: "The board of the asker's area: open ones oldest first, resolved ones newest first",
    query: PageQuery.extend({ state: z.enum(['open', 'resolved']).default('open') }),
    answer: pageOf(EscalationCard),
    run: ({ ctx, actor, query }) => listEscalations(ctx, actor, query),
  }),
  route({
    method: 'get',
    path: '/escalations/{escalationId}',
    tag: 'escalations',
    summary: 'One escalation',
    params: escalationId,
    answer: EscalationCard,
    problems: ['not-found'],
    run: async ({ ctx, actor, params }) =>
      found(await escalationDetail(ctx, actor, params.escalationId as string)),
  }),
  route({
    method: 'post',
    path: '/escalations/{escalationId}/acknowledge',
    tag: 'escalations',
    summary: 'Take it: the climb stops',
    params: escalationId,
    answer: Taken,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, key }) => taken(await acknowledgeEscalation(ctx, actor, params, key)),
  }),
  route({
    method: 'post',
    path: '/escalations/{escalationId}/resolve',
    tag: 'escalations',
    summary: 'Say how it was put right; `seen` are the items that were looked at',
    params: escalationId,
    body: resolveEscalation.input.omit({ escalationId: true }),
    answer: Taken,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await resolveEscalation(ctx, actor, { ...req.body, ...params }, key)),
  }),
];
