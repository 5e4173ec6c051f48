import { type Request, type Response, Router } from 'express';
import { RESOLUTIONS } from '../../domain/escalation';
import {
  ESCALATION_KIND_LABELS,
  ESCALATION_STATUS_LABELS,
  label,
  RESOLUTION_LABELS,
  ROLE_LABELS,
} from '../../domain/wording/labels';
import { acknowledgeEscalation, resolveEscalation } from '../commands';
import type { Context } from '../context';
import { type EscalationCard, type Page as ListPage, listEscalations } from '../queries';
import {
  At,
  Choices,
  type Draft,
  Due,
  ErrorSummary,
  Facts,
  Form,
  NextPage,
  Submit,
  Tag,
  TextArea,
} from './components';
import { Page } from './layout';
import { cssId } from './referral-item';
import { act, actorOn, asked, show, signedIn, viewOf } from './show';
import { useView } from './view';

export function escalationPages(ctx: Context): Router {
  const router = Router();
  const page = async (req: Request, res: Response, draft?: Draft) => {
    const state = asked(req, 'state') === 'resolved' ? 'resolved' : 'open';
    const escalations = await listEscalations(ctx, actorOn(req), { state, after: asked(req, 'after') });
    show(res, viewOf(ctx, req), <EscalationsPage escalations={escalations} state={state} draft={draft} />);
  };
  const after = { done: () => '/escalations?done=recorded', again: page, fresh: () => '/escalations' };

  router.use('/escalations', signedIn);
  router.get('/escalations', (req, res) => page(req, res));
  router.post(
    '/escalations/:escalationId/acknowledge',
    act(ctx, acknowledgeEscalation, { form: 'acknowledge', ...after }),
  );
  router.post(
    '/escalations/:escalationId/resolve',
    act(ctx, resolveEscalation, { form: (req) => String(req.params.escalationId), ...after }),
  );
  return router;
}

/** What slipped in the reader's area, oldest first; nothing leaves the board by being read. */
function EscalationsPage({
  escalations,
  state,
  draft,
}: {
  escalations: ListPage<EscalationCard>;
  state: 'open' | 'resolved';
  draft?: Draft;
}) {
  const { t } = useView();
  const resolved = state === 'resolved';
  return (
    <Page
      title={t.escalations}
      aside={
        <a href={resolved ? '/escalations' : '/escalations?state=resolved'}>
          {resolved ? t.showOpen : t.showResolved}
        </a>
      }
    >
      {escalations.items.length === 0 && <p class="empty">{resolved ? t.none : t.escalationsEmpty}</p>}
      {escalations.items.map((escalation) => (
        <Item
          key={escalation.id}
          escalation={escalation}
          draft={draft?.form === escalation.id ? draft : undefined}
        />
      ))}
      <NextPage
        path="/escalations"
        query={{ state: resolved ? 'resolved' : undefined }}
        next={escalations.next}
      />
    </Page>
  );
}

const TONES = { open: 'bad', acknowledged: 'warn', resolved: 'good' } as const;

function Item({ escalation, draft }: { escalation: EscalationCard; draft?: Draft }) {
  const { t, lang } = useView();
  const { id, status, responsible, items } = escalation;
  const title = label(ESCALATION_KIND_LABELS, escalation.kind, lang);
  const seen = items.filter(({ closedAt }) => closedAt === null);
  return (
    <article class="card" id={`e-${cssId(id)}`} aria-labelledby={`e-${cssId(id)}-title`}>
      <div class="row between">
        <h2 id={`e-${cssId(id)}-title`}>{title}</h2>
        <Tag tone={TONES[status]}>{label(ESCALATION_STATUS_LABELS, status, lang)}</Tag>
      </div>
      <Facts
        facts={[
          [
            t.responsible,
            <>
              {responsible.name ?? t.nobodyYet} · {label(ROLE_LABELS, responsible.role, lang)}{' '}
              {responsible.phone && (
                <a href={`tel:${responsible.phone}`}>{responsible.phone.replace(/^\+84/, '0')}</a>
              )}
            </>,
          ],
          [t.commune, escalation.commune?.name],
          [t.raised, <At at={escalation.raisedAt} />],
          [
            t.status,
            escalation.acknowledgedBy &&
              !escalation.resolvedAt &&
              t.acknowledgedBy(escalation.acknowledgedBy),
          ],
          [t.due, !escalation.resolvedAt && escalation.due && <Due at={escalation.due.getTime()} />],
          [t.resolvedWord, escalation.resolution && label(RESOLUTION_LABELS, escalation.resolution, lang)],
          [t.resolvedBy, escalation.resolvedBy],
          [t.note, escalation.note],
        ]}
      />
      <ul class="plain stack">
        {items.map((item) => (
          <li key={item.id}>
            <a href={`/cases/${encodeURIComponent(item.caseId)}`}>{item.who}</a>{' '}
            {item.closedAt ? <span class="quiet">{t.doneMeanwhile}</span> : <Due at={item.dueAt.getTime()} />}
          </li>
        ))}
      </ul>
      {escalation.canAcknowledge && (
        <Form
          action={`/escalations/${encodeURIComponent(id)}/acknowledge`}
          label={`${t.acknowledge}: ${title}`}
          class="row"
        >
          <Submit>{t.acknowledge}</Submit>
          <span class="hint">{t.acknowledgeHint}</span>
        </Form>
      )}
      {escalation.canResolve && (
        <details open={Boolean(draft)}>
          <summary>{t.resolve}</summary>
          <Form action={`/escalations/${encodeURIComponent(id)}/resolve`} label={`${t.resolve}: ${title}`}>
            {seen.map((item) => (
              <input type="hidden" name="seen" value={item.id} key={item.id} />
            ))}
            <ErrorSummary draft={draft} prefix={`${cssId(id)}-`} />
            <Choices
              name="how"
              label={t.resolveHow}
              options={RESOLUTIONS.map((value) => ({ value, label: label(RESOLUTION_LABELS, value, lang) }))}
              required
              prefix={`${cssId(id)}-`}
              draft={draft}
            />
            <TextArea name="note" label={t.note} required={false} prefix={`${cssId(id)}-`} draft={draft} />
            <div>
              <Submit>{t.save}</Submit>
            </div>
          </Form>
        </details>
      )}
    </article>
  );
}
