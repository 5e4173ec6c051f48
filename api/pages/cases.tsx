import { Router } from 'express';
import { STANDINGS } from '../../domain/handover';
import { label, NEXT_ACTION_LABELS, ROLE_LABELS, STANDING_LABELS } from '../../domain/wording/labels';
import type { Context } from '../context';
import { type CaseCard, type CaseFilter, communeChoices, type Page as ListPage, listCases } from '../queries';
import { STAGES } from './case/page';
import { Due, Input, NextPage, SearchForm, Select, Submit, Table, Tag } from './components';
import { Page } from './layout';
import { actorOn, asked, show, signedIn, viewOf } from './show';
import { standingTone } from './tones';
import { useView } from './view';

export function caseListPages(ctx: Context): Router {
  return Router().get('/cases', signedIn, async (req, res) => {
    const actor = actorOn(req);
    const filter = {
      search: asked(req, 'search'),
      stage: stageOf(asked(req, 'stage')),
      standing: STANDINGS.find((standing) => standing === asked(req, 'standing')),
      overdue: asked(req, 'overdue') === 'yes',
      communeId: asked(req, 'communeId'),
      after: asked(req, 'after'),
    };
    const wide = actor.role === 'centre' || (actor.role === 'supervisor' && !actor.communeId);
    const [cases, communes] = await Promise.all([
      listCases(ctx, actor, filter),
      wide ? communeChoices(ctx) : [],
    ]);
    show(res, viewOf(ctx, req), <CasesPage cases={cases} filter={filter} communes={communes} />);
  });
}

function stageOf(text: string | undefined): CaseFilter['stage'] {
  return text === 'returning' || text === 'home' || text === 'closed' ? text : undefined;
}

interface Props {
  cases: ListPage<CaseCard>;
  filter: CaseFilter;
  communes: { id: string; name: string }[];
}

function CasesPage({ cases, filter, communes }: Props) {
  const { t, lang } = useView();
  const query = {
    search: filter.search,
    stage: filter.stage,
    standing: filter.standing,
    overdue: filter.overdue ? 'yes' : undefined,
    communeId: filter.communeId,
  };
  const stages = (['returning', 'home', 'closed'] as const).map((stage) => ({
    value: stage,
    label: t[STAGES[stage]],
  }));
  return (
    <Page title={t.cases}>
      <SearchForm action="/cases" label={t.cases}>
        <Input name="search" type="search" label={t.searchCases} value={filter.search} />
        <Select name="stage" label={t.status} options={stages} value={filter.stage} blank={t.all} />
        <Select
          name="standing"
          label={t.where}
          options={STANDINGS.map((standing) => ({ value: standing, label: STANDING_LABELS[standing][lang] }))}
          value={filter.standing}
          blank={t.all}
        />
        {communes.length > 0 && (
          <Select
            name="communeId"
            label={t.commune}
            options={communes.map(({ id, name }) => ({ value: id, label: name }))}
            value={filter.communeId}
            blank={t.all}
          />
        )}
        <label class="choice">
          <input type="checkbox" name="overdue" value="yes" checked={filter.overdue} />
          <span>{t.onlyOverdue}</span>
        </label>
        <Submit second>{t.search}</Submit>
      </SearchForm>
      <Table
        caption={t.cases}
        hideCaption
        rows={cases.items}
        rowKey={({ id }) => id}
        empty={t.casesEmpty}
        cols={[
          {
            label: t.person,
            cell: ({ id, who, fullName }) => (
              <>
                <a href={`/cases/${encodeURIComponent(id)}`}>{who}</a>
                <span class="quiet block">{fullName}</span>
              </>
            ),
          },
          {
            label: t.status,
            cell: ({ stage, standing }) =>
              stage === 'closed' || !standing || standing === 'done' ? (
                <Tag tone={stage === 'closed' ? 'plain' : 'good'}>{t[STAGES[stage]]}</Tag>
              ) : (
                <Tag tone={standingTone(standing)}>{STANDING_LABELS[standing][lang]}</Tag>
              ),
          },
          {
            label: t.turnOf,
            cell: ({ turn }) =>
              turn && (
                <>
                  {turn.name ?? label(ROLE_LABELS, turn.role, lang)}
                  <span class="quiet block">{label(NEXT_ACTION_LABELS, turn.action, lang)}</span>
                </>
              ),
          },
          { label: t.due, cell: ({ turn }) => turn && <Due at={turn.due.getTime()} /> },
          { label: t.mentor, cell: ({ mentor }) => mentor?.name },
          { label: t.commune, cell: ({ commune }) => commune?.name },
        ]}
      />
      <NextPage path="/cases" query={query} next={cases.next} />
      {filter.after && (
        <p>
          <a href="/cases">{t.firstPage}</a>
        </p>
      )}
    </Page>
  );
}
