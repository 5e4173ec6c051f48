import { addDays, dayOf } from '../../domain/calendar';
import { workflowId } from '../../workflows/contract';
import { World } from '../support/world';

describe('the follow-up', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  const visits = (caseId: string) =>
    world.db.visit.findMany({ where: { followUpId: caseId }, orderBy: { seq: 'asc' } });
  const report = async (
    caseId: string,
    seq: number,
    more: object = {},
    who: 'mentor' | 'otherMentor' = 'mentor',
  ) =>
    world.say(workflowId.followUp(caseId), 'reportVisit', who, {
      seq,
      outcome: 'met',
      heldOn: await world.today(),
      needs: [],
      ...more,
    });

  test('reminds the mentor the day before, once, with a link of their own', async () => {
    const caseId = await world.followUp();
    const asked = world.texts('mentor', caseId).length;
    await world.engine.skip('7 days', '1 day');
    expect(world.texts('mentor', caseId).slice(asked)).toEqual([expect.stringMatching(/\/l\/\S+$/)]);
    expect(await visits(caseId)).toMatchObject([{ seq: 1, status: 'planned' }]);
  });

  test('a visit reported before its reminder is never reminded', async () => {
    const caseId = await world.followUp();
    const before = world.texts('mentor', caseId).length;
    await report(caseId, 1);
    await world.engine.skip('6 days', '1 day');
    const notices = await world.db.notice.findMany({
      where: { scope: workflowId.followUp(caseId) },
      orderBy: { id: 'asc' },
    });
    expect(notices.map((n) => n.status)).toEqual(['withdrawn', 'planned']);
    expect(world.texts('mentor', caseId).slice(before)).toEqual([]);
  });

  test('a visit not reported by the end of its grace is missed and escalates; a late report puts it to rest', async () => {
    const caseId = await world.followUp({ mentor: 'otherMentor' });
    const [first] = await visits(caseId);
    await world.engine.skipTo(new Date((first?.graceEndsAt.getTime() ?? 0) - 60_000), '1 day');
    expect(world.texts('communeSupervisor', caseId)).toHaveLength(0);
    await world.engine.skip('1 day', '12 hours');
    expect((await visits(caseId))[0]).toMatchObject({ status: 'missed' });
    expect(world.texts('communeSupervisor', caseId)).toHaveLength(1);

    await report(caseId, 1, { outcome: 'phone' }, 'otherMentor');
    await world.engine.settle();
    expect((await visits(caseId))[0]).toMatchObject({ status: 'late', outcome: 'phone' });
    expect(
      await world.db.escalation.findFirstOrThrow({ where: { items: { some: { caseId } } } }),
    ).toMatchObject({
      status: 'resolved',
      resolution: 'done-late',
    });
  });

  test('the day of a visit moves with its reminder', async () => {
    const caseId = await world.followUp();
    const on = addDays(await world.today(), 20);
    await world.say(workflowId.followUp(caseId), 'rescheduleVisit', 'officer', { seq: 1, on });
    const planned = await world.db.notice.findMany({
      where: { scope: workflowId.followUp(caseId), status: 'planned' },
    });
    expect(planned.map((n) => dayOf(n.notBefore.getTime()))).toEqual([addDays(on, -1)]);
  });

  test('another mentor takes over: their phone rings from now on', async () => {
    const caseId = await world.followUp();
    await world.say(workflowId.followUp(caseId), 'reassignMentor', 'officer', {
      mentorId: world.people.otherMentor,
    });
    const planned = await world.db.notice.findMany({
      where: { scope: workflowId.followUp(caseId), status: { in: ['planned', 'claimed', 'sent'] } },
      orderBy: { kind: 'asc' },
    });
    expect(planned.map((n) => [n.kind, n.recipientId])).toEqual([
      ['mentor-assigned', world.people.otherMentor],
      ['visit-reminder', world.people.otherMentor],
    ]);
    expect(await world.db.followUp.findUniqueOrThrow({ where: { id: caseId } })).toMatchObject({
      ownerId: world.people.otherMentor,
    });
  });

  test('refuses a report twice, from the future, or for a visit never planned', async () => {
    const caseId = await world.followUp();
    await report(caseId, 1);
    await expect(report(caseId, 1)).rejects.toThrow('refused: already-reported');
    await expect(report(caseId, 9)).rejects.toThrow('refused: unknown-visit');
    await expect(report(caseId, 2, { heldOn: addDays(await world.today(), 1) })).rejects.toThrow(
      'refused: in-the-future',
    );
  });
});
