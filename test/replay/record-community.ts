import { randomUUID } from 'node:crypto';
import { addDays } from '../../domain/calendar';
import { rhythmOf } from '../../domain/club';
import { policyInForce } from '../../domain/policy';
import { workflowId } from '../../workflows/contract';
import { COMMUNE, PROVINCE, type World } from '../support/world';

const PLACE = { communeId: COMMUNE, provinceId: PROVINCE };

/** A club told of in time, in silence, late, under another leader, and closed with a meeting nobody told of. */
export async function meetThroughAll(world: World): Promise<string> {
  const today = await world.today(); // a Monday
  const clubId = randomUUID();
  const club = workflowId.club(clubId);
  const rhythm = rhythmOf('week', 3, today);
  const { mentor, otherMentor } = world.people;
  const policy = policyInForce(today);
  await world.db.club.create({
    data: { id: clubId, ...PLACE, rhythm, name: 'CLB', status: 'open', startedOn: new Date(today) },
  });
  const facts = { clubId, ...PLACE, policy };
  await world.say(club, 'openClub', 'officer', { facts, leaderId: mentor, rhythm });
  const report = (on: string) =>
    world.say(club, 'reportMeeting', 'mentor', { held: true, guests: 1, present: [], on, heldOn: on });
  const first = addDays(today, 2);
  await world.engine.skip('3 days', '1 day');
  await report(first);
  await world.engine.skip('10 days', '1 day'); // nobody tells of the second
  await report(addDays(first, 7));
  const other = rhythmOf('month-2', 6, await world.today());
  await world.say(club, 'changeClub', 'officer', { leaderId: otherMentor, rhythm: other, policy });
  await world.engine.skip('40 days', '2 days');
  await world.say(club, 'closeClub', 'officer', {});
  await world.engine.settle();
  return club;
}

/** Contact after the term: a check told late, one that nobody ever told of, and consent taken back. */
export async function askThroughAll(world: World): Promise<string> {
  const caseId = await world.followUp();
  const today = await world.today();
  const aftercare = workflowId.aftercare(caseId);
  const facts = {
    ...{ caseId, ...PLACE, policy: policyInForce(today) },
    ...{ endedOn: today, consentOn: today, revision: 0 },
  };
  await world.say(aftercare, 'beginAftercare', 'officer', { facts });
  await world.engine.skip('400 days', '25 days'); // silent until a human was told
  await world.say(aftercare, 'reportCheck', 'officer', {
    ...{ year: 1, outcome: 'reached', heldOn: await world.today() },
  });
  await world.engine.skip('700 days', '50 days'); // the second is missed
  await world.say(aftercare, 'withdrawAftercare', 'officer', {});
  await world.engine.settle();
  return aftercare;
}
