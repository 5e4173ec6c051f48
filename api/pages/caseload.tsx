/** The people of one mentor: handed to others after a preview, covered for a time, or all visits moved. */
import { type Request, type Response, Router } from 'express';
import type { RefusalCode } from '../../domain/refusal';
import { formatDay } from '../../domain/vietnamese';
import { label, MATCH_LABELS, PAUSE_REASON_LABELS } from '../../domain/wording/labels';
import { refusalSentence } from '../../domain/wording/refusals';
import { type CaseloadResult, coverCaseload, reassignCaseload, shiftCaseload } from '../commands';
import type { Context } from '../context';
import { ProblemError, problemFor } from '../problem';
import { caseloadOf } from '../queries';
import type { Caseload } from '../queries/shapes';
import type { Result } from '../result';
import {
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
import { actorOn, asked, dayFrom, draftOf, keyOf, show, signedIn, viewOf } from './show';
import { useView } from './view';

export function caseloadPages(ctx: Context): Router {
  const router = Router();
  const pathOf = (req: Request) => `/mentors/${encodeURIComponent(String(req.params.mentorId))}`;

  const page = async (
    req: Request,
    res: Response,
    more: { draft?: Draft; became?: CaseloadResult['results'] } = {},
  ) => {
    const caseload = await caseloadOf(ctx, actorOn(req), String(req.params.mentorId));
    if (!caseload) throw new ProblemError('not-found');
    show(res, viewOf(ctx, req), <CaseloadPage caseload={caseload} to={chosen(req.query)} {...more} />);
  };

  /** Runs a command over the caseload and shows what became of each person. */
  const answer = async (req: Request, res: Response, result: Result<CaseloadResult>, form: string) => {
    if (result.kind === 'applied') return page(req, res, { became: result.value.results });
    if (result.kind === 'invalid') {
      const view = viewOf(ctx, req);
      return page(req, res.status(400), { draft: draftOf(view.lang, req, result.errors, form) });
    }
    throw problemFor(result) as ProblemError;
  };

  router.use('/mentors/:mentorId', signedIn);
  router.get('/mentors/:mentorId', (req, res) => page(req, res));
  router.post('/mentors/:mentorId/reassign', async (req, res) => {
    const input = { mentorId: req.params.mentorId, to: chosen(req.body) };
    await answer(req, res, await reassignCaseload(ctx, actorOn(req), input, keyOf(req)), 'reassign');
  });
  router.post('/mentors/:mentorId/cover', async (req, res) => {
    const { coverId, from, until } = req.body ?? {};
    const input = { mentorId: req.params.mentorId, coverId, from: dayFrom(from), until: dayFrom(until) };
    await answer(req, res, await coverCaseload(ctx, actorOn(req), input, keyOf(req)), 'cover');
  });
  router.post('/mentors/:mentorId/shift', async (req, res) => {
    const input = { mentorId: req.params.mentorId, days: req.body?.days };
    await answer(req, res, await shiftCaseload(ctx, actorOn(req), input, keyOf(req)), 'shift');
  });
  // A reload of what became of it is the page as it is now.
  router.get('/mentors/:mentorId/:what', (req, res) => {
    if (asked(req, 'to')) throw new ProblemError('not-found');
    res.redirect(303, pathOf(req));
  });
  return router;
}

/** Fields 'to-<case>' hold the mentor chosen for a case. */
function chosen(fields: object | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields ?? {}).flatMap(([name, value]) =>
      name.startsWith('to-') && typeof value === 'string' && value ? [[name.slice(3), value]] : [],
    ),
  );
}

function CaseloadPage({
  caseload,
  to,
  draft,
  became,
}: {
  caseload: Caseload;
  to: Record<string, string>;
  draft?: Draft;
  became?: CaseloadResult['results'];
}) {
  const { t, lang, today } = useView();
  const { mentor, cases, others } = caseload;
  const path = `/mentors/${mentor.id}`;
  const of = (form: string) => draftFor(draft, form);
  const previewed = cases.filter(({ caseId }) => to[caseId]);
  const colleagues = others.map(({ id, name, openCases }) => ({
    value: id,
    label: t.looksAfter(name, openCases),
  }));
  return (
    <Page title={t.caseloadOf(mentor.name)} up={{ href: '/cases', label: t.cases }}>
      {!mentor.active && <Tag tone="warn">{t.inactive}</Tag>}
      <p>
        <a href={`/users/${encodeURIComponent(mentor.id)}/reading`}>{t.readingOf(mentor.name)}</a>
      </p>
      {became && <Became cases={cases} became={became} />}
      {previewed.length > 0 && <Preview caseload={caseload} to={to} />}
      {/* Choosing changes nothing: the choice is the address of the preview. */}
      <form method="get" action={path} class="stack" aria-label={t.handTo}>
        <Table
          caption={t.caseload}
          hideCaption
          rows={cases}
          rowKey={({ caseId }) => caseId}
          empty={t.caseloadEmpty}
          cols={[
            {
              label: t.person,
              cell: ({ caseId, who, fullName }) => (
                <>
                  <a href={`/cases/${caseId}`}>{who}</a>
                  <span class="quiet block">{fullName}</span>
                </>
              ),
            },
            {
              label: t.nextVisit,
              cell: ({ nextVisit, paused }) =>
                paused ? label(PAUSE_REASON_LABELS, paused, lang) : nextVisit && <On day={nextVisit} />,
            },
            {
              label: t.handTo,
              cell: ({ caseId, who, choices }) => (
                <Select
                  name={`to-${caseId}`}
                  label={`${t.handTo}: ${who}`}
                  options={choices.map(({ id, name, openCases, reasons }) => ({
                    value: id,
                    label: [t.looksAfter(name, openCases), ...reasons.map((r) => MATCH_LABELS[r][lang])].join(
                      ' · ',
                    ),
                  }))}
                  value={to[caseId]}
                  blank={t.stays}
                />
              ),
            },
          ]}
        />
        {cases.length > 0 && others.length > 0 && <Submit second>{t.caseloadPreview}</Submit>}
      </form>
      {cases.length > 0 && others.length === 0 && <p class="notice warn">{t.noMentors}</p>}
      {cases.length > 0 && (
        <Section id="all" title={t.change}>
          {others.length > 0 && (
            <details open={Boolean(of('cover'))}>
              <summary>{t.coverAll}</summary>
              <Form action={`${path}/cover`} label={t.coverAll}>
                <ErrorSummary draft={of('cover')} prefix="cover-" />
                <Select
                  name="coverId"
                  label={t.standsIn}
                  options={colleagues}
                  blank="–"
                  required
                  prefix="cover-"
                  draft={of('cover')}
                />
                <Input
                  name="from"
                  type="date"
                  label={t.from}
                  value={today}
                  required
                  prefix="cover-"
                  draft={of('cover')}
                />
                <Input
                  name="until"
                  type="date"
                  label={t.until}
                  min={today}
                  required
                  prefix="cover-"
                  draft={of('cover')}
                />
                <div>
                  <Submit>{t.coverAll}</Submit>
                </div>
              </Form>
            </details>
          )}
          <details open={Boolean(of('shift'))}>
            <summary>{t.shiftAll}</summary>
            <Form action={`${path}/shift`} label={t.shiftAll}>
              <ErrorSummary draft={of('shift')} prefix="shift-" />
              <Input name="days" label={t.shiftDays} required prefix="shift-" draft={of('shift')} />
              <div>
                <Submit>{t.shiftAll}</Submit>
              </div>
            </Form>
          </details>
        </Section>
      )}
    </Page>
  );
}

/** Who would go to whom, and how many each would look after then. Nothing has changed yet. */
function Preview({ caseload, to }: { caseload: Caseload; to: Record<string, string> }) {
  const { t } = useView();
  const { mentor, cases, others } = caseload;
  const moved = cases.filter(({ caseId }) => to[caseId]);
  const load = (id: string) => moved.filter(({ caseId }) => to[caseId] === id).length;
  const nameOf = new Map(others.map(({ id, name }) => [id, name]));
  return (
    <Section id="preview" title={t.caseloadPreview}>
      <ul>
        {moved.map(({ caseId, who, nextVisit }) => (
          <li key={caseId}>
            {who} → {nameOf.get(to[caseId] as string) ?? t.none}
            {nextVisit && ` (${t.nextVisit}: ${formatDay(nextVisit)})`}
          </li>
        ))}
      </ul>
      <p class="strong">{t.caseloadAfter}</p>
      <ul>
        <li>{t.looksAfterThen(mentor.name, cases.length, cases.length - moved.length)}</li>
        {others
          .filter(({ id }) => load(id) > 0)
          .map(({ id, name, openCases }) => (
            <li key={id}>{t.looksAfterThen(name, openCases, openCases + load(id))}</li>
          ))}
      </ul>
      <Form action={`/mentors/${mentor.id}/reassign`} label={t.handOver}>
        {moved.map(({ caseId }) => (
          <input key={caseId} type="hidden" name={`to-${caseId}`} value={to[caseId]} />
        ))}
        <div>
          <Submit>{t.confirmHandOver}</Submit>
        </div>
      </Form>
    </Section>
  );
}

function Became({ cases, became }: { cases: Caseload['cases']; became: CaseloadResult['results'] }) {
  const { t, lang } = useView();
  const whoOf = new Map(cases.map(({ caseId, who }) => [caseId, who]));
  return (
    <div class="notice" role="status">
      <p class="strong">{t.whatBecame}</p>
      {became.length === 0 && <p>{t.nothingChosen}</p>}
      <ul>
        {became.map(({ caseId, outcome, code }) => (
          <li key={caseId}>
            <a href={`/cases/${caseId}`}>{whoOf.get(caseId) ?? caseId}</a>:{' '}
            {outcome === 'applied' ? t.becameApplied : outcome === 'saved' ? t.becameSaved : t.becameRefused}
            {code && ` – ${refusalSentence(code as RefusalCode, lang)}`}
          </li>
        ))}
      </ul>
    </div>
  );
}
