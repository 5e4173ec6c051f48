/** What the work comes to: indicators with their definitions, the people behind them, and what was saved each month. */
import { type Request, type Response, Router } from 'express';
import { figuresArea } from '../../../domain/permission';
import { periodWords } from '../../../domain/wording/figures';
import type { Context } from '../../context';
import { langOf } from '../../language';
import { ProblemError } from '../../problem';
import {
  FiguresAsk,
  type FigureTable,
  figureCases,
  figureDetail,
  figuresWorkbook,
  figureTable,
} from '../../queries';
import { scopeOf } from '../../queries/figures/ask';
import { type FigureChoices, figureChoices } from '../../queries/figures/choices';
import { titleOf, workbookName } from '../../queries/figures/workbook';
import { withQuery } from '../components';
import { actorOn, asked, show, signedIn, viewOf } from '../show';
import { useView } from '../view';
import { Filter } from './filter';
import { FiguresPage } from './frame';
import { FigurePage } from './one';
import { Figures } from './table';
import { useFigures } from './words';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

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
      <TablePage table={table as FigureTable} ask={ask} choices={choices} bad={bad} />,
    );
  });

  router.get('/figures/export.xlsx', async (req, res) => {
    const { ask } = askOf(req);
    const [choices, table] = await Promise.all([choicesFor(req, ask), figureTable(ctx, actorOn(req), ask)]);
    if (!table) throw new ProblemError('forbidden');
    await sendReport(res, table, choices.place, req);
  });

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
      <FigurePage detail={detail} ask={ask} choices={choices} behind={behind} cases={cases} />,
    );
  });
  return router;
}

/** The figures as a file to keep, in the reader's language. */
export async function sendReport(
  res: Response,
  table: FigureTable,
  place: string,
  req: Request,
): Promise<void> {
  const lang = langOf(req);
  const everywhere = lang === 'vi' ? 'Mọi nơi' : 'Everywhere';
  const content = await figuresWorkbook(table, titleOf(place || everywhere, table.period), lang);
  res.attachment(workbookName(table.period.name, lang)).type(XLSX).send(content);
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

function TablePage(props: { table: FigureTable; ask: FiguresAsk; choices: FigureChoices; bad: boolean }) {
  const { lang } = useView();
  const f = useFigures();
  const { table, ask, choices, bad } = props;
  return (
    <FiguresPage
      of="table"
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
