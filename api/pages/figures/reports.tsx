import { formatDateTime } from '../../../domain/vietnamese';
import { periodWords } from '../../../domain/wording/figures';
import type { Page as ListPage } from '../../queries';
import type { ReportCard, SavedReport } from '../../queries/figures/reports';
import { At, NextPage, Table } from '../components';
import { useView } from '../view';
import { FiguresPage } from './frame';
import { Figures } from './table';
import { useFigures } from './words';

/** The months that were saved. */
export function ReportsPage({ reports }: { reports: ListPage<ReportCard> }) {
  const { lang } = useView();
  const f = useFigures();
  return (
    <FiguresPage of="reports" wide>
      <p class="quiet">{f.reportsIntro}</p>
      <Table
        caption={f.reports}
        hideCaption
        rows={reports.items}
        rowKey={({ id }) => id}
        empty={f.reportsEmpty}
        cols={[
          {
            label: f.month,
            cell: ({ id, month }) => <a href={`/figures/reports/${id}`}>{periodWords(month, lang)}</a>,
          },
          { label: f.savedAt, cell: ({ savedAt }) => <At at={savedAt} /> },
          { label: f.download, cell: ({ id }) => <a href={`/figures/reports/${id}/export.xlsx`}>.xlsx</a> },
        ]}
      />
      <NextPage path="/figures/reports" query={{}} next={reports.next} />
    </FiguresPage>
  );
}

/** One of them, as it was. */
export function ReportPage({ report }: { report: SavedReport }) {
  const { lang } = useView();
  const f = useFigures();
  const { id, period, place, savedAt } = report;
  return (
    <FiguresPage
      of="reports"
      wide
      title={`${periodWords(period.name, lang)} · ${place}`}
      up={{ href: '/figures/reports', label: f.reports }}
      aside={
        <a class="button second" href={`/figures/reports/${id}/export.xlsx`}>
          {f.download}
        </a>
      }
    >
      <p class="quiet">{f.savedNote(formatDateTime(savedAt.getTime()))}</p>
      <Figures table={report} query={{ period: period.name }} links={false} />
    </FiguresPage>
  );
}
