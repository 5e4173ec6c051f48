import { z } from 'zod';
import { langOf } from '../language';
import { FiguresAsk, figureCases, figureDetail, figuresWorkbook, figureTable } from '../queries';
import { FigureDetail } from '../queries/figures/one';
import { FigureTable } from '../queries/figures/table';
import { titleOf, workbookName } from '../queries/figures/workbook';
import { PageQuery, pageOf } from '../queries/page';
import { CaseCard } from '../queries/shapes';
import { sendWorkbook } from './imports';
import { found, route, withId } from './route';

const indicator = withId('indicator', 'The id of an indicator');

export const figureRoutes = [
  route({
    method: 'get',
    path: '/figures',
    tag: 'figures',
    summary: "Every indicator of a period in the asker's area, each with its definition",
    query: FiguresAsk,
    answer: FigureTable,
    problems: ['not-found'],
    run: async ({ ctx, actor, query }) => found(await figureTable(ctx, actor, query)),
  }),
  route({
    method: 'get',
    path: '/figures.xlsx',
    tag: 'figures',
    summary: 'The same as a workbook',
    query: FiguresAsk,
    answer: 'xlsx',
    problems: ['not-found'],
    async run({ ctx, actor, query, req, res }) {
      const table = found(await figureTable(ctx, actor, query));
      const lang = langOf(req);
      const content = await figuresWorkbook(table, titleOf('Nhịp Cầu', table.period), lang);
      sendWorkbook(res, { name: workbookName(table.period.name, lang), content });
    },
  }),
  route({
    method: 'get',
    path: '/figures/{indicator}',
    tag: 'figures',
    summary: 'One indicator and how it went before',
    params: indicator,
    query: FiguresAsk,
    answer: FigureDetail,
    problems: ['not-found'],
    run: async ({ ctx, actor, params, query }) =>
      found(await figureDetail(ctx, actor, params.indicator as string, query)),
  }),
  route({
    method: 'get',
    path: '/figures/{indicator}/cases',
    tag: 'figures',
    summary: 'The people behind a number whom the asker may see',
    params: indicator,
    query: FiguresAsk.extend({
      behind: z.enum(['part', 'whole', 'rest']).default('part'),
      after: PageQuery.shape.after,
    }),
    answer: pageOf(CaseCard).extend({ counted: z.number(), seen: z.number() }),
    problems: ['not-found'],
    run: async ({ ctx, actor, params, query }) =>
      found(await figureCases(ctx, actor, params.indicator as string, query)),
  }),
];
