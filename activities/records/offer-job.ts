import type { Policy } from '../../domain/policy';
import type { RecordDeps } from './deps';

/**
 * A certificate from the centre offers a job, as one from the community does; but no referral runs before the return. So
 * it is looked for twice, when the certificate is told and when the follow-up opens, and begun once: by its id.
 */
export async function offerJobs({ db, engine }: RecordDeps, caseId: string): Promise<void> {
  const certified = await db.training.findMany({
    where: { caseId, courseId: { not: null }, status: 'certified' },
    select: { id: true, inCourse: { select: { openedById: true } } },
  });
  if (certified.length === 0) return;
  const followUp = await db.followUp.findFirst({
    where: { id: caseId, status: 'open' },
    select: { communeId: true, provinceId: true, mentorId: true, handover: { select: { policy: true } } },
  });
  if (!followUp) return;
  const { handover, ...place } = followUp;
  for (const { id, inCourse } of certified)
    await engine.offerReferral({
      ...{ ...place, caseId, referralId: `${id}/job`, kind: 'job', why: 'certificate', followsId: id },
      ...{ requesterId: inCourse?.openedById ?? '', organisationId: null, asked: [] },
      policy: handover.policy as unknown as Policy,
    });
}
