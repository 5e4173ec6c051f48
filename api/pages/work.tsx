import { Router } from 'express';
import { dayOf, endOfDay } from '../../domain/calendar';
import { label, NEXT_ACTION_LABELS } from '../../domain/wording/labels';
import type { Context } from '../context';
import { type Page as ListPage, myWork, type WorkItem } from '../queries';
import { Due, NextPage, Table } from './components';
import { Page } from './layout';
import { cssId } from './referral-item';
import { actorOn, asked, show, signedIn, viewOf } from './show';
import { useView } from './view';

export function workPages(ctx: Context): Router {
  return Router().get('/work', signedIn, async (req, res) => {
    const work = await myWork(ctx, actorOn(req), { after: asked(req, 'after') });
    show(res, viewOf(ctx, req), <WorkPage work={work} />);
  });
}

/** Where the thing that waits is done. */
function placeOf({ kind, id, caseId }: WorkItem): string {
  if (kind === 'escalation') return `/escalations#e-${cssId(id)}`;
  if (kind === 'answer') return `/desk/inbox#a-${cssId(id)}`;
  if (kind === 'club') return `/community/clubs/${id}`;
  if (kind === 'course') return `/community/courses/${id}`;
  if (kind === 'outage') return `/outages#o-${cssId(id)}`;
  if (kind === 'loan') return `/loans/${encodeURIComponent(id)}`;
  if (kind === 'referral') return `/referrals#r-${cssId(id)}`;
  return `/cases/${encodeURIComponent(caseId ?? '')}`;
}

/** A visit is in time all through its day; every other date already is the end of one. */
const dueOf = ({ kind, due }: WorkItem): number =>
  kind === 'visit' ? endOfDay(dayOf(due.getTime())) : due.getTime();

/** What waits for the reader, the nearest date first, each with the one thing to do. */
function WorkPage({ work }: { work: ListPage<WorkItem> }) {
  const { t, lang, user } = useView();
  return (
    <Page title={t.myWork}>
      {work.items.length > 0 && <p class="quiet">{t.workIntro}</p>}
      <Table
        caption={t.myWork}
        hideCaption
        rows={work.items}
        rowKey={({ kind, id }) => `${kind}/${id}`}
        empty={t.workEmpty}
        cols={[
          {
            label: t.person,
            cell: ({ who, fullName }) => (
              <>
                {who}
                {fullName && <span class="quiet block">{fullName}</span>}
              </>
            ),
          },
          {
            label: t.todo,
            cell: (item) => <a href={placeOf(item)}>{label(NEXT_ACTION_LABELS, item.action, lang)}</a>,
          },
          { label: t.due, cell: (item) => <Due at={dueOf(item)} /> },
          { label: t.commune, cell: ({ commune }) => commune },
        ]}
      />
      <NextPage path="/work" query={{}} next={work.next} />
      {user?.role === 'centre' && (
        <p class="row">
          <a class="button" href="/imports">
            {t.importNew}
          </a>
          <a href="/handovers/new">{t.importOne}</a>
        </p>
      )}
    </Page>
  );
}
