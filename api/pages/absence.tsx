import { type Request, type Response, Router } from 'express';
import { ABSENCE_REASONS } from '../../domain/cover';
import { ABSENCE_REASON_LABELS, label, ROLE_LABELS } from '../../domain/wording/labels';
import { endAbsence, nameDeputy, noteAbsence } from '../commands';
import type { Context } from '../context';
import { ProblemError } from '../problem';
import { type AbsencesView, absencesOf, type OfficeCard, officesOf } from '../queries';
import {
  choicesOf,
  type Draft,
  draftFor,
  ErrorSummary,
  Form,
  Input,
  On,
  Section,
  Select,
  Submit,
  Table,
  Tag,
} from './components';
import { Page } from './layout';
import { act, actorOn, dayFrom, show, signedIn, viewOf } from './show';
import { useView } from './view';

/** Everybody's own, and another's where it may be noted for them. */
export function absencePages(ctx: Context): Router {
  const router = Router();
  const page = async (req: Request, res: Response, draft?: Draft) => {
    const actor = actorOn(req);
    const view = await absencesOf(ctx, actor, String(req.params.userId));
    if (!view) throw new ProblemError('not-found');
    const own = view.user.id === actor.id;
    const offices = own ? await officesOf(ctx, actor) : [];
    show(res, viewOf(ctx, req), <AbsencePage view={view} own={own} offices={offices} draft={draft} />);
  };
  const here = (req: Request) => `/users/${req.params.userId}/absence`;
  const after = { done: (req: Request) => `${here(req)}?done=recorded`, again: page, fresh: here };

  router.get('/absence', signedIn, (req, res) => res.redirect(303, `/users/${actorOn(req).id}/absence`));
  router.get('/users/:userId/absence', signedIn, (req, res) => page(req, res));
  router.post(
    '/users/:userId/absence',
    signedIn,
    act(ctx, noteAbsence, {
      form: 'absence',
      input: (req) => ({ from: dayFrom(req.body?.from), until: dayFrom(req.body?.until) }),
      ...after,
    }),
  );
  router.post('/users/:userId/absence/deputy', signedIn, act(ctx, nameDeputy, { form: 'deputy', ...after }));
  router.post(
    '/users/:userId/absence/:absenceId/end',
    signedIn,
    act(ctx, endAbsence, { form: 'end', ...after }),
  );
  return router;
}

function AbsencePage({
  view,
  own,
  offices,
  draft,
}: {
  view: AbsencesView;
  own: boolean;
  /** Of the area, for whom the reader may note an absence too. */
  offices: OfficeCard[];
  draft?: Draft;
}) {
  const { t, lang, today } = useView();
  const { user, deputy, absences, couldCover } = view;
  const here = `/users/${encodeURIComponent(user.id)}/absence`;
  const people = couldCover.map(({ id, name }) => ({ value: id, label: name }));
  const absence = draftFor(draft, 'absence');
  const named = draftFor(draft, 'deputy');
  return (
    <Page
      title={own ? t.absence : t.absenceOf(user.name)}
      up={own ? undefined : { href: '/absence', label: t.absence }}
    >
      <p>{t.absenceIntro}</p>
      <p>
        <a href={`/users/${encodeURIComponent(user.id)}/reading`}>
          {own ? t.reading : t.readingOf(user.name)}
        </a>
      </p>
      {people.length === 0 && <p class="notice warn">{t.coverNobody}</p>}
      <Table
        caption={t.absence}
        hideCaption
        rows={absences}
        rowKey={({ id }) => id}
        empty={t.absencesEmpty}
        cols={[
          { label: t.absenceFrom, cell: ({ from }) => <On day={from} /> },
          { label: t.absenceUntil, cell: ({ until }) => <On day={until} /> },
          { label: t.reason, cell: ({ reason }) => label(ABSENCE_REASON_LABELS, reason, lang) },
          { label: t.cover, cell: ({ cover }) => cover?.name ?? deputy?.name },
          {
            label: t.change,
            cell: ({ id, from }) => (
              <Form
                action={`${here}/${encodeURIComponent(id)}/end`}
                class=""
                label={`${t.absenceEnd}: ${from}`}
              >
                <button type="submit" class="bare">
                  {t.absenceEnd}
                </button>
              </Form>
            ),
          },
        ]}
      />
      <div class="cols two">
        <Section id="absence-new" title={t.absenceNew}>
          <ErrorSummary draft={absence} />
          <Form action={here}>
            <Input name="from" type="date" label={t.absenceFrom} value={today} required draft={absence} />
            <Input
              name="until"
              type="date"
              label={t.absenceUntil}
              value={today}
              min={today}
              required
              draft={absence}
            />
            <Select
              name="reason"
              label={t.reason}
              options={choicesOf(ABSENCE_REASONS, ABSENCE_REASON_LABELS, lang)}
              draft={absence}
            />
            <Select
              name="coverId"
              label={t.cover}
              hint={t.coverHint}
              options={people}
              blank="–"
              required={false}
              draft={absence}
            />
            <div>
              <Submit>{t.save}</Submit>
            </div>
          </Form>
        </Section>
        <Section id="deputy" title={t.deputy}>
          <ErrorSummary draft={named} prefix="deputy-" />
          <Form action={`${here}/deputy`}>
            <Select
              name="deputyId"
              label={t.deputy}
              options={people}
              value={deputy?.id}
              blank="–"
              prefix="deputy-"
              required={false}
              draft={named}
            />
            <div>
              <Submit second>{t.save}</Submit>
            </div>
          </Form>
        </Section>
      </div>
      {offices.length > 0 && <Offices offices={offices} />}
    </Page>
  );
}

/** Everybody of the area who may be away: a supervisor notes it for whoever cannot. */
function Offices({ offices }: { offices: OfficeCard[] }) {
  const { t, lang } = useView();
  return (
    <Section id="offices" title={t.absenceOthers}>
      <p class="quiet">{t.absenceOthersHint}</p>
      <Table
        caption={t.absenceOthers}
        hideCaption
        rows={offices}
        rowKey={({ id }) => id}
        empty={t.none}
        cols={[
          {
            label: t.name,
            cell: ({ id, name }) => <a href={`/users/${encodeURIComponent(id)}/absence`}>{name}</a>,
          },
          { label: t.role, cell: ({ role }) => label(ROLE_LABELS, role, lang) },
          { label: t.commune, cell: ({ commune }) => commune },
          {
            label: t.status,
            cell: ({ awayUntil }) =>
              awayUntil ? (
                <Tag tone="warn">
                  {t.awayUntil} <On day={awayUntil} />
                </Tag>
              ) : (
                t.here
              ),
          },
        ]}
      />
    </Section>
  );
}
