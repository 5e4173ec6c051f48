import { type Day, toDay } from '../domain/calendar';
import { type AnnouncedRow, type OverrideRow, overridesFor } from '../domain/overrides';
import { type Policy, policyInForce } from '../domain/policy';
import type { Db } from './client';

/** Every local value ever set, and the years announced; both are few. */
export async function policyRows(db: Db): Promise<{ overrides: OverrideRow[]; announced: AnnouncedRow[] }> {
  const [overrides, announced] = await Promise.all([db.policyOverride.findMany(), db.holidayYear.findMany()]);
  return {
    overrides: overrides.map(({ validFrom, validTo, ...row }) => ({
      ...row,
      validFrom: toDay(validFrom),
      validTo: validTo && toDay(validTo),
    })),
    announced,
  };
}

/** The policy in force on a day, by place: the law, the province's own values, the commune's over them. */
export async function policiesOn(
  db: Db,
  day: Day,
): Promise<(provinceId: string, communeId: string | null) => Policy> {
  const { overrides, announced } = await policyRows(db);
  const year = Number(day.slice(0, 4));
  const ahead = announced.filter((row) => row.year >= year && row.year <= year + 5);
  const known = new Map<string, Policy>();
  return (provinceId, communeId) => {
    const place = `${provinceId}/${communeId ?? ''}`;
    const policy =
      known.get(place) ?? policyInForce(day, overridesFor(overrides, provinceId, communeId, day, ahead));
    known.set(place, policy);
    return policy;
  };
}
