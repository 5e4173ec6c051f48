import { workflowId } from '../../workflows/contract';
import { World } from '../support/world';

describe('the referral', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  /** A mentor asks for training in the report of a visit. */
  const askForTraining = async () => {
    const caseId = await world.followUp();
    const school = await world.db.organisation.findFirstOrThrow({ where: { kind: 'school' } });
    await world.say(workflowId.followUp(caseId), 'reportVisit', 'mentor', {
      seq: 1,
      outcome: 'met',
      heldOn: await world.today(),
      needs: [{ kind: 'training', organisationId: school.id }],
    });
    await world.engine.settle();
    return { caseId, referral: await world.db.referral.findFirstOrThrow({ where: { followUpId: caseId } }) };
  };

  test('starts from a visit report, is accepted by the partner and ends with an outcome', async () => {
    const { caseId, referral } = await askForTraining();
    expect(referral).toMatchObject({ kind: 'training', status: 'requested', ownerId: world.people.partner });
    expect(world.texts('partner', caseId)).toHaveLength(1);
    const id = workflowId.referral(referral.id);
    const mentorTexts = world.texts('mentor', caseId).length;
    await world.say(id, 'moveReferral', 'partner', { to: 'accepted' });
    await world.engine.settle();
    expect(world.texts('mentor', caseId)).toHaveLength(mentorTexts + 1);
    await world.say(id, 'moveReferral', 'partner', { to: 'in-progress' });
    await world.say(id, 'moveReferral', 'partner', { to: 'completed' });
    expect(await world.db.referral.findUniqueOrThrow({ where: { id: referral.id } })).toMatchObject({
      status: 'completed',
      nextDue: null,
    });
    await expect(world.say(id, 'moveReferral', 'partner', { to: 'failed' })).rejects.toThrow(
      'refused: closed',
    );
  });

  test('a partner who does not answer in time is a supervisor’s matter; answering late puts it to rest', async () => {
    const { caseId, referral } = await askForTraining();
    await world.engine.skip('9 days', '1 day');
    const escalation = () =>
      world.db.escalation.findFirstOrThrow({
        where: { kind: 'referral-silent', items: { some: { caseId } } },
        include: { items: true },
      });
    expect(await escalation()).toMatchObject({ status: 'open', responsibleId: world.people.partner });
    await world.say(workflowId.referral(referral.id), 'moveReferral', 'partner', { to: 'rejected' });
    await world.engine.settle();
    expect(await escalation()).toMatchObject({ status: 'resolved', resolution: 'done-late' });
  });
});
