import { addDays } from '../../domain/calendar';
import { workflowId } from '../../workflows/contract';
import { textOf } from '../replay/histories';
import { World } from '../support/world';

/** From a need to a stable job: a refusal and what is asked instead, a course with absences, a job with its looks. */
describe('the way to a stable job', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  const row = (id: string) =>
    world.db.referral.findUniqueOrThrow({ where: { id }, include: { training: true, placement: true } });
  const openItems = (caseId: string, kind: string) =>
    world.db.escalationItem.count({ where: { caseId, closedAt: null, escalation: { kind } } });

  test('goes on by itself, asks before it sends, and every silence reaches somebody', async () => {
    const caseId = await world.followUp();
    const school = await world.db.organisation.findFirstOrThrow({ where: { kind: 'school' } });
    const other = await world.db.organisation.create({
      data: { name: 'Trường nghề khác', kind: 'school', provinceId: '14' },
    });
    const id = `${caseId}/r1/training`;
    const need = { kind: 'training' as const, organisationId: other.id };
    await world.say(workflowId.followUp(caseId), 'referNeed', 'officer', need);
    // A second need runs beside it.
    const papers = { kind: 'papers' as const, organisationId: null };
    await world.say(workflowId.followUp(caseId), 'referNeed', 'officer', papers);
    await world.engine.settle();

    // Refused: the mentor is offered another, and nobody else hears of it until the tap.
    const partnerTexts = world.texts('partner', caseId).length;
    await world.say(workflowId.referral(id), 'moveReferral', 'partner', { to: 'rejected' });
    await world.engine.settle();
    const second = `${id}/2`;
    expect(await row(second)).toMatchObject({
      ...{ status: 'draft', why: 'refused', followsId: id },
      ...{ ownerRole: 'mentor', ownerId: world.people.mentor, organisationId: null },
    });
    expect(world.texts('mentor', caseId).at(-1)).toMatch(/xin chon noi khac/);
    expect(world.texts('partner', caseId)).toHaveLength(partnerTexts);
    const course = workflowId.referral(second);
    await world.say(course, 'moveReferral', 'mentor', { to: 'requested', organisationId: school.id });
    await world.say(course, 'moveReferral', 'partner', { to: 'accepted' });

    // Three absences in a row are a matter for a human, until the person is there again.
    const begun = await world.today();
    const days = { startsOn: begun, endsOn: addDays(begun, 20) };
    await world.say(course, 'tellTraining', 'partner', {
      ...{ step: 'enrolled', place: 'community', trade: 'sewing' },
      ...days,
    });
    await world.engine.skip('4 days', '1 day');
    const attend = (day: number, present: boolean) =>
      world.say(course, 'tellTraining', 'partner', {
        ...({ step: 'attended', on: addDays(begun, day), present } as object),
      } as never);
    for (const day of [1, 2, 3]) await attend(day, false);
    await world.engine.settle();
    expect(await openItems(caseId, 'training-absent')).toBe(1);
    const absent = { kind: 'training-absent', scope: course, recipientId: world.people.mentor };
    expect(await world.db.notice.count({ where: absent })).toBe(1);
    await attend(4, true);
    await world.engine.settle();
    expect(await openItems(caseId, 'training-absent')).toBe(0);
    expect(await world.db.trainingSession.count({ where: { trainingId: second } })).toBe(4);

    // The certificate offers a job, which waits for the mentor's tap.
    const on = await world.today();
    await world.say(course, 'tellTraining', 'partner', {
      ...{ step: 'certified', on, certificate: 'elementary' },
    });
    await world.engine.settle();
    expect((await row(second)).training).toMatchObject({ status: 'certified', certificate: 'elementary' });
    const job = `${second}/job`;
    expect(await row(job)).toMatchObject({ kind: 'job', status: 'draft', why: 'certificate' });
    const way = workflowId.referral(job);
    await world.say(way, 'moveReferral', 'mentor', { to: 'requested', organisationId: null });
    await world.say(way, 'moveReferral', 'officer', { to: 'accepted' });
    const start = await world.today();
    await world.say(way, 'tellJob', 'officer', {
      ...{ step: 'started', on: start, trade: 'sewing', employerId: null, selfEmployed: true },
    });

    // The mentor is reminded on the day of the look; silent for two weeks, a supervisor hears of it.
    await world.engine.skip('112 days', '2 days');
    expect(world.texts('mentor', caseId).some((text) => /hoi tham cong viec/.test(text))).toBe(true);
    expect(
      await world.db.escalationItem.count({ where: { id: job, escalation: { kind: 'referral-silent' } } }),
    ).toBe(1);
    await world.say(way, 'tellJob', 'mentor', { step: 'still-there', on: await world.today() });
    await world.engine.settle();
    expect(await world.db.escalationItem.findUnique({ where: { id: job } })).toMatchObject({
      closedHow: 'done-late',
    });
    await world.engine.skip('75 days', '2 days');
    await world.say(way, 'tellJob', 'mentor', { step: 'still-there', on: await world.today() });
    await world.engine.settle();
    const stable = await row(job);
    expect(stable).toMatchObject({ status: 'completed', nextDue: null });
    expect(stable.placement).toMatchObject({ stage: 'stable', selfEmployed: true, trade: 'sewing' });
    expect(stable.placement?.stableOn).not.toBeNull();
    expect((await row(`${caseId}/r2/papers`)).status).toBe('requested');
  });

  test('runs on with the commune after an end in good order, and closes with any other', async () => {
    const begin = async () => {
      const caseId = await world.followUp();
      const need = { kind: 'job' as const, organisationId: null };
      await world.say(workflowId.followUp(caseId), 'referNeed', 'officer', need);
      await world.engine.settle();
      const id = `${caseId}/r1/job`;
      await world.say(workflowId.referral(id), 'moveReferral', 'officer', { to: 'accepted' });
      const on = await world.today();
      const started = { trade: 'crops', employerId: null, selfEmployed: true } as const;
      await world.say(workflowId.referral(id), 'tellJob', 'officer', { step: 'started', on, ...started });
      return { caseId, id };
    };
    const gone = await begin();
    const { caseId, id } = await begin();
    expect((await row(id)).ownerId).toBe(world.people.mentor);
    await world.say(workflowId.followUp(caseId), 'reassignMentor', 'officer', {
      mentorId: world.people.otherMentor,
    });
    await world.engine.settle();
    expect((await row(id)).ownerId).toBe(world.people.otherMentor);
    await world.say(workflowId.followUp(gone.caseId), 'endFollowUp', 'officer', { reason: 'prison' });
    const handle = world.engine.client.workflow.getHandle(workflowId.referral(id));
    await handle.signal('caseClosed', { by: world.people.officer, why: 'completed' });
    await world.engine.settle();
    expect(await row(gone.id)).toMatchObject({ status: 'cancelled', nextDue: null });
    const handedOn = await row(id);
    expect(handedOn).toMatchObject({ status: 'in-progress', ownerRole: 'commune', mentorId: null });
    expect(handedOn.handedOnAt).not.toBeNull();
  });

  test('of a need about health the engine hears no more than of others; whom it is offered to next is told again', async () => {
    const caseId = await world.followUp();
    const school = await world.db.organisation.findFirstOrThrow({ where: { kind: 'school' } });
    const asked = `asked-${caseId}`;
    const stored = { key: asked, hash: '', kind: 'referNeed', caseId, payload: { health: 'arv' } };
    await world.db.submission.create({ data: { id: asked, ...stored } });
    const need = { kind: 'other' as const, organisationId: school.id };
    await world.say(workflowId.followUp(caseId), 'referNeed', 'officer', need, asked);
    await world.engine.settle();
    const id = `${caseId}/r1/other`;
    await world.say(workflowId.referral(id), 'moveReferral', 'partner', { to: 'rejected' });
    await world.engine.settle();
    expect(await row(`${id}/2`)).toMatchObject({ kind: 'other', status: 'draft', followsId: id });
    expect(await world.db.healthReferral.findMany({ orderBy: { referralId: 'asc' } })).toMatchObject([
      { referralId: id, kind: 'arv' },
      { referralId: `${id}/2`, kind: 'arv' },
    ]);
    const followUp = workflowId.followUp(caseId);
    for (const run of [followUp, workflowId.referral(id), workflowId.referral(`${id}/2`)]) {
      const history = await world.engine.client.workflow.getHandle(run).fetchHistory();
      expect(textOf(history)).not.toMatch(/\barv\b|health/i);
    }
    // Asked for under the former code and delivered now.
    await world.say(followUp, 'referNeed', 'officer', { kind: 'health' as never, organisationId: null });
    await world.engine.settle();
    expect((await row(`${caseId}/r2/health`)).kind).toBe('other');
    expect(await world.db.healthReferral.count({ where: { kind: 'health' } })).toBe(1);
  });
});
