import { HISTORY_COLUMNS } from '../../../domain/indicators';
import type { Page as ListPage } from '../../queries';
import type { HistoryCard, HistoryDetail } from '../../queries/figures/history';
import {
  At,
  type Draft,
  ErrorSummary,
  Form,
  Input,
  NextPage,
  SpreadsheetInput,
  Submit,
  Table,
  Tag,
  type Tone,
} from '../components';
import { useView } from '../view';
import { FiguresPage } from './frame';
import { useFigures } from './words';

const TONES: Record<HistoryCard['status'], Tone> = { preview: 'warn', kept: 'good', removed: 'plain' };

/** What came on paper, and the way to bring more. */
export function HistoryPage({ batches, draft }: { batches: ListPage<HistoryCard>; draft?: Draft }) {
  const { t } = useView();
  const f = useFigures();
  return (
    <FiguresPage of="history" wide>
      <div class="narrow stack">
        <p>{f.historyIntro}</p>
        <ErrorSummary draft={draft} whole />
        <Form action="/figures/history" upload class="card">
          <Input
            name="source"
            label={f.historySource}
            hint={f.historySourceHint}
            maxLength={200}
            required
            draft={draft}
          />
          <SpreadsheetInput draft={draft} />
          <Submit>{t.importCheck}</Submit>
        </Form>
        <p>
          <a href="/figures/history/template.xlsx">{f.historyTemplate}</a>
        </p>
      </div>
      <Table
        caption={f.history}
        rows={batches.items}
        rowKey={({ id }) => id}
        empty={f.historyEmpty}
        cols={[
          { label: f.source, cell: ({ id, source }) => <a href={`/figures/history/${id}`}>{source}</a> },
          { label: t.importFile, cell: ({ fileName }) => fileName },
          {
            label: t.when,
            cell: ({ createdAt, by }) => (
              <>
                <At at={createdAt} /> <span class="quiet">{by}</span>
              </>
            ),
          },
          {
            label: t.status,
            cell: ({ status }) => <Tag tone={TONES[status]}>{f.historyStatus[status]}</Tag>,
          },
          {
            label: t.importRows,
            cell: ({ good, bad }) => `${good} ${f.historyGood} · ${bad} ${t.importBad}`,
          },
        ]}
      />
      <NextPage path="/figures/history" query={{}} next={batches.next} />
    </FiguresPage>
  );
}

/** One file: its rows, what is wrong with them, and whether it counts. */
export function HistoryBatchPage({ batch }: { batch: HistoryDetail }) {
  const { t, lang } = useView();
  const f = useFigures();
  const { id, source, status, good, bad, rows } = batch;
  const path = `/figures/history/${id}`;
  const cell = (column: keyof typeof HISTORY_COLUMNS) => ({
    label: HISTORY_COLUMNS[column][lang],
    cell: ({ cells }: HistoryDetail['rows'][number]) => cells[column],
  });
  return (
    <FiguresPage of="history" wide title={source} up={{ href: '/figures/history', label: f.history }}>
      <p>
        <Tag tone={TONES[status]}>{f.historyStatus[status]}</Tag> {good} {f.historyGood} · {bad} {t.importBad}
      </p>
      {status === 'preview' && good > 0 && (
        <Form action={`${path}/keep`} class="">
          <Submit>{f.historyKeep(good)}</Submit>
        </Form>
      )}
      {status === 'preview' && good === 0 && <p class="notice warn">{t.importNothing}</p>}
      {bad > 0 && (
        <p class="row">
          <a class="button second" href={`${path}/to-correct.xlsx`}>
            {t.importDownloadBad}
          </a>
          <a href="/figures/history">{t.importAgain}</a>
        </p>
      )}
      <Table
        caption={t.importRows}
        hideCaption
        rows={rows}
        rowKey={({ row }) => String(row)}
        bad={({ verdict }) => verdict === 'bad'}
        empty={t.none}
        cols={[
          { label: t.importRow, cell: ({ row }) => row },
          cell('indicator'),
          cell('year'),
          cell('commune'),
          cell('part'),
          cell('whole'),
          {
            label: t.importRemarks,
            cell: ({ problems }) =>
              problems.length > 0 && (
                <ul class="plain">
                  {problems.map(({ code, message }) => (
                    <li key={code} class="error">
                      {message[lang]}
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
      {status === 'kept' && (
        <Form action={`${path}/remove`} class="stack">
          <p class="quiet">{f.historyRemoveNote}</p>
          <div>
            <Submit second>{f.historyRemove}</Submit>
          </div>
        </Form>
      )}
    </FiguresPage>
  );
}
