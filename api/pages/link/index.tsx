/** Pages opened from a message: one link, one purpose, one person. A GET changes nothing; the form does. */
import { type Request, Router } from 'express';
import type { ComponentChildren } from 'preact';
import type { LinkPurpose } from '../../../domain/link';
import { refusalSentence } from '../../../domain/wording/refusals';
import { pushKeys } from '../../../prisma/push-keys';
import { agreeToPush } from '../../commands';
import type { Context } from '../../context';
import { readLang } from '../../language';
import { findLink, useUp } from '../../links';
import { ProblemError, problemFor, problemOf } from '../../problem';
import { actorOf } from '../../session';
import { PhonePage } from '../layout';
import { asked, draftOf, keyOf, show, viewOf } from '../show';
import { WORDS } from '../text';
import { useView, type View } from '../view';
import { clubMatter } from './club-meeting';
import { escalationMatter } from './escalation';
import { loanTalkMatter } from './loan-talk';
import type { Matter } from './matter';
import { mentorRequestMatter } from './mentor-request';
import { pushMatter } from './push';
import { referralMatter } from './referral';
import { visitMatter } from './visit';
import { visitsMatter } from './visits';

const MATTERS: Record<LinkPurpose, Matter> = {
  'visit-report': visitMatter,
  visits: visitsMatter,
  'mentor-request': mentorRequestMatter,
  escalation: escalationMatter,
  referral: referralMatter,
  'loan-talk': loanTalkMatter,
  push: pushMatter,
  'club-meeting': clubMatter,
};

export function linkPages(ctx: Context): Router {
  const router = Router();

  router.get('/l/:token', async (req, res) => {
    const found = await find(ctx, req.params.token);
    const view = viewFor(ctx, req, found?.user.language);
    if (!found)
      return show(res, view, <Ended title={view.t.linkUnknown}>{view.t.linkUnknownAdvice}</Ended>, 404);
    const seen = await found.matter.see(ctx, found.link, view);
    // What this phone may still keep has come: see keep.ts.
    if (seen.kind === 'over' || found.link.usedAt) res.set('X-Taken', 'before');
    if (seen.kind === 'over') return show(res, view, <Used said={seen.said} />, 410);
    if (found.link.usedAt) return show(res, view, <Used />, 410);
    if (seen.kind === 'elsewhere' || found.link.revokedAt) {
      return show(res, view, <Ended title={view.t.linkElsewhere}>{view.t.linkElsewhereAdvice}</Ended>, 410);
    }
    if (found.link.expiresAt.getTime() <= ctx.now()) {
      return show(res, view, <Ended title={view.t.linkExpired}>{view.t.linkExpiredAdvice}</Ended>, 410);
    }
    show(res, view, seen.page());
  });

  router.post('/l/:token', async (req, res, next) => {
    const found = await find(ctx, req.params.token);
    const open =
      found && !found.link.usedAt && !found.link.revokedAt && found.link.expiresAt.getTime() > ctx.now();
    // What is over is explained by the page itself.
    if (!open) return res.redirect(303, req.originalUrl);
    const { link, matter, user } = found;
    const view = viewFor(ctx, req, user.language);
    const { result, said, served } = await matter.answer(ctx, actorOf(user), link, req, view);
    if (result.kind === 'invalid') {
      const seen = await matter.see(ctx, link, view);
      if (seen.kind !== 'open') return res.redirect(303, req.originalUrl);
      return show(res, view, seen.page(draftOf(view.lang, req, result.errors, 'link')), 400);
    }
    const kept = result.kind === 'applied' || result.kind === 'saved';
    if (kept) res.set('X-Taken', 'now');
    if (kept && served) await useUp(ctx, link.id);
    if (result.kind === 'applied') return show(res, view, <Thanks said={said} />);
    if (result.kind === 'saved')
      return show(res.set('Retry-After', '60'), view, <Thanks said={said} later />, 503);
    if (result.kind === 'refused') {
      return show(
        res,
        view,
        <Ended title={view.t.linkElsewhere}>{refusalSentence(result.code, view.lang)}</Ended>,
        409,
      );
    }
    if (result.kind === 'not-found')
      return show(res, view, <Ended title={view.t.linkElsewhere}>{view.t.linkElsewhereAdvice}</Ended>, 410);
    next(problemFor(result) as ProblemError);
  });

  router.get('/push/key', async (_req, res) => {
    res.type('text').send((await pushKeys(ctx.db)).publicKey);
  });

  router.post('/l/:token/push', async (req, res) => {
    const found = await findLink(ctx, req.params.token);
    const { link, user } = found ?? {};
    if (!link || !user || link.revokedAt || link.expiresAt.getTime() <= ctx.now())
      throw new ProblemError('not-found');
    const input = { ...req.body, caseId: link.caseId };
    const result = await agreeToPush(ctx, actorOf(user), input, keyOf(req));
    const problem = problemFor(result);
    res.status(problem ? problemOf(problem, 'vi').status : 204).end();
  });

  return router;
}

async function find(ctx: Context, token: string) {
  const found = await findLink(ctx, token);
  return found && { ...found, matter: MATTERS[found.link.purpose as LinkPurpose] };
}

/** In the language of whom the message went to; whoever else is signed in on this phone does not show. */
function viewFor(ctx: Context, req: Request, language: string | undefined): View {
  const view = viewOf(ctx, req);
  const lang = readLang(asked(req, 'lang') ?? language ?? view.lang);
  return { ...view, lang, t: WORDS[lang], user: null };
}

function Ended({ title, children }: { title: string; children: ComponentChildren }) {
  const { t } = useView();
  return (
    <PhonePage title={title}>
      <p>{children}</p>
      <p class="quiet">{t.closePage}</p>
    </PhonePage>
  );
}

function Used({ said }: { said?: string }) {
  const { t } = useView();
  return (
    <PhonePage title={t.linkUsed}>
      {said && (
        <p class="notice">
          {t.recorded} <strong>{said}</strong>
        </p>
      )}
      <p>{t.linkUsedAdvice}</p>
    </PhonePage>
  );
}

function Thanks({ said, later }: { said: string; later?: boolean }) {
  const { t } = useView();
  return (
    <PhonePage title={t.thanks}>
      <p class="notice" role="status">
        {later ? t.savedAs : t.recorded} <strong>{said}</strong>
      </p>
      {later && <p>{t.linkSavedAdvice}</p>}
      <p class="quiet">{t.closePage}</p>
    </PhonePage>
  );
}
