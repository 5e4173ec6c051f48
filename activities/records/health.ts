import type { Db } from '../../prisma/client';
import type { ReferralStep } from '../contract';
import { wordsOf } from './words';

/**
 * What an 'other' need is about, where it is about health: as it was asked for, or as the one it came out of was. The
 * engine is not told; a need passed on before 23 November 2026 has it in its id.
 */
export async function keepHealth(
  tx: Db,
  referralId: string,
  { kind, submissionId, followsId, requesterId }: NonNullable<ReferralStep['opened']>,
): Promise<void> {
  if (kind !== 'other') return;
  const before = followsId && (await tx.healthReferral.findUnique({ where: { referralId: followsId } }));
  const about = before
    ? before.kind
    : referralId.endsWith('/health')
      ? 'health'
      : await wordsOf(tx, submissionId, 'health');
  if (about) await tx.healthReferral.create({ data: { referralId, kind: about, recordedById: requesterId } });
}
