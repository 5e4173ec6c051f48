import { type Request, type Response, Router } from 'express';
import { formatDateTime } from '../../domain/vietnamese';
import {
  LATE_CLASS_LABELS,
  label,
  NOTICE_KIND_LABELS,
  NOTICE_STATUS_LABELS,
} from '../../domain/wording/labels';
import { signOutage } from '../commands';
import type { Context } from '../context';
import { type Page as ListPage, listOutages, type OutageCard } from '../queries';
import {
  At,
  type Draft,
  draftFor,
  ErrorSummary,
  Facts,
  Form,
  NextPage,
  Submit,
  Table,
  Tag,
  TextArea,
} from './components';
import { Page } from './layout';
import { cssId } from './referral-item';
import { act, actorOn, asked, show, signedIn, viewOf } from './show';
import { useView } from './view';

export function outagePages(ctx: Context): Router {
  const router = Router();
  const page = async (req: Request, res: Response, draft?: Draft) => {
    const state = asked(req, 'state') === 'signed' ? 'signed' : 'unsigned';
    const outages = await listOutages(ctx, actorOn(req), { state, after: asked(req, 'after') });
    show(res, viewOf(ctx, req), <OutagesPage outages={outages} state={state} draft={draft} />);
  };
  router.use('/outages', signedIn);
  router.get('/outages', (req, res) => page(req, res));
  router.post(
    '/outages/:outageId/sign',
    act(ctx, signOutage, {
      form: (req) => String(req.params.outageId),
      done: () => '/outages?done=recorded',
      again: page,
      fresh: () => '/outages',
    }),
  );
  return router;
}

type Notice = OutageCard['notices'][number];
const TONES = { drop: 'bad', collapse: 'warn', 'send-late': 'plain' } as const;

/** What outages did to the province's messages; a signed one stays to be looked up. */
function OutagesPage(props: { outages: ListPage<OutageCard>; state: 'unsigned' | 'signed'; draft?: Draft }) {
  const { t } = useView();
  const { outages, state, draft } = props;
  const signed = state === 'signed';
  return (
    <Page
      title={t.outages}
      aside={
        <a href={signed ? '/outages' : '/outages?state=signed'}>{signed ? t.outagesOpen : t.outagesSigned}</a>
      }
    >
      <p class="quiet">{t.outagesIntro}</p>
      {outages.items.length === 0 && <p class="empty">{signed ? t.none : t.outagesEmpty}</p>}
      {outages.items.map((outage) => (
        <Outage key={outage.id} outage={outage} draft={draftFor(draft, outage.id)} />
      ))}
      <NextPage path="/outages" query={{ state: signed ? 'signed' : undefined }} next={outages.next} />
    </Page>
  );
}

function Outage({ outage, draft }: { outage: OutageCard; draft?: Draft }) {
  const { t, lang } = useView();
  const { id, notices, sentLate, collapsed, dropped } = outage;
  const title = t.outageTitle(formatDateTime(outage.from.getTime()), formatDateTime(outage.until.getTime()));
  const more = sentLate + collapsed + dropped - notices.length;
  return (
    <article class="card" id={`o-${cssId(id)}`} aria-label={title}>
      <h2>{title}</h2>
      <Facts
        facts={[
          [
            LATE_CLASS_LABELS.drop[lang],
            <span key="d" class={dropped ? 'over-text' : undefined}>
              {dropped}
            </span>,
          ],
          [LATE_CLASS_LABELS.collapse[lang], String(collapsed)],
          [LATE_CLASS_LABELS['send-late'][lang], String(sentLate)],
          [t.outagesSigned, outage.signedAt && <At at={outage.signedAt} />],
          [t.outageSignedBy, outage.signedBy],
          [t.note, outage.note],
        ]}
      />
      <Table<Notice>
        caption={title}
        hideCaption
        rows={notices}
        rowKey={(notice) => notice.id}
        empty={t.none}
        cols={[
          {
            label: t.person,
            cell: ({ who, caseId }) => <a href={`/cases/${encodeURIComponent(caseId)}`}>{who}</a>,
          },
          {
            label: t.outageClass,
            cell: ({ lateClass: c }) => <Tag tone={TONES[c]}>{LATE_CLASS_LABELS[c][lang]}</Tag>,
          },
          { label: t.kind, cell: ({ kind }) => label(NOTICE_KIND_LABELS, kind, lang) },
          { label: t.to, cell: ({ to }) => to },
          { label: t.outageDue, cell: ({ due }) => <At at={due} /> },
          { label: t.status, cell: ({ status }) => label(NOTICE_STATUS_LABELS, status, lang) },
        ]}
      />
      {more > 0 && <p class="quiet">{t.outageMore(more)}</p>}
      {outage.canSign && (
        <Form action={`/outages/${encodeURIComponent(id)}/sign`} label={`${t.outageSign}: ${title}`}>
          <ErrorSummary draft={draft} prefix={`${cssId(id)}-`} />
          <input type="hidden" name="seen" value={outage.until.toISOString()} />
          <TextArea name="note" label={t.note} required={false} prefix={`${cssId(id)}-`} draft={draft} />
          <div>
            <Submit>{t.outageSign}</Submit>
          </div>
        </Form>
      )}
    </article>
  );
}
