import { z } from 'zod';
import { addDays, type Day, dayOf, isDay } from '../../domain/calendar';
import {
  type OverrideName,
  overrideProblem,
  overridesFor,
  PLACE_SETTINGS,
  PROVINCE_WIDE,
  rowsInForce,
} from '../../domain/overrides';
import { may } from '../../domain/permission';
import { readValue } from '../../domain/policy-text';
import { formatDay } from '../../domain/vietnamese';
import { PARAMETER_LABELS, problemText } from '../../domain/wording/policy';
import { type Db, Prisma } from '../../prisma/client';
import { policyRows } from '../../prisma/policies';
import type { Context } from '../context';
import { applied, invalid, type Result } from '../result';
import type { Actor } from '../session';
import { command, type Denied, deniedOffice, notThisRole } from './command';
import { day, empty, id } from './fields';
import { once } from './submit';

/** The supervisor of the province sets its values, the administrator anybody's. */
export function deniedPolicy(ctx: Context, actor: Actor, provinceId: string): Denied | null {
  if (may(actor, 'manage-policy') || may(actor, 'set-policy', { provinceId })) return null;
  return notThisRole(ctx, actor, 'set-policy');
}

/** A local value from a day on; of the whole province, or of one commune. Days gone by are never changed. */
export const setOverride = command(
  z.object({
    provinceId: empty(id.optional()),
    communeId: empty(id.optional()),
    name: z.enum(Object.keys(PARAMETER_LABELS) as [OverrideName, ...OverrideName[]]),
    value: z.unknown().meta({ description: 'The value, or as text in the notation of the screens' }),
    basis: z.string().trim().min(5).max(300).meta({ description: 'The decision it rests on' }),
    validFrom: day,
    validTo: empty(day.optional()),
  }),
  async (ctx, actor, input, key): Promise<Result<{ id: string }>> => {
    const provinceId = input.provinceId ?? actor.provinceId;
    if (!provinceId) return invalid('/provinceId', 'missing', 'Hãy chọn tỉnh.', 'Choose the province.');
    const no = deniedPolicy(ctx, actor, provinceId);
    if (no) return no;
    return once(ctx, actor, key, 'set-policy', input, async (db) => {
      const { communeId = null, name, basis, validFrom, validTo = null } = input;
      const value = typeof input.value === 'string' ? readValue(name, input.value) : input.value;
      const wrong =
        (await wrongPlace(db, provinceId, communeId, name)) ??
        wrongTime(ctx, validFrom, validTo) ??
        (await wrongValue(db, { provinceId, communeId, name, value, validFrom }));
      if (wrong) return wrong;
      const row = await db.policyOverride.create({
        data: {
          provinceId,
          communeId,
          name,
          value: value === null ? Prisma.JsonNull : (value as Prisma.InputJsonValue),
          basis,
          validFrom: new Date(validFrom),
          validTo: validTo && new Date(validTo),
          createdById: actor.id,
        },
      });
      return applied({ id: row.id });
    });
  },
);

/** Ends a local value with a day; one that has not begun may be ended before it begins. Nothing is deleted. */
export const endOverride = command(
  z.object({ overrideId: id, validTo: day }),
  async (ctx, actor, input, key): Promise<Result<{ id: string }>> => {
    const { overrideId, validTo } = input;
    const row = await ctx.db.policyOverride.findUnique({ where: { id: overrideId } });
    if (!row || (actor.role === 'supervisor' && row.provinceId !== actor.provinceId))
      return { kind: 'not-found' };
    const no = deniedPolicy(ctx, actor, row.provinceId);
    if (no) return no;
    const yesterday = addDays(dayOf(ctx.now()), -1);
    if (validTo < yesterday) return past('/validTo');
    return once(ctx, actor, key, 'end-policy', input, async (db) => {
      const { count } = await db.policyOverride.updateMany({
        where: { id: overrideId, OR: [{ validTo: null }, { validTo: { gt: new Date(yesterday) } }] },
        data: { validTo: new Date(validTo), endedAt: new Date(ctx.now()), endedById: actor.id },
      });
      return count ? applied({ id: overrideId }) : { kind: 'refused', code: 'already-done' };
    });
  },
);

const days = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(/[\s,;]+/).filter(Boolean))])
  .pipe(
    z
      .array(
        z
          .string()
          .refine(isDay, { params: { vi: 'Có chỗ không phải là ngày.', en: 'Not all of these are days.' } }),
      )
      .max(60),
  );

/** A year of public holidays as announced by the Prime Minister; the latest entry of a year counts. */
export const announceYear = command(
  z.object({
    year: z.coerce.number().int().min(2026).max(2100),
    off: days.meta({ description: 'Rest days from Monday to Friday' }),
    worked: days.meta({ description: 'Weekend days worked in exchange' }),
    source: z.string().trim().min(5).max(300),
  }),
  async (ctx, actor, input, key): Promise<Result<{ id: string }>> => {
    const no = deniedOffice(ctx, actor, 'manage-policy');
    if (no) return no;
    for (const field of ['off', 'worked'] as const) {
      const stray = input[field].find((one) => !one.startsWith(`${input.year}-`));
      if (stray)
        return invalid(
          `/${field}`,
          'invalid',
          `${formatDay(stray)} không thuộc năm ${input.year}.`,
          `${formatDay(stray)} is not in ${input.year}.`,
        );
    }
    if (input.off.length < 8)
      return invalid(
        '/off',
        'too-short',
        'Một năm có ít nhất 8 ngày nghỉ lễ.',
        'A year has at least 8 holidays.',
      );
    return once(ctx, actor, key, 'announce-year', input, async (db) => {
      const sorted = { off: [...new Set(input.off)].sort(), worked: [...new Set(input.worked)].sort() };
      const row = await db.holidayYear.create({ data: { ...input, ...sorted, createdById: actor.id } });
      return applied({ id: row.id });
    });
  },
);

async function wrongPlace(db: Db, provinceId: string, communeId: string | null, name: OverrideName) {
  if (communeId && PROVINCE_WIDE.includes(name))
    return invalid(
      '/communeId',
      'not-a-choice',
      'Báo cáo của tỉnh tính theo mục này: chỉ đặt cho cả tỉnh.',
      'The province reports by this: it is set for the whole province only.',
    );
  const place = communeId
    ? await db.commune.findFirst({ where: { id: communeId, provinceId } })
    : await db.province.findUnique({ where: { id: provinceId } });
  if (place) return null;
  return communeId
    ? invalid('/communeId', 'not-a-choice', 'Xã này không thuộc tỉnh.', 'Not a commune of this province.')
    : invalid('/provinceId', 'not-a-choice', 'Không có tỉnh này.', 'There is no such province.');
}

function wrongTime(ctx: Context, validFrom: Day, validTo: Day | null) {
  if (validFrom < dayOf(ctx.now())) return past('/validFrom');
  if (validTo && validTo < validFrom)
    return invalid('/validTo', 'invalid', 'Ngày cuối trước ngày đầu.', 'It ends before it begins.');
  return null;
}

const past = (pointer: string) =>
  invalid(
    pointer,
    'in-the-past',
    'Ngày đã qua không sửa được; hãy chọn từ hôm nay.',
    'Days gone by cannot be changed; choose today or later.',
  );

/** Beyond its limits, or at odds with another value of the place. */
async function wrongValue(
  db: Db,
  row: { provinceId: string; communeId: string | null; name: OverrideName; value: unknown; validFrom: Day },
) {
  const { provinceId, communeId, name, value, validFrom } = row;
  const problem = overrideProblem(name, value, validFrom);
  if (problem) {
    const { vi, en } = problemText(problem);
    return invalid('/value', problem.code, vi, en);
  }
  const { overrides } = await policyRows(db);
  const all = [...overrides, { ...row, id: '~', validTo: null }];
  const { params = {} } = overridesFor(all, provinceId, communeId, validFrom);
  const meant = [...rowsInForce(all, provinceId, communeId, validFrom)].filter(
    ([own, { value: set }]) => !isPlaceSetting(own) && !overrideProblem(own, set, validFrom),
  );
  if (meant.length === Object.keys(params).length) return null;
  return invalid(
    '/value',
    'does-not-fit',
    'Không khớp với một mục khác đang có hiệu lực ở đây.',
    'Does not fit with another value in force here.',
  );
}

const isPlaceSetting = (name: string) => (PLACE_SETTINGS as readonly string[]).includes(name);
