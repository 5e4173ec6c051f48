import { GROUP_LABELS, shownValue, targetWords } from '../../../domain/wording/figures';
import type { Figure, FigureTable } from '../../queries';
import { Section, Table, Tag, withQuery } from '../components';
import { useView } from '../view';
import { useFigures } from './words';

type Row = { id: string; figure: Figure; split?: Figure['splits'][number] };

/** All figures of a report, a table for each group, the definition beside each number. */
export function Figures({
  table,
  query,
  links,
}: {
  table: FigureTable;
  query: Record<string, string | undefined>;
  links: boolean;
}) {
  const { lang } = useView();
  const groups = [...new Set(table.items.map(({ group }) => group))];
  return (
    <>
      {groups.map((group) => (
        <Section key={group} id={`g-${group}`} title={GROUP_LABELS[group][lang]}>
          <Group
            title={GROUP_LABELS[group][lang]}
            figures={table.items.filter((figure) => figure.group === group)}
            hrefOf={links ? ({ id }) => withQuery(`/figures/${id}`, query) : undefined}
          />
        </Section>
      ))}
    </>
  );
}

function Group(props: { title: string; figures: readonly Figure[]; hrefOf?: (figure: Figure) => string }) {
  const { lang } = useView();
  const f = useFigures();
  const { title, figures, hrefOf } = props;
  const rows = figures.flatMap((figure): Row[] => [
    { id: figure.id, figure },
    ...figure.splits.map((split) => ({ id: `${figure.id}/${split.key}`, figure, split })),
  ]);
  return (
    <Table
      caption={title}
      hideCaption
      rows={rows}
      rowKey={({ id }) => id}
      empty="–"
      cols={[
        {
          label: f.indicator,
          cell: ({ figure, split }) => {
            if (split) return <span class="quiet">– {split.label[lang]}</span>;
            return hrefOf ? <a href={hrefOf(figure)}>{figure.label[lang]}</a> : figure.label[lang];
          },
        },
        { label: f.value, cell: ({ figure, split }) => <Amount figure={figure} told={split ?? figure} /> },
        {
          label: f.target,
          cell: ({ figure, split }) =>
            !split &&
            figure.target && (
              <>
                <span class="num">{targetWords(figure.target, figure.unit, lang)}</span>{' '}
                {figure.meets !== null && (
                  <Tag tone={figure.meets ? 'good' : 'warn'}>{figure.meets ? f.met : f.missed}</Tag>
                )}
              </>
            ),
        },
        {
          label: f.definition,
          cell: ({ figure, split }) =>
            !split && (
              <span class="quiet">
                {figure.definition.part[lang]}
                {figure.definition.whole && ` ${f.compared}: ${figure.definition.whole[lang]}`}
                {` ${f.which}: ${figure.definition.when[lang]} ${f.often}: ${figure.definition.once[lang]}`}
              </span>
            ),
        },
      ]}
    />
  );
}

/** A number with what it was made of; where there is none, why. */
export function Amount({
  figure,
  told,
}: {
  figure: Pick<Figure, 'unit' | 'missing' | 'imported'>;
  told: Pick<Figure, 'part' | 'whole' | 'value'>;
}) {
  const { lang } = useView();
  const f = useFigures();
  const { unit, missing, imported } = figure;
  const { part, whole, value } = told;
  if (part === null) return <span class="quiet">{f.missing[missing ?? 'hidden']}</span>;
  const number = (n: number) => shownValue('count', n, lang);
  return (
    <>
      <span class="num strong">{shownValue(unit, value, lang)}</span>
      {imported && <span class="quiet block">{f.importedFrom(imported)}</span>}
      {whole !== null && <span class="quiet block num">{f.of(number(part), number(whole))}</span>}
    </>
  );
}
