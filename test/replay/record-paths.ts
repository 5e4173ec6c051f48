import { randomUUID } from 'node:crypto';
import { addDays } from '../../domain/calendar';
import type { ClassStep } from '../../domain/course';
import { policyInForce } from '../../domain/policy';
import type { JobStep, TrainingStep } from '../../domain/referral';
import { workflowId } from '../../workflows/contract';
import { PROVINCE, type World } from '../support/world';

/**
 * A training with a class that is not told of, absences and a certificate; the job it offers, with its looks, one of them
 * late, until it is lost. Returns the ids of both runs.
 */
export async function learnThenWork(world: World): Promise<{ training: string; job: string }> {
  const caseId = await world.followUp();
  const { id: organisationId } = await world.db.organisation.findFirstOrThrow({ where: { kind: 'school' } });
  const need = { kind: 'training' as const, organisationId };
  await world.say(workflowId.followUp(caseId), 'referNeed', 'officer', need);
  await world.engine.settle();
  const training = workflowId.referral(`${caseId}/r1/training`);
  await world.say(training, 'moveReferral', 'partner', { to: 'accepted' });
  const startsOn = await world.today();
  const tell = async (step: TrainingStep) => world.say(training, 'tellTraining', 'partner', step as never);
  await tell({
    step: 'enrolled',
    place: 'community',
    trade: 'sewing',
    startsOn,
    endsOn: addDays(startsOn, 60),
  });
  await world.engine.skip('16 days', '1 day'); // nobody tells who was there
  for (const [day, present] of [
    [1, false],
    [2, false],
    [3, false],
    [4, true],
  ] as const)
    await tell({ step: 'attended', on: addDays(startsOn, day), present });
  await tell({ step: 'certified', on: await world.today(), certificate: 'elementary' });
  await world.engine.settle();

  const job = workflowId.referral(`${caseId}/r1/training/job`);
  const work = async (who: 'mentor' | 'officer', step: JobStep) =>
    world.say(job, 'tellJob', who, step as never);
  await world.say(job, 'moveReferral', 'mentor', { to: 'requested', organisationId: null });
  await world.say(job, 'moveReferral', 'officer', { to: 'accepted' });
  await work('officer', { step: 'advised', on: await world.today() });
  await work('officer', { step: 'introduced', on: await world.today(), employerId: null });
  const started = { trade: 'sewing', employerId: null, selfEmployed: false } as const;
  await work('mentor', { step: 'started', on: await world.today(), ...started });
  await world.engine.skip('112 days', '4 days'); // the first look is told of late
  await work('mentor', { step: 'still-there', on: await world.today() });
  await work('mentor', { step: 'lost', on: await world.today() });
  await world.engine.settle();
  return { training, job };
}

/** A class of two in the centre: silent, then absences, one who leaves and one with a certificate. Returns its run. */
export async function learnInside(world: World): Promise<string> {
  const [stays, leaves] = [await world.handOver(), await world.handOver()];
  const courseId = randomUUID();
  const startsOn = await world.today();
  const about = { centreId: 'CS1', provinceId: PROVINCE, trade: 'carpentry' as const };
  const days = { startsOn, endsOn: addDays(startsOn, 40) };
  await world.db.course.create({
    data: {
      ...{ ...about, id: courseId, name: 'Mộc', status: 'open', openedById: world.people.centre },
      ...{ startsOn: new Date(days.startsOn), endsOn: new Date(days.endsOn) },
    },
  });
  const id = workflowId.course(courseId);
  const facts = { ...about, ...days, courseId, policy: policyInForce(startsOn) };
  await world.say(id, 'openCourse', 'centre', { facts, caseIds: [stays, leaves] });
  await world.engine.settle();
  await world.engine.skip('16 days', '1 day');
  const tell = async (caseId: string, told: ClassStep) =>
    world.say(id, 'tellCourse', 'centre', { told: [{ caseId, told }] });
  for (const day of [1, 2, 3])
    await tell(leaves, { step: 'attended', on: addDays(startsOn, day), present: false });
  await tell(stays, { step: 'attended', on: addDays(startsOn, 3), present: true });
  await tell(leaves, { step: 'dropped-out', on: await world.today() });
  await tell(stays, { step: 'certified', on: await world.today(), certificate: 'other' });
  await world.engine.settle();
  return id;
}
