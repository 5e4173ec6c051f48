import { type Request, type Response, Router } from 'express';
import { COLUMNS, type Column } from '../../domain/discharge-row';
import { formatDay } from '../../domain/vietnamese';
import { createImport, startImport } from '../commands';
import { writeSpreadsheet } from '../commands/spreadsheet';
import type { Context } from '../context';
import { langOf } from '../language';
import { ProblemError } from '../problem';
import {
  correctedRows,
  type ImportCard,
  type ImportRowView,
  importDetail,
  importRows,
  type Page as ListPage,
  listImports,
} from '../queries';
import { FILE_FIELD } from '../upload';
import { sendWorkbook } from '../workbook';
import {
  At,
  type Draft,
  ErrorSummary,
  Form,
  NextPage,
  On,
  Section,
  SpreadsheetInput,
  Submit,
  Table,
  Tag,
  type Tone,
  withQuery,
} from './components';
import { fragment, Page } from './layout';
import { act, actorOn, asked, html, show, signedIn, viewOf } from './show';
import { useView } from './view';

/** What a first row of the template looks like; invented. */
const EXAMPLE: Partial<Record<Column, string>> = {
  caseNumber: 'CS1-2026-0001',
  fullName: 'Nguyễn Văn Mẫu',
  birthDate: '05/03/1990',
  gender: 'Nam',
  phone: '0900 000 001',
  guardian: 'Nguyễn Thị Mẹ',
  guardianPhone: '0900 000 002',
  commune: 'Xã Mai Sơn',
  province: 'Sơn La',
  treatment: 'Bắt buộc',
  endDay: '31/12/2026',
};

export function importPages(ctx: Context): Router {
  const router = Router();

  const list = async (req: Request, res: Response, draft?: Draft) => {
    const imports = await listImports(ctx, mayImport(req), { after: asked(req, 'after') });
    show(res, viewOf(ctx, req), <ImportsPage imports={imports} draft={draft} />);
  };
  const importOf = async (req: Request) => {
    const found = await importDetail(ctx, actorOn(req), req.params.importId as string);
    if (!found) throw new ProblemError('not-found');
    return found;
  };

  router.use('/imports', signedIn);
  router.get('/imports', (req, res) => list(req, res));
  router.post(
    '/imports',
    act<{ importId: string }>(
      ctx,
      async (context, actor, _input, key, req) => {
        const file = req.file && { name: req.file.originalname, content: req.file.buffer };
        return file ? createImport(context, actor, file, key) : { kind: 'invalid', errors: [NO_FILE] };
      },
      {
        form: 'upload',
        done: (_req, { importId }) => `/imports/${importId}`,
        again: list,
        fresh: () => '/imports',
      },
    ),
  );

  router.get('/imports/template.xlsx', async (req, res) => {
    const lang = langOf(req);
    const columns = Object.keys(COLUMNS) as Column[];
    const content = await writeSpreadsheet(
      lang === 'vi' ? 'Danh sách' : 'List',
      columns.map((column) => COLUMNS[column][lang]),
      [columns.map((column) => EXAMPLE[column] ?? '')],
    );
    sendWorkbook(res, { name: lang === 'vi' ? 'mau-danh-sach.xlsx' : 'list-template.xlsx', content });
  });

  router.get('/imports/:importId', async (req, res) => {
    const card = await importOf(req);
    const verdict = verdictOf(asked(req, 'show'));
    const rows = await importRows(ctx, actorOn(req), card.id, { verdict, after: asked(req, 'after') });
    if (!rows) throw new ProblemError('not-found');
    show(res, viewOf(ctx, req), <ImportPage card={card} rows={rows} verdict={verdict} />);
  });

  router.get('/imports/:importId/progress', async (req, res) => {
    const card = await importOf(req);
    if (card.running >= card.started) res.set('HX-Refresh', 'true'); // the rows now lead to their cases
    html(res, fragment(viewOf(ctx, req), <Progress card={card} />));
  });

  router.get('/imports/:importId/to-correct.xlsx', async (req, res) => {
    const file = await correctedRows(ctx, actorOn(req), req.params.importId as string, langOf(req));
    if (!file) throw new ProblemError('not-found');
    sendWorkbook(res, file);
  });

  const back = (req: Request) => `/imports/${req.params.importId}`;
  router.post(
    '/imports/:importId/start',
    act(ctx, startImport, {
      form: 'start',
      done: back,
      again: async (req, res) => res.redirect(303, back(req)),
      fresh: back,
    }),
  );
  return router;
}

const NO_FILE = {
  pointer: `/${FILE_FIELD}`,
  code: 'missing',
  message: {
    vi: 'Chưa chọn tệp. Hãy chọn một tệp .xlsx hoặc .csv.',
    en: 'No file chosen. Choose an .xlsx or .csv file.',
  },
};

/** Only a centre sends lists; for others the page does not exist. */
function mayImport(req: Request) {
  const actor = actorOn(req);
  if (actor.role !== 'centre') throw new ProblemError('forbidden');
  return actor;
}

type Verdict = ImportRowView['verdict'];
const verdictOf = (text: string | undefined): Verdict | undefined =>
  text === 'good' || text === 'bad' || text === 'already' ? text : undefined;

function ImportsPage({ imports, draft }: { imports: ListPage<ImportCard>; draft?: Draft }) {
  const { t } = useView();
  return (
    <Page title={t.importNew}>
      <div class="narrow stack">
        <p>{t.importIntro}</p>
        <ErrorSummary draft={draft} />
        <Form action="/imports" upload class="card">
          <SpreadsheetInput draft={draft} />
          <Submit>{t.importCheck}</Submit>
        </Form>
        <p class="row">
          <a href="/imports/template.xlsx">{t.importTemplate}</a>
          <a href="/handovers/new">{t.importOne}</a>
        </p>
      </div>
      <Table
        caption={t.importsBefore}
        rows={imports.items}
        rowKey={({ id }) => id}
        empty={t.importsEmpty}
        cols={[
          { label: t.importFile, cell: ({ id, fileName }) => <a href={`/imports/${id}`}>{fileName}</a> },
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
            cell: (card) =>
              card.status === 'started' ? t.importProgress(card.running, card.started) : t.importNotStarted,
          },
          { label: t.importRows, cell: (card) => <Counts card={card} /> },
        ]}
      />
      <NextPage path="/imports" query={{}} next={imports.next} />
    </Page>
  );
}

function Counts({ card }: { card: ImportCard }) {
  const { t } = useView();
  return (
    <span>
      {card.status === 'started' ? `${card.running} ${t.importRuns}` : `${card.good} ${t.importGood}`} ·{' '}
      {card.bad} {t.importBad} · {card.already} {t.importAlready}
    </span>
  );
}

function ImportPage({
  card,
  rows,
  verdict,
}: {
  card: ImportCard;
  rows: ListPage<ImportRowView>;
  verdict?: Verdict;
}) {
  const { t } = useView();
  const path = `/imports/${card.id}`;
  const started = card.status === 'started';
  const running = started && card.running < card.started;
  return (
    <Page
      title={card.fileName}
      up={{ href: '/imports', label: t.imports }}
      alive={running}
      reload={running ? 3 : undefined}
    >
      <p>
        <Counts card={card} />
      </p>
      {started && (
        <div aria-live="polite">
          <Progress card={card} />
        </div>
      )}
      {!started && card.good > 0 && (
        <Form action={`${path}/start`} class="">
          <Submit>{t.importStart(card.good)}</Submit>
        </Form>
      )}
      {!started && card.good === 0 && <p class="notice warn">{t.importNothing}</p>}
      {card.bad > 0 && (
        <Section id="bad" title={t.importToCorrect(card.bad)}>
          <p class="row">
            <a class="button second" href={`${path}/to-correct.xlsx`}>
              {t.importDownloadBad}
            </a>
            <a href="/imports">{t.importAgain}</a>
          </p>
        </Section>
      )}
      <nav class="row" aria-label={t.filter}>
        {([undefined, 'good', 'bad', 'already'] as const).map((value) => (
          <a
            key={value ?? 'all'}
            href={withQuery(path, { show: value })}
            aria-current={value === verdict ? 'page' : undefined}
          >
            {value
              ? `${value === 'good' && started ? t.importRuns : VERDICTS(t)[value]} (${card[value]})`
              : t.all}
          </a>
        ))}
      </nav>
      <Rows rows={rows} started={started} />
      <NextPage path={path} query={{ show: verdict }} next={rows.next} />
    </Page>
  );
}

const VERDICTS = (t: ReturnType<typeof useView>['t']): Record<Verdict, string> => ({
  good: t.importGood,
  bad: t.importBad,
  already: t.importAlready,
});
const TONES: Record<Verdict, Tone> = { good: 'good', bad: 'bad', already: 'plain' };

function Rows({ rows, started }: { rows: ListPage<ImportRowView>; started: boolean }) {
  const { t, lang } = useView();
  const remarks = {
    label: t.importRemarks,
    cell: ({ problems, warnings }: ImportRowView) => (
      <ul class="plain">
        {problems.map(({ code, column, message }) => (
          <li key={`${column}${code}`} class="error">
            {message[lang]}
          </li>
        ))}
        {warnings.map(({ code, column, message }) => (
          <li key={`${column}${code}`} class="quiet">
            {message[lang]}
          </li>
        ))}
      </ul>
    ),
  };
  return (
    <Table
      caption={t.importRows}
      hideCaption
      rows={rows.items}
      rowKey={({ id }) => id}
      bad={({ verdict }) => verdict === 'bad'}
      empty={t.none}
      cols={[
        { label: t.importRow, cell: ({ row }) => row },
        {
          label: t.person,
          cell: ({ fullName, bornOn, minor }) => (
            <>
              {fullName} {bornOn && <span class="quiet num">{formatDay(bornOn)}</span>}{' '}
              {minor && <Tag tone="warn">{t.minorFlag}</Tag>}
            </>
          ),
        },
        { label: t.ends, cell: ({ endDay }) => endDay && <On day={endDay} /> },
        {
          label: t.importWhat,
          cell: ({ verdict, commune, caseId, start }) => (
            <>
              <Tag tone={TONES[verdict]}>
                {started && start === 'applied' && verdict === 'good' ? t.importRuns : VERDICTS(t)[verdict]}
              </Tag>{' '}
              {verdict === 'good' && (commune ? t.importStarts(commune) : t.importStartsNowhere)}
              {verdict === 'already' && t.importAlreadyThere}{' '}
              {caseId && (start === 'applied' || verdict === 'already') && (
                <a href={`/cases/${caseId}`}>{t.open}</a>
              )}
            </>
          ),
        },
        // Where nobody has a remark the column would only take width.
        ...(rows.items.some(({ problems, warnings }) => problems.length + warnings.length > 0)
          ? [remarks]
          : []),
      ]}
    />
  );
}

/** How many of the started the engine has taken; asks again each second until it has all. */
function Progress({ card }: { card: ImportCard }) {
  const { t } = useView();
  const { id, running, started } = card;
  const words = t.importProgress(running, started);
  if (running >= started) {
    return (
      <p class="notice" id="progress">
        {t.importDone} {words}
      </p>
    );
  }
  return (
    <div
      id="progress"
      class="card"
      hx-get={`/imports/${id}/progress`}
      hx-trigger="every 1s"
      hx-swap="outerHTML"
    >
      <label for="bar">{words}</label>
      <progress id="bar" max={started} value={running} />
      <p class="quiet">{t.importWaits}</p>
    </div>
  );
}
