import { addDays, at, dayOf } from '../../domain/calendar';
import { END_REASONS } from '../../domain/follow-up';
import { workflowId } from '../../workflows/contract';
import { PROVINCE, World } from '../support/world';

const THERE = { communeId: '14-yen-chau', provinceId: PROVINCE };
const FAR_PHONE = '+84900000031';

describe('a follow-up that is interrupted, moved or ended', () => {
  let world: World;
  let farMentor: string;
  beforeAll(async () => {
    world = await World.start();
    const { db } = world;
    await db.commune.create({
      data: { id: THERE.communeId, name: 'Yên Châu', kind: 'xã', provinceId: PROVINCE },
    });
    const far = { communeId: THERE.communeId, provinceId: PROVINCE, language: 'vi' };
    await db.user.create({ data: { ...far, role: 'commune', name: 'Cán bộ nơi đến', phone: FAR_PHONE } });
    const mentor = await db.user.create({
      data: { ...far, role: 'mentor', name: 'Người giúp nơi đến', phone: '+84900000032' },
    });
    farMentor = mentor.id;
  });
  afterAll(() => world.stop());

  const row = (id: string) => world.db.followUp.findUniqueOrThrow({ where: { id } });
  const planned = (id: string) => world.db.visit.findMany({ where: { followUpId: id, status: 'planned' } });

  test('in hospital nobody is reminded; back home the remaining term goes on and nothing is replayed', async () => {
    const caseId = await world.followUp();
    const id = workflowId.followUp(caseId);
    const { endsOn } = await row(caseId);
    const from = await world.today();
    const before = world.texts('mentor', caseId).length;
    await world.say(id, 'pauseFollowUp', 'officer', { reason: 'hospital', from });
    expect(await planned(caseId)).toEqual([]);
    await world.engine.skip('40 days', '2 days');
    expect(world.texts('mentor', caseId)).toHaveLength(before);
    // Nobody looked after 30 days: that is a human's matter by now.
    expect(await row(caseId)).toMatchObject({
      paused: 'hospital',
      nextAction: 'check-pause',
      accountableRole: 'commune',
    });
    expect(world.texts('communeSupervisor', caseId)).not.toHaveLength(0);

    const on = await world.today();
    await world.say(id, 'resumeFollowUp', 'officer', { on });
    await world.engine.settle();
    expect(dayOf((await row(caseId)).endsOn.getTime())).toBe(addDays(dayOf(endsOn.getTime()), 40));
    expect(await planned(caseId)).toMatchObject([{ seq: 2, plannedOn: new Date(addDays(on, 7)) }]);
    expect(await world.db.visit.count({ where: { followUpId: caseId, status: 'missed' } })).toBe(0);
    expect(await world.db.escalationItem.count({ where: { caseId, closedAt: null } })).toBe(0);
  });

  test('a move is told at once; the origin goes on until the destination names a mentor', async () => {
    const caseId = await world.followUp();
    const id = workflowId.followUp(caseId);
    await world.say(id, 'moveAway', 'officer', { ...THERE, movedOn: await world.today() });
    await world.engine.settle();
    expect(world.twilio.all.filter((sms) => sms.to === FAR_PHONE)).toHaveLength(1);
    expect(await world.db.duty.findMany({ where: { followUpId: caseId, doneAt: null } })).toMatchObject([
      { kind: 'accept-move', communeId: THERE.communeId },
    ]);
    expect(await row(caseId)).toMatchObject({
      movingToId: THERE.communeId,
      accountableId: world.people.mentor,
    });

    await world.say(id, 'acceptMove', 'officer', { mentorId: farMentor });
    await world.engine.settle();
    expect(await row(caseId)).toMatchObject({
      communeId: THERE.communeId,
      movingToId: null,
      mentorId: farMentor,
      accountableId: farMentor,
    });
    expect(await world.db.handover.findUniqueOrThrow({ where: { id: caseId } })).toMatchObject({
      communeId: THERE.communeId,
    });
    expect(await planned(caseId)).toMatchObject([{ mentorId: farMentor }]);
  });

  test('after a move to another province its courier reminds the mentor there', async () => {
    const { db } = world;
    await db.province.create({ data: { id: '01', name: 'Hà Nội' } });
    const there = { communeId: '01-ha-dong', provinceId: '01' };
    await db.commune.create({
      data: { id: there.communeId, name: 'Hà Đông', kind: 'phường', provinceId: '01' },
    });
    const phone = '+84900000041';
    const { id: mentorId } = await db.user.create({
      data: { ...there, role: 'mentor', name: 'Người giúp ở phường', phone, language: 'vi' },
    });
    const caseId = await world.followUp();
    const id = workflowId.followUp(caseId);
    await world.say(id, 'moveAway', 'officer', { ...there, movedOn: await world.today() });
    await world.say(id, 'acceptMove', 'officer', { mentorId });
    const own = world.texts('mentor', caseId).length;
    await world.engine.skip('7 days', '1 day');
    expect(world.twilio.all.filter((sms) => sms.to === phone)).toHaveLength(2); // taking over, and the visit
    expect(world.texts('mentor', caseId)).toHaveLength(own);
    const notices = await db.notice.findMany({ where: { recipientId: mentorId } });
    expect(notices.map((n) => n.provinceId)).toEqual(['01', '01']);
  });

  test('a silent destination reaches its own supervisors; the origin learns that it declined', async () => {
    const caseId = await world.followUp();
    const id = workflowId.followUp(caseId);
    await world.say(id, 'moveAway', 'officer', { ...THERE, movedOn: await world.today() });
    await world.engine.skip('5 days', '1 day');
    const escalation = await world.db.escalation.findFirstOrThrow({
      where: { kind: 'move-silent', items: { some: { caseId } } },
    });
    expect(escalation).toMatchObject({ communeId: THERE.communeId, provinceId: PROVINCE });
    const officer = world.texts('officer', caseId).length;
    await world.say(id, 'declineMove', 'officer', {});
    await world.engine.settle();
    expect(world.texts('officer', caseId)).toHaveLength(officer + 1);
    expect(await world.db.escalationItem.count({ where: { caseId, closedAt: null } })).toBe(0);
  });

  test('whoever stands in is reminded between the two days, the mentor again afterwards', async () => {
    const caseId = await world.followUp();
    const id = workflowId.followUp(caseId);
    const today = await world.today();
    const other = () => world.texts('otherMentor', caseId).length;
    const own = world.texts('mentor', caseId).length;
    await world.say(id, 'coverMentor', 'officer', {
      mentorId: world.people.otherMentor,
      from: addDays(today, 1),
      until: addDays(today, 8),
    });
    await world.engine.skip('7 days', '1 day');
    expect(other()).toBe(2); // that they stand in, and the visit of the seventh day
    expect(world.texts('mentor', caseId)).toHaveLength(own);
    expect(await row(caseId)).toMatchObject({ coverId: world.people.otherMentor });
    await world.say(id, 'reportVisit', 'otherMentor', {
      seq: 1,
      outcome: 'met',
      heldOn: await world.today(),
      needs: [],
    });
    await world.engine.skip('6 days', '1 day');
    expect(await row(caseId)).toMatchObject({ coverId: null, accountableId: world.people.mentor });
    expect([other(), world.texts('mentor', caseId).length]).toEqual([2, own + 1]);
  });

  test('a mentor who is gone leaves nobody alone: the commune answers, is told, and when it is silent too a supervisor is', async () => {
    const caseId = await world.followUp();
    const id = workflowId.followUp(caseId);
    const told = world.texts('officer', caseId).length;
    await world.say(id, 'mentorGone', 'officer', { mentorId: world.people.mentor });
    await world.engine.settle();
    expect(world.texts('officer', caseId)).toHaveLength(told + 1);
    expect(await row(caseId)).toMatchObject({
      mentorId: null,
      accountableRole: 'commune',
      nextAction: 'name-mentor',
    });
    await world.engine.skip('3 days', '12 hours');
    expect(
      await world.db.escalation.findFirstOrThrow({ where: { items: { some: { caseId } } } }),
    ).toMatchObject({
      kind: 'mentor-missing',
    });
    await world.say(id, 'reassignMentor', 'officer', { mentorId: world.people.otherMentor });
    await world.engine.settle();
    expect(await row(caseId)).toMatchObject({ ownerId: world.people.otherMentor });
    expect(await world.db.escalationItem.count({ where: { caseId, closedAt: null } })).toBe(0);
  });

  test.each(END_REASONS)('after an end by %s nobody is texted about the person again', async (reason) => {
    const caseId = await world.followUp();
    const id = workflowId.followUp(caseId);
    const { id: organisationId } = await world.db.organisation.findFirstOrThrow();
    // The first visit is missed; a holiday may make its grace longer.
    const { graceEndsAt } = await world.db.visit.findFirstOrThrow({ where: { followUpId: caseId, seq: 1 } });
    await world.engine.skipTo(new Date(at(dayOf(graceEndsAt.getTime()), '10:00')), '2 days');
    await world.say(id, 'reportContact', 'mentor', {
      outcome: 'worry',
      on: await world.today(),
      topics: ['health'],
      needs: [
        { kind: 'training', organisationId },
        { kind: 'assessment', organisationId: null },
      ],
    });
    await world.engine.settle();
    await world.say(id, 'endFollowUp', 'officer', { reason });
    await world.engine.settle();
    const sent = () => world.db.message.count({ where: { caseId } });
    const before = await sent();
    await world.engine.skip('30 days', '2 days');
    expect(await sent()).toBe(before);
    expect(await row(caseId)).toMatchObject({
      status: 'closed',
      closedWhy: reason,
      nextDue: null,
      accountableRole: null,
    });
    expect(await world.db.referral.findMany({ where: { followUpId: caseId, closedAt: null } })).toEqual([]);
    expect(await world.db.notice.count({ where: { caseId, status: { in: ['planned', 'claimed'] } } })).toBe(
      0,
    );
    expect(await world.db.escalationItem.count({ where: { caseId, closedAt: null } })).toBe(0);
    // What was visited before is still worth knowing.
    await world.say(id, 'reportVisit', 'mentor', {
      seq: 1,
      outcome: 'phone',
      heldOn: await world.today(),
      needs: [],
    });
    await world.engine.settle();
    expect(await world.db.visit.findFirstOrThrow({ where: { followUpId: caseId, seq: 1 } })).toMatchObject({
      status: 'late',
    });
    expect(await sent()).toBe(before);
  });
});
