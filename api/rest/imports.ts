import { z } from 'zod';
import { createImport, startImport } from '../commands';
import { langOf } from '../language';
import { correctedRows, importDetail, importRows, listImports } from '../queries';
import { PageQuery, pageOf } from '../queries/page';
import { ImportCard, ImportRowView } from '../queries/shapes';
import { invalid } from '../result';
import { sendWorkbook } from '../workbook';
import { COMMAND_PROBLEMS, found, route, taken, withId } from './route';

const importId = withId('importId', 'An import');

export const importRoutes = [
  route({
    method: 'post',
    path: '/imports',
    tag: 'imports',
    summary: 'Preview a spreadsheet of people due home; nothing starts yet',
    file: true,
    status: 201,
    answer: z.object({ importId: z.string(), good: z.number(), bad: z.number(), already: z.number() }),
    problems: ['too-large', 'forbidden'],
    async run({ ctx, actor, req, key }) {
      if (!req.file) return taken(invalid('/file', 'missing', 'Chưa có tệp nào.', 'There is no file.'));
      return taken(
        await createImport(ctx, actor, { name: req.file.originalname, content: req.file.buffer }, key),
      );
    },
  }),
  route({
    method: 'get',
    path: '/imports',
    tag: 'imports',
    summary: "The centre's imports, newest first",
    query: PageQuery,
    answer: pageOf(ImportCard),
    run: ({ ctx, actor, query }) => listImports(ctx, actor, query),
  }),
  route({
    method: 'get',
    path: '/imports/{importId}',
    tag: 'imports',
    summary: 'One import and its progress',
    params: importId,
    answer: ImportCard,
    problems: ['not-found'],
    run: async ({ ctx, actor, params }) => found(await importDetail(ctx, actor, params.importId as string)),
  }),
  route({
    method: 'get',
    path: '/imports/{importId}/rows',
    tag: 'imports',
    summary: 'What each row means and what is wrong with it',
    params: importId,
    query: PageQuery.extend({ verdict: z.enum(['good', 'bad', 'already']).optional() }),
    answer: pageOf(ImportRowView),
    problems: ['not-found'],
    run: async ({ ctx, actor, params, query }) =>
      found(await importRows(ctx, actor, params.importId as string, query)),
  }),
  route({
    method: 'post',
    path: '/imports/{importId}/start',
    tag: 'imports',
    summary: 'Start every good row, once',
    params: importId,
    status: 202,
    answer: z.object({ importId: z.string(), started: z.number(), already: z.number() }),
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, key }) => taken(await startImport(ctx, actor, params, key)),
  }),
  route({
    method: 'get',
    path: '/imports/{importId}/to-correct.xlsx',
    tag: 'imports',
    summary: 'The bad rows as sent, with what is wrong in the last column',
    params: importId,
    answer: 'xlsx',
    problems: ['not-found'],
    async run({ ctx, actor, params, req, res }) {
      sendWorkbook(res, found(await correctedRows(ctx, actor, params.importId as string, langOf(req))));
    },
  }),
];
