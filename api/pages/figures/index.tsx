/** What the work comes to: indicators with their definitions, the people behind them, and what was saved each month. */
import { type Request, type Response, Router } from 'express';
import { figuresArea, may } from '../../../domain/permission';
import { periodWords } from '../../../domain/wording/figures';
import { keepHistory, previewHistory, removeHistory } from '../../commands';
import type { Context } from '../../context';
import { langOf } from '../../language';
import { ProblemError } from '../../problem';
import {
  FiguresAsk,
  type FigureTable,
  figureCases,
  figureDetail,
  figuresFile,
  figureTable,
} from '../../queries';
import { scopeOf } from '../../queries/figures/ask';
import { type FigureChoices, figureChoices } from '../../queries/figures/choices';
import { historyDetail, historyTemplate, historyToCorrect, listHistory } from '../../queries/figures/history';
import { listReports, savedReport } from '../../queries/figures/reports';
import { reportFile } from '../../queries/figures/workbook';
import { sendWorkbook } from '../../workbook';
import { type Draft, withQuery } from '../components';
import { act, actorOn, asked, show, signedIn, viewOf } from '../show';
import { useView } from '../view';
import { Filter } from './filter';
import { FiguresPage } from './frame';
import { HistoryBatchPage, HistoryPage } from './history';
import { FigurePage } from './one';
import { ReportPage, ReportsPage } from './reports';
import { Figures } from './table';
import { useFigures } from './words';

export function figurePages(ctx: Context): Router {
  const router = Router();
  router.use('/figures', signedIn);

  const choicesFor = (req: Request, ask: FiguresAsk) => {
    const actor = actorOn(req);
    const scope = scopeOf(ctx, actor, ask);
    if (!scope) throw new ProblemError('forbidden');
    return figureChoices(ctx, scope, figuresArea(actor) ?? {});
  };

  router.get('/figures', async (req, res) => {
    const { ask, bad } = askOf(req);
    const [choices, table] = await Promise.all([choicesFor(req, ask), figureTable(ctx, actorOn(req), ask)]);
    show(
      res,
      viewOf(ctx, req),
      <TablePage table={table as FigureTable} ask={ask} choices={choices} bad={bad} wide={watches(req)} />,
    );
  });

  router.get('/figures/export.xlsx', async (req, res) => {
    const { ask } = askOf(req);
    const file = await figuresFile(ctx, actorOn(req), ask, langOf(req));
    if (!file) throw new ProblemError('forbidden');
    sendWorkbook(res, file);
  });

  router.get('/figures/reports', async (req, res) => {
    const reports = await listReports(ctx, actorOn(req), { after: asked(req, 'after') });
    show(res, viewOf(ctx, req), <ReportsPage reports={reports} />);
  });
  const report = async (req: Request) => {
    const found = await savedReport(ctx, actorOn(req), String(req.params.reportId));
    if (!found) throw new ProblemError('not-found');
    return found;
  };
  router.get('/figures/reports/:reportId', async (req, res) => {
    show(res, viewOf(ctx, req), <ReportPage report={await report(req)} />);
  });
  router.get('/figures/reports/:reportId/export.xlsx', async (req, res) => {
    const found = await report(req);
    sendWorkbook(res, await reportFile(found, found.place, langOf(req)));
  });

  const history = async (req: Request, res: Response, draft?: Draft) => {
    const batches = await listHistory(ctx, actorOn(req), { after: asked(req, 'after') });
    show(res, viewOf(ctx, req), <HistoryPage batches={batches} draft={draft} />);
  };
  router.get('/figures/history', (req, res) => history(req, res));
  router.post(
    '/figures/history',
    act<{ batchId: string }>(
      ctx,
      async (context, actor, _input, key, req) =>
        previewHistory(
          context,
          actor,
          {
            file: { name: req.file?.originalname ?? '', content: req.file?.buffer ?? Buffer.alloc(0) },
            source: String(req.body?.source ?? ''),
          },
          key,
        ),
      {
        form: 'history',
        done: (_req, { batchId }) => `/figures/history/${batchId}`,
        again: history,
        fresh: () => '/figures/history',
      },
    ),
  );
  router.get('/figures/history/template.xlsx', async (req, res) => {
    const lang = langOf(req);
    const lastYear = Number(viewOf(ctx, req).today.slice(0, 4)) - 1;
    const content = await historyTemplate(lang, lastYear);
    sendWorkbook(res, { name: lang === 'vi' ? 'mau-so-lieu.xlsx' : 'figures-template.xlsx', content });
  });
  router.get('/figures/history/:batchId', async (req, res) => {
    const batch = await historyDetail(ctx, actorOn(req), String(req.params.batchId));
    if (!batch) throw new ProblemError('not-found');
    show(res, viewOf(ctx, req), <HistoryBatchPage batch={batch} />);
  });
  router.get('/figures/history/:batchId/to-correct.xlsx', async (req, res) => {
    const file = await historyToCorrect(ctx, actorOn(req), String(req.params.batchId), langOf(req));
    if (!file) throw new ProblemError('not-found');
    sendWorkbook(res, file);
  });
  for (const [what, command] of [
    ['keep', keepHistory],
    ['remove', removeHistory],
  ] as const) {
    const back = (req: Request) => `/figures/history/${req.params.batchId}`;
    router.post(
      `/figures/history/:batchId/${what}`,
      act(ctx, command, {
        form: what,
        done: (req) => `${back(req)}?done=recorded`,
        again: async (req, res) => res.redirect(303, back(req)),
        fresh: back,
      }),
    );
  }

  router.get('/figures/:id', async (req, res) => {
    const { ask } = askOf(req);
    const actor = actorOn(req);
    const choices = await choicesFor(req, ask);
    const detail = await figureDetail(ctx, actor, String(req.params.id), ask);
    if (!detail) throw new ProblemError('not-found');
    const behind = (['whole', 'rest'] as const).find((one) => one === asked(req, 'behind')) ?? 'part';
    const cases = await figureCases(ctx, actor, detail.figure.id, {
      ...ask,
      behind,
      after: asked(req, 'after'),
    });
    show(
      res,
      viewOf(ctx, req),
      <FigurePage
        detail={detail}
        ask={ask}
        choices={choices}
        behind={behind}
        cases={cases}
        wide={watches(req)}
      />,
    );
  });
  return router;
}

/** Who watches a whole province also has what is kept of it. */
function watches(req: Request): boolean {
  const actor = actorOn(req);
  return may(actor, 'see-reports', { provinceId: actor.provinceId });
}

/** What the address asks for. Two days say more than the period beside them; what cannot be read is left out. */
function askOf(req: Request): { ask: FiguresAsk; bad: boolean } {
  const [from, to] = [asked(req, 'from'), asked(req, 'to')];
  const period = from || to ? `${from ?? to}..${to ?? from}` : asked(req, 'period');
  const given = Object.fromEntries(
    Object.keys(FiguresAsk.shape).flatMap((name) => (asked(req, name) ? [[name, asked(req, name)]] : [])),
  );
  const read = FiguresAsk.safeParse({ ...given, period });
  if (read.success) return { ask: read.data, bad: false };
  const wrong = new Set(read.error.issues.map(({ path }) => path[0]));
  const rest = Object.fromEntries(Object.entries({ ...given, period }).filter(([name]) => !wrong.has(name)));
  return { ask: FiguresAsk.parse(rest), bad: wrong.has('period') };
}

function TablePage(props: {
  table: FigureTable;
  ask: FiguresAsk;
  choices: FigureChoices;
  bad: boolean;
  wide: boolean;
}) {
  const { lang } = useView();
  const f = useFigures();
  const { table, ask, choices, bad, wide } = props;
  return (
    <FiguresPage
      of="table"
      wide={wide}
      aside={
        <a class="button second" href={withQuery('/figures/export.xlsx', { ...ask })}>
          {f.download}
        </a>
      }
    >
      {bad && (
        <p class="notice warn" role="alert">
          {f.badPeriod}
        </p>
      )}
      <p class="strong">
        {periodWords(table.period.name, lang)} · {choices.place || f.everywhere}
      </p>
      <Filter path="/figures" ask={ask} choices={choices} />
      <Figures table={table} query={{ ...ask }} links />
    </FiguresPage>
  );
}
