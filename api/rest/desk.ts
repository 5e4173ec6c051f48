import { z } from 'zod';
import { OUTBOX_STATES } from '../../domain/outbox';
import { handleInbound, resendNotice, revokeLink, sendNow, settleMessage } from '../commands';
import { costOf, INBOX_STATES, listInbound, listOutbox, tomorrowOf } from '../queries';
import { CostTable, isMonth } from '../queries/cost';
import { OutboxCard } from '../queries/desk';
import { InboundCard } from '../queries/inbound';
import { PageQuery, pageOf } from '../queries/page';
import { TomorrowCard } from '../queries/tomorrow';
import { COMMAND_PROBLEMS, found, route, taken, withId } from './route';

const noticeId = withId('noticeId', 'What somebody was to be told');
const Done = z.object({ id: z.string() });

export const deskRoutes = [
  route({
    method: 'get',
    path: '/desk/outbox',
    tag: 'messages',
    summary: "What people of the asker's area were to be told, newest first, each with its state and why",
    query: PageQuery.extend({
      state: z.enum(OUTBOX_STATES).optional(),
      person: z
        .string()
        .max(80)
        .optional()
        .meta({ description: "Of a recipient's or person's name; or a code" }),
    }),
    answer: pageOf(OutboxCard),
    run: ({ ctx, actor, query }) => listOutbox(ctx, actor, query),
  }),
  route({
    method: 'get',
    path: '/desk/inbox',
    tag: 'messages',
    summary: "Texts that people of the asker's area sent, newest first",
    query: PageQuery.extend({ state: z.enum(INBOX_STATES).default('waiting') }),
    answer: pageOf(InboundCard),
    run: ({ ctx, actor, query }) => listInbound(ctx, actor, query),
  }),
  route({
    method: 'get',
    path: '/desk/tomorrow',
    tag: 'messages',
    summary: 'What goes out tomorrow if nothing changes, as its readers will see it',
    answer: z.object({ items: z.array(TomorrowCard), more: z.boolean() }),
    run: ({ ctx, actor }) => tomorrowOf(ctx, actor),
  }),
  route({
    method: 'get',
    path: '/desk/cost',
    tag: 'messages',
    summary:
      'What the texts of a month cost, by kind and place, and how many reached a phone of each network',
    query: z.object({
      month: z.string().refine(isMonth).optional().meta({ description: 'YYYY-MM; this one' }),
    }),
    answer: CostTable,
    problems: ['not-found'],
    run: async ({ ctx, actor, query }) => found(await costOf(ctx, actor, query.month)),
  }),
  route({
    method: 'post',
    path: '/desk/notices/{noticeId}/resend',
    tag: 'messages',
    summary: 'Send it again, with a reason; of an unknown one only with `twice`',
    params: noticeId,
    body: resendNotice.input.omit({ noticeId: true }),
    answer: Done,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await resendNotice(ctx, actor, { ...req.body, ...params }, key)),
  }),
  route({
    method: 'post',
    path: '/desk/notices/{noticeId}/send-now',
    tag: 'messages',
    summary: 'Send it at once in spite of its hours, with a reason that is kept; supervisors only',
    params: noticeId,
    body: sendNow.input.omit({ noticeId: true }),
    answer: Done,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await sendNow(ctx, actor, { ...req.body, ...params }, key)),
  }),
  route({
    method: 'post',
    path: '/desk/notices/{noticeId}/revoke-link',
    tag: 'messages',
    summary: 'Its link opens nothing any more; what is sent later has a new one',
    params: noticeId,
    answer: Done,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, key }) => taken(await revokeLink(ctx, actor, params, key)),
  }),
  route({
    method: 'post',
    path: '/desk/messages/{messageId}/settle',
    tag: 'messages',
    summary: 'Of a message nobody knows of whether it went out: it came, or it is sent again',
    params: withId('messageId', 'A message'),
    body: settleMessage.input.omit({ messageId: true }),
    answer: Done,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await settleMessage(ctx, actor, { ...req.body, ...params }, key)),
  }),
  route({
    method: 'post',
    path: '/desk/inbox/{inboundId}/handle',
    tag: 'messages',
    summary: 'What was done about a text that nobody understood',
    params: withId('inboundId', 'A text that came in'),
    body: handleInbound.input.omit({ inboundId: true }),
    answer: Done,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await handleInbound(ctx, actor, { ...req.body, ...params }, key)),
  }),
];
