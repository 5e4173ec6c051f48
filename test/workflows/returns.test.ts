import { addDays, dayOf } from '../../domain/calendar';
import { workflowId } from '../../workflows/contract';
import { COMMUNE, PROVINCE, World } from '../support/world';

describe('a handover that does not go straight', () => {
  let world: World;
  let elsewhere: string;
  beforeAll(async () => {
    world = await World.start();
    elsewhere = '14-yen-chau';
    await world.db.commune.create({
      data: { id: elsewhere, name: 'Yên Châu', kind: 'xã', provinceId: PROVINCE },
    });
  });
  afterAll(() => world.stop());

  const stateOf = (caseId: string) => world.db.handover.findUniqueOrThrow({ where: { id: caseId } });
  const planned = (caseId: string) =>
    world.db.notice.findMany({ where: { scope: workflowId.handover(caseId), status: 'planned' } });
  /** Days go by; what fell due on the way is carried out. */
  const wait = (days: number) => world.engine.skip(`${days} days`, '1 day');

  test('given back, it is the centre’s with a clock; late, a supervisor hears of it; sent on, the next commune is asked', async () => {
    const caseId = await world.handOver();
    const id = workflowId.handover(caseId);
    await world.say(id, 'returnCase', 'officer', { reason: 'not-resident' });
    await world.engine.settle();
    expect(await stateOf(caseId)).toMatchObject({
      standing: 'returned',
      returned: 'not-resident',
      communeId: null,
      nextAction: 'residence',
      ownerId: world.people.centre,
      accountableId: world.people.centre,
    });
    const mails = world.mailbox.inbox.items.filter((mail) => mail.subject.includes('cần xem lại'));
    expect(mails.length).toBeGreaterThan(0);

    await wait(5);
    const late = await world.db.escalationItem.findFirstOrThrow({ where: { id: `${caseId}/residence` } });
    expect(late.closedAt).toBeNull();

    await world.say(id, 'giveResidence', 'centre', { communeId: elsewhere, provinceId: PROVINCE });
    await world.engine.settle();
    expect(await stateOf(caseId)).toMatchObject({
      standing: 'awaiting-acceptance',
      returned: null,
      communeId: elsewhere,
    });
    expect(
      await world.db.escalationItem.findUniqueOrThrow({ where: { id: `${caseId}/residence` } }),
    ).toMatchObject({ closedAt: expect.any(Date) });
    const person = await world.db.person.findFirstOrThrow({ where: { handovers: { some: { id: caseId } } } });
    expect(person.communeId).toBe(elsewhere);
    expect(await world.timeline(caseId)).toEqual(
      expect.arrayContaining(['case-returned', 'overdue', 'residence-known']),
    );
  });

  test('an incomplete file is completed and sent again to the same commune; taken over, it cannot be given back', async () => {
    const caseId = await world.handOver();
    const id = workflowId.handover(caseId);
    await world.say(id, 'returnCase', 'officer', { reason: 'incomplete-file' });
    await expect(world.say(id, 'recordMilestone', 'officer', { milestone: 'acceptance' })).rejects.toThrow(
      'refused: not-yet',
    );
    await world.say(id, 'recordDocument', 'centre', { form: '19', signedOn: await world.today() });
    await world.say(id, 'resend', 'centre', {});
    await world.say(id, 'recordMilestone', 'officer', { milestone: 'proposal' });
    await expect(world.say(id, 'returnCase', 'officer', { reason: 'wrong-commune' })).rejects.toThrow(
      'refused: already-accepted',
    );
    expect(await stateOf(caseId)).toMatchObject({ accountableId: world.people.officer, communeId: COMMUNE });
    expect(await world.db.document.findMany({ where: { handoverId: caseId } })).toMatchObject([
      { form: '19', recordedById: world.people.centre },
    ]);
  });

  test('who does not come is told of three times and looked for step by step, until they come', async () => {
    const caseId = await world.handOver({ endIn: 0, centreKind: 'private' });
    const id = workflowId.handover(caseId);
    await world.say(id, 'recordMilestone', 'officer', { milestone: 'proposal' });
    await wait(4);
    expect(await stateOf(caseId)).toMatchObject({ standing: 'not-arrived', noShow: 'call-family' });
    await wait(4);
    const alerts = await world.db.notice.findMany({ where: { caseId, kind: 'not-arrived' } });
    expect(alerts.map((notice) => notice.status)).toEqual(['sent', 'sent', 'sent']);

    for (const step of ['call-family', 'look-at-home', 'ask-centre', 'report'] as const)
      await world.say(id, 'recordNoShowStep', 'officer', { step, found: false });
    expect(await stateOf(caseId)).toMatchObject({ standing: 'absent', noShow: 'check' });
    await wait(31);
    const overdue = await world.db.escalationItem.findMany({
      where: { caseId, id: { contains: 'no-show' }, closedAt: null },
    });
    expect(overdue).toHaveLength(1);

    await world.say(id, 'recordMilestone', 'officer', { milestone: 'arrival' });
    await world.engine.settle();
    expect(await stateOf(caseId)).toMatchObject({ standing: 'arrived-not-contacted', noShow: null });
    const left = await world.db.escalationItem.findMany({
      where: { caseId, closedAt: null, OR: [{ id: { contains: 'no-show' } }, { id: `${caseId}/arrival` }] },
    });
    expect(left).toEqual([]);
  });

  test('the end moved: the dates follow, the reminders planned for the old one are withdrawn', async () => {
    const caseId = await world.handOver({ endIn: 60 });
    const id = workflowId.handover(caseId);
    const before = (await planned(caseId)).map(({ key }) => key);
    const endDay = addDays(await world.today(), 80);
    await world.say(id, 'moveEnd', 'centre', { endDay });
    const { endOn } = await stateOf(caseId);
    expect(endOn).toEqual(new Date(endDay));
    const certificate = await world.db.milestone.findUniqueOrThrow({
      where: { id: `${caseId}/certificate` },
    });
    expect(dayOf((certificate.dueAt as Date).getTime() - 1)).toBe(endDay);
    const after = (await planned(caseId)).map(({ key }) => key);
    const ofTheEnd = (keys: string[]) => keys.filter((key) => /certificate|arrival|plan/.test(key));
    expect(ofTheEnd(before)).toHaveLength(3);
    expect(ofTheEnd(after)).toHaveLength(3);
    expect(ofTheEnd(after).filter((key) => before.includes(key))).toEqual([]);
  });

  test('a person who dies before the end: nothing is asked for any more, what was late is no longer needed', async () => {
    const caseId = await world.handOver({ endIn: 60 });
    const id = workflowId.handover(caseId);
    await wait(4);
    expect(await world.db.escalationItem.count({ where: { caseId, closedAt: null } })).toBeGreaterThan(0);
    await world.say(id, 'cancelHandover', 'centre', { reason: 'died' });
    await world.engine.settle();
    expect(await stateOf(caseId)).toMatchObject({
      status: 'cancelled',
      standing: 'cancelled',
      cancelled: 'died',
      nextAction: null,
      accountableId: null,
    });
    expect(await planned(caseId)).toEqual([]);
    expect(await world.db.escalationItem.count({ where: { caseId, closedAt: null } })).toBe(0);
    const { status } = await world.engine.client.workflow.getHandle(id).describe();
    expect(status.name).toBe('COMPLETED');
    await expect(world.say(id, 'recordMilestone', 'officer', { milestone: 'arrival' })).rejects.toThrow(
      'refused: closed',
    );
  });

  test('a minor: twelve months, and monitoring within a day of the decision', async () => {
    const caseId = await world.followUp({ minor: true, treatment: 'compulsory' });
    const { endsOn } = await world.db.followUp.findUniqueOrThrow({ where: { id: caseId } });
    const { endOn } = await stateOf(caseId);
    expect(endsOn.getUTCFullYear() - endOn.getUTCFullYear()).toBe(1);
    const monitoring = await world.db.milestone.findUniqueOrThrow({ where: { id: `${caseId}/monitoring` } });
    // Decided on a Monday morning: the guardian's day of grace runs out on Tuesday.
    expect(dayOf((monitoring.dueAt as Date).getTime() - 1)).toBe(addDays(await world.today(), 1));
  });

  test('no residence: a facility takes the person, its commune is told and its dossier has a date', async () => {
    const { id: facilityId } = await world.db.organisation.create({
      data: { name: 'Cơ sở bảo trợ', kind: 'facility', provinceId: PROVINCE },
    });
    const caseId = await world.handOver({ communeId: null, endIn: 40 });
    await world.say(workflowId.handover(caseId), 'giveFacility', 'centre', {
      facilityId,
      communeId: COMMUNE,
      provinceId: PROVINCE,
    });
    const { endOn, ...row } = await stateOf(caseId);
    expect(row).toMatchObject({ facilityId, communeId: COMMUNE, standing: 'awaiting-acceptance' });
    const dossier = await world.db.milestone.findUniqueOrThrow({ where: { id: `${caseId}/dossier` } });
    expect(dossier).toMatchObject({ status: 'open', ownerRole: 'centre' });
    const due = dayOf((dossier.dueAt as Date).getTime() - 1);
    expect(due).toBe(addDays(endOn.toISOString().slice(0, 10), -15));
  });

  test('the first contact late is told at its date and again at the latest, and the mentor’s report ends it', async () => {
    const caseId = await world.followUp({ seen: false });
    await wait(9);
    const item = () => world.db.escalationItem.findUnique({ where: { id: `${caseId}/first-contact` } });
    const first = await item();
    expect(first?.closedAt).toBeNull();
    await wait(25);
    expect((await item())?.dueAt.getTime()).toBeGreaterThan(first?.dueAt.getTime() ?? 0);
    const visit = await world.db.visit.findFirstOrThrow({
      where: { followUpId: caseId, status: 'planned' },
    });
    const heldOn = await world.today();
    await world.say(workflowId.followUp(caseId), 'reportVisit', 'mentor', {
      seq: visit.seq,
      outcome: 'met',
      heldOn,
      needs: [],
    });
    await world.engine.settle();
    expect((await item())?.closedAt).not.toBeNull();
    expect(await stateOf(caseId)).toMatchObject({ status: 'completed', standing: 'done' });
    expect(await world.timeline(caseId)).toContain('milestone-first-contact');
  });
});
