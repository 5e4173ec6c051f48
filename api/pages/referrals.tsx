import { type Request, type Response, Router } from 'express';
import { describeNeed, moveReferral, tellJob, tellSession, tellTraining } from '../commands';
import type { Context } from '../context';
import { type Page as ListPage, listReferrals, type ReferralCard, runningClasses } from '../queries';
import { AttendancePage } from './attendance';
import { type Draft, NextPage, withQuery } from './components';
import { Page } from './layout';
import { offerChoice, ReferralItem } from './referral-item';
import { act, actorOn, asked, dayFrom, show, signedIn, viewOf } from './show';
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
  const classPage = async (req: Request, res: Response, draft?: Draft) => {
    const classes = await runningClasses(ctx, actorOn(req));
    show(res, viewOf(ctx, req), <AttendancePage classes={classes} draft={draft} />);
  };
  router.get('/referrals/attendance', (req, res) => classPage(req, res));
  router.post(
    '/referrals/attendance',
    act<object>(ctx, tellSession, {
      form: (req) => String(req.body?.course ?? ''),
      input: days,
      done: () => withQuery('/referrals/attendance', { done: 'recorded' }),
      again: classPage,
      fresh: () => '/referrals/attendance',
    }),
  );

  // After the page above, which its pattern would match.
  router.post(
    '/referrals/:referralId',
    act(ctx, moveReferral, {
      form: (req) => String(req.params.referralId),
      input: (req) => offerChoice(req.body?.send),
      done: (req) => withQuery(back(req), { done: 'recorded' }),
      again: page,
      fresh: back,
    }),
  );
  for (const [path, command] of [
    ['about', describeNeed],
    ['training', tellTraining],
    ['job', tellJob],
  ] as const)
    router.post(
      `/referrals/:referralId/${path}`,
      act<object>(ctx, command, {
        form: (req) => String(req.params.referralId),
        input: days,
        done: (req) => withQuery(back(req), { done: 'recorded' }),
        again: page,
        fresh: back,
      }),
    );

  return router;
}

/** Days as forms send them. */
function days(req: Request): object {
  const named = ['on', 'startsOn', 'endsOn'].filter((name) => req.body?.[name]);
  return Object.fromEntries(named.map((name) => [name, dayFrom(req.body[name])]));
}

/** What has to be answered or done first comes first. */
const byDue = (items: readonly ReferralCard[]): ReferralCard[] =>
  [...items].sort((a, b) => (a.due?.getTime() ?? Infinity) - (b.due?.getTime() ?? Infinity));

interface ListProps {
  items: readonly ReferralCard[];
  draft?: Draft;
}

function List({ items, draft }: ListProps) {
  return (
    <>
      {items.map((referral) => (
        <ReferralItem key={referral.id} referral={referral} back="/referrals" draft={draft} />
      ))}
    </>
  );
}

function Group({ title, ...list }: ListProps & { title: string }) {
  return (
    list.items.length > 0 && (
      <section class="stack">
        <p>
          <strong>
            {title} ({list.items.length})
          </strong>
        </p>
        <List {...list} />
      </section>
    )
  );
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
  const { t, user } = useView();
  const closed = state === 'closed';
  const { items } = referrals;
  const fresh = items.filter(({ status }) => status === 'requested');
  const teaches = items.some(({ steps }) => steps.includes('attended'));
  return (
    <Page
      title={t.referrals}
      aside={
        <p class="row">
          {teaches && <a href="/referrals/attendance">{t.attendance}</a>}
          <a href={closed ? '/referrals' : '/referrals?state=closed'}>
            {closed ? t.statusOpen : t.statusClosed}
          </a>
        </p>
      }
    >
      {referrals.items.length === 0 && <p class="empty">{t.referralsEmpty}</p>}
      {user?.role === 'partner' && !closed ? (
        <>
          <Group title={t.toAnswer} items={byDue(fresh)} draft={draft} />
          <Group title={t.running} items={byDue(items.filter((one) => !fresh.includes(one)))} draft={draft} />
        </>
      ) : (
        <List items={items} draft={draft} />
      )}
      <NextPage path="/referrals" query={{ state: closed ? 'closed' : undefined }} next={referrals.next} />
    </Page>
  );
}
