import { z } from 'zod';
import { describeNeed, moveReferral, tellJob, tellSession, tellTraining } from '../commands';
import { listReferrals, referralDetail, runningClasses } from '../queries';
import { PageQuery, pageOf } from '../queries/page';
import { Named, ReferralCard } from '../queries/shapes';
import { COMMAND_PROBLEMS, found, route, Taken, taken, withId } from './route';

const referralId = withId('referralId', 'A referral; its id holds slashes, which are written %2F here');

export const referralRoutes = [
  route({
    method: 'get',
    path: '/referrals',
    tag: 'referrals',
    summary: 'Referrals the asker sees, newest first; a partner learns the name once it has accepted',
    query: PageQuery.extend({
      state: z.enum(['open', 'closed']).optional(),
      kind: z.string().max(20).optional(),
    }),
    answer: pageOf(ReferralCard),
    run: ({ ctx, actor, query }) => listReferrals(ctx, actor, query),
  }),
  route({
    method: 'get',
    path: '/referrals/{referralId}',
    tag: 'referrals',
    summary: 'One referral',
    params: referralId,
    answer: ReferralCard,
    problems: ['not-found'],
    run: async ({ ctx, actor, params }) =>
      found(await referralDetail(ctx, actor, params.referralId as string)),
  }),
  route({
    method: 'post',
    path: '/referrals/{referralId}/move',
    tag: 'referrals',
    summary: 'Accept, refuse, start, pause, end or withdraw; of an offer, ask a partner',
    params: referralId,
    body: moveReferral.input.omit({ referralId: true }),
    answer: Taken,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await moveReferral(ctx, actor, { ...req.body, ...params }, key)),
  }),
  route({
    method: 'post',
    path: '/referrals/{referralId}/about',
    tag: 'referrals',
    summary:
      "Say that an 'other' need is about health, and what; only for accounts that may know health needs",
    params: referralId,
    body: describeNeed.input.omit({ referralId: true }),
    answer: z.object({ referralId: z.string() }),
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await describeNeed(ctx, actor, { ...req.body, ...params }, key)),
  }),
  route({
    method: 'post',
    path: '/referrals/{referralId}/training',
    tag: 'referrals',
    summary: 'Tell how a training goes: enrolled, attended, certified or dropped out',
    params: referralId,
    body: tellTraining.input.omit({ referralId: true }),
    answer: Taken,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await tellTraining(ctx, actor, { ...req.body, ...params }, key)),
  }),
  route({
    method: 'post',
    path: '/referrals/{referralId}/job',
    tag: 'referrals',
    summary: 'Tell how the way to a job goes: advised, introduced, started, still there or lost',
    params: referralId,
    body: tellJob.input.omit({ referralId: true }),
    answer: Taken,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await tellJob(ctx, actor, { ...req.body, ...params }, key)),
  }),
  route({
    method: 'get',
    path: '/classes',
    tag: 'referrals',
    summary: 'Classes whose attendance the asker may tell, with who learns in them now',
    answer: z.object({
      items: z.array(
        z.object({
          key: z.string(),
          trade: z.string(),
          course: z.string().nullable(),
          trainees: z.array(Named),
        }),
      ),
    }),
    run: async ({ ctx, actor }) => ({ items: await runningClasses(ctx, actor) }),
  }),
  route({
    method: 'post',
    path: '/classes/sessions',
    tag: 'referrals',
    summary: 'One lesson of a whole class: who was there; the other trainees were not',
    body: tellSession.input,
    answer: z.object({
      results: z.array(
        z.object({ referralId: z.string(), outcome: z.string(), code: z.string().optional() }),
      ),
    }),
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, req, key }) => taken(await tellSession(ctx, actor, req.body, key)),
  }),
];
