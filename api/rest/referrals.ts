import { z } from 'zod';
import { moveReferral } from '../commands';
import { listReferrals, referralDetail } from '../queries';
import { PageQuery, pageOf } from '../queries/page';
import { ReferralCard } from '../queries/shapes';
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
    summary: 'Accept, refuse, start, pause, end or withdraw',
    params: referralId,
    body: moveReferral.input.omit({ referralId: true }),
    answer: Taken,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await moveReferral(ctx, actor, { ...req.body, ...params }, key)),
  }),
];
