import { z } from 'zod';
import { ESCALATION_KINDS } from '../../domain/ladder';
import { acknowledgeEscalation, manageEscalations, resolveEscalation } from '../commands';
import { ESCALATION_ONLY, escalationDetail, listEscalations } from '../queries';
import { PageQuery, pageOf } from '../queries/page';
import { EscalationCard } from '../queries/shapes';
import { COMMAND_PROBLEMS, found, route, Taken, taken, withId } from './route';

const escalationId = withId('escalationId', 'An escalation');

export const escalationRoutes = [
  route({
    method: 'get',
    path: '/escalations',
    tag: 'escalations',
    summary: "The board of the asker's area: open ones oldest first, resolved ones newest first",
    query: PageQuery.extend({
      state: z.enum(['open', 'resolved']).default('open'),
      kind: z.enum(ESCALATION_KINDS).optional(),
      only: z
        .enum(ESCALATION_ONLY)
        .optional()
        .meta({ description: 'untaken: nobody has it; mine: the asker does' }),
    }),
    answer: pageOf(EscalationCard),
    run: ({ ctx, actor, query }) => listEscalations(ctx, actor, query),
  }),
  route({
    method: 'post',
    path: '/escalations/several',
    tag: 'escalations',
    summary: 'Take or resolve several at once; each has its own outcome',
    body: manageEscalations.input,
    answer: z.object({
      results: z.array(
        z.object({
          escalationId: z.string(),
          outcome: z.enum(['applied', 'saved', 'refused', 'forbidden', 'not-found', 'key-reused']),
          code: z.string().optional(),
          submissionId: z.string().optional(),
        }),
      ),
    }),
    run: async ({ ctx, actor, req, key }) => taken(await manageEscalations(ctx, actor, req.body, key)),
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
