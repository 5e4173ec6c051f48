import { type Request, type Response, Router } from 'express';
import {
  addToCircle,
  answerMentorRequest,
  beginAftercare,
  cancelHandover,
  giveFacility,
  giveResidence,
  leaveCircle,
  moveEnd,
  nameMentor,
  openLoan,
  reassignMentor,
  recordConsent,
  recordDocument,
  recordHelper,
  recordInKind,
  recordMeeting,
  recordMilestone,
  recordNoShowStep,
  reportCheck,
  reportVisit,
  rescheduleVisit,
  resendCase,
  returnCase,
  setLanguages,
  withdrawAftercare,
  withdrawConsent,
} from '../../commands';
import type { Context } from '../../context';
import { ProblemError } from '../../problem';
import {
  caseCommunity,
  caseConsent,
  caseDetail,
  caseFile,
  caseLoans,
  caseTimeline,
  communeChoices,
  learntInCentre,
  listMessages,
  listOrganisations,
} from '../../queries';
import type { Draft } from '../components';
import { act, actorOn, asked, dayFrom, type Run, type Steps, show, signedIn, viewOf } from '../show';
import { FilePage } from './file';
import { followUpForms } from './follow-up';
import { CasePage } from './page';

/** Longest timeline and list of messages shown at once; the rest is a page further. */
const SHOWN = 30;

export function casePages(ctx: Context): Router {
  const router = Router();

  const page = async (req: Request, res: Response, draft?: Draft) => {
    const actor = actorOn(req);
    const caseId = req.params.caseId as string;
    const detail = await caseDetail(ctx, actor, caseId);
    if (!detail) throw new ProblemError('not-found');
    const { giveResidence } = detail.actions;
    const [timeline, messages, communes, facilities, community, consent, loans, learnt] = await Promise.all([
      caseTimeline(ctx, actor, caseId, { after: asked(req, 'after'), limit: SHOWN }),
      listMessages(ctx, actor, { caseId, limit: SHOWN }),
      giveResidence || detail.actions.moveAway ? communeChoices(ctx) : [],
      giveResidence ? listOrganisations(ctx, { kind: 'facility' }) : null,
      caseCommunity(ctx, actor, caseId),
      caseConsent(ctx, actor, caseId),
      caseLoans(ctx, actor, caseId),
      learntInCentre(ctx, caseId),
    ]);
    show(
      res,
      viewOf(ctx, req),
      <CasePage
        detail={detail}
        timeline={timeline}
        messages={messages.items}
        communes={communes}
        facilities={facilities?.items ?? []}
        community={community}
        consent={consent}
        loans={loans}
        learnt={learnt}
        draft={draft}
      />,
    );
  };

  /** A form of the case page: its draft comes back to it, its result is shown on the case as it is then. */
  const form = <T,>(name: Steps<T>['form'], command: Run<T>, input?: Steps<T>['input']) => {
    const back = (req: Request) => `/cases/${encodeURIComponent(req.params.caseId as string)}`;
    return act(ctx, command, {
      form: name,
      input,
      done: (req) => `${back(req)}?done=recorded`,
      again: page,
      fresh: back,
    });
  };

  const file = async (req: Request, res: Response, draft?: Draft) => {
    const actor = actorOn(req);
    const caseId = req.params.caseId as string;
    const shown = await caseFile(ctx, actor, caseId);
    if (!shown) throw new ProblemError('not-found');
    show(res, viewOf(ctx, req), <FilePage file={shown} draft={draft} />);
  };
  const fileOf = (req: Request) => `/cases/${encodeURIComponent(req.params.caseId as string)}/file`;

  router.use('/cases/:caseId', signedIn);
  router.get('/cases/:caseId', (req, res) => page(req, res));
  router.post(
    '/cases/:caseId/milestones',
    form(
      (req) => `milestone-${String(req.body?.milestone)}`,
      recordMilestone,
      (req) => (req.body?.signedOn ? { signedOn: dayFrom(req.body.signedOn) } : {}),
    ),
  );
  router.post('/cases/:caseId/facility', form('facility', giveFacility));
  router.post('/cases/:caseId/return', form('return', returnCase));
  router.post('/cases/:caseId/resend', form('resend', resendCase));
  router.post('/cases/:caseId/no-show', form('no-show', recordNoShowStep));
  router.post(
    '/cases/:caseId/meetings',
    form('meeting', recordMeeting, (req) => ({ on: dayFrom(req.body?.on) })),
  );
  router.post(
    '/cases/:caseId/end',
    form('end', moveEnd, (req) => ({ endDay: dayFrom(req.body?.endDay) })),
  );
  router.post('/cases/:caseId/cancel', form('cancel', cancelHandover));
  router.get('/cases/:caseId/file', (req, res) => file(req, res));
  router.post(
    '/cases/:caseId/documents',
    act(ctx, recordDocument, {
      form: 'paper',
      input: (req) => ({ signedOn: dayFrom(req.body?.signedOn) }),
      done: (req) => `${fileOf(req)}?done=recorded`,
      again: file,
      fresh: fileOf,
    }),
  );
  router.post(
    '/cases/:caseId/consent',
    form('consent', recordConsent, (req) => ({ givenOn: dayFrom(req.body?.givenOn) })),
  );
  router.post('/cases/:caseId/consent/withdraw', form('consent-withdraw', withdrawConsent));
  router.post('/cases/:caseId/languages', form('languages', setLanguages));
  router.post('/cases/:caseId/residence', form('residence', giveResidence));
  router.post('/cases/:caseId/mentor', form('name-mentor', nameMentor));
  router.post('/cases/:caseId/mentor-answer', form('answer', answerMentorRequest));
  router.post(
    '/cases/:caseId/visits',
    form('report', reportVisit, (req) => ({
      heldOn: dayFrom(req.body?.heldOn),
      promisedOn: req.body?.promisedOn ? dayFrom(req.body.promisedOn) : '',
    })),
  );
  router.post(
    '/cases/:caseId/visits/reschedule',
    form('reschedule', rescheduleVisit, (req) => ({ on: dayFrom(req.body?.on) })),
  );
  router.post('/cases/:caseId/mentor-change', form('reassign', reassignMentor));
  router.post(
    '/cases/:caseId/circle',
    form('circle', addToCircle, (req) => ({ consentOn: dayFrom(req.body?.consentOn) })),
  );
  router.post('/cases/:caseId/circle/:circleId/leave', form('circle-leave', leaveCircle));
  router.post(
    '/cases/:caseId/in-kind',
    form('in-kind', recordInKind, (req) => ({ givenOn: dayFrom(req.body?.givenOn) })),
  );
  router.post(
    '/cases/:caseId/aftercare',
    form('aftercare', beginAftercare, (req) => ({ consentOn: dayFrom(req.body?.consentOn) })),
  );
  router.post(
    '/cases/:caseId/aftercare/check',
    form('check', reportCheck, (req) => ({ heldOn: dayFrom(req.body?.heldOn) })),
  );
  router.post('/cases/:caseId/aftercare/withdraw', form('withdraw', withdrawAftercare));
  router.post(
    '/cases/:caseId/helper',
    form('helper', recordHelper, (req) => ({
      since: dayFrom(req.body?.since),
      until: req.body?.until ? dayFrom(req.body.until) : '',
    })),
  );
  router.post('/cases/:caseId/loans', form('loan', openLoan));
  followUpForms(router, form);
  return router;
}
