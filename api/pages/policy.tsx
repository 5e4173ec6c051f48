import { type Request, type Response, Router } from 'express';
import { isDay } from '../../domain/calendar';
import type { Unit } from '../../domain/policy';
import { formatDay } from '../../domain/vietnamese';
import { label } from '../../domain/wording/labels';
import {
  basisText,
  CONFIDENCE_LABELS,
  PARAMETER_LABELS,
  valueText,
  versionText,
} from '../../domain/wording/policy';
import { announceYear, endOverride, setOverride } from '../commands';
import type { Context } from '../context';
import {
  communeChoices,
  listCommunes,
  listProvinces,
  type PolicyLine,
  type PolicyPeriod,
  type PolicyTable,
  policyTable,
} from '../queries';
import {
  type Draft,
  draftFor,
  ErrorSummary,
  Form,
  Input,
  On,
  type Option,
  SearchForm,
  Select,
  Submit,
  Table,
  Tag,
  withQuery,
} from './components';
import { Page } from './layout';
import { SetForm, YearForm } from './policy-forms';
import { act, actorOn, asked, dayFrom, show, signedIn, viewOf } from './show';
import { useView } from './view';

interface Place {
  provinces: Option[];
  communes: Option[];
}

export function policyPages(ctx: Context): Router {
  const router = Router();
  const page = async (req: Request, res: Response, draft?: Draft) => {
    const actor = actorOn(req);
    const on = asked(req, 'on');
    const table = await policyTable(ctx, actor, {
      provinceId: actor.role === 'admin' ? asked(req, 'provinceId') : undefined,
      communeId: asked(req, 'communeId'),
      on: on && isDay(dayFrom(on)) ? dayFrom(on) : undefined,
    });
    const typedName = draft?.form === 'value' ? String(draft.values.name ?? '') : undefined;
    show(
      res,
      viewOf(ctx, req),
      <PolicyPage
        table={table}
        place={await placesOf(ctx, table, actor.role === 'admin')}
        setting={typedName ?? asked(req, 'set')}
        announcing={actor.role === 'admin'}
        draft={draft}
      />,
    );
  };
  const after = { done: () => '/policy?done=recorded', again: page, fresh: () => '/policy' };

  router.use('/policy', signedIn);
  router.get('/policy', (req, res) => page(req, res));
  router.post(
    '/policy/values',
    act(ctx, setOverride, {
      form: 'value',
      input: (req) => ({
        validFrom: dayFrom(req.body?.validFrom),
        validTo: req.body?.validTo && dayFrom(req.body.validTo),
      }),
      ...after,
    }),
  );
  router.post(
    '/policy/values/:overrideId/end',
    act(ctx, endOverride, {
      form: (req) => `end-${req.params.overrideId}`,
      input: (req) => ({ validTo: dayFrom(req.body?.validTo) }),
      ...after,
    }),
  );
  const daysOf = (text: unknown) =>
    String(text ?? '')
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(dayFrom);
  router.post(
    '/policy/years',
    act(ctx, announceYear, {
      form: 'year',
      input: (req) => ({ off: daysOf(req.body?.off), worked: daysOf(req.body?.worked) }),
      ...after,
    }),
  );
  return router;
}

async function placesOf(ctx: Context, { provinceId }: PolicyTable, anywhere: boolean): Promise<Place> {
  const [names, communes, provinces] = await Promise.all([
    communeChoices(ctx),
    provinceId ? listCommunes(ctx, { provinceId }) : { items: [] },
    anywhere ? listProvinces(ctx) : { items: [] },
  ]);
  const here = new Set(communes.items.map(({ id }) => id));
  return {
    communes: names.filter(({ id }) => here.has(id)).map(({ id, name }) => ({ value: id, label: name })),
    provinces: provinces.items.map(({ id, name }) => ({ value: id, label: name })),
  };
}

interface Props {
  table: PolicyTable;
  place: Place;
  setting?: string;
  announcing: boolean;
  draft?: Draft;
}

/** All rules in force in one place, each with where it comes from; made to be printed and signed as well. */
function PolicyPage({ table, place, setting, announcing, draft }: Props) {
  const { t, user } = useView();
  const chosen = table.lines.find(({ name, canSet }) => name === setting && canSet);
  return (
    <Page
      title={t.policy}
      aside={
        table.canSet &&
        user?.role === 'supervisor' && (
          <nav class="row" aria-label={t.policy}>
            <a href="/policy/adopt">{t.adopt}</a>
            <a href="/outages">{t.outages}</a>
          </nav>
        )
      }
    >
      <p class="quiet">{t.policyIntro}</p>
      {chosen && (
        <SetForm line={chosen} table={table} communes={place.communes} draft={draftFor(draft, 'value')} />
      )}
      <Where table={table} place={place} />
      <Lines table={table} draft={draft} />
      <Years table={table} />
      {announcing && <YearForm draft={draftFor(draft, 'year')} />}
    </Page>
  );
}

function Where({ table, place }: Pick<Props, 'table' | 'place'>) {
  const { t } = useView();
  return (
    <>
      <SearchForm action="/policy" label={t.policyWhere}>
        {place.provinces.length > 0 && (
          <Select
            name="provinceId"
            prefix="at-"
            label={t.province}
            blank={t.none}
            value={table.provinceId ?? ''}
            options={place.provinces}
          />
        )}
        <Select
          name="communeId"
          prefix="at-"
          label={t.commune}
          blank={t.policyWholeProvince}
          value={table.communeId ?? ''}
          options={place.communes}
        />
        <Input name="on" prefix="at-" type="date" label={t.policyOn} value={table.on} />
        <Submit second>{t.open}</Submit>
      </SearchForm>
      <p class="quiet">
        {t.policyVersion}: <span class="num">{versionText(table.version)}</span> · {t.policyOn}{' '}
        <On day={table.on} />
      </p>
    </>
  );
}

function Lines({ table, draft }: Pick<Props, 'table' | 'draft'>) {
  const { t, lang } = useView();
  const lines = table.lines.filter((line) => line.now || line.canSet || line.ignored);
  return (
    <Table<PolicyLine>
      caption={t.policy}
      hideCaption
      rows={lines}
      rowKey={({ name }) => name}
      empty={t.none}
      bad={({ ignored }) => ignored}
      cols={[
        { label: t.policyParameter, cell: ({ name }) => label(PARAMETER_LABELS, name, lang) },
        {
          label: t.policyValue,
          cell: (line) => (
            <>
              {line.now ? valueText(line.now.value, line.unit as Unit | null, lang) : t.none}
              {line.ignored && <span class="error block">{t.policyIgnored}</span>}
              <History line={line} table={table} draft={draft} />
            </>
          ),
        },
        {
          label: t.policyWhose,
          cell: ({ now }) =>
            now && (
              <Tag tone={now.by === 'province' || now.by === 'commune' ? 'good' : 'plain'}>
                {t.policyBy[now.by]}
              </Tag>
            ),
        },
        {
          label: t.policyBasis,
          cell: ({ now, confidence }) =>
            now && (
              <>
                {basisText(now.basis, lang)}
                {!now.id && confidence && confidence !== 'C' && (
                  <span class="quiet block">{CONFIDENCE_LABELS[confidence][lang]}</span>
                )}
              </>
            ),
        },
        { label: t.policySince, cell: ({ now }) => now && <Period period={now} /> },
      ]}
    />
  );
}

function Period({ period: { from, to } }: { period: PolicyPeriod }) {
  const { t } = useView();
  return (
    <span>
      {!to && `${t.fromDay} `}
      <span class="num">{formatDay(from)}</span>
      {to && (
        <>
          {' – '}
          <span class="num">{formatDay(to)}</span>
        </>
      )}
    </span>
  );
}

/** What it was before and will be, and the way to set it; a local value still running can be ended here. */
function History({ line, table, draft }: { line: PolicyLine; table: PolicyTable; draft?: Draft }) {
  const { t, lang, today } = useView();
  const { provinceId, communeId } = table;
  const query = { provinceId: provinceId ?? undefined, communeId: communeId ?? undefined, set: line.name };
  const ends = `end-${line.history.find(({ id }) => `end-${id}` === draft?.form)?.id}`;
  return (
    <>
      {line.canSet && (
        <a class="block" href={`${withQuery('/policy', query)}#set`}>
          {t.policySet}
        </a>
      )}
      {(line.history.length > 1 || line.history.some(({ id }) => id)) && (
        <details open={draft?.form === ends}>
          <summary>
            {t.policyHistory} ({line.history.length})
          </summary>
          <ul class="plain stack">
            {line.history.map((period) => (
              <li key={`${period.id}${period.from}${period.by}`}>
                <Period period={period} /> {t.policyBy[period.by]}:{' '}
                {valueText(period.value, line.unit as Unit | null, lang)}
                <span class="quiet block">
                  {[basisText(period.basis, lang), period.setBy].filter(Boolean).join(' · ')}
                </span>
                {period.id && line.canSet && (!period.to || period.to >= today) && (
                  <Form action={`/policy/values/${period.id}/end`} label={t.policyEnd}>
                    <ErrorSummary draft={draftFor(draft, `end-${period.id}`)} prefix={`${period.id}-`} />
                    <Input
                      name="validTo"
                      type="date"
                      label={t.policyTo}
                      value={today}
                      prefix={`${period.id}-`}
                      required
                    />
                    <Submit second>{t.policyEnd}</Submit>
                  </Form>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

const dayList = (days: string[]) => days.map((day) => formatDay(day)).join(', ');

function Years({ table }: Pick<Props, 'table'>) {
  const { t } = useView();
  return (
    <Table
      caption={t.policyYears}
      rows={table.years}
      rowKey={({ year }) => String(year)}
      empty={t.none}
      cols={[
        { label: t.policyYear, cell: ({ year }) => year },
        { label: t.policyOff, cell: ({ off }) => dayList(off) },
        { label: t.policyWorked, cell: ({ worked }) => dayList(worked) },
        {
          label: t.policySource,
          cell: ({ confirmed, source, announced }) => (
            <>
              <Tag tone={confirmed ? 'good' : 'warn'}>{confirmed ? t.policyOfficial : t.policyComputed}</Tag>
              {announced && <span class="quiet block">{source}</span>}
            </>
          ),
        },
      ]}
    />
  );
}
