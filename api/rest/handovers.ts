import { z } from 'zod';
import { STANDINGS } from '../../domain/handover';
import { CHANNELS } from '../../domain/notice';
import {
  answerMentorRequest,
  cancelHandover,
  giveFacility,
  giveResidence,
  moveEnd,
  nameMentor,
  recordConsent,
  recordDocument,
  recordMeeting,
  recordMilestone,
  recordNoShowStep,
  resendCase,
  returnCase,
  setLanguages,
  startHandover,
  withdrawConsent,
} from '../commands';
import {
  caseDetail,
  caseFile,
  caseTimeline,
  listCases,
  listMessages,
  listPeople,
  myWork,
  personDetail,
} from '../queries';
import { ConsentCard, caseConsent } from '../queries/consent';
import { PageQuery, pageOf } from '../queries/page';
import {
  CaseCard,
  CaseDetail,
  CaseFile,
  MessageCard,
  PersonCard,
  TimelineEntry,
  WorkItem,
} from '../queries/shapes';
import { caseId, onCase } from './on-case';
import { COMMAND_PROBLEMS, found, route, Taken, taken, withId } from './route';

const onHandover = onCase('handovers');
const yes = z.enum(['true', 'false']).transform((said) => said === 'true');

export const handoverRoutes = [
  route({
    method: 'get',
    path: '/work',
    tag: 'work',
    summary: 'What waits for the asker, earliest date first',
    query: PageQuery,
    answer: pageOf(WorkItem),
    run: ({ ctx, actor, query }) => myWork(ctx, actor, query),
  }),
  route({
    method: 'post',
    path: '/handovers',
    tag: 'handovers',
    summary: 'Start the handover of one person, as a row of the spreadsheet would say it',
    body: startHandover.input,
    status: 202,
    answer: z.object({ caseId: z.string(), personId: z.string(), code: z.string() }),
    problems: ['forbidden', 'refused'],
    run: async ({ ctx, actor, req, key }) => taken(await startHandover(ctx, actor, req.body, key)),
  }),
  route({
    method: 'get',
    path: '/handovers',
    tag: 'handovers',
    summary: "Cases of the asker's area, newest first",
    query: PageQuery.extend({
      stage: z.enum(['returning', 'home', 'closed']).optional(),
      standing: z.enum(STANDINGS).optional(),
      overdue: yes.optional(),
      communeId: z.string().max(40).optional(),
      search: z
        .string()
        .max(80)
        .optional()
        .meta({ description: 'Part of a name, with or without accents, or a code' }),
    }),
    answer: pageOf(CaseCard),
    run: ({ ctx, actor, query }) => listCases(ctx, actor, query),
  }),
  route({
    method: 'get',
    path: '/handovers/{caseId}',
    tag: 'handovers',
    summary: 'One case',
    params: caseId,
    answer: CaseDetail,
    problems: ['not-found'],
    run: async ({ ctx, actor, params }) => found(await caseDetail(ctx, actor, params.caseId as string)),
  }),
  route({
    method: 'get',
    path: '/handovers/{caseId}/timeline',
    tag: 'handovers',
    summary: 'What happened, newest first',
    params: caseId,
    query: PageQuery,
    answer: pageOf(TimelineEntry),
    problems: ['not-found'],
    run: async ({ ctx, actor, params, query }) =>
      found(await caseTimeline(ctx, actor, params.caseId as string, query)),
  }),
  route({
    method: 'post',
    path: '/handovers/{caseId}/milestones/{milestone}',
    tag: 'handovers',
    summary: 'Record a step, with the paper it brings; the decision names the mentor',
    params: caseId.extend({ milestone: recordMilestone.input.shape.milestone }),
    body: recordMilestone.input.pick({ mentorId: true, signedOn: true, number: true }),
    answer: Taken,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, params, body, key }) =>
      taken(await recordMilestone(ctx, actor, { ...body, ...params }, key)),
  }),
  onHandover('residence', 'The commune the person will live in is known', giveResidence),
  onHandover('facility', 'A social-protection facility takes a person without a residence', giveFacility),
  onHandover('return', 'The commune gives the case back to the centre', returnCase),
  onHandover('resend', 'The centre has completed the file and sends it again', resendCase),
  onHandover(
    'no-show',
    'Something was done for a person who did not come, and whether it found them',
    recordNoShowStep,
  ),
  onHandover('end', 'The treatment ends on another day', moveEnd),
  onHandover('cancel', 'The person does not come home by this handover', cancelHandover),
  onHandover('languages', 'Which languages the person speaks', setLanguages),
  onHandover('meetings', 'A meeting before the release', recordMeeting),
  onHandover('consent', 'The person or family agreed to be told when somebody comes', recordConsent),
  onHandover('consent/withdraw', 'They want to be told no more: nothing goes from now on', withdrawConsent),
  route({
    method: 'get',
    path: '/handovers/{caseId}/consent',
    tag: 'handovers',
    summary: 'Whether the person or family is told things, and by whose word',
    params: caseId,
    answer: ConsentCard,
    problems: ['not-found'],
    run: async ({ ctx, actor, params }) => found(await caseConsent(ctx, actor, params.caseId as string)),
  }),
  onHandover('documents', 'A paper is in the file', recordDocument),
  route({
    method: 'get',
    path: '/handovers/{caseId}/file',
    tag: 'handovers',
    summary: 'The file of a case: what is there and what is missing',
    params: caseId,
    answer: CaseFile,
    problems: ['not-found'],
    run: async ({ ctx, actor, params }) => found(await caseFile(ctx, actor, params.caseId as string)),
  }),
  onHandover('mentor', 'Ask another mentor', nameMentor),
  onHandover('mentor/answer', 'The mentor accepts or declines', answerMentorRequest),
  route({
    method: 'get',
    path: '/people',
    tag: 'people',
    summary: "People with a case in the asker's area",
    query: PageQuery.extend({ search: z.string().max(80).optional() }),
    answer: pageOf(PersonCard),
    run: ({ ctx, actor, query }) => listPeople(ctx, actor, query),
  }),
  route({
    method: 'get',
    path: '/people/{personId}',
    tag: 'people',
    summary: 'One person',
    params: withId('personId', 'A person'),
    answer: PersonCard,
    problems: ['not-found'],
    run: async ({ ctx, actor, params }) => found(await personDetail(ctx, actor, params.personId as string)),
  }),
  route({
    method: 'get',
    path: '/people/{personId}/timeline',
    tag: 'people',
    summary: "What happened in the person's latest case",
    params: withId('personId', 'A person'),
    query: PageQuery,
    answer: pageOf(TimelineEntry),
    problems: ['not-found'],
    async run({ ctx, actor, params, query }) {
      const person = found(await personDetail(ctx, actor, params.personId as string));
      return found(await caseTimeline(ctx, actor, person.cases[0]?.id ?? '', query));
    },
  }),
  route({
    method: 'get',
    path: '/messages',
    tag: 'messages',
    summary: "Messages about the cases of the asker's area, newest first; never with a link's token",
    query: PageQuery.extend({
      caseId: z.string().max(80).optional(),
      status: z.string().max(20).optional(),
      channel: z.enum(CHANNELS).optional(),
    }),
    answer: pageOf(MessageCard),
    run: ({ ctx, actor, query }) => listMessages(ctx, actor, query),
  }),
];
