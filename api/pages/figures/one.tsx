import { GROUP_LABELS, periodWords, shownValue, targetWords } from '../../../domain/wording/figures';
import type { CaseCard, FigureDetail, FiguresAsk, Page as ListPage } from '../../queries';
import type { FigureChoices } from '../../queries/figures/choices';
import { Facts, NextPage, Section, Table, withQuery } from '../components';
import { useView } from '../view';
import { Chart } from './chart';
import { Filter } from './filter';
import { FiguresPage } from './frame';
import { Amount } from './table';
import { useFigures } from './words';

type Behind = 'part' | 'whole' | 'rest';
const BEHIND: readonly Behind[] = ['part', 'whole', 'rest'];

interface Props {
  detail: FigureDetail;
  ask: FiguresAsk;
  choices: FigureChoices;
  behind: Behind;
  wide: boolean;
  cases: (ListPage<CaseCard> & { counted: number; seen: number }) | null;
}

/** One indicator: its number and definition, how it went, and whom the reader may see behind it. */
export function FigurePage({ detail, ask, choices, behind, wide, cases }: Props) {
  const { lang } = useView();
  const f = useFigures();
  const { figure, period, trend } = detail;
  const { id, unit, definition, target } = figure;
  const path = `/figures/${id}`;
  const number = (n: number | null) => shownValue('count', n, lang);
  const counted = {
    label: f.counted,
    cell: ({ part, whole, imported }: FigureDetail['trend'][number]) => (
      <>
        {whole !== null && <span class="num">{f.of(number(part), number(whole))}</span>}
        {imported !== null && <span class="quiet block">{f.importedFrom(imported)}</span>}
      </>
    ),
  };
  return (
    <FiguresPage
      of="table"
      wide={wide}
      title={figure.label[lang]}
      up={{ href: withQuery('/figures', { ...ask }), label: GROUP_LABELS[figure.group][lang] }}
    >
      <p>
        {periodWords(period.name, lang)} · {choices.place || f.everywhere}
      </p>
      <Filter path={path} ask={ask} choices={choices} />
      <div class="card">
        <p class="big">
          <Amount figure={figure} told={figure} />
        </p>
        <Facts
          facts={[
            [f.what, definition.part[lang]],
            [f.compared, definition.whole?.[lang]],
            [f.which, definition.when[lang]],
            [f.often, definition.once[lang]],
            [f.target, target && targetWords(target, unit, lang)],
            [f.source, figure.source],
          ]}
        />
      </div>
      {figure.splits.length > 0 && (
        <Section id="split" title={f.split}>
          <Table
            caption={f.split}
            hideCaption
            rows={figure.splits}
            rowKey={({ key }) => key}
            empty="–"
            cols={[
              { label: f.split, cell: ({ label }) => label[lang] },
              {
                label: f.value,
                cell: (split) => <Amount figure={{ unit, missing: null, imported: null }} told={split} />,
              },
            ]}
          />
        </Section>
      )}
      <Section id="trend" title={f.trend}>
        <Chart
          id="chart"
          label={figure.label[lang]}
          unit={unit}
          bars={trend.map(({ name, value, imported }) => ({ name, value, imported: imported !== null }))}
          target={target?.atLeast ?? target?.atMost}
        />
        <Table
          caption={f.trendOf(figure.label[lang])}
          hideCaption
          rows={[...trend].reverse()}
          rowKey={({ name }) => name}
          empty="–"
          cols={[
            { label: f.period, cell: ({ name }) => periodWords(name, lang) },
            { label: f.value, cell: ({ value }) => <span class="num">{shownValue(unit, value, lang)}</span> },
            ...(trend.some(({ whole, imported }) => whole !== null || imported !== null) ? [counted] : []),
          ]}
        />
      </Section>
      {cases && (
        <Section id="people" title={f.people}>
          {definition.whole && (
            <nav class="row" aria-label={f.people}>
              {BEHIND.map((value) => (
                <a
                  key={value}
                  href={`${withQuery(path, { ...ask, behind: value === 'part' ? undefined : value })}#people`}
                  aria-current={value === behind ? 'page' : undefined}
                >
                  {f.behind[value]}
                </a>
              ))}
            </nav>
          )}
          <p class="quiet">{f.seen(cases.seen, cases.counted)}</p>
          <People cases={cases.items} />
          <NextPage
            path={path}
            query={{ ...ask, behind: behind === 'part' ? undefined : behind }}
            next={cases.next}
          />
        </Section>
      )}
    </FiguresPage>
  );
}

function People({ cases }: { cases: readonly CaseCard[] }) {
  const { t } = useView();
  const f = useFigures();
  return (
    <Table
      caption={f.people}
      hideCaption
      rows={cases}
      rowKey={({ id }) => id}
      empty={f.noCases}
      cols={[
        {
          label: t.person,
          cell: ({ id, who, fullName }) => (
            <>
              <a href={`/cases/${encodeURIComponent(id)}`}>{who}</a> <span class="quiet">{fullName}</span>
            </>
          ),
        },
        { label: t.commune, cell: ({ commune }) => commune },
      ]}
    />
  );
}
