import { z } from 'zod';
import {
  decideLoan,
  disburseLoan,
  openLoan,
  renewLoan,
  repayLoan,
  rescheduleLoan,
  takeBackRepayment,
  talkedAboutLoan,
  voteOnLoan,
  vouchLoan,
  withdrawLoan,
  writeOffLoan,
} from '../commands';
import type { CommandFunction } from '../commands/command';
import { listLoans, loanDetail } from '../queries';
import { LoanCard, LoanDetail } from '../queries/loans';
import { PageQuery, pageOf } from '../queries/page';
import { onCase, without } from './on-case';
import { COMMAND_PROBLEMS, found, route, Taken, taken, withId } from './route';

const loanId = withId('loanId', 'A loan');

/** One step of a loan. */
// biome-ignore lint/suspicious/noExplicitAny: commands differ in their fields, which the schema checks
const step = (path: string, summary: string, command: CommandFunction<any, { submissionId: string }>) =>
  route({
    method: 'post',
    path: `/loans/{loanId}/${path}`,
    tag: 'loans',
    summary,
    params: loanId,
    body: without(command.input as z.ZodObject, 'loanId'),
    answer: Taken,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await command(ctx, actor, { ...req.body, ...params }, key)),
  });

export const loanRoutes = [
  route({
    method: 'get',
    path: '/loans',
    tag: 'loans',
    summary: 'Loans the asker sees, newest first; a lender learns the name once the loan is its to decide',
    query: PageQuery.extend({
      state: z.enum(['open', 'closed']).optional(),
      caseId: z.string().max(120).optional(),
      fundId: z.string().max(120).optional(),
    }),
    answer: pageOf(LoanCard),
    run: ({ ctx, actor, query }) => listLoans(ctx, actor, query),
  }),
  route({
    method: 'get',
    path: '/loans/{loanId}',
    tag: 'loans',
    summary: 'One loan: votes, turns, schedule, what happened',
    params: loanId,
    answer: LoanDetail,
    problems: ['not-found'],
    run: async ({ ctx, actor, params }) => found(await loanDetail(ctx, actor, params.loanId as string)),
  }),
  onCase('follow-ups')('loans', 'Plan a loan with the household and ask a fund for it', openLoan),
  step('vouch', 'A mass organisation vouches, or does not', vouchLoan),
  step('votes', 'One vote of the appraisal', voteOnLoan),
  step(
    'decision',
    'The lender decides: sum, months and way of repayment, or a refusal with its reason',
    decideLoan,
  ),
  step('disbursement', 'The money was paid out', disburseLoan),
  step('repayments', 'A repayment came', repayLoan),
  step('repayments/undo', 'The last repayment was recorded by mistake', takeBackRepayment),
  step('talk', 'Somebody talked with the household', talkedAboutLoan),
  step('schedule', 'What is out gets other days', rescheduleLoan),
  step('write-off', 'What is out is given up', writeOffLoan),
  step('renewal', 'Another turn after all is back', renewLoan),
  step('withdrawal', 'The household no longer wants it', withdrawLoan),
];
