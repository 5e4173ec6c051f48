import { addDays, at, dayOf, endOfDay } from '../../domain/calendar';
import { type PolicyParams, policyInForce } from '../../domain/policy';
import { Engine } from '../../workflows/client';
import { workflowId } from '../../workflows/contract';
import { World } from '../support/world';

let world: World;
let door: Engine;
beforeAll(async () => {
  world = await World.start();
  door = new Engine(world.engine.client);
});
afterAll(() => world.stop());

const own = async (params: Partial<PolicyParams>) => policyInForce(await world.today(), { params });
const planned = (scope: string) =>
  world.db.notice.findMany({ where: { scope, status: 'planned' }, orderBy: { id: 'asc' } });
const preview = async (id: string, policy: Awaited<ReturnType<typeof own>>) =>
  door.adoptionPreview(id, { policy, now: (await world.engine.now()).getTime() });

test('a follow-up shows what would change, changes nothing by it, and then moves', async () => {
  const caseId = await world.followUp();
  const id = workflowId.followUp(caseId);
  const today = await world.today();
  const policy = await own({ cadence: [{ everyDays: 3 }], reminderTime: '18:30' });
  const changes = await preview(id, policy);
  expect(changes).toMatchObject({
    dates: [
      { what: 'visit', from: endOfDay(addDays(today, 7)), to: endOfDay(addDays(today, 3)) },
      { what: 'grace' },
    ],
    notices: [
      { kind: 'visit-reminder', from: null, to: at(addDays(today, 2), '18:30') },
      { kind: 'visit-told', from: null, to: at(addDays(today, 2), '18:30') },
      { kind: 'visit-reminder', from: at(addDays(today, 6), '08:00'), to: null },
      { kind: 'visit-told', from: at(addDays(today, 6), '08:00'), to: null },
    ],
  });
  expect(await preview(id, policy)).toEqual(changes);
  expect((await planned(id)).map((n) => n.notBefore.getTime())).toEqual([at(addDays(today, 6), '08:00')]);

  await world.say(id, 'adoptPolicy', 'provinceSupervisor', { policy });
  expect((await planned(id)).map((n) => n.notBefore.getTime())).toEqual([at(addDays(today, 2), '18:30')]);
  const visit = await world.db.visit.findUniqueOrThrow({ where: { id: `${caseId}/v1` } });
  expect(visit.plannedOn.toISOString().slice(0, 10)).toBe(addDays(today, 3));
  const handover = await world.db.handover.findUniqueOrThrow({ where: { id: caseId } });
  expect(handover.policy).toMatchObject({ version: policy.version });
  expect(await preview(id, policy)).toEqual({ dates: [], notices: [] });
  await expect(world.say(id, 'adoptPolicy', 'provinceSupervisor', { policy })).rejects.toThrow(
    'refused: already-done',
  );
  expect(await world.timeline(caseId)).toContain('policy-adopted');
});

test('a reminder whose hour alone changes is moved, not sent twice', async () => {
  const caseId = await world.followUp();
  const id = workflowId.followUp(caseId);
  const before = world.texts('mentor', caseId).length;
  const on = addDays(await world.today(), 6);
  await world.say(id, 'adoptPolicy', 'provinceSupervisor', { policy: await own({ reminderTime: '18:30' }) });
  expect(await planned(id)).toMatchObject([{ notBefore: new Date(at(on, '18:30')) }]);
  await world.engine.skipTo(new Date(at(on, '12:00')), '1 day');
  expect(world.texts('mentor', caseId)).toHaveLength(before);
  await world.engine.skipTo(new Date(at(on, '19:00')), '1 hour');
  expect(world.texts('mentor', caseId)).toHaveLength(before + 1);
});

test('a handover moves its open steps and starts its follow-up under the new version', async () => {
  const caseId = await world.handOver({ endIn: 0 });
  const id = workflowId.handover(caseId);
  await world.say(id, 'recordMilestone', 'officer', { milestone: 'proposal' });
  const due = async () =>
    world.db.milestone
      .findUniqueOrThrow({ where: { id: `${caseId}/decision` } })
      .then((m) => dayOf((m.dueAt?.getTime() ?? 0) - 1));
  const was = await due();
  const policy = await own({ chairDecision: 9 });
  await world.say(id, 'adoptPolicy', 'provinceSupervisor', { policy });
  expect((await due()) > was).toBe(true);
  await world.say(id, 'recordMilestone', 'officer', { milestone: 'decision', mentorId: world.people.mentor });
  await world.say(id, 'answerMentorRequest', 'mentor', { accepts: true });
  await world.say(id, 'recordMilestone', 'officer', { milestone: 'arrival' });
  await world.engine.settle();
  expect(await preview(workflowId.followUp(caseId), policy)).toEqual({ dates: [], notices: [] });
  await expect(
    world.say(workflowId.followUp(caseId), 'adoptPolicy', 'provinceSupervisor', { policy }),
  ).rejects.toThrow('refused: already-done');
});

test('an escalation and a referral move too; one that has ended does not', async () => {
  const caseId = await world.followUp({ mentor: 'otherMentor' });
  const { id: organisationId } = await world.db.organisation.findFirstOrThrow();
  await world.say(workflowId.followUp(caseId), 'reportVisit', 'otherMentor', {
    seq: 1,
    outcome: 'met',
    heldOn: await world.today(),
    needs: [{ kind: 'training', organisationId }],
  });
  await world.engine.settle();
  const referral = await world.db.referral.findFirstOrThrow({ where: { followUpId: caseId } });
  const policy = await own({ referralReply: 20 });
  await world.say(workflowId.referral(referral.id), 'adoptPolicy', 'provinceSupervisor', { policy });
  const moved = await world.db.referral.findUniqueOrThrow({ where: { id: referral.id } });
  expect((moved.nextDue as Date) > (referral.nextDue as Date)).toBe(true);
  await world.say(workflowId.referral(referral.id), 'moveReferral', 'partner', { to: 'rejected' });
  await expect(
    world.say(workflowId.referral(referral.id), 'adoptPolicy', 'provinceSupervisor', {
      policy: await own({ referralReply: 2 }),
    }),
  ).rejects.toThrow('refused: closed');

  await world.engine.skip('20 days', '1 day');
  const escalation = await world.db.escalation.findFirstOrThrow({ where: { status: 'open' } });
  const longer = await own({
    ladders: {
      usual: {
        levels: [{ role: 'supervisor', scope: 'province', channels: ['sms'], ackWithinWorkingHours: 40 }],
        repeats: 0,
        resolveWithin: 5,
      },
    },
  });
  await world.say(workflowId.escalation(escalation.id), 'adoptPolicy', 'provinceSupervisor', {
    policy: longer,
  });
  const later = await world.db.escalation.findUniqueOrThrow({ where: { id: escalation.id } });
  expect(later.nextDue?.getTime()).not.toBe(escalation.nextDue?.getTime());
});

test('of a process that is not there nothing can be shown', async () => {
  expect(await preview('follow-up/nobody', await own({}))).toBeNull();
});
