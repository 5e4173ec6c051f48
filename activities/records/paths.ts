import type { Instant } from '../../domain/calendar';
import type { JobStep, TrainingStatus, TrainingStep } from '../../domain/referral';
import type { Db } from '../../prisma/client';
import type { ReferralStep } from '../contract';
import { wordsOf } from './words';

/** What a step told of a course. Its name, its price and the certificate's number were kept with the submission. */
export async function writeTraining(
  tx: Db,
  id: string,
  step: ReferralStep,
  { told, ...course }: NonNullable<ReferralStep['training']>,
): Promise<void> {
  const words = (field: string) => wordsOf(tx, step.submissionId, field);
  if (told.step === 'enrolled') {
    await tx.training.create({
      data: {
        id,
        caseId: step.caseId,
        referralId: id,
        provinceId: step.provinceId,
        communeId: step.communeId,
        providerId: step.organisationId,
        place: course.place,
        trade: course.trade,
        course: await words('course'),
        costSupport: Number((await words('costSupport')) ?? 0),
        startsOn: new Date(course.startsOn),
        endsOn: new Date(course.endsOn),
        status: course.status,
      },
    });
    return;
  }
  await writeProgress(tx, id, { at: step.at, by: step.by, status: course.status, told, words });
}

/** A lesson, a certificate or a departure, of a course somebody was enrolled in. */
export async function writeProgress(
  tx: Db,
  id: string,
  about: {
    at: Instant;
    by?: string;
    status: TrainingStatus;
    told: Exclude<TrainingStep, { step: 'enrolled' }>;
    words: (field: string) => Promise<string | null>;
  },
): Promise<void> {
  const { told, words } = about;
  await tx.training.update({
    where: { id },
    data: { status: about.status, ...(await outcomeOf(told, words)) },
    select: { id: true },
  });
  if (told.step !== 'attended') return;
  const { on, present } = told;
  const session = { present, recordedAt: new Date(about.at), recordedById: about.by };
  await tx.trainingSession.upsert({
    where: { trainingId_heldOn: { trainingId: id, heldOn: new Date(on) } },
    create: { trainingId: id, heldOn: new Date(on), ...session },
    update: session,
  });
}

async function outcomeOf(told: TrainingStep, words: (field: string) => Promise<string | null>) {
  if (told.step === 'certified')
    return {
      certificate: told.certificate,
      certificateNumber: await words('number'),
      certifiedOn: new Date(told.on),
    };
  if (told.step === 'dropped-out') return { endedOn: new Date(told.on), dropReason: await words('reason') };
  return {};
}

/** What a step told of the way to a job; each date has a column of its own. */
export async function writePlacement(
  tx: Db,
  id: string,
  step: ReferralStep,
  { told, ...job }: NonNullable<ReferralStep['job']>,
): Promise<void> {
  const words = (field: string) => wordsOf(tx, step.submissionId, field);
  const dayOrNull = (day: string | null | undefined) => (day ? new Date(day) : null);
  const [first, last] = job.checks;
  const now = {
    ...(await factsOf(told, words)),
    stage: job.stage,
    nextCheckOn: dayOrNull(job.nextCheck),
    checked3On: dayOrNull(first),
    checked6On: dayOrNull(last),
    stableOn: job.stage === 'stable' ? dayOrNull(last) : null,
    provinceId: step.provinceId,
    communeId: step.communeId as string,
  };
  await tx.placement.upsert({
    where: { id },
    create: { id, caseId: step.caseId, ...now },
    update: now,
    select: { id: true },
  });
}

async function factsOf(told: JobStep, words: (field: string) => Promise<string | null>) {
  const on = new Date(told.on);
  switch (told.step) {
    case 'advised':
      return { advisedOn: on };
    case 'introduced':
      return {
        introducedOn: on,
        employerId: told.employerId,
        employerName: told.employerId ? null : await words('employer'),
      };
    case 'started': {
      const { trade, selfEmployed, employerId } = told;
      // Where nobody says otherwise it is the employer they were introduced to.
      const employerName = await words('employer');
      const employer = selfEmployed
        ? { employerId: null, employerName: null }
        : employerId || employerName
          ? { employerId, employerName: employerId ? null : employerName }
          : {};
      return { startedOn: on, trade, selfEmployed, ...employer };
    }
    case 'lost':
      return { lostOn: on, lostReason: await words('reason') };
    default:
      return {};
  }
}
