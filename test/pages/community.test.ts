import { addDays } from '../../domain/calendar';
import { freshDatabase } from '../support/real-parts';
import { fieldsOf, TODAY, Town } from './town';
import { walking } from './walking';

let town: Town;
const { browsers, page, rest, send, signIn } = walking(() => town);

beforeAll(async () => {
  town = await Town.open(await freshDatabase());
  await signIn('officer', 'farOfficer', 'mentor', 'otherMentor', 'supervisor', 'province', 'centre');
});
afterAll(() => town.close());

describe('help in kind', () => {
  const given = {
    kind: 'livestock',
    value: '12.500.000',
    workDays: '',
    givenOn: TODAY,
    giver: 'Hội Nông dân',
    note: '',
  };

  test('is recorded on a case and for a household without one, and seen by those of the place only', async () => {
    const onCase = await send('officer', '/cases/home', '/cases/home/in-kind', given);
    expect([onCase.status, onCase.headers.location]).toEqual([303, '/cases/home?done=recorded']);
    const without = { ...given, household: '  Lò  Văn Hộ ', kind: 'barn-repaired', value: '', workDays: '3' };
    await send('officer', '/community/in-kind', '/community/in-kind', without);
    const { items } = await rest('officer', '/in-kind');
    expect(items).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ caseId: 'home', kind: 'livestock', value: 12_500_000, workDays: 0 }),
        expect.objectContaining({ caseId: null, who: 'Lò Văn Hộ', value: 0, workDays: 3 }),
      ]),
    );
    expect(await page('officer', '/community/in-kind')).toContain('12.500.000 đ');
    expect(await page('mentor', '/cases/home')).toContain('12.500.000 đ');
    expect((await rest('province', '/in-kind')).items).toHaveLength(2);
    expect((await rest('farOfficer', '/in-kind')).items).toEqual([]);
    expect((await rest('farOfficer', '/in-kind?caseId=home')).items).toEqual([]);
    await page('farOfficer', '/cases/home', 404);
  });

  test('one household counts once, however its name is typed', async () => {
    await send('officer', '/community/in-kind', '/community/in-kind', { ...given, household: 'LO VAN HO' });
    const rows = await town.db.inKindSupport.findMany({ where: { handoverId: null } });
    expect(new Set(rows.map((row) => row.householdKey))).toEqual(new Set(['MS/lo van ho']));
  });

  test.each([
    ['of tomorrow', { ...given, household: 'Lò', givenOn: addDays(TODAY, 1) }, 'còn ở phía trước'],
    ['of no household', given, 'Hãy ghi tên chủ hộ'],
    ['of a sum that is none', { ...given, household: 'Lò', value: 'nhiều' }, 'aria-invalid'],
  ])('something %s comes back with what to correct', async (_what, fields, said) => {
    const answer = await send('officer', '/community/in-kind', '/community/in-kind', fields);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(said);
  });
});

test('a session in the centre holds who took part; people of another centre cannot be put in', async () => {
  await send('centre', '/community/sessions', '/community/sessions', {
    topic: 'Tìm việc sau khi về',
    heldOn: TODAY,
    byWhom: 'Hội Phụ nữ',
    caseIds: ['waiting', 'told', 'nobody'],
  });
  const { items } = await rest('province', '/sessions-in-centre');
  expect(items).toMatchObject([{ topic: 'Tìm việc sau khi về', heldOn: TODAY, byWhom: 'Hội Phụ nữ' }]);
  expect(items[0].trainees).toHaveLength(2);
  const nobody = await send('centre', '/community/sessions', '/community/sessions', {
    topic: 'Trống',
    heldOn: TODAY,
  });
  expect([nobody.status, nobody.text]).toEqual([400, expect.stringContaining('Hãy chọn ai đã dự')]);
  expect((await rest('officer', '/sessions-in-centre')).items).toEqual([]);
  await page('officer', '/community/sessions', 403);
});

test('an open meeting is counted with its language', async () => {
  const meeting = {
    topic: 'Sống khỏe',
    heldOn: TODAY,
    language: 'hmong',
    attending: '1.250',
    place: 'Nhà văn hóa',
  };
  await send('officer', '/community/events', '/community/events', meeting);
  expect((await rest('supervisor', '/events')).items).toMatchObject([{ ...meeting, attending: 1250 }]);
  expect((await rest('farOfficer', '/events')).items).toEqual([]);
  await page('centre', '/community/events', 403);
});

describe('a club', () => {
  const plan = { name: 'CLB Bản Mường', place: 'Nhà văn hóa', every: 'month-2', weekday: '6', from: TODAY };
  let id: string;

  test('is opened with its rule and its leader, and its process begins with it', async () => {
    town.asked.length = 0;
    await town.db.organisation.create({
      data: { id: 'union', name: 'Hội Nông dân', kind: 'union', provinceId: '14' },
    });
    const opened = await send('officer', '/community/clubs', '/community/clubs', {
      ...{ ...plan, organisationId: 'union', leaderId: town.users.mentor },
    });
    id = /clubs\/([\w-]+)/.exec(opened.headers.location as string)?.[1] as string;
    const rhythm = { every: 'month', nth: 2, weekday: 6 };
    expect(town.asked).toMatchObject([
      { workflowId: `club/${id}`, update: 'openClub', args: { leaderId: town.users.mentor, rhythm } },
    ]);
    expect(JSON.stringify(town.asked)).not.toContain('CLB Bản Mường');
    const stranger = { ...plan, leaderId: town.users.officer };
    expect((await send('officer', '/community/clubs', '/community/clubs', stranger)).status).toBe(400);
    const school = { ...plan, organisationId: 'school' };
    expect((await send('officer', '/community/clubs', '/community/clubs', school)).status).toBe(400);
    expect((await rest('officer', '/clubs')).items).toMatchObject([
      { organisation: { name: 'Hội Nông dân' } },
    ]);
    expect(await page('officer', '/community/clubs')).toContain('Hội Nông dân');
    // What its activity records as the process runs.
    const day = new Date(addDays(TODAY, -1));
    await town.db.club.update({
      where: { id },
      data: {
        meetings: { create: { id: `${id}/${addDays(TODAY, -1)}`, plannedOn: day, status: 'planned' } },
      },
    });
  });

  test('members are people of its commune, volunteers, and others by name; each once', async () => {
    const at = `/community/clubs/${id}`;
    const join = (who: object) =>
      send('officer', at, `${at}/members`, { joinedOn: addDays(TODAY, -5), ...who });
    for (const who of [{ caseId: 'home' }, { userId: town.users.otherMentor }, { name: 'Lò Văn Khách' }])
      expect((await join(who)).status).toBe(303);
    expect((await join({ caseId: 'home' })).status).toBe(400);
    expect((await join({ caseId: 'home', name: 'Hai' })).status).toBe(400);
    expect((await join({ caseId: 'far' })).status).toBe(404);
    const { roll } = await rest('mentor', `/clubs/${id}`);
    expect(roll.map(({ name }: { name: string }) => name)).toEqual([
      expect.stringMatching(/^Thương · L\.V\.T \(/),
      'Lù Văn Bình',
      'Lò Văn Khách',
    ]);
  });

  test('its leader tells who came from the link of a text: names to tick, no script', async () => {
    const on = addDays(TODAY, -1);
    const path = `/l/${await town.link('club-meeting', 'mentor', `${id}/${on}`, id)}`;
    const phone = await browsers.otherMentor.get(path).expect(200);
    expect(phone.text).toContain('Lò Văn Khách');
    expect(phone.text).not.toMatch(/CLB|Lò Văn Thương/);
    expect(Buffer.byteLength(phone.text)).toBeLessThan(30_000);
    town.asked.length = 0;
    const { roll } = await rest('mentor', `/clubs/${id}`);
    const { _csrf, _key } = fieldsOf(phone.text);
    const present = [roll[0].id, roll[1].id];
    const told = await browsers.otherMentor
      .post(path)
      .type('form')
      .send({ _csrf, _key, present, guests: '3', held: 'yes', heldOn: on, topic: 'Chăn nuôi' });
    expect(told.status).toBe(200);
    expect(town.asked).toMatchObject([
      { workflowId: `club/${id}`, update: 'reportMeeting', args: { on, held: true, present, guests: 3 } },
    ]);
    expect(JSON.stringify(town.asked)).not.toContain('Chăn nuôi');
    await browsers.otherMentor.get(path).expect(410);
  });

  test('is its leader’s and its place’s, and nobody else’s', async () => {
    await page('mentor', `/community/clubs/${id}`);
    await page('province', `/community/clubs/${id}`);
    for (const who of ['otherMentor', 'farOfficer', 'centre'] as const)
      await browsers[who].get(`/api/v1/clubs/${id}`).expect(404);
    expect((await rest('otherMentor', '/clubs')).items).toEqual([]);
    const at = `/community/clubs/${id}`;
    expect((await send('mentor', at, `${at}/close`, {})).status).toBe(403);
  });
});

describe('contact after the term', () => {
  const agrees = { consentOn: TODAY, consentHow: 'signed' };
  const ended = new Date(addDays(TODAY, -100));

  test('needs an end in good order and consent; how the person is never reaches the engine', async () => {
    const early = await send('officer', '/cases/home', '/cases/home/aftercare', agrees);
    expect(early.status).toBe(409);
    await town.db.followUp.update({
      where: { id: 'home' },
      data: { status: 'closed', closedWhy: 'completed', closedAt: ended },
    });
    town.asked.length = 0;
    expect((await send('officer', '/cases/home', '/cases/home/aftercare', agrees)).status).toBe(303);
    expect(town.asked).toMatchObject([
      { workflowId: 'aftercare/home', update: 'beginAftercare', args: { facts: { consentOn: TODAY } } },
    ]);
    const found = { year: '1', outcome: 'reached', heldOn: TODAY, working: 'yes', relapseFree: 'no' };
    await send('officer', '/cases/home', '/cases/home/aftercare/check', found);
    expect(town.asked[1]).toMatchObject({ update: 'reportCheck', args: { year: 1, outcome: 'reached' } });
    expect(JSON.stringify(town.asked)).not.toMatch(/relapse|working/);
    const kept = await town.db.submission.findFirstOrThrow({ where: { kind: 'reportCheck' } });
    expect(kept.payload).toEqual({ working: 'yes', relapseFree: 'no' });
  });

  test('is the office’s and its supervisors’: a mentor neither sees nor gives it', async () => {
    await town.db.aftercare.create({
      data: {
        ...{ id: 'home', communeId: 'MS', provinceId: '14', status: 'open', endedOn: ended },
        ...{ consentOn: new Date(TODAY), consentHow: 'signed' },
        checks: { create: { id: 'home/y1', year: 1, status: 'planned', dueOn: new Date(TODAY) } },
      },
    });
    expect(await page('officer', '/cases/home')).toContain('Hỏi thăm sau khi kết thúc');
    expect(await page('mentor', '/cases/home')).not.toContain('Hỏi thăm sau khi kết thúc');
    expect((await rest('supervisor', '/aftercare')).items).toMatchObject([{ caseId: 'home', stable: false }]);
    expect((await rest('farOfficer', '/aftercare')).items).toEqual([]);
    const again = await send('officer', '/cases/home', '/cases/home/aftercare', agrees);
    expect(again.status).toBe(409);
  });
});

describe('the circle of support', () => {
  const cousin = {
    name: 'Quàng Thị Chị',
    relation: 'family',
    phone: '0912 345 678',
    consentOn: TODAY,
    consentHow: 'spoken',
  };

  test('is seen by those who prepare and accompany, not by those who supervise', async () => {
    await send('mentor', '/cases/home', '/cases/home/circle', cousin);
    for (const who of ['mentor', 'officer', 'centre'] as const)
      expect(await page(who, '/cases/home')).toContain('Quàng Thị Chị');
    expect(await page('supervisor', '/cases/home')).not.toContain('Quàng Thị Chị');
    await browsers.supervisor.get('/api/v1/cases/home/circle').expect(404);
    expect((await rest('mentor', '/cases/home/circle')).items).toMatchObject([{ phone: '+84912345678' }]);
  });

  test('needs consent, and the day it was given', async () => {
    const without = await send('mentor', '/cases/home', '/cases/home/circle', { ...cousin, consentHow: '' });
    expect(without.status).toBe(400);
  });

  test('consent taken back deletes what was recorded: no table holds the name any more', async () => {
    const [{ id }] = (await rest('mentor', '/cases/home/circle')).items;
    await send('mentor', '/cases/home', `/cases/home/circle/${id}/leave`, {});
    expect(await town.db.circleMember.count()).toBe(0);
    const kept = await town.db.submission.findMany();
    expect(JSON.stringify(kept)).not.toMatch(/Quàng Thị Chị|912345678/);
    expect(kept.map(({ kind }) => kind)).toContain('leave-circle');
  });
});

test('somebody who helps others now is recorded once, and may stop', async () => {
  const since = addDays(TODAY, -100);
  await send('officer', '/cases/home', '/cases/home/helper', { helpsAs: 'peer', since, until: '' });
  await send('officer', '/cases/home', '/cases/home/helper', { helpsAs: 'volunteer', since, until: TODAY });
  expect(await town.db.peerHelper.findMany()).toMatchObject([{ helpsAs: 'volunteer' }]);
  expect(await page('officer', '/cases/home')).toContain('Tình nguyện viên');
});
