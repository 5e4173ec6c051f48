import { addDays, at } from '../../domain/calendar';
import { QUEUES, workflowId } from '../../workflows/contract';
import { COMMUNE, PROVINCE, World } from '../support/world';

describe('the courier', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  test('what is asked at night is told in the morning, and at once when it is day', async () => {
    await world.engine.skipTo(new Date(at(await world.today(), '23:30')), '4 hours');
    const caseId = await world.handOver();
    const id = workflowId.handover(caseId);
    await world.say(id, 'recordMilestone', 'officer', { milestone: 'proposal' });
    await world.say(id, 'recordMilestone', 'officer', {
      milestone: 'decision',
      mentorId: world.people.mentor,
    });
    await world.engine.settle();
    expect(world.texts('mentor', caseId)).toEqual([]);

    await world.engine.skipTo(new Date(at(addDays(await world.today(), 1), '07:01')), '4 hours');
    expect(world.texts('mentor', caseId)).toHaveLength(1);
    await world.say(id, 'answerMentorRequest', 'mentor', { accepts: false });
    await world.say(id, 'nameMentor', 'officer', { mentorId: world.people.otherMentor });
    await world.engine.settle();
    expect(world.texts('otherMentor', caseId)).toHaveLength(1);
  });

  test('sleeps until the earliest notice, and a poke with an earlier one wakes it', async () => {
    const { wakesAt } = await world.db.courier.findUniqueOrThrow({ where: { provinceId: PROVINCE } });
    const first = await world.db.notice.findFirstOrThrow({
      where: { status: 'planned' },
      orderBy: { notBefore: 'asc' },
    });
    expect(wakesAt).toEqual(first.notBefore);
    const caseId = await world.handOver({ communeId: COMMUNE });
    await world.engine.settle();
    const mails = world.mailbox.inbox.items.filter((mail) =>
      mail.subject.includes(caseId.slice(0, 5).toUpperCase()),
    );
    expect(mails).toHaveLength(1);
  });
});

describe('the reconciler', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  const reconcile = async () => {
    const handle = await world.engine.client.workflow.start('reconcile', {
      taskQueue: QUEUES.reconcile,
      workflowId: `reconcile-${Math.random()}`,
    });
    await handle.result();
  };

  test('delivers what was taken while the engine was out of reach, once', async () => {
    const caseId = await world.handOver();
    const submission = await world.db.submission.create({
      data: {
        key: 'taken in an outage',
        hash: '-',
        kind: 'recordMilestone',
        caseId,
        workflowId: workflowId.handover(caseId),
        update: 'recordMilestone',
        payload: {},
        args: { submissionId: 'later', by: world.people.officer, milestone: 'proposal' },
        createdAt: new Date((await world.engine.now()).getTime() - 60_000),
      },
    });
    await reconcile();
    await reconcile();
    expect(await world.db.submission.findUniqueOrThrow({ where: { id: submission.id } })).toMatchObject({
      status: 'applied',
    });
    expect((await world.timeline(caseId)).filter((kind) => kind === 'milestone-proposal')).toHaveLength(1);
  });

  test('what the rules meanwhile refuse is said on the case', async () => {
    const caseId = await world.handOver();
    await world.db.submission.create({
      data: {
        key: 'too early',
        hash: '-',
        kind: 'recordMilestone',
        caseId,
        workflowId: workflowId.handover(caseId),
        update: 'recordMilestone',
        payload: {},
        args: { submissionId: 'too-early', by: world.people.centre, milestone: 'handout' },
        createdAt: new Date((await world.engine.now()).getTime() - 60_000),
      },
    });
    await reconcile();
    expect(await world.timeline(caseId)).toContain('submission-refused');
  });
});
