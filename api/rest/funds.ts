import { z } from 'zod';
import { bookFund, createFund } from '../commands';
import { fundBook, listFunds } from '../queries';
import { FundBook, FundCard } from '../queries/funds';
import { PageQuery, pageOf } from '../queries/page';
import { COMMAND_PROBLEMS, found, route, Taken, taken, withId } from './route';

const fundId = withId('fundId', 'A fund');

export const fundRoutes = [
  route({
    method: 'get',
    path: '/funds',
    tag: 'funds',
    summary: 'Funds the asker sees, each with its capital, cash, what is lent, written off and set aside',
    answer: pageOf(FundCard),
    run: ({ ctx, actor }) => listFunds(ctx, actor),
  }),
  route({
    method: 'post',
    path: '/funds',
    tag: 'funds',
    summary: 'A lender sets up a fund of its own',
    body: createFund.input,
    status: 201,
    answer: z.object({ id: z.string() }),
    problems: ['forbidden'],
    run: async ({ ctx, actor, req, key }) => taken(await createFund(ctx, actor, req.body, key)),
  }),
  route({
    method: 'get',
    path: '/funds/{fundId}',
    tag: 'funds',
    summary: 'The book of a fund, newest entry first, with its waiting list; for its lender and the province',
    params: fundId,
    query: PageQuery,
    answer: FundBook,
    problems: ['not-found'],
    run: async ({ ctx, actor, params, query }) =>
      found(await fundBook(ctx, actor, params.fundId as string, query)),
  }),
  route({
    method: 'post',
    path: '/funds/{fundId}/entries',
    tag: 'funds',
    summary:
      'Capital put in or taken out, a recovery of what was written off, or the reversal of such an entry',
    params: fundId,
    body: bookFund.input.omit({ fundId: true }),
    answer: Taken,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await bookFund(ctx, actor, { ...req.body, ...params }, key)),
  }),
];
