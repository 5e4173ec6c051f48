import request from 'supertest';
import { addDays } from '../../domain/calendar';
import { freshDatabase } from '../support/real-parts';
import { TODAY, Town } from './town';
import { walking } from './walking';

let town: Town;
const { browsers, page, send, signIn } = walking(() => town);

beforeAll(async () => {
  town = await Town.open(await freshDatabase());
  await signIn('officer', 'farOfficer', 'mentor', 'otherMentor', 'supervisor', 'centre', 'admin');
});
afterAll(() => town.close());
beforeEach(() => {
  town.asked.length = 0;
  town.answer = { kind: 'applied' };
});

const IN_10 = addDays(TODAY, 10);

describe('the follow-up on the case page', () => {
  // biome-ignore format: a table
  test.each<[string, string, Record<string, string | string[]>, object]>([
    ['contacts', 'reportContact', { outcome: 'phone', on: TODAY, topics: 'work', note: 'gọi buổi tối' }, { outcome: 'phone', on: TODAY, topics: ['work'], needs: [] }],
    ['pause', 'pauseFollowUp', { reason: 'hospital', from: TODAY }, { reason: 'hospital', from: TODAY }],
    ['absence', 'recordAbsence', { from: TODAY, until: '03/12/2026', reported: 'yes' }, { from: TODAY, until: IN_10, reported: true }],
    ['need', 'referNeed', { kind: 'training' }, { kind: 'training', organisationId: 'school' }],
    ['move', 'moveAway', { communeId: 'TH', movedOn: TODAY }, { communeId: 'TH', provinceId: '14', movedOn: TODAY }],
    ['end', 'endFollowUp', { reason: 'missing', note: 'đã hỏi gia đình' }, { reason: 'missing' }],
  ])('the officer sends the form %s', async (path, update, fields, args) => {
    const answer = await send('officer', '/cases/home', `/cases/home/follow-up/${path}`, fields);
    expect([answer.status, answer.headers.location]).toEqual([303, '/cases/home?done=recorded']);
    expect(town.asked).toMatchObject([{ workflowId: 'follow-up/home', update, args }]);
    expect(JSON.stringify(town.asked)).not.toMatch(/gọi buổi tối|đã hỏi gia đình/);
  });

  test('who stands in is chosen among the others of the commune, with the reasons', async () => {
    const html = await page('officer', '/cases/home');
    expect(html).toMatch(/Lù Văn Bình – đang đồng hành 0 người · cùng xã · chưa đồng hành ai/);
    const fields = { mentorId: town.users.otherMentor, from: TODAY, until: IN_10 };
    await send('officer', '/cases/home', '/cases/home/follow-up/cover', fields);
    expect(town.asked).toMatchObject([{ update: 'coverMentor', args: fields }]);
    town.asked.length = 0;
    const far = await send('officer', '/cases/home', '/cases/home/follow-up/cover', {
      ...fields,
      mentorId: town.users.officer,
    });
    expect([far.status, town.asked]).toEqual([400, []]);
    expect(far.text).toContain('role="alert"');
  });

  test('a promise asks for its day', async () => {
    const report = { seq: '3', outcome: 'promised', heldOn: TODAY };
    const without = await send('mentor', '/cases/home', '/cases/home/visits', report);
    expect(without.status).toBe(400);
    expect(without.text).toContain('Người ấy hẹn ngày nào?');
    await send('mentor', '/cases/home', '/cases/home/visits', { ...report, promisedOn: IN_10 });
    expect(town.asked).toMatchObject([{ args: { outcome: 'promised', promisedOn: IN_10 } }]);
  });

  test('the mentor reports contacts and absences, and has no say in moves and ends', async () => {
    const html = await page('mentor', '/cases/home');
    for (const offered of ['contacts', 'absence']) expect(html).toContain(`/follow-up/${offered}"`);
    for (const not of ['pause', 'move', 'end', 'cover']) expect(html).not.toContain(`/follow-up/${not}"`);
    const { status } = await send('mentor', '/cases/home', '/cases/home/follow-up/end', { reason: 'death' });
    expect([status, town.asked]).toEqual([403, []]);
    expect(await page('centre', '/cases/home')).not.toContain('/follow-up/');
  });

  test('what is out of the ordinary is said first, and what is due is open', async () => {
    const { db } = town;
    const change = (data: object) => db.followUp.update({ where: { id: 'home' }, data });
    await change({ paused: 'hospital' });
    const paused = await page('officer', '/cases/home');
    expect(paused).toMatch(/Các buổi thăm đang tạm dừng: <strong>Nằm viện/);
    expect(paused).toMatch(/<details open[^>]*><summary>Tiếp tục các buổi thăm/);
    expect(paused).not.toContain('/follow-up/pause"');
    await change({ paused: null, endsOn: new Date(addDays(TODAY, 1)) });
    expect(await page('officer', '/cases/home')).toMatch(
      /<details open[^>]*><summary>Giấy chứng nhận hết thời hạn \(mẫu 56\)/,
    );
    await change({ endsOn: new Date(addDays(TODAY, -1)), certificate: true });
    expect(await page('officer', '/cases/home')).toContain('name="paper" value="delisting"');
    await change({ endsOn: new Date(addDays(TODAY, 700)), certificate: false });
  });

  test('the destination of a move sees the case, answers, and does nothing else', async () => {
    const { db } = town;
    expect((await browsers.farOfficer.get('/cases/home')).status).toBe(404);
    await db.followUp.update({ where: { id: 'home' }, data: { movingToId: 'TH' } });
    await db.duty.create({
      data: {
        id: 'home/accept-move1',
        followUpId: 'home',
        kind: 'accept-move',
        communeId: 'TH',
        dueAt: new Date(addDays(TODAY, 3)),
      },
    });
    const html = await page('farOfficer', '/cases/home');
    expect(html).toContain('/follow-up/move-decline"');
    for (const not of ['pause', 'end', 'contacts', 'move']) expect(html).not.toContain(`/follow-up/${not}"`);
    expect(html).not.toContain('Đang tìm việc, gia đình vui.');
    expect(await page('farOfficer', '/work')).toContain(
      'Nhận người chuyển đến và chọn người đồng hành (mẫu 54, 60)',
    );
    expect(await page('officer', '/work')).not.toContain('mẫu 54, 60');
    await send('farOfficer', '/cases/home', '/cases/home/follow-up/move-decline', { reason: 'không ở đây' });
    expect(town.asked).toMatchObject([{ update: 'declineMove', args: {} }]);
    await db.duty.deleteMany();
    await db.followUp.update({ where: { id: 'home' }, data: { movingToId: null } });
  });

  test('an end for relapse is offered only after an assessment was asked for, and says how to ask', async () => {
    const without = await page('officer', '/cases/home');
    expect(without).not.toContain('value="relapse"');
    expect(without).toMatch(/Người này chưa được đề nghị đánh giá/);
    await send('officer', '/cases/home', '/cases/home/follow-up/need', { kind: 'assessment' });
    expect(town.asked).toMatchObject([{ update: 'referNeed', args: { kind: 'assessment' } }]);
    const asked = {
      id: 'home/r1/assessment',
      followUpId: 'home',
      kind: 'assessment',
      status: 'requested',
      provinceId: '14',
      communeId: 'MS',
      requestedAt: new Date(TODAY),
    };
    await town.db.referral.create({ data: asked });
    const after = await page('officer', '/cases/home');
    expect(after).toContain('value="relapse"');
    expect(after).not.toContain('chưa được đề nghị đánh giá');
    await town.db.referral.delete({ where: { id: asked.id } });
  });

  test('of an ended follow-up what was missed is still reported, and nothing else done', async () => {
    const change = (data: object) => town.db.followUp.update({ where: { id: 'home' }, data });
    await change({ status: 'closed', closedWhy: 'missing', nextDue: null, ownerRole: null });
    const html = await page('mentor', '/cases/home');
    expect(html).toContain('vẫn ghi được, bất cứ lúc nào');
    expect(html).toContain('name="seq" value="2"');
    for (const not of ['contacts', 'absence']) expect(html).not.toContain(`/follow-up/${not}"`);
    await send('mentor', '/cases/home', '/cases/home/visits', { seq: '2', outcome: 'met', heldOn: TODAY });
    expect(town.asked).toMatchObject([{ update: 'reportVisit', args: { seq: 2, outcome: 'met' } }]);
    await change({
      status: 'open',
      closedWhy: null,
      ownerRole: 'mentor',
      nextDue: new Date(addDays(TODAY, 1)),
    });
  });

  test('the languages of the person are put right on the page, and bring the mentor who speaks one', async () => {
    const { db, users } = town;
    await db.user.update({ where: { id: users.otherMentor }, data: { languages: ['vi', 'hmong'] } });
    const { headers } = await send('officer', '/cases/home', '/cases/home/languages', {
      languages: ['vi', 'hmong'],
    });
    expect(headers.location).toBe('/cases/home?done=recorded');
    const html = await page('officer', '/cases/home');
    expect(html).toMatch(/Nói được<\/dt><dd>Tiếng Việt, Tiếng Mông/);
    expect(html).toMatch(/Lù Văn Bình[^<]*nói được tiếng của người ấy/);
    expect(await page('mentor', '/cases/home')).not.toContain('/cases/home/languages"');
    const { status } = await send('mentor', '/cases/home', '/cases/home/languages', { languages: 'vi' });
    expect(status).toBe(403);
    await send('officer', '/cases/home', '/cases/home/languages', {});
    expect(await page('officer', '/cases/home')).not.toContain('Nói được</dt>');
    await db.user.update({ where: { id: users.otherMentor }, data: { languages: [] } });
  });

  test('each message of a case says by which way it went', async () => {
    expect(await page('officer', '/cases/home')).toMatch(/data-label="Kênh">Tin nhắn</);
  });

  test('who stands in finds the visit on their work list and may report it', async () => {
    expect((await browsers.otherMentor.get('/cases/home')).status).toBe(404);
    await town.db.followUp.update({
      where: { id: 'home' },
      data: { coverId: town.users.otherMentor, coverUntil: new Date(IN_10) },
    });
    expect(await page('otherMentor', '/work')).toContain('/cases/home');
    expect(await page('officer', '/cases/home')).toMatch(/Người thay tạm: <strong>Lù Văn Bình/);
    const token = await town.link('visit-report', 'otherMentor', 'home/v3', 'home');
    expect((await request(town.app).get(`/l/${token}`)).status).toBe(200);
    await town.db.followUp.update({ where: { id: 'home' }, data: { coverId: null, coverUntil: null } });
    expect((await request(town.app).get(`/l/${token}`)).status).toBe(410);
  });
});

describe('the people of one mentor', () => {
  const path = () => `/mentors/${town.users.mentor}`;

  test('choosing shows who would go to whom and the load afterwards, and changes nothing', async () => {
    const html = await page('supervisor', `${path()}?to-home=${town.users.otherMentor}`);
    expect(html).toMatch(/→ Lù Văn Bình \(Buổi thăm tới: 24\/11\/2026\)/);
    expect(html).toContain('Quàng Thị Hoa: đang 1, sẽ là 0 người');
    expect(html).toContain('Lù Văn Bình: đang 0, sẽ là 1 người');
    expect(town.asked).toEqual([]);
  });

  test('handing over gives one command for each person and says what became of each', async () => {
    const from = `${path()}?to-home=${town.users.otherMentor}`;
    town.answer = { kind: 'refused', code: 'same-mentor' };
    const answer = await send('officer', from, `${path()}/reassign`, { 'to-home': town.users.otherMentor });
    expect(answer.status).toBe(200);
    expect(town.asked).toMatchObject([
      { workflowId: 'follow-up/home', update: 'reassignMentor', args: { mentorId: town.users.otherMentor } },
    ]);
    expect(answer.text).toContain('không ghi được – Người này đang được giao rồi');
  });

  test('all visits are moved, or covered, together', async () => {
    await send('officer', path(), `${path()}/shift`, { days: '3' });
    expect(town.asked).toMatchObject([
      { update: 'rescheduleVisit', args: { seq: 3, on: addDays(TODAY, 4) } },
    ]);
    town.asked.length = 0;
    await send('officer', path(), `${path()}/cover`, {
      coverId: town.users.otherMentor,
      from: TODAY,
      until: IN_10,
    });
    expect(town.asked).toMatchObject([
      { update: 'coverMentor', args: { mentorId: town.users.otherMentor, until: IN_10 } },
    ]);
    const silly = await send('officer', path(), `${path()}/shift`, { days: '900' });
    expect([silly.status, silly.text.includes('role="alert"')]).toEqual([400, true]);
  });

  test('is nobody’s of another commune, nor the mentor’s own to give away', async () => {
    await page('farOfficer', path(), 404);
    await page('mentor', path(), 404);
    const html = await page('officer', path());
    expect(html).not.toContain('<script');
    expect(html.match(/<h1/g)).toHaveLength(1);
  });

  test('closing the account of a mentor notes for each person that the mentor is gone', async () => {
    await send('admin', '/users', `/users/${town.users.mentor}/deactivate`, {});
    expect(town.asked).toMatchObject([
      { workflowId: 'follow-up/home', update: 'mentorGone', args: { mentorId: town.users.mentor } },
    ]);
    await town.db.user.update({ where: { id: town.users.mentor }, data: { active: true } });
  });
});
