import { type Request, type Response, Router } from 'express';
import { ESCALATION_KINDS, type EscalationKind } from '../../domain/ladder';
import { ESCALATION_KIND_LABELS } from '../../domain/wording/labels';
import { acknowledgeEscalation, manageEscalations, resolveEscalation } from '../commands';
import type { Context } from '../context';
import { langOf } from '../language';
import { ProblemError, problemFor } from '../problem';
import {
  ESCALATION_ONLY,
  type EscalationCard,
  type EscalationFilter,
  escalationDetail,
  type Page as ListPage,
  listEscalations,
} from '../queries';
import { type Draft, draftFor, NextPage, SearchForm, Select, Submit, withQuery } from './components';
import { EscalationItem } from './escalation-item';
import { NotRecorded, type Outcomes, Several, seenField } from './escalations-several';
import { Page } from './layout';
import { act, actorOn, asked, draftOf, keyOf, show, signedIn, viewOf } from './show';
import { useView } from './view';

/** Few enough that all of a page can be looked through before they are taken or resolved together. */
const ON_A_PAGE = 25;

export function escalationPages(ctx: Context): Router {
  const router = Router();
  const page = async (req: Request, res: Response, draft?: Draft, outcomes?: Outcomes) => {
    const filter = filterOf(req);
    const after = asked(req, 'after');
    const escalations = await listEscalations(ctx, actorOn(req), { ...filter, after, limit: ON_A_PAGE });
    show(
      res,
      viewOf(ctx, req),
      <EscalationsPage escalations={escalations} filter={filter} draft={draft} outcomes={outcomes} />,
    );
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

  router.post('/escalations', async (req, res) => {
    const actor = actorOn(req);
    const result = await manageEscalations(ctx, actor, severalOf(req), keyOf(req));
    if (result.kind === 'invalid')
      return void (await page(req, res.status(400), draftOf(langOf(req), req, result.errors, 'several')));
    if (result.kind !== 'applied') throw problemFor(result) ?? new ProblemError('unexpected');
    const { results } = result.value;
    const rest = results.filter(({ outcome }) => outcome !== 'applied');
    if (rest.length === 0)
      return res.redirect(303, withQuery('/escalations', { done: 'recorded', ...queryOf(filterOf(req)) }));
    const seen = await Promise.all(
      rest.map(async (one) => ({ ...one, card: await escalationDetail(ctx, actor, one.escalationId) })),
    );
    const draft = draftOf(langOf(req), req, [], 'several');
    draft.values.ids = rest.map(({ escalationId }) => escalationId);
    draft.values.all = undefined;
    return void (await page(req, res, draft, { all: results.length, rest: seen }));
  });
  return router;
}

type Filter = Required<Pick<EscalationFilter, 'state'>> & Pick<EscalationFilter, 'kind' | 'only'>;

function filterOf(req: Request): Filter {
  return {
    state: asked(req, 'state') === 'resolved' ? 'resolved' : 'open',
    kind: ESCALATION_KINDS.find((kind) => kind === asked(req, 'kind')),
    only: ESCALATION_ONLY.find((only) => only === asked(req, 'only')),
  };
}

/** The filter as the address says it. */
const queryOf = ({ state, kind, only }: Filter) => ({
  state: state === 'resolved' ? state : undefined,
  kind,
  only,
});

/** The chosen ones, each with the items that were on the page. */
function severalOf(req: Request): object {
  const { what, how, note, all, ids } = (req.body ?? {}) as Record<string, string | string[] | undefined>;
  const field = (id: string) => String(req.body[seenField(id)] ?? '');
  const onPage = Object.keys(req.body ?? {}).flatMap((name) =>
    name.startsWith(seenField('')) ? name.slice(seenField('').length) : [],
  );
  const chosen = all === 'yes' ? onPage : ([] as string[]).concat(ids ?? []);
  return {
    what,
    how,
    note,
    escalations: chosen.map((escalationId) => ({
      escalationId,
      seen: field(escalationId).split(' ').filter(Boolean),
    })),
  };
}

/** What slipped in the reader's area, oldest first; nothing leaves the board by being read. */
function EscalationsPage({
  escalations,
  filter,
  draft,
  outcomes,
}: {
  escalations: ListPage<EscalationCard>;
  filter: Filter;
  draft?: Draft;
  outcomes?: Outcomes;
}) {
  const { t } = useView();
  const { items, next } = escalations;
  const resolved = filter.state === 'resolved';
  const tabs = [
    { href: '/escalations', label: t.showOpen, here: !resolved },
    { href: '/escalations?state=resolved', label: t.showResolved, here: resolved },
  ];
  const several = draftFor(draft, 'several');
  const canChoose = items.filter(({ canResolve }) => canResolve).length > 1;
  return (
    <Page title={t.escalations}>
      <nav aria-label={t.escalations} class="row">
        {tabs.map(({ href, label, here }) => (
          <a href={href} aria-current={here ? 'page' : undefined} key={href}>
            {label}
          </a>
        ))}
      </nav>
      <Filters filter={filter} />
      {outcomes && <NotRecorded {...outcomes} />}
      {canChoose && <Several action={withQuery('/escalations', queryOf(filter))} draft={several} />}
      {items.length === 0 && <Empty filter={filter} />}
      {items.map((escalation) => (
        <EscalationItem
          key={escalation.id}
          escalation={escalation}
          canChoose={canChoose}
          chosen={several?.values.ids?.includes(escalation.id)}
          draft={draftFor(draft, escalation.id)}
        />
      ))}
      <NextPage path="/escalations" query={queryOf(filter)} next={next} />
    </Page>
  );
}

function Empty({ filter: { state, kind, only } }: { filter: Filter }) {
  const { t } = useView();
  if (kind || only) return <p class="empty">{t.escalationsNoMatch}</p>;
  return <p class="empty">{state === 'resolved' ? t.escalationsNoneResolved : t.escalationsEmpty}</p>;
}

function Filters({ filter: { state, kind, only } }: { filter: Filter }) {
  const { t, lang } = useView();
  const kinds = ESCALATION_KINDS.map((value: EscalationKind) => ({
    value,
    label: ESCALATION_KIND_LABELS[value][lang],
  }));
  const whose = { untaken: t.onlyUntaken, mine: t.onlyMine };
  const onlys = ESCALATION_ONLY.filter((value) => state === 'open' || value === 'mine');
  return (
    <SearchForm action="/escalations" label={t.filter}>
      {state === 'resolved' && <input type="hidden" name="state" value="resolved" />}
      <Select name="kind" label={t.kind} options={kinds} value={kind} blank={t.all} />
      <Select
        name="only"
        label={t.onlyWhich}
        options={onlys.map((value) => ({ value, label: whose[value] }))}
        value={only}
        blank={t.all}
      />
      <Submit second>{t.filter}</Submit>
    </SearchForm>
  );
}
