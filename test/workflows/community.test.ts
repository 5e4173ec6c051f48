import { randomUUID } from 'node:crypto';
import { addDays } from '../../domain/calendar';
import { rhythmOf } from '../../domain/club';
import { policyInForce } from '../../domain/policy';
import { privacyBreaches } from '../../domain/privacy';
import { workflowId } from '../../workflows/contract';
import { COMMUNE, PHONES, PROVINCE, World } from '../support/world';

describe('what goes on beside the cases', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  const textsTo = (who: keyof typeof PHONES, like: RegExp) =>
    world.twilio.all.filter((sms) => sms.to === PHONES[who] && like.test(sms.body)).map((sms) => sms.body);

  test('a club: its leader is reminded, tells who came; silence reaches a human, and late is taken', async () => {
    const today = await world.today(); // a Monday
    const id = randomUUID();
    const { db, people } = world;
    const rhythm = rhythmOf('week', 3, today);
    const place = { communeId: COMMUNE, provinceId: PROVINCE };
    await db.club.create({
      data: {
        ...{ id, ...place, rhythm, name: 'CLB Bản Mường', status: 'open', startedOn: new Date(today) },
        members: {
          create: [
            { id: 'm1', name: 'Lò Văn Một', joinedOn: new Date(today) },
            { id: 'm2', name: 'Lò Văn Hai', joinedOn: new Date(today) },
            { id: 'late', name: 'Lò Văn Sau', joinedOn: new Date(addDays(today, 30)) },
          ],
        },
      },
    });
    const club = workflowId.club(id);
    const plan = { leaderId: people.mentor, rhythm };
    await world.say(club, 'openClub', 'officer', {
      facts: { clubId: id, ...place, policy: policyInForce(today) },
      ...plan,
    });
    await world.engine.settle();
    const first = addDays(today, 2);
    expect(await db.club.findUniqueOrThrow({ where: { id } })).toMatchObject({
      ...{ leaderId: people.mentor, ownerId: people.mentor, nextAction: 'club-meeting' },
    });

    await world.engine.skip('3 days', '1 day'); // Thursday: reminded on Tuesday, asked on Thursday
    const said = textsTo('mentor', /buoi gap/i);
    expect(said).toHaveLength(2);
    for (const text of said) {
      expect(privacyBreaches(text, { fullNames: ['CLB Bản Mường'] })).toEqual([]);
      expect(text).toMatch(/\/l\/[\w.-]+$/);
    }
    const report = { held: true, guests: 2, present: ['m1', 'late'] };
    await world.say(club, 'reportMeeting', 'mentor', { ...report, on: first, heldOn: first });
    await world.engine.settle();
    expect(await db.clubMeeting.findUniqueOrThrow({ where: { id: `${id}/${first}` } })).toMatchObject({
      ...{ status: 'held', members: 2, present: 1, guests: 2, late: false },
    });

    const second = addDays(first, 7);
    await world.engine.skip('10 days', '1 day');
    const silent = () =>
      db.escalation.findFirstOrThrow({ where: { kind: 'club-silent' }, include: { items: true } });
    expect(await silent()).toMatchObject({
      responsibleId: people.mentor,
      items: [{ what: 'meeting', caseId: id }],
    });
    expect(textsTo('communeSupervisor', /Chua ghi mot buoi gap/)).toHaveLength(1);
    expect(await db.clubMeeting.findUniqueOrThrow({ where: { id: `${id}/${second}` } })).toMatchObject({
      status: 'unreported',
    });
    await world.say(club, 'reportMeeting', 'mentor', { ...report, on: second, heldOn: second });
    await world.engine.settle();
    expect(await silent()).toMatchObject({ status: 'resolved', resolution: 'done-late' });
    expect(await db.clubMeeting.findUniqueOrThrow({ where: { id: `${id}/${second}` } })).toMatchObject({
      status: 'held',
      late: true,
    });

    await world.say(club, 'closeClub', 'officer', {});
    await world.engine.settle();
    expect(await db.notice.count({ where: { scope: club, status: 'planned' } })).toBe(0);
    expect(await db.clubMeeting.count({ where: { clubId: id, status: 'planned' } })).toBe(0);
    await expect(world.say(club, 'closeClub', 'officer', {})).rejects.toThrow('refused: closed');
  });

  test('after the term: asked after by consent alone, once a year, and not one day longer than they wish', async () => {
    const { db, people } = world;
    const today = await world.today();
    const caseId = await closedCase(today);
    const aftercare = workflowId.aftercare(caseId);
    const facts = {
      ...{ caseId, communeId: COMMUNE, provinceId: PROVINCE, policy: policyInForce(today) },
      ...{ endedOn: today, consentOn: today, revision: 0 },
    };
    await world.say(aftercare, 'beginAftercare', 'officer', { facts });
    await world.engine.settle();
    expect(world.texts('officer', caseId)).toEqual([]);

    await world.engine.skip('375 days', '30 days');
    expect(world.texts('officer', caseId)).toEqual([expect.stringMatching(/Xin hoi tham/)]);
    await world.engine.skip('20 days', '5 days');
    const silent = () => db.escalation.findFirstOrThrow({ where: { items: { some: { caseId } } } });
    expect(await silent()).toMatchObject({ kind: 'later-check-silent', responsibleId: people.officer });

    const submissionId = randomUUID();
    await db.submission.create({
      data: {
        ...{ id: submissionId, key: submissionId, hash: '', kind: 'reportCheck', status: 'applied' },
        payload: { working: 'yes', relapseFree: 'no' },
      },
    });
    const heldOn = await world.today();
    await world.say(
      aftercare,
      'reportCheck',
      'officer',
      { year: 1, outcome: 'reached', heldOn },
      submissionId,
    );
    await world.engine.settle();
    expect(await silent()).toMatchObject({ status: 'resolved' });
    expect(await db.laterCheck.findMany({ where: { caseId }, orderBy: { year: 'asc' } })).toMatchObject([
      { year: 1, status: 'reported', outcome: 'reached', working: true, relapseFree: false },
      { year: 2, status: 'planned', outcome: null },
    ]);

    const before = world.texts('officer', caseId).length;
    await world.say(aftercare, 'withdrawAftercare', 'officer', {});
    await world.engine.settle();
    expect(await db.aftercare.findUniqueOrThrow({ where: { id: caseId } })).toMatchObject({
      ...{ status: 'closed', closedWhy: 'withdrawn', nextDue: null },
    });
    expect(await db.notice.count({ where: { scope: aftercare, status: 'planned' } })).toBe(0);
    await world.engine.skip('400 days', '100 days');
    expect(world.texts('officer', caseId)).toHaveLength(before);

    // They may agree again: the years that lie behind are not asked about.
    await world.say(aftercare, 'beginAftercare', 'officer', {
      facts: { ...facts, consentOn: await world.today(), revision: 10 },
    });
    await world.engine.settle();
    expect(await db.aftercare.findUniqueOrThrow({ where: { id: caseId } })).toMatchObject({
      status: 'open',
      revision: 11,
    });
  });

  /** A case whose follow-up is over; its processes have ended long ago. */
  async function closedCase(today: string): Promise<string> {
    const id = randomUUID();
    const day = new Date(today);
    await world.db.handover.create({
      data: {
        ...{
          id,
          centreId: 'CS1',
          communeId: COMMUNE,
          provinceId: PROVINCE,
          treatment: 'voluntary',
          endOn: day,
        },
        ...{ status: 'completed', policy: policyInForce(today) as object, startedAt: day },
        person: {
          create: {
            ...{
              code: id.slice(0, 5).toUpperCase(),
              identityKey: id,
              fullName: 'Lường Văn Xong',
              foldedName: 'x',
            },
            ...{ bornOn: day, sex: 'male', centreId: 'CS1' },
          },
        },
      },
    });
    return id;
  }
});
