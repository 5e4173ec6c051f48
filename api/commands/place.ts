import { z } from 'zod';
import { ORGANISATION_KINDS } from '../../domain/referral';
import { normaliseName } from '../../domain/vietnamese';
import { Prisma } from '../../prisma/client';
import { applied, invalid, type Result } from '../result';
import { command, deniedOffice } from './command';
import { id } from './fields';
import { once } from './submit';

const name = z.string().trim().min(2).max(120).transform(normaliseName);
const code = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[\w-]+$/);

export const createProvince = command(
  z.object({ id: code, name }),
  async (ctx, actor, input, key): Promise<Result<{ id: string }>> => {
    const no = deniedOffice(ctx, actor, 'manage-places');
    if (no) return no;
    return unlessTaken(() =>
      once(ctx, actor, key, 'create-province', input, async (db) =>
        applied({ id: (await db.province.create({ data: input })).id }),
      ),
    );
  },
);

export const createCommune = command(
  z.object({ id: code, name, kind: z.enum(['xã', 'phường', 'đặc khu']), provinceId: id }),
  async (ctx, actor, input, key): Promise<Result<{ id: string }>> => {
    const no = deniedOffice(ctx, actor, 'manage-places');
    if (no) return no;
    return unlessTaken(() =>
      once(ctx, actor, key, 'create-commune', input, async (db) =>
        applied({ id: (await db.commune.create({ data: input })).id }),
      ),
    );
  },
);

export const createCentre = command(
  z.object({ id: code, name, kind: z.enum(['public', 'private']), provinceId: id }),
  async (ctx, actor, input, key): Promise<Result<{ id: string }>> => {
    const no = deniedOffice(ctx, actor, 'manage-places');
    if (no) return no;
    return unlessTaken(() =>
      once(ctx, actor, key, 'create-centre', input, async (db) =>
        applied({ id: (await db.centre.create({ data: input })).id }),
      ),
    );
  },
);

export const createOrganisation = command(
  z.object({ name, kind: z.enum(ORGANISATION_KINDS), provinceId: id }),
  async (ctx, actor, input, key): Promise<Result<{ id: string }>> => {
    const no = deniedOffice(ctx, actor, 'manage-organisations');
    if (no) return no;
    return unlessTaken(() =>
      once(ctx, actor, key, 'create-organisation', input, async (db) =>
        applied({ id: (await db.organisation.create({ data: input })).id }),
      ),
    );
  },
);

async function unlessTaken<T>(write: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError)) throw error;
    if (error.code === 'P2002') return invalid('/id', 'taken', 'Mã này đã được dùng.', 'This code is taken.');
    if (error.code === 'P2003')
      return invalid('/provinceId', 'not-a-choice', 'Không có tỉnh này.', 'There is no such province.');
    throw error;
  }
}
