import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ROLES } from '../../domain/roles';
import {
  agreeToPush,
  createUser,
  deactivateUser,
  endPush,
  reactivateUser,
  setReading,
  updateUser,
} from '../commands';
import { ProblemError } from '../problem';
import { listMentors, listUsers, userDetail } from '../queries';
import { PageQuery, pageOf } from '../queries/page';
import { CaseDetail, UserCard } from '../queries/shapes';
import { found, route, taken, withId } from './route';

const userId = withId('userId', 'An account');
const UserId = z.object({ userId: z.string() });
const yes = z.enum(['true', 'false']).transform((said) => said === 'true');

const allowed = <T>(value: T | null): T => {
  if (value === null) throw new ProblemError('forbidden');
  return value;
};

export const userRoutes = [
  route({
    method: 'get',
    path: '/users',
    tag: 'users',
    summary: 'Accounts, newest first',
    query: PageQuery.extend({
      role: z.enum(ROLES).optional(),
      active: yes.optional(),
      search: z.string().max(80).optional(),
    }),
    answer: pageOf(UserCard),
    problems: ['forbidden'],
    run: async ({ ctx, actor, query }) => allowed(await listUsers(ctx, actor, query)),
  }),
  route({
    method: 'get',
    path: '/users/{userId}',
    tag: 'users',
    summary: 'One account',
    params: userId,
    answer: UserCard,
    problems: ['not-found'],
    run: async ({ ctx, actor, params }) => found(await userDetail(ctx, actor, params.userId as string)),
  }),
  route({
    method: 'post',
    path: '/users',
    tag: 'users',
    summary: 'Open an account; its role says which area it needs',
    body: createUser.input,
    status: 201,
    answer: UserId,
    problems: ['forbidden'],
    run: async ({ ctx, actor, req, key }) => taken(await createUser(ctx, actor, req.body, key)),
  }),
  route({
    method: 'patch',
    path: '/users/{userId}',
    tag: 'users',
    summary: 'Change an account; what is not sent stays',
    params: userId,
    body: updateUser.input.omit({ userId: true }),
    answer: UserId,
    problems: ['forbidden', 'not-found'],
    // A PATCH says what shall be; it needs no key, each is written down by itself.
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await updateUser(ctx, actor, { ...req.body, ...params }, key || randomUUID())),
  }),
  route({
    method: 'post',
    path: '/users/{userId}/deactivate',
    tag: 'users',
    summary: 'Close an account',
    params: userId,
    answer: UserId,
    problems: ['forbidden', 'not-found'],
    run: async ({ ctx, actor, params, key }) => taken(await deactivateUser(ctx, actor, params, key)),
  }),
  route({
    method: 'post',
    path: '/users/{userId}/reactivate',
    tag: 'users',
    summary: 'Open a closed account again',
    params: userId,
    answer: UserId,
    problems: ['forbidden', 'not-found'],
    run: async ({ ctx, actor, params, key }) => taken(await reactivateUser(ctx, actor, params, key)),
  }),
  route({
    method: 'post',
    path: '/users/{userId}/reading',
    tag: 'users',
    summary:
      'How and when somebody is written to: own quiet hours, days off, accents, a phone that others read too',
    params: userId,
    body: setReading.input.omit({ userId: true }),
    answer: UserId,
    problems: ['forbidden', 'not-found'],
    run: async ({ ctx, actor, params, req, key }) =>
      taken(await setReading(ctx, actor, { ...req.body, ...params }, key)),
  }),
  route({
    method: 'post',
    path: '/push-subscriptions',
    tag: 'users',
    summary: "A browser of the asker's own agrees to be told before a text goes",
    body: agreeToPush.input,
    answer: z.object({ id: z.string() }),
    run: async ({ ctx, actor, req, key }) => taken(await agreeToPush(ctx, actor, req.body, key)),
  }),
  route({
    method: 'post',
    path: '/push-subscriptions/end',
    tag: 'users',
    summary: "None of the asker's browsers is told any more, or the one that is named",
    body: endPush.input,
    answer: z.object({ ended: z.number() }),
    run: async ({ ctx, actor, req, key }) => taken(await endPush(ctx, actor, req.body, key)),
  }),
  route({
    method: 'get',
    path: '/mentors',
    tag: 'users',
    summary: 'Mentors that can be asked, the least busy first',
    query: z.object({ communeId: z.string().max(40).optional() }),
    answer: z.object({
      items: z.array(CaseDetail.shape.mentors.element),
      next: z.null(),
    }),
    problems: ['forbidden'],
    run: async ({ ctx, actor, query }) => ({
      items: allowed(await listMentors(ctx, actor, query.communeId)),
      next: null,
    }),
  }),
];
