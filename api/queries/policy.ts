import { z } from 'zod';
import { type Day, dayOf } from '../../domain/calendar';
import { holidaysOf } from '../../domain/holidays';
import {
  type OverrideName,
  overrideProblem,
  overridesFor,
  PLACE_SETTINGS,
  rowsInForce,
  settable,
} from '../../domain/overrides';
import { may } from '../../domain/permission';
import { basisOf, camel, PARAMETERS, type ParameterName, policyInForce } from '../../domain/policy';
import { writeValue } from '../../domain/policy-text';
import { policyRows } from '../../prisma/policies';
import type { Context } from '../context';
import type { Actor } from '../session';
import { userNames } from './names';
import { moment } from './shapes';

/** A value during a time: of the law, of the province, or of the commune. */
const PolicyPeriod = z.object({
  id: z.string().nullable().meta({ description: 'Of a local value' }),
  by: z.enum(['law', 'shipped', 'province', 'commune']),
  value: z.unknown(),
  text: z.string().meta({ description: 'The value in the notation it is typed in' }),
  basis: z.string(),
  from: z.string(),
  to: z.string().nullable(),
  setBy: z.string().nullable(),
  setAt: moment.nullable(),
});
export type PolicyPeriod = z.infer<typeof PolicyPeriod>;

const PolicyLine = z.object({
  name: z.string(),
  unit: z.string().nullable(),
  confidence: z.enum(['C', 'L', 'U']).nullable(),
  /** In force; null: nothing is (a parameter of another time, or a setting nobody made). */
  now: PolicyPeriod.nullable(),
  canSet: z.boolean(),
  /** A local value the law has since taken out of local hands. */
  ignored: z.boolean(),
  history: z.array(PolicyPeriod),
});
export type PolicyLine = z.infer<typeof PolicyLine>;

export const PolicyTable = z.object({
  on: z.string(),
  version: z.string(),
  provinceId: z.string().nullable(),
  communeId: z.string().nullable(),
  canSet: z.boolean(),
  lines: z.array(PolicyLine),
  years: z.array(
    z.object({
      year: z.number(),
      off: z.array(z.string()),
      worked: z.array(z.string()),
      source: z.string(),
      confirmed: z.boolean(),
      announced: z.boolean(),
    }),
  ),
});
export type PolicyTable = z.infer<typeof PolicyTable>;

/**
 * Every parameter in force in a place on a day, with where it comes from and what it was before. Law and local values
 * are no secret: everybody signed in may read them, about their own place unless they name another.
 */
export async function policyTable(
  ctx: Context,
  actor: Actor,
  asked: { provinceId?: string; communeId?: string; on?: Day } = {},
): Promise<PolicyTable> {
  const on = asked.on ?? dayOf(ctx.now());
  const provinceId = asked.provinceId ?? actor.provinceId;
  const communeId = asked.communeId ?? (asked.provinceId ? null : actor.communeId);
  const { overrides, announced } = await policyRows(ctx.db);
  const mine = overrides.filter(
    (row) => row.provinceId === provinceId && (row.communeId === null || row.communeId === communeId),
  );
  const made = await ctx.db.policyOverride.findMany({ where: { id: { in: mine.map((row) => row.id) } } });
  const madeBy = new Map(made.map((row) => [row.id, row]));
  const names = await userNames(
    ctx.db,
    made.map((row) => row.createdById),
  );
  const places = overridesFor(overrides, provinceId ?? '', communeId, on, announced);
  const { params, version } = policyInForce(on, places);
  const inForce = rowsInForce(mine, provinceId ?? '', communeId, on);
  const open = new Set(settable(on));
  const canSet = Boolean(
    provinceId && (may(actor, 'manage-policy') || may(actor, 'set-policy', { provinceId })),
  );

  const local = (row: (typeof mine)[number]): PolicyPeriod => {
    const { createdById = null, createdAt = null, basis = '' } = madeBy.get(row.id) ?? {};
    return {
      id: row.id,
      by: row.communeId ? 'commune' : 'province',
      value: row.value,
      text: writeValue(row.name as OverrideName, row.value),
      basis,
      from: row.validFrom,
      to: row.validTo,
      setBy: (createdById && names.get(createdById)) ?? null,
      setAt: createdAt,
    };
  };
  const line = (name: OverrideName): PolicyLine => {
    const rows = PARAMETERS.filter((row) => row.name === name);
    const shipped = basisOf(name as ParameterName, on);
    const shippedPeriods = rows.map(
      (row): PolicyPeriod => ({
        id: null,
        by: row.local ? 'shipped' : 'law',
        value: row.value,
        text: writeValue(name, row.value),
        basis: row.basis,
        from: row.from,
        to: row.to ?? null,
        setBy: null,
        setAt: null,
      }),
    );
    const own = inForce.get(name);
    const ignored = Boolean(own && overrideProblem(name, own.value, on));
    const taken = own && !ignored && (!shipped || same(params[camel(name as ParameterName)], own.value));
    const shippedNow = shippedPeriods[rows.findIndex(({ from }) => from === shipped?.from)] ?? null;
    return {
      name,
      unit: shipped?.unit ?? null,
      confidence: shipped?.confidence ?? null,
      now: own && taken ? local(own) : shippedNow,
      canSet: canSet && open.has(name),
      ignored: Boolean(own && !taken),
      history: [...shippedPeriods, ...mine.filter((row) => row.name === name).map(local)].sort((a, b) =>
        a.from < b.from ? -1 : 1,
      ),
    };
  };
  const year = Number(on.slice(0, 4));
  return {
    on,
    version,
    provinceId,
    communeId,
    canSet,
    lines: [...new Set<OverrideName>([...PARAMETERS.map((row) => row.name), ...PLACE_SETTINGS])].map(line),
    years: [year, year + 1, year + 2].map((one) => ({
      year: one,
      ...plain(holidaysOf(one, { november24: places.november24, announced: places.announced })),
      announced: Boolean(places.announced?.[one]),
    })),
  };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const plain = ({ off, worked, source, confirmed }: ReturnType<typeof holidaysOf>) => ({
  off: [...off],
  worked: [...worked],
  source,
  confirmed,
});
