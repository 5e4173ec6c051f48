import { formatDong } from '../../../domain/vietnamese';
import { label, NOTICE_KIND_LABELS } from '../../../domain/wording/labels';
import type { CostTable } from '../../queries';
import { Input, SearchForm, Section, Submit, Table } from '../components';
import { useView } from '../view';
import { DeskPage } from './frame';
import { useDesk } from './words';

type Line = Omit<CostTable['lines'][number], 'kind'> & { kind: string | null };

const number = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, '.');
const percent = (part: number, all: number) => `${Math.round((100 * part) / all)}%`;

/** What a month's texts cost, and how many of them reached a phone. */
export function CostPage({ cost }: { cost: CostTable }) {
  const { t, lang } = useView();
  const d = useDesk();
  const { month, price, lines, replies, total, networks } = cost;
  const answered: Line[] = replies.messages > 0 ? [{ ...replies, kind: 'replies', commune: null }] : [];
  const rows: Line[] =
    total.messages > 0 ? [...lines, ...answered, { ...total, kind: null, commune: null }] : [];
  return (
    <DeskPage of="cost">
      <SearchForm action="/desk/cost" label={d.month}>
        <Input name="month" type="month" label={d.month} value={month} hint={d.monthHint} />
        <Submit second>{d.show}</Submit>
      </SearchForm>
      <p class="quiet">{price === null ? d.noPrice : d.price(formatDong(price))}</p>
      <Section id="by-kind" title={d.byKind}>
        <Table
          caption={d.byKind}
          hideCaption
          rows={rows}
          rowKey={({ kind, commune }) => `${kind}/${commune}`}
          empty={d.costEmpty}
          cols={[
            {
              label: t.kind,
              cell: ({ kind }) =>
                kind === null
                  ? d.total
                  : kind === 'replies'
                    ? d.replies
                    : label(NOTICE_KIND_LABELS, kind, lang),
            },
            { label: t.commune, cell: ({ commune }) => commune },
            { label: d.count, cell: ({ messages }) => <span class="num">{number(messages)}</span> },
            { label: d.parts, cell: ({ segments }) => <span class="num">{number(segments)}</span> },
            {
              label: d.money,
              cell: (line) => line.cost !== null && <span class="num">{formatDong(line.cost)}</span>,
            },
          ]}
        />
      </Section>
      {networks.length > 0 && (
        <Section id="networks" title={d.networks}>
          <Table
            caption={d.networks}
            hideCaption
            rows={networks}
            rowKey={({ network }) => network}
            empty={d.costEmpty}
            cols={[
              { label: d.network, cell: ({ network }) => (network === 'other' ? d.otherNetwork : network) },
              { label: d.count, cell: ({ sent }) => <span class="num">{number(sent)}</span> },
              {
                label: d.rate,
                cell: ({ sent, delivered }) => (
                  <span class="num">
                    {number(delivered)} ({percent(delivered, sent)})
                  </span>
                ),
              },
            ]}
          />
          <p class="quiet">{d.networkNote}</p>
        </Section>
      )}
    </DeskPage>
  );
}
