import { workflowId } from '../../workflows/contract';
import { World } from '../support/world';

describe('the escalation', () => {
  let world: World;
  let caseId: string;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  /** A first visit that nobody reports. */
  const slip = async (mentor: 'mentor' | 'otherMentor' = 'mentor') => {
    caseId = await world.followUp({ mentor });
    await world.engine.skip('14 days', '1 day');
    return escalationOf(caseId);
  };
  const escalationOf = (id: string) =>
    world.db.escalation.findFirstOrThrow({
      where: { items: { some: { caseId: id } } },
      include: { items: true },
      orderBy: { raisedAt: 'desc' },
    });

  test('climbs from the commune to the province while nobody acknowledges, by SMS and e-mail', async () => {
    const escalation = await slip();
    expect(escalation).toMatchObject({
      kind: 'visit-missed',
      status: 'open',
      responsibleId: world.people.mentor,
    });
    expect(world.texts('communeSupervisor', caseId).length).toBeGreaterThan(0);
    await world.engine.skip('4 days', '1 day');
    expect(world.texts('provinceSupervisor', caseId).length).toBeGreaterThan(0);
    const mails = world.mailbox.inbox.items.filter((mail) =>
      mail.to.includes('provincesupervisor@nhipcau.example'),
    );
    expect(mails.length).toBeGreaterThan(0);
  });

  test('acknowledging stops the climb, resolving says how, and neither is lost', async () => {
    const { id } = await escalationOf(caseId);
    await world.say(workflowId.escalation(id), 'acknowledge', 'communeSupervisor', {});
    const texts = world.texts('provinceSupervisor', caseId).length;
    expect(await escalationOf(caseId)).toMatchObject({
      status: 'acknowledged',
      acknowledgedById: world.people.communeSupervisor,
    });
    await world.engine.skip('2 days', '1 day');
    expect(world.texts('provinceSupervisor', caseId)).toHaveLength(texts);

    const seen = (await escalationOf(caseId)).items.filter((item) => !item.closedAt).map((item) => item.id);
    await world.say(workflowId.escalation(id), 'resolve', 'communeSupervisor', {
      how: 'mentor-reminded',
      seen,
    });
    expect(await escalationOf(caseId)).toMatchObject({
      status: 'resolved',
      resolution: 'mentor-reminded',
      openKey: null,
    });
    await expect(
      world.say(workflowId.escalation(id), 'acknowledge', 'communeSupervisor', {}),
    ).rejects.toThrow('refused: closed');
  });

  test('one mentor with two missed visits is one escalation with two items; resolving without having seen both is refused', async () => {
    const first = await slip();
    const second = await world.followUp();
    await world.engine.skip('14 days', '1 day');
    const both = await escalationOf(second);
    expect(both.items.filter((item) => !item.closedAt).length).toBeGreaterThan(1);
    expect(both.id).toBe(first.id);
    await expect(
      world.say(workflowId.escalation(both.id), 'resolve', 'communeSupervisor', {
        how: 'other',
        seen: [both.items[0]?.id ?? ''],
      }),
    ).rejects.toThrow('refused: stale');
  });

  test('a rung without anybody is climbed over at once, and the timeline says so', async () => {
    await world.db.user.update({ where: { id: world.people.communeSupervisor }, data: { active: false } });
    await slip('otherMentor');
    expect(await world.timeline(caseId)).toContain('escalation-rung-empty');
    expect(world.texts('provinceSupervisor', caseId).length).toBeGreaterThan(0);
    await world.db.user.update({ where: { id: world.people.communeSupervisor }, data: { active: true } });
  });
});
