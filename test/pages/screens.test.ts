import request from 'supertest';
import { freshDatabase } from '../support/real-parts';
import { fieldsOf, HOSTILE, PASSWORD, type Somebody, Town } from './town';
import { walking } from './walking';

let town: Town;
const { browsers, page, send, signIn } = walking(() => town);
const ALL: Somebody[] = [
  'centre',
  'officer',
  'farOfficer',
  'mentor',
  'otherMentor',
  'supervisor',
  'province',
  'partner',
  'admin',
];

beforeAll(async () => {
  town = await Town.open(await freshDatabase());
  await signIn(...ALL);
});
afterAll(() => town.close());
beforeEach(() => {
  town.asked.length = 0;
  town.answer = { kind: 'applied' };
});

describe('every screen', () => {
  const screens: [Somebody, string][] = [
    ['centre', '/work'],
    ['centre', '/imports'],
    ['centre', '/handovers/new'],
    ['centre', '/cases'],
    ['centre', '/cases/nowhere'],
    ['centre', '/desk'],
    ['officer', '/work'],
    ['officer', '/cases'],
    ['officer', '/cases/waiting'],
    ['officer', '/cases/decide'],
    ['officer', '/cases/asked'],
    ['officer', '/cases/home'],
    ['officer', '/cases/told'],
    ['officer', '/cases/away'],
    ['officer', '/cases/away/file'],
    ['officer', '/cases?standing=not-arrived'],
    ['centre', '/cases/back'],
    ['centre', '/cases/back/file'],
    ['province', '/cases/home/file'],
    ['officer', '/escalations'],
    ['officer', '/referrals'],
    ['officer', '/desk'],
    ['officer', '/desk/inbox'],
    ['officer', '/desk/cost'],
    ['officer', '/desk/tomorrow'],
    ['mentor', '/work'],
    ['mentor', '/cases'],
    ['mentor', '/cases/home'],
    ['mentor', '/cases/asked'],
    ['mentor', '/referrals'],
    ['supervisor', '/work'],
    ['supervisor', '/escalations'],
    ['supervisor', '/escalations?state=resolved'],
    ['supervisor', '/escalations?kind=visit-missed&only=mine'],
    ['supervisor', '/cases/home'],
    ['province', '/cases'],
    ['province', '/escalations'],
    ['province', '/desk?state=delivered&person=hoa'],
    ['partner', '/work'],
    ['partner', '/referrals'],
    ['partner', '/referrals?state=closed'],
    ['admin', '/users'],
    ['admin', '/users?role=mentor&search=hoa'],
    ['admin', '/users/new'],
    ['officer', '/policy'],
    ['province', '/policy?set=cadence'],
    ['province', '/policy?communeId=MS&on=2026-06-30'],
    ['province', '/policy/adopt'],
    ['province', '/outages'],
    ['province', '/outages?state=signed'],
    ['admin', '/policy'],
    ['admin', '/places/provinces'],
    ['admin', '/places/communes'],
    ['admin', '/places/centres'],
    ['admin', '/places/organisations'],
  ];

  test.each(screens)(
    '%s sees %s with landmarks, one heading, labelled fields and no script',
    async (who, path) => {
      const html = await page(who, path);
      expect(html).toMatch(/^<!doctype html><html lang="vi">/);
      expect(html).toContain('<a class="skip" href="#main">');
      expect(html.match(/<(header|main|footer)[ >]/g)).toHaveLength(3);
      expect(html).toMatch(/<nav aria-label="Các mục chính">/);
      expect(html.match(/<h1>/g)).toHaveLength(1);
      expect(html).not.toContain('<script');
      expect(unlabelled(html)).toEqual([]);
      expect(duplicates([...html.matchAll(/ id="([^"]+)"/g)].map((m) => m[1] as string))).toEqual([]);
      for (const table of html.match(/<table[\s\S]*?<\/table>/g) ?? []) {
        expect(table).toContain('<caption');
        expect(table).toContain('scope="col"');
        expect(table).toContain('scope="row"');
      }
    },
  );

  test.each(screens)(
    '%s sees %s in English too, with no word left in Vietnamese around it',
    async (who, path) => {
      await town.db.user.update({ where: { id: town.users[who] }, data: { language: 'en' } });
      const html = await page(who, path);
      await town.db.user.update({ where: { id: town.users[who] }, data: { language: 'vi' } });
      expect(html).toContain('<html lang="en">');
      expect(html).toContain('Sign out');
      for (const words of ['Đăng xuất', 'Trạng thái', 'Ghi nhận', 'quá hạn', 'Hạn:'])
        expect(html).not.toContain(words);
    },
  );

  test('is private: nothing keeps a copy', async () => {
    const { headers } = await browsers.officer.get('/cases/home').expect(200);
    expect(headers['cache-control']).toBe('no-store');
  });

  test('a name that is a script is shown as the text it is', async () => {
    for (const path of ['/work', '/cases', '/cases/waiting']) {
      const html = await page('officer', path);
      expect(html).not.toContain('<script>');
      expect(html).toContain('&lt;script>alert(1)&lt;/script> &amp; &quot;Lò&quot;');
    }
    expect(HOSTILE).toContain('<script>');
  });

  test('stylesheet and htmx are kept for a year under the name of their content', async () => {
    const html = await page('officer', '/work');
    const [, style] = /href="(\/assets\/style[^"]+)"/.exec(html) ?? [];
    const { headers } = await request(town.app)
      .get(style as string)
      .expect(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });
});

describe('areas', () => {
  test.each([
    ['officer', '/cases/far'],
    ['farOfficer', '/cases/home'],
    ['mentor', '/cases/waiting'],
    ['otherMentor', '/cases/home'],
    ['partner', '/cases/home'],
    ['admin', '/cases/home'],
    ['officer', '/cases/no-such-case'],
  ] as [Somebody, string][])('for %s there is no %s', async (who, path) => {
    const html = await page(who, path, 404);
    expect(html).toContain('Không tìm thấy');
    expect(html).not.toContain('Lò Văn Thương');
  });

  test('a form sent to another area’s case finds none', async () => {
    const answer = await send('farOfficer', '/cases/far', '/cases/waiting/milestones', {
      milestone: 'proposal',
    });
    expect(answer.status).toBe(404);
    expect(town.asked).toEqual([]);
  });

  test.each([
    ['officer', '/users'],
    ['mentor', '/places/communes'],
    ['officer', '/imports'],
    ['admin', '/handovers/new'],
  ] as [Somebody, string][])('%s may not see %s, and is told so', async (who, path) => {
    expect(await page(who, path, 403)).toContain('Không được phép');
  });

  test('a partner that has not accepted sees initials, one that has sees the name', async () => {
    expect(await page('partner', '/referrals')).not.toContain('Lò Văn Thương');
    await town.db.referral.update({ where: { id: 'home/v1/training' }, data: { status: 'accepted' } });
    expect(await page('partner', '/referrals')).toContain('Lò Văn Thương');
    await town.db.referral.update({ where: { id: 'home/v1/training' }, data: { status: 'requested' } });
  });

  test('messages never show the token of a link', async () => {
    for (const path of ['/desk', '/desk/notices/1', '/cases/home']) {
      const html = await page('officer', path);
      expect(html).toContain('Nhắc buổi thăm');
      expect(html).not.toContain('abc.def');
    }
  });
});

describe('signing in', () => {
  test('leads back to the page asked for, and never to another site', async () => {
    const away = await request(town.app).get('/cases/home?x=1').expect(303);
    expect(away.headers.location).toBe('/sign-in?to=%2Fcases%2Fhome%3Fx%3D1');
    const sign = (to: string) =>
      request(town.app)
        .post('/sign-in')
        .type('form')
        .send({ email: 'officer@nhipcau.example', password: PASSWORD, to });
    expect((await sign('/cases/home?x=1')).headers.location).toBe('/cases/home?x=1');
    for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example', ''])
      expect((await sign(to)).headers.location).toBe('/');
  });

  test('a wrong password says so beside the field and keeps the e-mail, never the password', async () => {
    const { text } = await request(town.app)
      .post('/sign-in')
      .type('form')
      .send({ email: 'nobody@nhipcau.example', password: 'thật dài và sai' })
      .expect(401);
    expect(text).toContain('role="alert"');
    expect(text).toContain('value="nobody@nhipcau.example"');
    expect(text).not.toContain('thật dài và sai');
  });

  test('everybody lands on their work, the administrator on the accounts', async () => {
    expect((await browsers.mentor.get('/')).headers.location).toBe('/work');
    expect((await browsers.admin.get('/')).headers.location).toBe('/users');
  });

  test('the language is kept with the account', async () => {
    const answer = await send('otherMentor', '/work', '/language', { language: 'en', back: '/work' });
    expect(answer.headers.location).toBe('/work');
    expect(await page('otherMentor', '/work')).toContain('My work');
    expect(await town.db.user.findUnique({ where: { id: town.users.otherMentor } })).toMatchObject({
      language: 'en',
    });
  });

  test('a form without its token is refused, and what was typed is given back', async () => {
    const { text } = await browsers.mentor
      .post('/cases/home/visits')
      .type('form')
      .send({ _key: 'some-key-here', note: 'Hôm nay gặp ở chợ, vui vẻ' })
      .expect(403);
    expect(text).toContain('Hôm nay gặp ở chợ, vui vẻ');
    expect(town.asked).toEqual([]);
  });

  test('signing out ends it', async () => {
    const browser = await town.signIn('supervisor');
    const { _csrf } = fieldsOf((await browser.get('/work')).text);
    await browser.post('/sign-out').type('form').send({ _csrf, _key: 'out-out-out' }).expect(303);
    expect((await browser.get('/work')).headers.location).toContain('/sign-in');
  });
});

describe('my work', () => {
  test('lists what waits for the reader, the nearest date first, with the one thing to do', async () => {
    const html = await page('officer', '/work');
    const order = ['Vàng A Páo', 'Hoàng Thị Mận'].map((name) => html.indexOf(name));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(html).toContain('quá hạn 3 ngày');
    expect(html).toContain('Ghi quyết định và chọn người đồng hành (mẫu 53)');
  });

  test('a visit of today is not overdue', async () => {
    await town.db.visit.update({ where: { id: 'home/v3' }, data: { plannedOn: new Date('2026-11-23') } });
    const html = await page('mentor', '/work');
    await town.db.visit.update({ where: { id: 'home/v3' }, data: { plannedOn: new Date('2026-11-24') } });
    expect(html).toMatch(/23\/11\/2026<\/span> <span class="quiet">\(hôm nay\)/);
  });
});

describe('the case page', () => {
  test('shows first who is accountable and until when', async () => {
    const html = await page('officer', '/cases/asked');
    expect(html).toMatch(
      /Ai đang chịu trách nhiệm[\s\S]{0,200}Quàng Thị Hoa · Người đồng hành[\s\S]{0,400}25\/11\/2026/,
    );
  });

  test('offers only the steps of the reader’s role', async () => {
    const officer = await page('officer', '/cases/decide');
    expect(officer).toContain('name="milestone" value="decision"');
    expect(officer).not.toContain('name="milestone" value="certificate"');
    const centre = await page('centre', '/cases/decide');
    expect(centre).toContain('name="milestone" value="certificate"');
    expect(centre).not.toContain('name="milestone" value="decision"');
    expect(await page('supervisor', '/cases/decide')).not.toContain('name="milestone"');
  });

  test('a step is recorded once, and the page says so', async () => {
    const answer = await send('officer', '/cases/waiting', '/cases/waiting/milestones', {
      milestone: 'proposal',
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/cases/waiting?done=recorded');
    expect(town.asked).toMatchObject([
      { workflowId: 'handover/waiting', update: 'recordMilestone', args: { milestone: 'proposal' } },
    ]);
    expect(await page('officer', '/cases/waiting?done=recorded')).toMatch(/role="status">Đã ghi nhận/);
    expect(await page('officer', '/cases/waiting?done=%3Cb%3E')).not.toContain('<b>');
  });

  test('a double click acts once', async () => {
    const { _csrf, _key } = fieldsOf(await page('centre', '/cases/waiting'));
    const twice = [1, 2].map(() =>
      browsers.centre
        .post('/cases/waiting/milestones')
        .type('form')
        .send({ _csrf, _key, milestone: 'certificate' }),
    );
    for (const answer of await Promise.all(twice)) expect(answer.status).toBe(303);
    expect(
      await town.db.submission.count({
        where: { caseId: 'waiting', args: { path: ['milestone'], equals: 'certificate' } },
      }),
    ).toBe(1);
  });

  test('a decision without a mentor comes back with what is missing', async () => {
    const { status, text } = await send('officer', '/cases/decide', '/cases/decide/milestones', {
      milestone: 'decision',
    });
    expect(status).toBe(400);
    expect(text).toContain('href="#decision-mentorId"');
    expect(text).toContain('Hãy chọn người đồng hành.');
    expect(text).toContain('id="decision-mentorId"');
  });

  test('a mentor’s report that is not complete comes back in its own form with everything typed', async () => {
    const { status, text } = await send('mentor', '/cases/home', '/cases/home/visits', {
      seq: '2',
      heldOn: '',
      needs: ['loan'],
      note: 'Rất muốn học nghề',
    });
    expect(status).toBe(400);
    expect(text).toContain('href="#report-outcome"');
    expect(text).toContain('Rất muốn học nghề</textarea>');
    expect(text).toMatch(/value="loan" checked/);
    expect(text).toMatch(/name="seq" value="2" checked/);
  });

  test('visits are reported, moved and handed to somebody else', async () => {
    await send('mentor', '/cases/home', '/cases/home/visits', {
      seq: '3',
      outcome: 'met',
      heldOn: '2026-11-23',
      note: 'bí mật',
    });
    await send('officer', '/cases/home', '/cases/home/visits/reschedule', { seq: '3', on: '25/11/2026' });
    await send('supervisor', '/cases/home', '/cases/home/mentor-change', {
      mentorId: town.users.otherMentor,
    });
    expect(town.asked).toMatchObject([
      { update: 'reportVisit', args: { seq: 3, outcome: 'met' } },
      { update: 'rescheduleVisit', args: { seq: 3, on: '2026-11-25' } },
      { update: 'reassignMentor', args: { mentorId: town.users.otherMentor } },
    ]);
    expect(JSON.stringify(town.asked)).not.toContain('bí mật');
  });

  test('a stale form is told what happened, with the way to the fresh page and nothing typed lost', async () => {
    town.answer = { kind: 'refused', code: 'already-reported' };
    const { status, text } = await send('mentor', '/cases/home', '/cases/home/visits', {
      seq: '2',
      outcome: 'met',
      heldOn: '2026-11-20',
      note: 'Gặp ở nhà, đang đan lát',
    });
    expect(status).toBe(409);
    expect(text).toContain('đã được báo rồi');
    expect(text).toContain('href="/cases/home"');
    expect(text).toContain('Gặp ở nhà, đang đan lát');
  });

  test('with the engine out of reach the page says that it is saved', async () => {
    town.answer = { kind: 'unreachable', cause: null };
    const { status, text } = await send('centre', '/cases/decide', '/cases/decide/milestones', {
      milestone: 'certificate',
    });
    expect(status).toBe(503);
    expect(text).toContain('Không cần gửi lại');
  });

  test('where nobody knows the residence the centre gives it', async () => {
    await send('centre', '/cases/nowhere', '/cases/nowhere/residence', { communeId: 'MS' });
    expect(town.asked).toMatchObject([{ update: 'giveResidence', args: { communeId: 'MS' } }]);
  });

  test('a silent mentor is replaced by the commune', async () => {
    await send('officer', '/cases/asked', '/cases/asked/mentor', { mentorId: town.users.otherMentor });
    expect(town.asked).toMatchObject([{ update: 'nameMentor', args: { mentorId: town.users.otherMentor } }]);
  });
});

describe('lists', () => {
  test('cases are found by a name without accents and by code', async () => {
    for (const search of ['lo van thuong', 'HOME', 'Thương']) {
      const html = await page('officer', `/cases?search=${encodeURIComponent(search)}`);
      expect(html).toContain('Lò Văn Thương');
      expect(html).not.toContain('Vàng A Páo');
    }
    expect(await page('officer', '/cases?search=kh%C3%B4ng+ai')).toContain('Không có hồ sơ nào khớp');
  });

  test('overdue cases alone', async () => {
    const html = await page('officer', '/cases?overdue=yes');
    expect(html).toContain('Vàng A Páo');
    expect(html).not.toContain('Lò Văn Thương');
  });

  test('a cursor that is none is an error page, not a crash', async () => {
    expect(await page('officer', '/cases?after=%00nonsense', 400)).toContain(
      'Không đọc được vị trí trong danh sách',
    );
  });

  test('an escalation is taken, then resolved with how and a note', async () => {
    await send('supervisor', '/escalations', '/escalations/esc/acknowledge', {});
    await send('supervisor', '/escalations', '/escalations/esc/resolve', {
      how: 'mentor-reminded',
      seen: 'home/v2',
      note: 'Đã gọi',
    });
    expect(town.asked).toMatchObject([
      { update: 'acknowledge' },
      { update: 'resolve', args: { how: 'mentor-reminded', seen: ['home/v2'] } },
    ]);
    const { status, text } = await send('supervisor', '/escalations', '/escalations/esc/resolve', {
      seen: 'home/v2',
      note: 'Chưa chọn cách',
    });
    expect(status).toBe(400);
    expect(text).toContain('Chưa chọn cách</textarea>');
    expect(await page('officer', '/escalations')).not.toContain('/acknowledge');
  });

  test('a partner refuses only with a reason', async () => {
    const path = `/referrals/${encodeURIComponent('home/v1/training')}`;
    const none = await send('partner', '/referrals', path, { to: 'rejected', reason: '' });
    expect(none.status).toBe(400);
    expect(none.text).toContain('Hãy ghi lý do');
    const some = await send('partner', '/referrals', path, {
      to: 'rejected',
      reason: 'Hết chỗ',
      back: '/referrals',
    });
    expect(some.headers.location).toBe('/referrals?done=recorded');
    expect(town.asked).toMatchObject([{ workflowId: 'referral/home/v1/training', args: { to: 'rejected' } }]);
  });
});

describe('the office', () => {
  test('the administrator adds a mentor and closes an account', async () => {
    const added = await send('admin', '/users/new', '/users', {
      role: 'mentor',
      name: 'Cà Văn Mới',
      phone: '0900 000 099',
      communeId: 'MS',
    });
    expect(added.headers.location).toBe('/users?done=added');
    const user = await town.db.user.findFirstOrThrow({ where: { name: 'Cà Văn Mới' } });
    expect(user).toMatchObject({ phone: '+84900000099', communeId: 'MS', provinceId: '14' });
    await send('admin', '/users', `/users/${user.id}/deactivate`, {});
    expect(await town.db.user.findUnique({ where: { id: user.id } })).toMatchObject({ active: false });
  });

  test('the administrator finds an account without accents, corrects its phone and opens it again', async () => {
    const user = await town.db.user.create({
      data: {
        role: 'mentor',
        name: 'Đèo Thị Ưởng',
        phone: '+84900000098',
        communeId: 'MS',
        provinceId: '14',
        active: false,
      },
    });
    const page = await browsers.admin.get('/users?search=deo+thi+uong');
    expect(page.text).toContain('Đèo Thị Ưởng');
    expect(page.text).not.toContain('Cà Văn Mới');
    expect((await browsers.admin.get(`/users/${user.id}`)).text).toContain('value="0900000098"');
    await send('admin', `/users/${user.id}`, `/users/${user.id}`, {
      name: 'Đèo Thị Ưởng',
      phone: '0900 000 097',
    });
    await send('admin', '/users', `/users/${user.id}/reactivate`, {});
    expect(await town.db.user.findUnique({ where: { id: user.id } })).toMatchObject({
      phone: '+84900000097',
      active: true,
    });
  });

  test('an account gets another place; its role stays, and a mentor who accompanies somebody is not moved away', async () => {
    const { db, users } = town;
    const sent = async (id: string, fields: Record<string, string>) => {
      const { status, text } = await send('admin', `/users/${id}`, `/users/${id}`, {
        name: 'Ai Đó',
        ...fields,
      });
      return [status, text.match(/role="alert"[\s\S]*?<\/ul>/)?.[0] ?? ''] as const;
    };
    const area = { provinceId: '14', language: 'vi' };
    const { id } = await db.user.create({
      data: { ...area, role: 'supervisor', name: 'Ai Đó', email: 'ai@nhipcau.example', communeId: 'MS' },
    });
    const html = (await browsers.admin.get(`/users/${id}`)).text;
    expect(html).toContain('Vai trò không đổi được');
    expect(html).toMatch(/<option value="MS" selected/);
    expect(await sent(id, { communeId: 'TH', provinceId: '14' })).toEqual([303, '']);
    expect(await db.user.findUnique({ where: { id } })).toMatchObject({ communeId: 'TH', name: 'Ai Đó' });
    await sent(id, { communeId: '', provinceId: '14' });
    expect(await db.user.findUnique({ where: { id } })).toMatchObject({ communeId: null, provinceId: '14' });
    const [refused, why] = await sent(id, { role: 'admin' });
    expect([refused, why]).toEqual([400, expect.stringContaining('mở tài khoản khác')]);
    expect(await db.user.findUnique({ where: { id } })).toMatchObject({ role: 'supervisor' });
    // Who did it is kept like every other request.
    expect(
      await db.submission.count({ where: { kind: 'update-user', actorId: users.admin, status: 'applied' } }),
    ).toBeGreaterThanOrEqual(2);

    const [status, alert] = await sent(users.mentor, { communeId: 'TH' });
    expect([status, alert]).toEqual([400, expect.stringContaining('Hãy giao những người ấy cho người khác')]);
    await db.user.delete({ where: { id } });
  });

  test('an account that is not complete comes back with all that was typed but the password', async () => {
    const { status, text } = await send('admin', '/users/new', '/users', {
      role: 'mentor',
      name: 'Cà Văn Thiếu',
      phone: '024 3825 1234',
      password: 'rất bí mật đấy',
      communeId: 'MS',
    });
    expect(status).toBe(400);
    expect(text).toContain('số máy bàn');
    expect(text).toContain('value="Cà Văn Thiếu"');
    expect(text).not.toContain('rất bí mật đấy');
  });

  test('places are added', async () => {
    const added = await send('admin', '/places/communes', '/places/communes', {
      id: 'NS',
      name: 'Nà Sản',
      kind: 'xã',
      provinceId: '14',
    });
    expect(added.headers.location).toBe('/places/communes?done=added');
    const again = await send('admin', '/places/communes', '/places/communes', {
      id: 'NS',
      name: 'Nà Sản',
      kind: 'xã',
      provinceId: '14',
    });
    expect(again.status).toBe(400);
    expect(again.text).toContain('Mã này đã được dùng');
  });
});

/** Fields without a label, an aria-label or a hidden type. */
function unlabelled(html: string): string[] {
  const labels = new Set([...html.matchAll(/<label for="([^"]+)"/g)].map((m) => m[1]));
  const inLabels = html.replace(/<label class="(?:choice|pick)">[\s\S]*?<\/label>/g, '');
  return [...inLabels.matchAll(/<(?:input|select|textarea)[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !tag.includes('type="hidden"') && !labels.has(/ id="([^"]+)"/.exec(tag)?.[1] ?? ''));
}

const duplicates = (ids: string[]) => ids.filter((id, index) => ids.indexOf(id) !== index);
