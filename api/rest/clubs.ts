import { z } from 'zod';
import {
  beginAftercare,
  changeClub,
  closeClub,
  joinClub,
  leaveClub,
  openClub,
  reportCheck,
  reportMeeting,
  withdrawAftercare,
} from '../commands';
import { clubDetail, listAftercare, listClubs } from '../queries';
import { AftercareCard } from '../queries/aftercare';
import { ClubCard, ClubDetail } from '../queries/clubs';
import { PageQuery, pageOf } from '../queries/page';
import { caseId, tells } from './on-case';
import { COMMAND_PROBLEMS, found, route, taken, withId } from './route';

const clubId = withId('clubId', 'A club');
const Id = z.object({ id: z.string() });

export const clubRoutes = [
  route({
    method: 'get',
    path: '/clubs',
    tag: 'community',
    summary: 'Clubs of the asker’s places, or those they lead, with their regular attendance',
    query: PageQuery,
    answer: pageOf(ClubCard),
    run: ({ ctx, actor, query }) => listClubs(ctx, actor, query),
  }),
  route({
    method: 'post',
    path: '/clubs',
    tag: 'community',
    summary: 'Open a club in the asker’s commune',
    body: openClub.input,
    status: 201,
    answer: Id,
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, req, key }) => taken(await openClub(ctx, actor, req.body, key)),
  }),
  route({
    method: 'get',
    path: '/clubs/{clubId}',
    tag: 'community',
    summary: 'One club with its members and the meetings of the last 90 days',
    params: clubId,
    answer: ClubDetail,
    problems: ['not-found'],
    run: async ({ ctx, actor, params }) => found(await clubDetail(ctx, actor, params.clubId as string)),
  }),
  tells('/clubs/{clubId}/meetings', 'Tell who came, or that it was not held', reportMeeting, clubId),
  tells('/clubs/{clubId}/members', 'Somebody joins', joinClub, clubId, Id),
  tells(
    '/clubs/{clubId}/members/{memberId}/leave',
    'Somebody leaves; what they came to stays counted',
    leaveClub,
    clubId.extend({ memberId: z.string().min(1).max(120) }),
    Id,
  ),
  tells('/clubs/{clubId}/change', 'Another leader, or other days', changeClub, clubId),
  tells('/clubs/{clubId}/close', 'Close the club', closeClub, clubId),
  route({
    method: 'get',
    path: '/aftercare',
    tag: 'community',
    summary: 'Who agreed to be asked after their term, and what was found',
    query: PageQuery,
    answer: pageOf(AftercareCard),
    run: ({ ctx, actor, query }) => listAftercare(ctx, actor, query),
  }),
  tells('/cases/{caseId}/aftercare', 'The person agreed to be asked later', beginAftercare, caseId),
  tells('/cases/{caseId}/aftercare/check', 'What was found in a year', reportCheck, caseId),
  tells('/cases/{caseId}/aftercare/withdraw', 'Consent taken back', withdrawAftercare, caseId),
];
