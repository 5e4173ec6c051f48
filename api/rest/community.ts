import { z } from 'zod';
import {
  addToCircle,
  leaveCircle,
  recordEvent,
  recordHelper,
  recordInKind,
  recordSession,
} from '../commands';
import type { CommandFunction } from '../commands/command';
import { circleOf, listEvents, listInKind, listSessions } from '../queries';
import { CircleView, EventCard, InKindCard, SessionCard } from '../queries/community';
import { PageQuery, pageOf } from '../queries/page';
import { caseId, without } from './on-case';
import { COMMAND_PROBLEMS, found, type Route, route, taken } from './route';

const Id = z.object({ id: z.string() });

/** A command whose answer is the id of what it recorded; of one case where the path names it. */
function records(
  path: string,
  summary: string,
  // biome-ignore lint/suspicious/noExplicitAny: commands differ in their fields, which the schema checks
  command: CommandFunction<any, { id: string }>,
  params?: z.ZodObject,
): Route {
  return route({
    method: 'post',
    path,
    tag: 'community',
    summary,
    params,
    body: params ? without(command.input as z.ZodObject, ...Object.keys(params.shape)) : command.input,
    status: 201,
    answer: Id,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await command(ctx, actor, { ...req.body, ...params }, key)),
  });
}

export const communityRoutes = [
  route({
    method: 'get',
    path: '/in-kind',
    tag: 'community',
    summary: 'Help in kind of the asker’s places, or of one case, the latest first',
    query: PageQuery.extend({ caseId: z.string().max(120).optional(), kind: z.string().max(20).optional() }),
    answer: pageOf(InKindCard),
    run: ({ ctx, actor, query }) => listInKind(ctx, actor, query),
  }),
  records('/in-kind', 'Record what a household was given, of a case or without one', recordInKind),
  route({
    method: 'get',
    path: '/sessions-in-centre',
    tag: 'community',
    summary: 'Sessions in the centre before the return',
    query: PageQuery,
    answer: pageOf(SessionCard),
    run: ({ ctx, actor, query }) => listSessions(ctx, actor, query),
  }),
  records('/sessions-in-centre', 'Record a session and who took part', recordSession),
  route({
    method: 'get',
    path: '/events',
    tag: 'community',
    summary: 'Open meetings in the communes',
    query: PageQuery,
    answer: pageOf(EventCard),
    run: ({ ctx, actor, query }) => listEvents(ctx, actor, query),
  }),
  records('/events', 'Record an open meeting', recordEvent),
  route({
    method: 'get',
    path: '/cases/{caseId}/circle',
    tag: 'community',
    summary: 'Who stands by a person, each with their consent',
    params: caseId,
    answer: z.object({ items: z.array(CircleView) }),
    problems: ['not-found'],
    run: async ({ ctx, actor, params }) => ({
      items: found(await circleOf(ctx, actor, params.caseId as string)),
    }),
  }),
  records('/cases/{caseId}/circle', 'Add somebody who agreed', addToCircle, caseId),
  records(
    '/cases/{caseId}/circle/{circleId}/leave',
    'Consent taken back: what was recorded of them is deleted',
    leaveCircle,
    caseId.extend({ circleId: z.string().min(1).max(120) }),
  ),
  records('/cases/{caseId}/helper', 'The person helps others now, or has stopped', recordHelper, caseId),
];
