import { workflowId } from '../../workflows/contract';
import { World } from '../support/world';

describe('the handover', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  const stateOf = (caseId: string) => world.db.handover.findUniqueOrThrow({ where: { id: caseId } });

  test('goes from the notice to the arrival and starts the follow-up by itself', async () => {
    const caseId = await world.handOver({ endIn: 40 });
    const id = workflowId.handover(caseId);
    expect(await stateOf(caseId)).toMatchObject({
      status: 'open',
      late: false,
      ownerId: world.people.officer,
      nextAction: 'acceptance',
      accountableId: world.people.centre,
      standing: 'awaiting-acceptance',
    });

    await world.say(id, 'recordMilestone', 'officer', { milestone: 'acceptance' });
    expect(await stateOf(caseId)).toMatchObject({ accountableId: world.people.officer });
    await world.say(id, 'recordMilestone', 'officer', { milestone: 'proposal' });
    await world.say(id, 'recordMilestone', 'officer', {
      milestone: 'decision',
      mentorId: world.people.mentor,
    });
    await world.engine.settle();
    expect(world.texts('mentor', caseId)).toEqual([expect.stringContaining('/l/')]);
    await world.say(id, 'recordMilestone', 'officer', { milestone: 'monitoring' });
    expect(await stateOf(caseId)).toMatchObject({
      ownerRole: 'mentor',
      ownerId: world.people.mentor,
      nextAction: 'mentor',
      accountableId: world.people.officer,
    });

    await world.say(id, 'answerMentorRequest', 'mentor', { accepts: true });
    await world.say(id, 'recordMilestone', 'officer', { milestone: 'team' });
    await world.say(id, 'recordMilestone', 'centre', { milestone: 'plan' });
    await world.say(id, 'recordMilestone', 'centre', { milestone: 'certificate' });
    await world.say(id, 'recordMilestone', 'centre', { milestone: 'handout' });
    expect(await stateOf(caseId)).toMatchObject({ standing: 'papers-done-person-unseen' });
    await world.say(id, 'recordMilestone', 'officer', { milestone: 'arrival' });
    await world.engine.settle();
    expect(await stateOf(caseId)).toMatchObject({
      status: 'open',
      standing: 'arrived-not-contacted',
      accountableId: world.people.mentor,
    });

    const first = { seq: 1, outcome: 'met' as const, heldOn: await world.today(), needs: [] };
    await world.say(workflowId.followUp(caseId), 'reportVisit', 'mentor', first);
    await world.engine.settle();
    expect(await stateOf(caseId)).toMatchObject({ status: 'completed', standing: 'done', nextDue: null });
    expect(await world.db.followUp.findUniqueOrThrow({ where: { id: caseId } })).toMatchObject({
      status: 'open',
      mentorId: world.people.mentor,
      ownerId: world.people.mentor,
    });
  });

  test('a mentor who declines makes it the commune’s turn again, and the next mentor is asked', async () => {
    const caseId = await world.handOver();
    const id = workflowId.handover(caseId);
    await world.say(id, 'recordMilestone', 'officer', { milestone: 'proposal' });
    await world.say(id, 'recordMilestone', 'officer', {
      milestone: 'decision',
      mentorId: world.people.mentor,
    });
    await world.say(id, 'answerMentorRequest', 'mentor', { accepts: false });
    await world.engine.settle();
    expect(await stateOf(caseId)).toMatchObject({
      mentorId: null,
      ownerId: world.people.officer,
      accountableId: world.people.officer,
      standing: 'awaiting-mentor',
    });
    expect(world.texts('officer', caseId).length).toBeGreaterThan(0);

    await world.say(id, 'nameMentor', 'officer', { mentorId: world.people.otherMentor });
    await world.engine.settle();
    expect(world.texts('otherMentor', caseId)).toHaveLength(1);
    await expect(world.say(id, 'answerMentorRequest', 'mentor', { accepts: true })).rejects.toThrow(
      'refused: not-asked',
    );
  });

  test('two people answering at once: the second is told that it is done', async () => {
    const caseId = await world.handOver();
    const id = workflowId.handover(caseId);
    const both = await Promise.allSettled([
      world.say(id, 'recordMilestone', 'officer', { milestone: 'proposal' }),
      world.say(id, 'recordMilestone', 'communeSupervisor', { milestone: 'proposal' }),
    ]);
    expect(both.map((b) => b.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((b) => b.status === 'rejected')).toMatchObject({
      reason: new Error('refused: already-done'),
    });
  });

  test('the same command sent twice is carried out once', async () => {
    const caseId = await world.handOver();
    const id = workflowId.handover(caseId);
    await world.say(id, 'recordMilestone', 'officer', { milestone: 'proposal' }, 'submission-1');
    await world.say(id, 'recordMilestone', 'officer', { milestone: 'proposal' }, 'submission-1');
    expect((await world.timeline(caseId)).filter((kind) => kind === 'milestone-proposal')).toHaveLength(1);
  });

  test('a person without a residence waits with the centre until the commune is known', async () => {
    const caseId = await world.handOver({ communeId: null });
    expect(await stateOf(caseId)).toMatchObject({
      communeId: null,
      ownerRole: 'centre',
      nextAction: 'residence',
    });
    await world.say(workflowId.handover(caseId), 'giveResidence', 'centre', {
      communeId: '14-mai-son',
      provinceId: '14',
    });
    expect(await stateOf(caseId)).toMatchObject({
      communeId: '14-mai-son',
      ownerRole: 'commune',
      nextAction: 'acceptance',
    });
  });

  test('a late start is flagged, compressed to the next working day and not refused', async () => {
    const caseId = await world.handOver({ endIn: -3 });
    expect(await stateOf(caseId)).toMatchObject({ late: true, status: 'open' });
  });

  test('a step not done by its date reaches the commune’s supervisor', async () => {
    const caseId = await world.handOver();
    await world.engine.skip('4 days', '1 day');
    expect(await world.timeline(caseId)).toEqual(expect.arrayContaining(['overdue', 'escalation-raised']));
    const escalation = await world.db.escalation.findFirstOrThrow({ where: { items: { some: { caseId } } } });
    expect(escalation).toMatchObject({
      kind: 'milestone-overdue',
      status: 'open',
      responsibleId: world.people.officer,
    });
    const told = await world.db.notice.findMany({
      where: { scope: workflowId.escalation(escalation.id) },
      orderBy: { id: 'asc' },
    });
    expect(told[0]).toMatchObject({ recipientId: world.people.communeSupervisor, status: 'sent' });
  });
});
