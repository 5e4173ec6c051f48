import { randomUUID } from 'node:crypto';
import { visitId } from '../../domain/follow-up';
import { workflowId } from '../../workflows/contract';
import { World } from '../support/world';

describe('what is told when the process has ended', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  const papers = (caseId: string) =>
    world.db.document.findMany({ where: { handoverId: caseId }, orderBy: { form: 'asc' } });
  const report = { outcome: 'met' as const, topics: [] };
  const words = async (caseId: string, payload: object) => {
    const id = randomUUID();
    await world.db.submission.create({ data: { id, key: id, hash: '', kind: 'test', caseId, payload } });
    return id;
  };

  test('a paper that comes after the last step is in the file, once, with its number', async () => {
    const caseId = await world.followUp();
    const id = workflowId.handover(caseId);
    const signedOn = await world.today();
    const { closedAt } = await world.db.handover.findUniqueOrThrow({ where: { id: caseId } });
    expect(closedAt).not.toBeNull();
    const submissionId = await words(caseId, { number: '17/QĐ' });
    for (let twice = 0; twice < 2; twice++)
      await world.say(id, 'recordDocument', 'centre', { form: '50', signedOn }, submissionId);
    expect(await papers(caseId)).toMatchObject([
      { form: '50', number: '17/QĐ', signedOn: new Date(signedOn) },
    ]);
    const told = (await world.timeline(caseId)).filter((kind) => kind === 'document-recorded');
    expect(told).toHaveLength(1);
    await expect(
      world.say(id, 'recordDocument', 'centre', { form: '51', signedOn: '2199-01-01' }),
    ).rejects.toThrow('in-the-future');
    await expect(world.say(id, 'recordMilestone', 'centre', { milestone: 'plan' })).rejects.toThrow('closed');
  });

  test('of a return that was stopped no paper is taken', async () => {
    const caseId = await world.handOver();
    const id = workflowId.handover(caseId);
    await world.say(id, 'cancelHandover', 'centre', { reason: 'died' });
    await world.engine.settle();
    const paper = { form: '50' as const, signedOn: await world.today() };
    await expect(world.say(id, 'recordDocument', 'centre', paper)).rejects.toThrow('closed');
    expect(await papers(caseId)).toEqual([]);
  });

  test('the papers of a move are in the file like the others', async () => {
    const caseId = await world.followUp();
    const id = workflowId.followUp(caseId);
    const there = { communeId: '14-yen-chau', provinceId: '14' };
    await world.db.commune.create({
      data: { id: there.communeId, name: 'Yên Châu', kind: 'xã', provinceId: '14' },
    });
    const told = await world.today();
    await world.say(id, 'moveAway', 'officer', { ...there, movedOn: told });
    await world.say(id, 'acceptMove', 'officer', { mentorId: world.people.otherMentor });
    await world.engine.settle();
    expect(await papers(caseId)).toMatchObject([
      { form: '54', signedOn: new Date(told) },
      { form: '60', signedOn: new Date(told) },
    ]);
  });

  test('a visit is reported however late, once, and what it answers is closed', async () => {
    const caseId = await world.followUp();
    const id = workflowId.followUp(caseId);
    await world.engine.skip('16 days', '2 days'); // the first is missed, the second planned
    await world.say(id, 'endFollowUp', 'officer', { reason: 'death' });
    await world.engine.settle();
    // As it is where nothing else closed it.
    await world.db.escalationItem.update({
      where: { id: visitId(caseId, 1) },
      data: { closedAt: null, closedHow: null },
    });
    await world.engine.skip('90 days', '30 days');
    const before = await world.db.message.count({ where: { caseId } });
    const heldOn = await world.today();
    const need = { kind: 'training' as const, organisationId: null };
    const submissionId = await words(caseId, { note: 'đã thăm trước đó' });
    for (let twice = 0; twice < 2; twice++)
      await world.say(
        id,
        'reportVisit',
        'mentor',
        { ...report, seq: 1, heldOn, needs: [need] },
        submissionId,
      );
    await world.say(id, 'reportVisit', 'mentor', { ...report, seq: 2, heldOn, needs: [] });
    await world.engine.settle();
    expect(
      await world.db.visit.findMany({ where: { followUpId: caseId }, orderBy: { seq: 'asc' } }),
    ).toMatchObject([
      { status: 'late', outcome: 'met', needs: ['training'], note: 'đã thăm trước đó' },
      { status: 'late', outcome: 'met', reportedById: world.people.mentor },
    ]);
    expect(
      await world.db.escalationItem.findUniqueOrThrow({ where: { id: visitId(caseId, 1) } }),
    ).toMatchObject({ closedHow: 'done-late' });
    // Nobody answers for the person any more: no referral begins, and nobody is texted.
    expect(await world.db.referral.count({ where: { followUpId: caseId } })).toBe(0);
    expect(await world.db.message.count({ where: { caseId } })).toBe(before);
    const again = world.say(id, 'reportVisit', 'mentor', { ...report, seq: 2, heldOn, needs: [] });
    await expect(again).rejects.toThrow('already-reported');
  });

  test('a need told of soon after the end begins no referral either', async () => {
    const caseId = await world.followUp();
    const id = workflowId.followUp(caseId);
    await world.say(id, 'endFollowUp', 'officer', { reason: 'missing' });
    const needs = [{ kind: 'training' as const, organisationId: null }];
    const heldOn = await world.today();
    await world.say(id, 'reportVisit', 'mentor', { ...report, seq: 1, heldOn, needs });
    await world.engine.settle();
    expect(await world.db.visit.findFirstOrThrow({ where: { followUpId: caseId } })).toMatchObject({
      status: 'late',
    });
    expect(await world.db.referral.count({ where: { followUpId: caseId } })).toBe(0);
  });
});
