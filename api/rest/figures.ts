import { z } from 'zod';
import { keepHistory, previewHistory, removeHistory } from '../commands';
import { langOf } from '../language';
import { FiguresAsk, figureCases, figureDetail, figuresFile, figureTable } from '../queries';
import { HistoryCard, HistoryDetail, historyDetail, listHistory } from '../queries/figures/history';
import { FigureDetail } from '../queries/figures/one';
import { listReports, ReportCard, SavedReport, savedReport } from '../queries/figures/reports';
import { FigureTable } from '../queries/figures/table';
import { reportFile } from '../queries/figures/workbook';
import { PageQuery, pageOf } from '../queries/page';
import { CaseCard } from '../queries/shapes';
import { invalid } from '../result';
import { sendWorkbook } from '../workbook';
import { COMMAND_PROBLEMS, found, route, taken, withId } from './route';

const batchId = withId('batchId', 'An import of figures');
const reportId = withId('reportId', 'A saved report');
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
      sendWorkbook(res, found(await figuresFile(ctx, actor, query, langOf(req))));
    },
  }),
  route({
    method: 'get',
    path: '/figures/reports',
    tag: 'figures',
    summary: "The months saved of the asker's province, newest first",
    query: PageQuery,
    answer: pageOf(ReportCard),
    problems: ['forbidden'],
    run: ({ ctx, actor, query }) => listReports(ctx, actor, query),
  }),
  route({
    method: 'get',
    path: '/figures/reports/{reportId}',
    tag: 'figures',
    summary: 'A month as it was saved',
    params: reportId,
    answer: SavedReport,
    problems: ['forbidden', 'not-found'],
    run: async ({ ctx, actor, params }) => found(await savedReport(ctx, actor, params.reportId as string)),
  }),
  route({
    method: 'get',
    path: '/figures/reports/{reportId}/export.xlsx',
    tag: 'figures',
    summary: 'The same as a workbook',
    params: reportId,
    answer: 'xlsx',
    problems: ['forbidden', 'not-found'],
    async run({ ctx, actor, params, req, res }) {
      const report = found(await savedReport(ctx, actor, params.reportId as string));
      sendWorkbook(res, await reportFile(report, report.place, langOf(req)));
    },
  }),
  route({
    method: 'post',
    path: '/figures/history',
    tag: 'figures',
    summary:
      'Preview a spreadsheet of counts from paper (field `source`: the book they are from); nothing is shown until it is kept',
    file: true,
    status: 201,
    answer: z.object({ batchId: z.string(), good: z.number(), bad: z.number() }),
    problems: ['too-large', 'forbidden'],
    async run({ ctx, actor, req, key }) {
      if (!req.file) return taken(invalid('/file', 'missing', 'Chưa có tệp nào.', 'There is no file.'));
      const file = { name: req.file.originalname, content: req.file.buffer };
      return taken(await previewHistory(ctx, actor, { file, source: String(req.body?.source ?? '') }, key));
    },
  }),
  route({
    method: 'get',
    path: '/figures/history',
    tag: 'figures',
    summary: "What the asker's province imported, newest first",
    query: PageQuery,
    answer: pageOf(HistoryCard),
    problems: ['forbidden'],
    run: ({ ctx, actor, query }) => listHistory(ctx, actor, query),
  }),
  route({
    method: 'get',
    path: '/figures/history/{batchId}',
    tag: 'figures',
    summary: 'The rows of an import, and what is wrong with them',
    params: batchId,
    answer: HistoryDetail,
    problems: ['forbidden', 'not-found'],
    run: async ({ ctx, actor, params }) => found(await historyDetail(ctx, actor, params.batchId as string)),
  }),
  route({
    method: 'post',
    path: '/figures/history/{batchId}/keep',
    tag: 'figures',
    summary: 'Its good rows count from now on, marked as from paper',
    params: batchId,
    answer: z.object({ batchId: z.string() }),
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, key }) => taken(await keepHistory(ctx, actor, params, key)),
  }),
  route({
    method: 'post',
    path: '/figures/history/{batchId}/remove',
    tag: 'figures',
    summary: 'They count no more; what an earlier import said of the same holds again',
    params: batchId,
    answer: z.object({ batchId: z.string() }),
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, key }) => taken(await removeHistory(ctx, actor, params, key)),
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
