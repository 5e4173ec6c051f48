import { type Request, type Response, Router } from 'express';
import { maySetReading } from '../../domain/permission';
import type { Role } from '../../domain/roles';
import { setReading } from '../commands';
import type { Context } from '../context';
import { ProblemError } from '../problem';
import { Choices, type Draft, ErrorSummary, Form, Input, Submit } from './components';
import { Page } from './layout';
import { act, actorOn, show, signedIn, viewOf } from './show';
import { useView } from './view';

interface Reading {
  id: string;
  name: string;
  quietFrom: string | null;
  quietTo: string | null;
  daysOff: number[];
  smsAccents: boolean;
  phoneShared: boolean;
}

/** How somebody wants to be written to: their own page, and that of whoever has no sign-in. */
export function readingPages(ctx: Context): Router {
  const router = Router();
  const page = async (req: Request, res: Response, draft?: Draft) => {
    const actor = actorOn(req);
    const user = await ctx.db.user.findUnique({ where: { id: String(req.params.userId) } });
    if (!user || !maySetReading(actor, { ...user, role: user.role as Role }))
      throw new ProblemError('not-found');
    show(res, viewOf(ctx, req), <ReadingPage reading={user} own={user.id === actor.id} draft={draft} />);
  };
  const here = (req: Request) => `/users/${req.params.userId}/reading`;

  router.get('/reading', signedIn, (req, res) => res.redirect(303, `/users/${actorOn(req).id}/reading`));
  router.get('/users/:userId/reading', signedIn, (req, res) => page(req, res));
  router.post(
    '/users/:userId/reading',
    signedIn,
    act(ctx, setReading, {
      form: 'reading',
      done: (req) => `${here(req)}?done=recorded`,
      again: page,
      fresh: here,
    }),
  );
  return router;
}

function ReadingPage({ reading, own, draft }: { reading: Reading; own: boolean; draft?: Draft }) {
  const { t } = useView();
  const { id, name, quietFrom, quietTo, daysOff, smsAccents, phoneShared } = reading;
  const yesOrNo = [
    { value: 'no', label: t.no },
    { value: 'yes', label: t.yes },
  ];
  return (
    <Page title={own ? t.reading : t.readingOf(name)}>
      <p>{t.readingIntro}</p>
      <ErrorSummary draft={draft} />
      <Form action={`/users/${encodeURIComponent(id)}/reading`}>
        <Input
          name="quietFrom"
          type="time"
          label={t.quietFrom}
          value={quietFrom ?? ''}
          required={false}
          draft={draft}
        />
        <Input
          name="quietTo"
          type="time"
          label={t.quietTo}
          value={quietTo ?? ''}
          required={false}
          draft={draft}
        />
        <Choices
          name="daysOff"
          label={t.daysOff}
          options={([1, 2, 3, 4, 5, 6, 0] as const).map((day) => ({
            value: String(day),
            label: t.weekdays[day],
          }))}
          value={daysOff.map(String)}
          many
          draft={draft}
        />
        <Choices
          name="phoneShared"
          label={t.phoneShared}
          options={yesOrNo}
          value={phoneShared ? 'yes' : 'no'}
          draft={draft}
        />
        <Choices
          name="smsAccents"
          label={t.smsAccents}
          options={yesOrNo}
          value={smsAccents ? 'yes' : 'no'}
          draft={draft}
        />
        <div>
          <Submit>{t.save}</Submit>
        </div>
      </Form>
    </Page>
  );
}
