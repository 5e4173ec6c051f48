import { z } from 'zod';
import { adoptPolicy, announceYear, endOverride, setOverride, signOutage } from '../commands';
import { day, empty } from '../commands/fields';
import { adoptionPreview, listOutages, policyTable } from '../queries';
import { AdoptionPreview } from '../queries/adoption';
import { OutageCard } from '../queries/outages';
import { PageQuery, pageOf } from '../queries/page';
import { PolicyTable } from '../queries/policy';
import { COMMAND_PROBLEMS, route, taken, withId } from './route';

const Id = z.object({ id: z.string() });
const overrideId = withId('overrideId', 'A local value');
const outageId = withId('outageId', 'An outage');
const place = z.string().max(120).optional();

export const policyRoutes = [
  route({
    method: 'get',
    path: '/policy',
    tag: 'policy',
    summary: 'Every rule in force in a place on a day, with its basis and its history',
    query: z.object({ provinceId: place, communeId: place, on: empty(day.optional()) }),
    answer: PolicyTable,
    run: ({ ctx, actor, query }) => policyTable(ctx, actor, query),
  }),
  route({
    method: 'post',
    path: '/policy/values',
    tag: 'policy',
    summary: 'Set a local value within its limits, from today or later',
    body: setOverride.input,
    status: 201,
    answer: Id,
    problems: ['forbidden'],
    run: async ({ ctx, actor, req, key }) => taken(await setOverride(ctx, actor, req.body, key)),
  }),
  route({
    method: 'post',
    path: '/policy/values/{overrideId}/end',
    tag: 'policy',
    summary: 'End a local value; nothing is deleted',
    params: overrideId,
    body: endOverride.input.omit({ overrideId: true }),
    answer: Id,
    problems: ['forbidden', 'not-found', 'refused'],
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await endOverride(ctx, actor, { ...req.body, ...params }, key)),
  }),
  route({
    method: 'post',
    path: '/policy/years',
    tag: 'policy',
    summary: 'Enter the public holidays of a year as announced',
    body: announceYear.input,
    status: 201,
    answer: Id,
    problems: ['forbidden'],
    run: async ({ ctx, actor, req, key }) => taken(await announceYear(ctx, actor, req.body, key)),
  }),
  route({
    method: 'get',
    path: '/policy/adoption',
    tag: 'policy',
    summary: 'Person by person, what would move if running cases went over to the rules in force',
    query: z.object({ after: z.string().max(120).optional() }),
    answer: AdoptionPreview,
    problems: ['forbidden'],
    run: ({ ctx, actor, query }) => adoptionPreview(ctx, actor, query),
  }),
  route({
    method: 'post',
    path: '/policy/adoption',
    tag: 'policy',
    summary: 'Let these cases go over to the rules in force; what is refused is listed and stops nobody else',
    body: adoptPolicy.input,
    answer: z.object({
      moved: z.number(),
      waiting: z.number(),
      refused: z.array(z.object({ caseId: z.string(), workflowId: z.string(), code: z.string() })),
    }),
    problems: ['forbidden', 'not-found'],
    run: async ({ ctx, actor, req, key }) => taken(await adoptPolicy(ctx, actor, req.body, key)),
  }),
  route({
    method: 'get',
    path: '/outages',
    tag: 'outages',
    summary: "The outages of the asker's province and what became of each message",
    query: PageQuery.extend({ state: z.enum(['unsigned', 'signed']).default('unsigned') }),
    answer: pageOf(OutageCard),
    problems: ['forbidden'],
    run: ({ ctx, actor, query }) => listOutages(ctx, actor, query),
  }),
  route({
    method: 'post',
    path: '/outages/{outageId}/sign',
    tag: 'outages',
    summary: 'Sign that the list was looked at; `seen` is its `until`',
    params: outageId,
    body: signOutage.input.omit({ outageId: true }),
    answer: Id,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await signOutage(ctx, actor, { ...req.body, ...params }, key)),
  }),
];
