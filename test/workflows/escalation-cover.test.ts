import { addDays } from '../../domain/calendar';
import { workflowId } from '../../workflows/contract';
import { COMMUNE, PROVINCE, type Who, World } from '../support/world';

/** Supervisors who are away, covered or not there at all, and those who take it and let it lie. */
describe('the escalation reaches whoever is there', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  const open = (caseId: string) =>
    world.db.escalation.findFirstOrThrow({
      where: { items: { some: { caseId } }, status: { not: 'resolved' } },
      include: { items: true },
    });
  let mentors = 0;
  /** A first visit that nobody reports, told to the first rung: of a mentor who has nothing open yet. */
  const slip = async () => {
    await world.mondayMorning();
    mentors += 1;
    const { id } = await world.db.user.create({
      data: {
        role: 'mentor',
        name: `Người giúp đỡ ${mentors}`,
        phone: `+8490000010${mentors}`,
        provinceId: PROVINCE,
        communeId: COMMUNE,
      },
    });
    world.people.otherMentor = id;
    const caseId = await world.followUp({ mentor: 'otherMentor' });
    await world.engine.skip('12 days', '1 day');
    return caseId;
  };
  const resolve = async (caseId: string) => {
    const { id, items } = await open(caseId);
    const seen = items.filter((item) => !item.closedAt).map((item) => item.id);
    await world.say(workflowId.escalation(id), 'resolve', 'provinceSupervisor', { how: 'other', seen });
  };
  const away = async (who: Who, cover: Who | null, days = 60) => {
    const today = await world.today();
    return world.db.userCover.create({
      data: {
        userId: world.people[who],
        coverId: cover && world.people[cover],
        from: new Date(today),
        until: new Date(addDays(today, days)),
        reason: 'leave',
        createdBy: world.people[who],
      },
    });
  };
  const deactivate = (who: Who, active = false) =>
    world.db.user.update({ where: { id: world.people[who] }, data: { active } });

  test('five people of one mentor are one escalation, and its text says how many', async () => {
    await world.mondayMorning();
    const cases: string[] = [];
    for (let i = 0; i < 5; i++) cases.push(await world.followUp({ mentor: 'mentor' }));
    await world.engine.skip('16 days', '1 day');
    const escalation = await open(cases[0] as string);
    expect(new Set(escalation.items.map((item) => item.caseId))).toEqual(new Set(cases));
    expect(await world.db.escalation.count({ where: { kind: 'visit-missed' } })).toBe(1);
    expect(escalation.silence).toBe('silent');
    const last = world.twilio.all.filter((sms) => /Chua co tin ve/.test(sms.body)).at(-1);
    expect(last?.body).toMatch(/ va 4 nguoi khac\. Xin nhan xu ly/);
    await resolve(cases[0] as string);
  });

  test('a supervisor on leave is not written to; the cover is, and takes it', async () => {
    const leave = await away('communeSupervisor', 'provinceSupervisor');
    const caseId = await slip();
    expect(world.texts('communeSupervisor', caseId)).toEqual([]);
    expect(world.texts('provinceSupervisor', caseId)).toHaveLength(1);
    const escalation = await open(caseId);
    expect(escalation).toMatchObject({ level: 0, rung: 'commune', ownerId: world.people.provinceSupervisor });
    await world.say(workflowId.escalation(escalation.id), 'acknowledge', 'provinceSupervisor', {});
    await resolve(caseId);
    await world.db.userCover.delete({ where: { id: leave.id } });
  });

  test('without a cover the standing deputy hears of it', async () => {
    const leave = await away('communeSupervisor', null);
    const deputyId = world.people.provinceSupervisor;
    const of = { where: { id: world.people.communeSupervisor } };
    await world.db.user.update({ ...of, data: { deputyId } });
    const caseId = await slip();
    expect(world.texts('provinceSupervisor', caseId)).toHaveLength(1);
    expect(await open(caseId)).toMatchObject({ level: 0, ownerId: deputyId });
    await world.db.user.update({ ...of, data: { deputyId: null } });
    await world.db.userCover.delete({ where: { id: leave.id } });
    await resolve(caseId);
  });

  test('taken and then left lying it climbs again, and at the top the top hears of it anew', async () => {
    const caseId = await slip();
    const { id } = await open(caseId);
    await world.say(workflowId.escalation(id), 'acknowledge', 'communeSupervisor', {});
    const before = world.texts('provinceSupervisor', caseId).length;
    await world.engine.skip('4 days', '1 day');
    expect(world.texts('provinceSupervisor', caseId)).toHaveLength(before);
    await world.engine.skip('16 days', '1 day'); // five working days, also over Tết
    expect(world.texts('provinceSupervisor', caseId).length).toBeGreaterThan(before);
    expect(await open(caseId)).toMatchObject({ acknowledgedById: null });

    await world.engine.skip('30 days', '1 day'); // the ladder is spent: nobody is written to any more
    const spent = world.texts('provinceSupervisor', caseId).length;
    await world.say(workflowId.escalation(id), 'acknowledge', 'provinceSupervisor', {});
    await world.engine.skip('20 days', '1 day');
    expect(world.texts('provinceSupervisor', caseId)).toHaveLength(spent + 1);
    expect(await open(caseId)).toMatchObject({ status: 'open', rung: 'province' });
    await resolve(caseId);
  });

  test('with nobody on any rung it tries the top again until somebody is there, each rung once on the timeline', async () => {
    await deactivate('communeSupervisor');
    await deactivate('provinceSupervisor');
    const caseId = await slip();
    const told = (await world.timeline(caseId)).filter((kind) => kind.startsWith('escalation-'));
    expect(told.slice(0, 5)).toEqual([
      'escalation-raised',
      'escalation-told',
      'escalation-rung-empty',
      'escalation-climbed',
      'escalation-rung-empty',
    ]);
    expect(await open(caseId)).toMatchObject({ status: 'open', ownerId: null });
    await deactivate('provinceSupervisor', true);
    await world.engine.skip('4 days', '1 day');
    expect(world.texts('provinceSupervisor', caseId).length).toBeGreaterThan(0);
    await deactivate('communeSupervisor', true);
    await resolve(caseId);
    expect((await world.timeline(caseId)).at(-1)).toBe('escalation-resolved');
  });
});
