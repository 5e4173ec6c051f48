import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { z } from 'zod';
import { SPOKEN } from '../../domain/mentor-match';
import { ROLES, type Role } from '../../domain/roles';
import { normaliseName } from '../../domain/vietnamese';
import { TONGUES } from '../../domain/wording/translation';
import { type Db, Prisma } from '../../prisma/client';
import type { Context } from '../context';
import { applied, invalid, type Result } from '../result';
import { sha256 } from '../session';
import { noteMentorGone, tellMentorGone } from './caseload';
import { command, deniedOffice } from './command';
import { emptied, empty, id, mobile, yesOrNo } from './fields';
import { once } from './submit';

const name = z.string().trim().min(2).max(80).transform(normaliseName);
const email = z.string().trim().toLowerCase().pipe(z.email());
const password = z.string().min(10).max(200);
/** Screens are in Vietnamese or English; messages also in what somebody reads best. */
const language = z.enum(['vi', 'en']);
const tongue = z.enum(TONGUES);
/** What tells whom a mentor suits. */
const asMentor = {
  sex: empty(z.enum(['male', 'female']).optional()),
  // A form sends an empty text beside what is ticked, so that nothing ticked is an answer too.
  languages: z.preprocess(
    (value) => (value === undefined ? undefined : [value].flat().filter((language) => language !== '')),
    z.array(z.enum(SPOKEN)).max(SPOKEN.length).optional(),
  ),
};
const area = {
  provinceId: empty(id.optional()),
  communeId: empty(id.optional()),
  centreId: empty(id.optional()),
  organisationId: empty(id.optional()),
};

/** Opens an account. Its role says which area it needs; a mentor needs a phone, everybody else an e-mail. */
export const createUser = command(
  z.object({
    role: z.enum(ROLES),
    name,
    email: empty(email.optional()),
    phone: empty(mobile.optional()),
    language: tongue.default('vi'),
    password: empty(password.optional()),
    ...asMentor,
    ...area,
  }),
  async (ctx, actor, { password, ...input }, key): Promise<Result<{ userId: string }>> => {
    const no = deniedOffice(ctx, actor, 'manage-users');
    if (no) return no;
    const lacks = missing(input.role, input);
    if (lacks) return lacks;
    const scope = await scopeOf(ctx.db, input.role, input);
    if ('kind' in scope) return scope;
    const passwordHash = password ? await hash(password) : null;
    const { role, name, email, phone, language, sex, languages } = input;
    // The password itself is no part of what tells two requests apart: its hash would be a copy of it.
    return unlessTaken(() =>
      once(ctx, actor, key, 'create-user', input, async (db) => {
        const user = await db.user.create({
          data: { role, name, email, phone, language, sex, languages, passwordHash, ...scope },
        });
        return applied({ userId: user.id });
      }),
    );
  },
);

/** Changes an account; what is not sent stays, an emptied phone or e-mail is taken away. The role stays for ever: open another account. */
export const updateUser = command(
  z.object({
    userId: id,
    role: empty(z.enum(ROLES).optional()),
    name: empty(name.optional()),
    email: emptied(email),
    phone: emptied(mobile),
    language: empty(tongue.optional()),
    /** A permission of its own: what health needs are about (domain/health). */
    seesHealth: empty(yesOrNo.optional()),
    password: empty(password.optional()),
    ...asMentor,
    ...area,
  }),
  async (ctx, actor, { userId, password, ...given }, key): Promise<Result<{ userId: string }>> => {
    const { role, provinceId, communeId, centreId, organisationId, ...changed } = given;
    const no = deniedOffice(ctx, actor, 'manage-users');
    if (no) return no;
    const user = await ctx.db.user.findUnique({ where: { id: userId } });
    if (!user) return { kind: 'not-found' };
    if (role && role !== user.role)
      return invalid(
        '/role',
        'fixed',
        'Vai trò không đổi được: hãy đóng tài khoản này và mở tài khoản khác.',
        'The role cannot be changed: close this account and open another.',
      );
    const { phone = user.phone, email = user.email } = changed;
    const lacks = missing(user.role as Role, { phone, email });
    if (lacks) return lacks;
    const moves = provinceId || communeId || centreId || organisationId;
    const scope = moves
      ? await scopeOf(ctx.db, user.role as Role, { provinceId, communeId, centreId, organisationId })
      : {};
    if ('kind' in scope) return scope as Extract<Result, { kind: 'invalid' }>;
    const leaves = scope.communeId !== undefined && scope.communeId !== user.communeId;
    if (leaves && (await accompanies(ctx.db, userId)))
      return invalid(
        '/communeId',
        'accompanies',
        'Người này đang đồng hành. Hãy giao những người ấy cho người khác trước, rồi đổi xã.',
        'This mentor accompanies people. Hand them to somebody else first, then change the commune.',
      );
    const passwordHash = password ? await hash(password) : undefined;
    return unlessTaken(() =>
      once(ctx, actor, key, 'update-user', { userId, ...given }, async (db) => {
        await db.user.update({
          where: { id: userId },
          data: {
            ...changed,
            ...scope,
            ...(passwordHash && { passwordHash }),
            ...(phone !== user.phone && { phoneDeadAt: null }),
          },
        });
        return applied({ userId });
      }),
    );
  },
);

/** Closes an account: it can no longer sign in, use a token or a link, or be named; its people get a new mentor. */
export const deactivateUser = command(
  z.object({ userId: id }),
  async (ctx, actor, { userId }, key): Promise<Result<{ userId: string }>> => {
    const no = deniedOffice(ctx, actor, 'manage-users');
    if (no) return no;
    if (userId === actor.id)
      return invalid(
        '/userId',
        'yourself',
        'Không thể đóng tài khoản của chính mình.',
        'You cannot close your own account.',
      );
    const closed = await once(ctx, actor, key, 'deactivate-user', { userId }, async (db) => {
      const { count } = await db.user.updateMany({ where: { id: userId }, data: { active: false } });
      if (!count) return { kind: 'not-found' };
      await noteMentorGone(db, actor, userId, key);
      return applied({ userId });
    });
    if (closed.kind === 'applied') await tellMentorGone(ctx, actor, key);
    return closed;
  },
);

/** Opens a closed account again, with the area and the password it had. */
export const reactivateUser = command(
  z.object({ userId: id }),
  async (ctx, actor, { userId }, key): Promise<Result<{ userId: string }>> => {
    const no = deniedOffice(ctx, actor, 'manage-users');
    if (no) return no;
    return once(ctx, actor, key, 'reactivate-user', { userId }, async (db) => {
      const { count } = await db.user.updateMany({ where: { id: userId }, data: { active: true } });
      return count ? applied({ userId }) : { kind: 'not-found' };
    });
  },
);

/** Chooses one's own language. */
export const chooseLanguage = command(z.object({ language }), async (ctx, actor, { language }) => {
  await ctx.db.user.update({ where: { id: actor.id }, data: { language } });
  return applied({ language });
});

/**
 * A bearer token for a program that acts as its user. It is made from the stored request, so that a repetition shows
 * the same token although only its SHA-256 is kept.
 */
export const createToken = command(
  z.object({
    label: z.string().trim().min(1).max(80),
    days: empty(z.coerce.number().int().min(1).max(730).default(90)),
  }),
  async (ctx, actor, input, key): Promise<Result<{ tokenId: string; token: string; expiresAt: string }>> => {
    const made = await once(ctx, actor, key, 'create-token', input, async (db, submissionId) => {
      const expiresAt = new Date(ctx.now() + input.days * 86_400_000);
      const tokenId = randomUUID();
      await db.apiToken.create({
        data: {
          id: tokenId,
          hash: sha256(tokenText(ctx, submissionId)),
          label: input.label,
          userId: actor.id,
          expiresAt,
        },
      });
      return applied({ tokenId, submissionId, expiresAt: expiresAt.toISOString() });
    });
    if (made.kind !== 'applied') return made as Result<never>;
    const { submissionId, ...shown } = made.value;
    return applied({ ...shown, token: tokenText(ctx, submissionId) });
  },
);

const tokenText = ({ config }: Context, submissionId: string) =>
  `nc_${Buffer.from(sha256(`${config.secret}|token|${submissionId}|${config.secret}`), 'hex').toString('base64url')}`;

/** Takes a token of one's own back. */
export const revokeToken = command(z.object({ tokenId: id }), async (ctx, actor, { tokenId }) => {
  const { count } = await ctx.db.apiToken.deleteMany({ where: { id: tokenId, userId: actor.id } });
  return count ? applied({ tokenId }) : { kind: 'not-found' };
});

/** A mentor is reached by phone, everybody else signs in with an e-mail. */
function missing(role: Role, { phone, email }: { phone?: string | null; email?: string | null }) {
  if (role === 'mentor' && !phone)
    return invalid('/phone', 'missing', 'Người đồng hành cần số di động.', 'A mentor needs a mobile number.');
  if (role !== 'mentor' && !email)
    return invalid(
      '/email',
      'missing',
      'Vai trò này cần e-mail để đăng nhập.',
      'This role needs an e-mail to sign in.',
    );
  return null;
}

/** Whether somebody would be left without this mentor, or waits for their answer. */
async function accompanies(db: Db, mentorId: string): Promise<boolean> {
  const home = await db.followUp.count({ where: { mentorId, status: 'open' } });
  return home > 0 || (await db.handover.count({ where: { mentorId, status: 'open', followUp: null } })) > 0;
}

type Scope = Pick<
  Prisma.UserUncheckedCreateInput,
  'provinceId' | 'communeId' | 'centreId' | 'organisationId'
>;
const NOWHERE = { provinceId: null, communeId: null, centreId: null, organisationId: null };

/** The area of a role, complete: the province follows from the commune, the centre or the organisation. */
async function scopeOf(
  db: Db,
  role: Role,
  given: Scope,
): Promise<Scope | Extract<Result, { kind: 'invalid' }>> {
  const { provinceId, communeId, centreId, organisationId } = given;
  const lacks = (field: keyof Scope, vi: string, en: string) =>
    invalid(`/${field}`, given[field] ? 'not-a-choice' : 'missing', vi, en);
  if (role === 'admin') return NOWHERE;
  if (role === 'centre') {
    const centre = centreId && (await db.centre.findUnique({ where: { id: centreId } }));
    if (!centre) return lacks('centreId', 'Hãy chọn cơ sở.', 'Please choose the centre.');
    return { ...NOWHERE, centreId: centre.id, provinceId: centre.provinceId };
  }
  if (role === 'partner') {
    const partner = organisationId && (await db.organisation.findUnique({ where: { id: organisationId } }));
    if (!partner) return lacks('organisationId', 'Hãy chọn đơn vị.', 'Please choose the organisation.');
    return { ...NOWHERE, organisationId: partner.id, provinceId: partner.provinceId };
  }
  if (role === 'supervisor' && !communeId) {
    const province = provinceId && (await db.province.findUnique({ where: { id: provinceId } }));
    if (!province)
      return lacks('provinceId', 'Hãy chọn tỉnh hoặc xã.', 'Please choose the province or the commune.');
    return { ...NOWHERE, provinceId: province.id };
  }
  const commune = communeId && (await db.commune.findUnique({ where: { id: communeId } }));
  if (!commune) return lacks('communeId', 'Hãy chọn xã/phường.', 'Please choose the commune.');
  return { ...NOWHERE, communeId: commune.id, provinceId: commune.provinceId };
}

async function unlessTaken<T>(write: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') throw error;
    return invalid('/email', 'taken', 'E-mail này đã có tài khoản.', 'This e-mail has an account already.');
  }
}
