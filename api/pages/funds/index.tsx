import { type Request, type Response, Router } from 'express';
import {
  bookFund,
  createFund,
  decideLoan,
  disburseLoan,
  renewLoan,
  repayLoan,
  rescheduleLoan,
  takeBackRepayment,
  talkedAboutLoan,
  voteOnLoan,
  vouchLoan,
  withdrawLoan,
  writeOffLoan,
} from '../../commands';
import type { CommandFunction } from '../../commands/command';
import type { Context } from '../../context';
import { ProblemError } from '../../problem';
import { fundBook, listFunds, listLoans, loanDetail, vouchersOf } from '../../queries';
import type { Draft } from '../components';
import { act, actorOn, asked, dayFrom, show, signedIn, viewOf } from '../show';
import { BookPage } from './book';
import { FundsPage } from './list';
import { LoanPage } from './loan';

/** The forms of a loan's page, each under its own name. */
// biome-ignore lint/suspicious/noExplicitAny: commands differ in their fields, which the schema checks
const STEPS: Record<string, CommandFunction<any, { submissionId: string }>> = {
  vouch: vouchLoan,
  vote: voteOnLoan,
  decide: decideLoan,
  disburse: disburseLoan,
  repay: repayLoan,
  undo: takeBackRepayment,
  talk: talkedAboutLoan,
  reschedule: rescheduleLoan,
  'write-off': writeOffLoan,
  renew: renewLoan,
  withdraw: withdrawLoan,
};

/** Funds with their books, and loans, for lenders, communes and supervisors. */
export function fundPages(ctx: Context): Router {
  const router = Router();

  const list = async (req: Request, res: Response, draft?: Draft) => {
    const actor = actorOn(req);
    const [funds, loans] = await Promise.all([
      listFunds(ctx, actor),
      listLoans(ctx, actor, {
        after: asked(req, 'after'),
        state: asked(req, 'state') === 'closed' ? 'closed' : 'open',
      }),
    ]);
    const state = asked(req, 'state') === 'closed' ? 'closed' : 'open';
    show(
      res,
      viewOf(ctx, req),
      <FundsPage funds={funds.items} loans={loans} state={state} mayCreate={actor.lends} draft={draft} />,
    );
  };
  const book = async (req: Request, res: Response, draft?: Draft) => {
    const after = asked(req, 'after');
    const shown = await fundBook(ctx, actorOn(req), req.params.fundId as string, { after });
    if (!shown) throw new ProblemError('not-found');
    show(res, viewOf(ctx, req), <BookPage book={shown} draft={draft} />);
  };
  const loan = async (req: Request, res: Response, draft?: Draft) => {
    const detail = await loanDetail(ctx, actorOn(req), req.params.loanId as string);
    if (!detail) throw new ProblemError('not-found');
    // The commune says who vouches, where nobody was asked.
    const says = detail.status === 'vouching' && detail.may.vouch && !detail.voucher;
    const vouchers = says ? await vouchersOf(ctx, actorOn(req).provinceId as string) : [];
    show(res, viewOf(ctx, req), <LoanPage loan={detail} vouchers={vouchers} draft={draft} />);
  };
  const bookOf = (req: Request) => `/funds/${encodeURIComponent(req.params.fundId as string)}`;
  const loanOf = (req: Request) => `/loans/${encodeURIComponent(req.params.loanId as string)}`;
  const onDay = (req: Request) => (req.body?.on ? { on: dayFrom(req.body.on) } : {});

  router.use(['/funds', '/loans'], signedIn);
  router.get('/funds', (req, res) => list(req, res));
  router.post(
    '/funds',
    act(ctx, createFund, {
      form: 'fund',
      done: (_req, { id }) => `/funds/${id}?done=added`,
      again: list,
      fresh: () => '/funds',
    }),
  );
  router.get('/funds/:fundId', (req, res) => book(req, res));
  router.post(
    '/funds/:fundId/entries',
    act(ctx, bookFund, {
      form: (req) => (req.body?.reverses ? `reverse-${req.body.reverses}` : 'entry'),
      input: onDay,
      done: (req) => `${bookOf(req)}?done=recorded`,
      again: book,
      fresh: bookOf,
    }),
  );
  router.get('/loans/:loanId', (req, res) => loan(req, res));
  for (const [name, command] of Object.entries(STEPS)) {
    router.post(
      `/loans/:loanId/${name}`,
      act(ctx, command, {
        form: name,
        input: onDay,
        done: (req) => `${loanOf(req)}?done=recorded`,
        again: loan,
        fresh: loanOf,
      }),
    );
  }
  return router;
}
