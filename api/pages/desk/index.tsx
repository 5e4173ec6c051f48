/** Everything about messages: what went out and what came in, what it costs, and what goes out tomorrow. */
import { type Request, type Response, Router } from 'express';
import { OUTBOX_STATES } from '../../../domain/outbox';
import { handleInbound, resendNotice, revokeLink, sendNow, settleMessage } from '../../commands';
import type { Context } from '../../context';
import { ProblemError } from '../../problem';
import { costOf, INBOX_STATES, listInbound, listOutbox, tomorrowOf } from '../../queries';
import type { Draft } from '../components';
import { act, actorOn, asked, show, signedIn, viewOf } from '../show';
import { CostPage } from './cost';
import { InboxPage } from './inbox';
import { NoticePage } from './notice';
import { OutboxPage } from './outbox';
import { TomorrowPage } from './tomorrow';

export function deskPages(ctx: Context): Router {
  const router = Router();
  router.get('/messages', (_req, res) => res.redirect(301, '/desk')); // where it was until November 2026
  router.use('/desk', signedIn);

  router.get('/desk', async (req, res) => {
    const state = OUTBOX_STATES.find((known) => known === asked(req, 'state'));
    const person = asked(req, 'person');
    const outbox = await listOutbox(ctx, actorOn(req), { state, person, after: asked(req, 'after') });
    show(res, viewOf(ctx, req), <OutboxPage outbox={outbox} state={state} person={person} />);
  });

  const notice = async (req: Request, res: Response, draft?: Draft) => {
    const { items } = await listOutbox(ctx, actorOn(req), { noticeId: String(req.params.noticeId) });
    if (!items[0]) throw new ProblemError('not-found');
    show(res, viewOf(ctx, req), <NoticePage notice={items[0]} draft={draft} />);
  };
  router.get('/desk/notices/:noticeId', (req, res) => notice(req, res));
  for (const [path, form, command] of [
    ['resend', 'again', resendNotice],
    ['now', 'now', sendNow],
    ['revoke', 'revoke', revokeLink],
  ] as const)
    router.post(
      `/desk/notices/:noticeId/${path}`,
      act(ctx, command, {
        form,
        done: (_req, { id }) => `/desk/notices/${id}?done=recorded`, // of what is sent again, the new one
        again: notice,
        fresh: (req) => `/desk/notices/${req.params.noticeId}`,
      }),
    );
  router.post(
    '/desk/messages/:messageId/settle',
    act(ctx, settleMessage, {
      form: 'settle',
      done: () => '/desk?state=unknown&done=recorded',
      again: (_req, res) => Promise.resolve(res.redirect(303, '/desk?state=unknown')),
      fresh: () => '/desk?state=unknown',
    }),
  );

  router.get('/desk/tomorrow', async (req, res) => {
    show(res, viewOf(ctx, req), <TomorrowPage {...(await tomorrowOf(ctx, actorOn(req)))} />);
  });
  router.get('/desk/cost', async (req, res) => {
    const cost = await costOf(ctx, actorOn(req), asked(req, 'month'));
    if (!cost) throw new ProblemError('not-found');
    show(res, viewOf(ctx, req), <CostPage cost={cost} />);
  });

  const inbox = async (req: Request, res: Response, draft?: Draft) => {
    const state = INBOX_STATES.find((known) => known === asked(req, 'state')) ?? 'waiting';
    const texts = await listInbound(ctx, actorOn(req), { state, after: asked(req, 'after') });
    show(res, viewOf(ctx, req), <InboxPage inbox={texts} state={state} draft={draft} />);
  };
  router.get('/desk/inbox', (req, res) => inbox(req, res));
  router.post(
    '/desk/inbox/:inboundId/handle',
    act(ctx, handleInbound, {
      form: (req) => String(req.params.inboundId),
      done: () => '/desk/inbox?done=recorded',
      again: inbox,
      fresh: () => '/desk/inbox',
    }),
  );
  return router;
}
