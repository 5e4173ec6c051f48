import { type Request, type Response, Router } from 'express';
import { moveReferral } from '../commands';
import type { Context } from '../context';
import { type Page as ListPage, listReferrals, type ReferralCard } from '../queries';
import { type Draft, NextPage, withQuery } from './components';
import { Page } from './layout';
import { ReferralItem } from './referral-item';
import { act, actorOn, asked, show, signedIn, viewOf } from './show';
import { ownPath } from './sign-in';
import { useView } from './view';

export function referralPages(ctx: Context): Router {
  const router = Router();
  const page = async (req: Request, res: Response, draft?: Draft) => {
    const state = asked(req, 'state') === 'closed' ? 'closed' : 'open';
    const referrals = await listReferrals(ctx, actorOn(req), { state, after: asked(req, 'after') });
    show(res, viewOf(ctx, req), <ReferralsPage referrals={referrals} state={state} draft={draft} />);
  };
  const back = (req: Request) => ownPath(String(req.body?.back ?? '/referrals'));

  router.use('/referrals', signedIn);
  router.get('/referrals', (req, res) => page(req, res));
  router.post(
    '/referrals/:referralId',
    act(ctx, moveReferral, {
      form: (req) => String(req.params.referralId),
      done: (req) => withQuery(back(req), { done: 'recorded' }),
      again: page,
      fresh: back,
    }),
  );
  return router;
}

/** The partner's inbox; for the commune and its mentors, what became of their requests. */
function ReferralsPage({
  referrals,
  state,
  draft,
}: {
  referrals: ListPage<ReferralCard>;
  state: 'open' | 'closed';
  draft?: Draft;
}) {
  const { t } = useView();
  const closed = state === 'closed';
  return (
    <Page
      title={t.referrals}
      aside={
        <a href={closed ? '/referrals' : '/referrals?state=closed'}>
          {closed ? t.statusOpen : t.statusClosed}
        </a>
      }
    >
      {referrals.items.length === 0 && <p class="empty">{t.referralsEmpty}</p>}
      {referrals.items.map((referral) => (
        <ReferralItem key={referral.id} referral={referral} back="/referrals" draft={draft} />
      ))}
      <NextPage path="/referrals" query={{ state: closed ? 'closed' : undefined }} next={referrals.next} />
    </Page>
  );
}
