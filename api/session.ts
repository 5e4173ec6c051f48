import { createHash, randomUUID } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import connectPgSimple from 'connect-pg-simple';
import { csrfSync } from 'csrf-sync';
import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import session from 'express-session';
import { LENDERS } from '../domain/loan';
import type { Who } from '../domain/permission';
import type { OrganisationKind } from '../domain/referral';
import type { Role } from '../domain/roles';
import type { Context } from './context';
import { type Lang, readLang } from './language';
import { ProblemError } from './problem';

/** The signed-in user. */
export interface Actor extends Who {
  name: string;
  language: Lang;
  email: string | null;
  /** Given by the administrator: what health needs are about, see domain/health. */
  seesHealth: boolean;
  /** Their organisation is one that lends, or vouches for who borrows. */
  lends: boolean;
}

declare module 'express-session' {
  interface SessionData {
    userId: string;
  }
}

declare global {
  namespace Express {
    interface Request {
      actor?: Actor;
      /** How the actor was known: only a cookie needs protection against forged requests. */
      signedInBy?: 'cookie' | 'bearer';
    }
  }
}

export const SESSION_COOKIE = 'nhipcau';
const IDLE_MS = 12 * 60 * 60 * 1000;

/** Cookie sessions, kept in PostgreSQL. */
export function sessions({ sessionPool, config, log }: Context): RequestHandler {
  const Store = connectPgSimple(session);
  return session({
    name: SESSION_COOKIE,
    secret: config.secret,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: {
      httpOnly: true,
      sameSite: 'lax',
      secure: config.publicUrl.startsWith('https:'),
      maxAge: IDLE_MS,
    },
    store: new Store({
      pool: sessionPool,
      tableName: 'session',
      pruneSessionInterval: 60 * 60, // seconds; its timer keeps no process alive
      errorLog: () => log.warn('the session store failed'),
    }),
  });
}

/** Who asks: by bearer token (programs) or by cookie (people). An unknown token is refused, never taken for nobody. */
export function knowActor(ctx: Context): RequestHandler {
  return async (req, _res, next) => {
    const bearer = /^Bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1];
    if (bearer) {
      const user = await userOfToken(ctx, bearer);
      if (!user) throw new ProblemError('token-unknown');
      req.actor = actorOf(user);
      req.signedInBy = 'bearer';
    } else if (req.session?.userId) {
      const user = await ctx.db.user.findUnique({
        where: { id: req.session.userId },
        include: { organisation: { select: { kind: true } } },
      });
      if (user?.active) {
        req.actor = actorOf(user);
        req.signedInBy = 'cookie';
      }
    }
    next();
  };
}

/** Who made this token, while both are good. One statement: every request of a program asks. */
async function userOfToken(ctx: Context, token: string): Promise<ActorRow | undefined> {
  const [user] = await ctx.db.$queryRaw<ActorRow[]>`
    SELECT u.id, u.name, u.email, u.role, u.language, u."provinceId", u."communeId", u."centreId", u."organisationId",
      u."seesHealth", (SELECT json_build_object('kind', o.kind) FROM "Organisation" o WHERE o.id = u."organisationId") AS organisation
    FROM "ApiToken" t JOIN "User" u ON u.id = t."userId"
    WHERE t.hash = ${sha256(token)} AND u.active AND (t."expiresAt" IS NULL OR t."expiresAt" > ${new Date(ctx.now())})`;
  return user;
}

type UserRow = NonNullable<Awaited<ReturnType<Context['db']['user']['findUnique']>>>;
type ActorRow = Pick<UserRow, Exclude<keyof Actor, 'lends'>> & { organisation?: { kind: string } | null };

export function actorOf(user: ActorRow): Actor {
  const { id, name, email, provinceId, communeId, centreId, organisationId, seesHealth } = user;
  return {
    id,
    name,
    email,
    seesHealth,
    lends: LENDERS.includes(user.organisation?.kind as OrganisationKind),
    provinceId,
    communeId,
    centreId,
    organisationId,
    role: user.role as Role,
    language: readLang(user.language),
  };
}

/** Checked where there is no such account, so that an unknown e-mail takes as long as a wrong password. */
let nobody: Promise<string> | undefined;

/**
 * Signs in by e-mail and password on a new session (the old id, which somebody may have planted, is dropped).
 * @returns the actor, or null when the two do not fit.
 */
export async function signIn(
  ctx: Context,
  req: Request,
  email: string,
  password: string,
): Promise<Actor | null> {
  const user = await ctx.db.user.findUnique({ where: { email: email.trim().toLowerCase() } });
  nobody ??= hash(randomUUID());
  const fits = await verify(user?.passwordHash ?? (await nobody), password).catch(() => false);
  if (!user?.active || !user.passwordHash || !fits) {
    ctx.log.warn({ security: 'sign-in-failed' }, 'sign-in failed');
    return null;
  }
  await new Promise<void>((done, fail) => req.session.regenerate((error) => (error ? fail(error) : done())));
  req.session.userId = user.id;
  req.actor = actorOf(user);
  req.signedInBy = 'cookie';
  return req.actor;
}

export async function signOut(req: Request, res: Response): Promise<void> {
  await new Promise<void>((done, fail) => req.session.destroy((error) => (error ? fail(error) : done())));
  res.clearCookie(SESSION_COOKIE);
}

const limits = new WeakMap<Context, RequestHandler>();

/**
 * Sign-in tries per address and e-mail, counted together for pages and JSON: an office behind one address must not be
 * locked out by one guesser.
 */
export function signInLimit(ctx: Context): RequestHandler {
  const limit =
    limits.get(ctx) ??
    rateLimit({
      windowMs: 15 * 60 * 1000,
      limit: 10,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      skipSuccessfulRequests: true,
      keyGenerator: (req) =>
        `${ipKeyGenerator(req.ip ?? '')}|${String(req.body?.email ?? '')
          .trim()
          .toLowerCase()}`,
      handler: () => {
        throw new ProblemError('too-many-tries');
      },
    });
  limits.set(ctx, limit);
  return limit;
}

const csrf = csrfSync({
  getTokenFromRequest: (req) => (req.body?._csrf as string | undefined) ?? req.get('x-csrf-token'),
});

/** The token a form or a script of this session must send back, as `_csrf` or `X-CSRF-Token`. */
export const csrfToken = (req: Request): string => csrf.generateToken(req);

const READING = ['GET', 'HEAD', 'OPTIONS'];

/** A request that changes something and comes by cookie must prove that it was made on our own pages. */
export const csrfProtection: RequestHandler = (req, _res, next) => {
  if (READING.includes(req.method)) return next();
  // Also without a session (signing in, link pages): a browser says itself when another site made it ask.
  if (req.get('sec-fetch-site') === 'cross-site') throw new ProblemError('csrf');
  if (req.signedInBy === 'cookie' && !csrf.isRequestValid(req)) throw new ProblemError('csrf');
  next();
};

export const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
