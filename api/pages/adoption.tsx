import { type Request, type Response, Router } from 'express';
import { dayOf, type Instant, startOfDay } from '../../domain/calendar';
import { formatDateTime, formatDay } from '../../domain/vietnamese';
import { label, MILESTONE_LABELS, NEXT_ACTION_LABELS, NOTICE_KIND_LABELS } from '../../domain/wording/labels';
import { DATE_LABELS, versionText } from '../../domain/wording/policy';
import { REFUSALS } from '../../domain/wording/refusals';
import { adoptPolicy } from '../commands';
import type { Context } from '../context';
import { type AdoptionPreview, adoptionPreview, type PersonChanges } from '../queries';
import { type Draft, ErrorSummary, Form, NextPage, Submit, Table } from './components';
import { Page } from './layout';
import { act, actorOn, asked, show, signedIn, viewOf } from './show';
import { useView } from './view';

export function adoptionPages(ctx: Context): Router {
  const router = Router();
  const page = async (req: Request, res: Response, draft?: Draft) => {
    const preview = await adoptionPreview(ctx, actorOn(req), { after: asked(req, 'after') });
    show(res, viewOf(ctx, req), <AdoptionPage preview={preview} draft={draft} />);
  };
  router.use('/policy/adopt', signedIn);
  router.get('/policy/adopt', (req, res) => page(req, res));
  router.post(
    '/policy/adopt',
    act(ctx, adoptPolicy, {
      form: 'adopt',
      done: () => '/policy/adopt?done=recorded',
      again: page,
      fresh: () => '/policy/adopt',
    }),
  );
  return router;
}

/** Person by person, old against new; only who is shown on the page is moved by its button. */
function AdoptionPage({ preview, draft }: { preview: AdoptionPreview; draft?: Draft }) {
  const { t, lang } = useView();
  const { people, total, refused, next } = preview;
  return (
    <Page title={t.adopt} up={{ href: '/policy', label: t.policy }}>
      {refused.length > 0 && (
        <div class="notice warn">
          <p class="strong">{t.adoptRefused}</p>
          <ul>
            {refused.map(({ caseId, who, code }) => (
              <li key={`${caseId}${code}`}>
                <a href={`/cases/${encodeURIComponent(caseId)}`}>{who}</a>: {label(REFUSALS, code, lang)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <ErrorSummary draft={draft} />
      {total === 0 ? <p class="empty">{t.adoptNobody}</p> : <p>{t.adoptIntro(total)}</p>}
      {people.map((person) => (
        <Person key={person.caseId} person={person} />
      ))}
      {people.length > 0 && (
        <Form action="/policy/adopt" class="row">
          {people.map(({ caseId }) => (
            <input type="hidden" name="caseIds" value={caseId} key={caseId} />
          ))}
          <Submit>{t.adoptThese(people.length)}</Submit>
        </Form>
      )}
      <NextPage path="/policy/adopt" query={{}} next={next} />
    </Page>
  );
}

interface Row {
  key: string;
  what: string;
  from: string;
  to: string;
}

function Person({ person }: { person: PersonChanges }) {
  const { t } = useView();
  const rows = useRows(person);
  const silent = person.processes.some(({ changes }) => changes === null);
  return (
    <article class="card" aria-label={person.who}>
      <div class="row between">
        <h2>
          <a href={`/cases/${encodeURIComponent(person.caseId)}`}>{person.who}</a>{' '}
          <span class="quiet">{[person.fullName, person.commune].filter(Boolean).join(' · ')}</span>
        </h2>
        <span class="quiet num">
          {versionText(person.from)} → {versionText(person.to)}
        </span>
      </div>
      {silent && <p class="over-text">{t.adoptSilent}</p>}
      {person.unchanged && <p class="quiet">{t.adoptUnchanged}</p>}
      {rows.length > 0 && (
        <Table
          caption={person.who}
          hideCaption
          rows={rows}
          rowKey={({ key }) => key}
          empty={t.adoptUnchanged}
          cols={[
            { label: t.adoptWhat, cell: ({ what }: Row) => what },
            { label: t.adoptOld, cell: ({ from }: Row) => <span class="num">{from}</span> },
            { label: t.adoptNew, cell: ({ to }: Row) => <span class="num strong">{to}</span> },
          ]}
        />
      )}
    </article>
  );
}

function useRows(person: PersonChanges): Row[] {
  const { t, lang } = useView();
  const names = { ...NEXT_ACTION_LABELS, ...MILESTONE_LABELS, ...DATE_LABELS };
  return person.processes.flatMap(({ workflowId, changes }) => [
    ...(changes?.dates ?? []).map(({ what, from, to }) => ({
      key: `${workflowId} ${what}`,
      what: label(names, what, lang),
      from: written(from) ?? t.adoptNothingBefore,
      to: written(to) ?? t.adoptWithdrawn,
    })),
    ...(changes?.notices ?? []).map(({ kind, subjectId, from, to }) => ({
      key: `${workflowId} ${kind} ${subjectId} ${from} ${to}`,
      what: t.adoptMessage(label(NOTICE_KIND_LABELS, kind, lang)),
      from: written(from) ?? t.adoptNothingBefore,
      to: written(to) ?? t.adoptWithdrawn,
    })),
  ]);
}

/** A term of days ends with its last day; anything else has its hour. */
function written(at: Instant | null): string | null {
  if (at === null) return null;
  return at === startOfDay(dayOf(at)) ? formatDay(dayOf(at - 1)) : formatDateTime(at);
}
