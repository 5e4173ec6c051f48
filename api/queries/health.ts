import { type HealthKind, seesHealth } from '../../domain/health';
import type { Db } from '../../prisma/client';
import type { Actor } from '../session';

/**
 * Referral id → what it is about, of those about health; none for who may not know. The only query that reads it: what
 * counts them tells of none (prisma/figures).
 */
export async function healthOf(
  db: Db,
  actor: Actor,
  referralIds: readonly string[],
): Promise<Map<string, HealthKind>> {
  if (!seesHealth(actor) || referralIds.length === 0) return new Map();
  const rows = await db.healthReferral.findMany({ where: { referralId: { in: [...referralIds] } } });
  return new Map(rows.map(({ referralId, kind }) => [referralId, kind as HealthKind]));
}
