import { randomUUID } from 'node:crypto';
import { addDays } from '../../domain/calendar';
import type { ClassStep } from '../../domain/course';
import { policyInForce } from '../../domain/policy';
import { workflowId } from '../../workflows/contract';
import { PROVINCE, World } from '../support/world';

/** What somebody learns before the return: a class of the centre, and where its certificate leads. */
describe('a course in the centre', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  test('is told of by the centre; silence and absence reach a human; a certificate offers a job once the person is home', async () => {
    const { db, people } = world;
    const [stays, leaves] = [await world.handOver({ endIn: 60 }), await world.handOver({ endIn: 60 })];
    const home = await world.followUp(); // somebody who is home by the time the certificate is told
    const startsOn = await world.today();
    const courseId = randomUUID();
    const about = { centreId: 'CS1', provinceId: PROVINCE, trade: 'carpentry' as const };
    const endsOn = addDays(startsOn, 40);
    await db.course.create({
      data: {
        ...{ ...about, id: courseId, name: 'Mộc dân dụng', costSupport: 2_000_000, status: 'open' },
        ...{ startsOn: new Date(startsOn), endsOn: new Date(endsOn), openedById: people.centre },
      },
    });
    const course = workflowId.course(courseId);
    await world.say(course, 'openCourse', 'centre', {
      facts: { ...about, courseId, startsOn, endsOn, policy: policyInForce(startsOn) },
      caseIds: [stays, leaves, home],
    });
    await world.engine.settle();
    const row = () => db.course.findUniqueOrThrow({ where: { id: courseId } });
    expect(await row()).toMatchObject({ ownerId: people.centre, nextAction: 'training-attendance' });
    const training = (caseId: string) =>
      db.training.findUniqueOrThrow({ where: { id: `${caseId}/${courseId}` }, include: { sessions: true } });
    expect(await training(stays)).toMatchObject({
      place: 'centre',
      status: 'enrolled',
      costSupport: 2_000_000,
    });

    const tell = async (...told: [string, ClassStep][]) => {
      const submissionId = randomUUID();
      const payload = { [`number/${stays}`]: 'SC-17' };
      const kept = { id: submissionId, key: submissionId, hash: '', kind: 'tellCourse', payload };
      await db.submission.create({ data: kept });
      const one = told.map(([caseId, step]) => ({ caseId, told: step }));
      await world.say(course, 'tellCourse', 'centre', { told: one }, submissionId);
      await world.engine.settle();
    };
    const there = (n: number, present: boolean): ClassStep => ({
      ...{ step: 'attended', on: addDays(startsOn, n), present },
    });
    const openItems = (kind: string) =>
      db.escalationItem.findMany({ where: { closedAt: null, escalation: { kind } } });

    // Nobody tells of a lesson for two weeks: the centre was reminded, then the province hears of it.
    await world.engine.skip('16 days', '1 day');
    expect(await openItems('course-silent')).toMatchObject([{ id: courseId, what: 'course' }]);
    const silent = await db.escalation.findFirstOrThrow({ where: { kind: 'course-silent' } });
    expect(silent).toMatchObject({ responsibleId: people.centre, rung: 'province' });
    expect(world.mailbox.all.some(({ text }) => text.includes(`/community/courses/${courseId}`))).toBe(true);
    await tell(
      ...[1, 2, 3].map((n): [string, ClassStep] => [leaves, there(n, false)]),
      [stays, there(3, true)],
      [home, there(3, true)],
    );
    expect(await openItems('course-silent')).toEqual([]);
    expect((await training(leaves)).sessions).toHaveLength(3);

    // Three times absent: somebody asks, until it is clear what became of it.
    expect(await openItems('training-absent')).toMatchObject([{ caseId: leaves, what: 'course' }]);
    const on = await world.today();
    await tell([leaves, { step: 'dropped-out', on }]);
    expect(await openItems('training-absent')).toEqual([]);

    // Who is home is offered a job at once, who is not when the follow-up opens.
    const certified: ClassStep = { step: 'certified', on, certificate: 'elementary' };
    await tell([stays, certified], [home, certified]);
    expect(await row()).toMatchObject({ status: 'closed', nextDue: null });
    expect(await training(stays)).toMatchObject({ status: 'certified', certificateNumber: 'SC-17' });
    const offerOf = (caseId: string) =>
      db.referral.findMany({
        where: { followUpId: caseId },
        select: { kind: true, status: true, why: true },
      });
    const offered = [{ kind: 'job', status: 'draft', why: 'certificate' }];
    expect([await offerOf(home), await offerOf(stays)]).toEqual([offered, []]);
    const handover = workflowId.handover(stays);
    await world.say(handover, 'recordMilestone', 'officer', { milestone: 'proposal' });
    const decision = { milestone: 'decision' as const, mentorId: people.mentor };
    await world.say(handover, 'recordMilestone', 'officer', decision);
    await world.say(handover, 'answerMentorRequest', 'mentor', { accepts: true });
    await world.engine.skip('45 days', '5 days');
    await world.say(handover, 'recordMilestone', 'officer', { milestone: 'arrival' });
    await world.engine.settle();
    expect(await offerOf(stays)).toEqual(offered);
    expect(world.texts('mentor', stays).some((text) => /viec lam/.test(text))).toBe(true);
    expect(await world.timeline(stays)).toEqual(
      expect.arrayContaining(['training-enrolled', 'training-certified', 'referral-offered']),
    );
  });
});
