import { addDays, at, endOfDay } from '../../domain/calendar';
import { freshDatabase } from '../support/real-parts';
import { fieldsOf, NOW, type Somebody, TODAY, Town } from './town';
import { walking } from './walking';

let town: Town;
const { page, send, signIn } = walking(() => town);

beforeAll(async () => {
  town = await Town.open(await freshDatabase());
  await signIn('province', 'officer', 'supervisor', 'admin');
});
afterAll(() => town.close());

const english = async (who: Somebody, path: string) => {
  await town.db.user.update({ where: { id: town.users[who] }, data: { language: 'en' } });
  const html = await page(who, path);
  await town.db.user.update({ where: { id: town.users[who] }, data: { language: 'vi' } });
  return html;
};

test('the rules are said with unit and article in both languages; only who may set sees the way to it', async () => {
  const vi = await page('officer', '/policy');
  expect(vi).toContain('NĐ 163/2026 Điều 134.1');
  expect(vi).toContain('7 ngày một lần đến ngày thứ 30');
  expect(vi).toContain('xã 8 giờ → tỉnh 8 giờ');
  expect(vi).not.toContain('#set');
  const en = await english('officer', '/policy');
  expect(en).toContain('NĐ 163/2026 art. 134.1');
  expect(en).toContain('every 7 days to day 30');
  expect(await page('province', '/policy')).toContain('#set');
});

test('a value is typed, refused with what was typed kept, corrected, and shown as the province’s own', async () => {
  const form = {
    name: 'cadence',
    provinceId: '14',
    communeId: '',
    value: '0/30 14',
    basis: 'QĐ 12/2026/QĐ-UBND',
    validFrom: TODAY,
    validTo: '',
  };
  const wrong = await send('province', '/policy?set=cadence', '/policy/values', form);
  expect(wrong.status).toBe(400);
  expect(wrong.text).toContain('0/30 14');
  expect(wrong.text).toContain('Chưa đúng dạng');
  const right = await send('province', '/policy?set=cadence', '/policy/values', {
    ...form,
    value: '5/30 14',
  });
  expect([right.status, right.headers.location]).toEqual([303, '/policy?done=recorded']);
  const html = await page('province', '/policy');
  expect(html).toContain('5 ngày một lần đến ngày thứ 30; sau đó 14 ngày một lần');
  expect(html).toContain('Tỉnh đặt');
  const [, id] = /\/policy\/values\/([\w-]+)\/end/.exec(html) ?? [];
  const ended = await send('province', '/policy', `/policy/values/${id}/end`, {
    validTo: addDays(TODAY, -9),
  });
  expect(ended.status).toBe(400);
  expect(ended.text).toContain('Ngày đã qua không sửa được');
});

test('the holidays of a year are entered by the administrator', async () => {
  const off = Array.from({ length: 9 }, (_, i) => `2027-03-0${i + 1}`).join(' ');
  const answer = await send('admin', '/policy', '/policy/years', {
    year: '2027',
    off,
    worked: '',
    source: 'Thông báo số 1',
  });
  expect(answer.status).toBe(303);
  expect(await page('province', '/policy')).toContain('Thông báo số 1');
});

test('adopting is shown person by person with old and new, and moves who is on the page', async () => {
  town.changes = {
    dates: [{ what: 'visit', from: endOfDay('2026-11-30'), to: endOfDay('2026-11-28') }],
    notices: [{ kind: 'visit-reminder', subjectId: 'home/v2', from: at('2026-11-29', '08:00'), to: null }],
  };
  const html = await page('province', '/policy/adopt');
  for (const words of ['30/11/2026', '28/11/2026', 'Tin: Nhắc buổi thăm', '29/11/2026 08:00', 'rút lại'])
    expect(html).toContain(words);
  expect(await english('province', '/policy/adopt')).toContain('Message: Reminder of a visit');
  const caseIds = [...html.matchAll(/name="caseIds" value="([^"]+)"/g)].map((m) => m[1] as string);
  expect(caseIds.length).toBeGreaterThan(1);
  town.asked.length = 0;
  const answer = await send('province', '/policy/adopt', '/policy/adopt', { caseIds });
  expect([answer.status, answer.headers.location]).toEqual([303, '/policy/adopt?done=recorded']);
  expect(new Set(town.asked.map(({ update }) => update))).toEqual(new Set(['adoptPolicy']));
  expect(town.asked.length).toBeGreaterThanOrEqual(caseIds.length);
  town.changes = null;
  expect(await page('province', '/policy/adopt')).toContain('Chưa trả lời');
  await page('supervisor', '/policy/adopt', 403);
});

test('an outage lists what was dropped first, and is signed', async () => {
  const caseId = (await town.db.handover.findFirstOrThrow()).id;
  const { id } = await town.db.outage.create({
    data: {
      provinceId: '14',
      from: new Date(NOW - 3 * 86_400_000),
      until: new Date(NOW),
      dropped: 1,
      sentLate: 1,
    },
  });
  const lost = {
    scope: 'x',
    provinceId: '14',
    kind: 'visit-reminder',
    priority: 'routine',
    channels: ['sms'],
    recipientId: town.users.mentor,
    caseId,
    subjectId: 'x',
    expiresAt: new Date(NOW),
    collapseKey: 'x',
    outageId: id,
  };
  await town.db.notice.createMany({
    data: [
      {
        ...lost,
        key: 'late',
        status: 'sent',
        lateClass: 'send-late',
        notBefore: new Date(NOW - 2 * 86_400_000),
      },
      { ...lost, key: 'lost', status: 'expired', lateClass: 'drop', notBefore: new Date(NOW - 86_400_000) },
    ],
  });
  expect(await page('province', '/work')).toContain('Xem và ký về một lần gián đoạn');
  const html = await page('province', '/outages');
  expect(html.indexOf('Bỏ, không còn đúng</span>')).toBeLessThan(html.indexOf('Gửi muộn</span>'));
  expect(await english('province', '/outages')).toContain('Dropped, no longer true');
  const { seen } = fieldsOf(html) as { seen?: string };
  const answer = await send('province', '/outages', `/outages/${id}/sign`, {
    seen: seen ?? new Date(NOW).toISOString(),
    note: 'đã gọi',
  });
  expect(answer.status).toBe(303);
  expect(await page('province', '/outages')).toContain('Không có lần gián đoạn nào chờ ký');
  expect(await page('province', '/outages?state=signed')).toContain('đã gọi');
  await page('officer', '/outages', 403);
});
