import { z } from 'zod';
import { chooseLanguage, createToken, revokeToken } from '../commands';
import { ProblemError } from '../problem';
import { userDetail } from '../queries';
import { TokenView, UserCard } from '../queries/shapes';
import { csrfToken, signIn, signOut } from '../session';
import { found, route, taken } from './route';

const Current = z.object({
  user: UserCard,
  csrfToken: z.string().nullable().meta({
    description: 'To send back as X-CSRF-Token with whatever changes something; null with a bearer token',
  }),
});
const Credentials = z.object({ email: z.string().min(3).max(200), password: z.string().min(1).max(200) });

export const sessionRoutes = [
  route({
    method: 'post',
    path: '/sessions',
    tag: 'sessions',
    summary: 'Sign in with e-mail and password; the answer sets the session cookie',
    open: true,
    body: Credentials,
    status: 201,
    answer: Current,
    problems: ['sign-in-failed', 'too-many-tries'],
    async run({ ctx, req, body }) {
      const actor = await signIn(ctx, req, body.email, body.password);
      if (!actor) throw new ProblemError('sign-in-failed');
      return { user: found(await userDetail(ctx, actor, actor.id)), csrfToken: csrfToken(req) };
    },
  }),
  route({
    method: 'get',
    path: '/sessions/current',
    tag: 'sessions',
    summary: 'Who is signed in',
    answer: Current,
    async run({ ctx, req, actor }) {
      return {
        user: found(await userDetail(ctx, actor, actor.id)),
        csrfToken: req.signedInBy === 'cookie' ? csrfToken(req) : null,
      };
    },
  }),
  route({
    method: 'patch',
    path: '/sessions/current',
    tag: 'sessions',
    summary: "Choose one's language",
    body: chooseLanguage.input,
    answer: chooseLanguage.input,
    run: async ({ ctx, actor, body }) => taken(await chooseLanguage(ctx, actor, body, '')),
  }),
  route({
    method: 'delete',
    path: '/sessions/current',
    tag: 'sessions',
    summary: 'Sign out',
    answer: null,
    run: ({ req, res }) => signOut(req, res),
  }),
  route({
    method: 'get',
    path: '/tokens',
    tag: 'tokens',
    summary: "One's own bearer tokens",
    answer: z.object({ items: z.array(TokenView), next: z.null() }),
    async run({ ctx, actor }) {
      const select = { id: true, label: true, createdAt: true, expiresAt: true };
      return {
        items: await ctx.db.apiToken.findMany({
          where: { userId: actor.id },
          select,
          orderBy: { createdAt: 'desc' },
        }),
        next: null,
      };
    },
  }),
  route({
    method: 'post',
    path: '/tokens',
    tag: 'tokens',
    summary: 'Make a bearer token for a program that acts as oneself; it is shown only here',
    body: createToken.input,
    status: 201,
    answer: z.object({ tokenId: z.string(), token: z.string(), expiresAt: z.string() }),
    run: async ({ ctx, actor, body, key }) => taken(await createToken(ctx, actor, body, key)),
  }),
  route({
    method: 'delete',
    path: '/tokens/{tokenId}',
    tag: 'tokens',
    summary: 'Revoke a token',
    params: revokeToken.input,
    answer: null,
    problems: ['not-found'],
    run: async ({ ctx, actor, params }) => taken(await revokeToken(ctx, actor, params, '')),
  }),
];
