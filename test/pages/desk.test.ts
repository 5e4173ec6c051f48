import request from 'supertest';
import { inState } from '../../api/queries/desk';
import { addDays, at, HOUR } from '../../domain/calendar';
import { OUTBOX_STATES, type OutboxState, outboxState } from '../../domain/outbox';
import { freshDatabase } from '../support/real-parts';
import { fieldsOf, NOW, type Somebody, TODAY, Town } from './town';

let town: Town;
beforeAll(async () => {
  town = await Town.open(await freshDatabase());
});
afterAll(() => town.close());

let n = 0;
/** A notice to the mentor about the person at home, with a message of each status. */
async function notice(status: string, messages: string[] = [], more: object = {}) {
  n += 1;
  return town.db.notice.create({
    data: {
      key: `home/v3/reminder-${n}`,
      scope: 'follow-up/home',
      provinceId: '14',
      kind: 'visit-reminder',
      priority: 'routine',
      channels: ['sms'],
      recipientId: town.users.mentor,
      caseId: 'home',
      subjectId: 'home/v3',
      notBefore: new Date(NOW - HOUR),
      expiresAt: new Date(NOW + 48 * HOUR),
      collapseKey: 'x',
      status,
      ...more,
      messages: {
        create: messages.map((its, i) => ({
          key: `home/v3/reminder-${n}/${i}`,
          provinceId: '14',
          channel: 'sms',
          recipientId: town.users.mentor,
          caseId: 'home',
          to: '+84900000011',
          body: 'Nhip cau: xin ghe tham L.V.T (K7M4X): http://127.0.0.1:3000/l/abc.def',
          segments: 1,
          status: its,
        })),
      },
    },
    include: { messages: true },
  });
}
const page = async (who: Somebody, path: string, status = 200) =>
  (await (await town.signIn(who)).get(path).expect(status)).text;
let sent = 0;
/** Sends a form of a page as its reader would. */
async function post(who: Somebody, from: string, action: string, values: object) {
  const browser = await town.signIn(who);
  const { _csrf } = fieldsOf((await browser.get(from).expect(200)).text);
  return browser
    .post(action)
    .type('form')
    .send({ _csrf, _key: `form-key-${sent++}`, ...values });
}

describe('the state of what people were to be told', () => {
  const MESSAGES = [
    [],
    ['queued'],
    ['sending'],
    ['sent'],
    ['delivered'],
    ['failed'],
    ['undelivered'],
    ['unknown'],
    ['failed', 'sent'],
    ['failed', 'undelivered'],
    ['unknown', 'delivered'],
    ['standby', 'failed'],
  ];
  const STATUSES = ['planned', 'claimed', 'sent', 'failed', 'withdrawn', 'expired', 'collapsed'];

  test('is the same whether one is looked at or all are searched', async () => {
    for (const status of STATUSES)
      for (const messages of MESSAGES)
        for (const notBefore of [new Date(NOW), new Date(NOW + 1)])
          await notice(status, messages, { notBefore });
    const all = await town.db.notice.findMany({ include: { messages: true } });
    const stateOf = (row: (typeof all)[number]) =>
      outboxState(
        { status: row.status, notBefore: row.notBefore.getTime() },
        row.messages.map((m) => m.status),
        NOW,
      );
    const found = new Map<OutboxState, bigint[]>();
    for (const state of OUTBOX_STATES) {
      const rows = await town.db.notice.findMany({ where: inState(state, NOW), orderBy: { id: 'asc' } });
      found.set(
        state,
        rows.map((row) => row.id),
      );
    }
    for (const state of OUTBOX_STATES) {
      const expected = all.filter((row) => stateOf(row) === state).map((row) => row.id);
      expect([state, found.get(state)]).toEqual([state, expected.sort((a, b) => Number(a - b))]);
      expect([state, expected.length > 0]).toEqual([state, true]);
    }
  });
});

describe('the outbox', () => {
  beforeEach(async () => {
    await town.db.message.deleteMany({ where: { notice: { key: { startsWith: 'home/v3' } } } });
    await town.db.notice.deleteMany({ where: { key: { startsWith: 'home/v3' } } });
  });

  test('says of each why it is as it is, by state and by person', async () => {
    await notice('claimed', ['unknown']);
    await notice('failed', ['failed'], {});
    await town.db.message.updateMany({ where: { status: 'failed' }, data: { code: '30005' } });
    const unknown = await page('officer', '/desk?state=unknown');
    expect(unknown).toContain('Hãy gọi hỏi người nhận');
    expect(unknown).not.toContain('số này không nhận được tin');
    expect(await page('officer', '/desk?state=failed')).toContain(
      'số này không nhận được tin, cần hỏi số khác',
    );
    expect(await page('officer', '/desk?person=quang')).toContain('Không có tin nào như vậy');
    expect(await page('officer', '/desk?person=Quàng')).toContain('Quàng Thị Hoa');
    expect(await page('officer', '/desk?person=lo van thuong')).toContain('Quàng Thị Hoa');
  });

  test('shows nothing of another place, and no words to who may not see the case', async () => {
    const { id } = await notice('sent', ['sent']);
    expect(await page('farOfficer', '/desk')).toContain('Không có tin nào như vậy');
    await page('farOfficer', `/desk/notices/${id}`, 404);
    await page('mentor', `/desk/notices/${id}`, 404);
    const html = await page('officer', `/desk/notices/${id}`);
    expect(html).toContain('xin ghe tham');
    expect(html).not.toContain('abc.def');
    expect((await post('farOfficer', '/desk', `/desk/notices/${id}/resend`, { why: 'asked' })).status).toBe(
      404,
    );
    expect((await post('centre', '/desk', `/desk/notices/${id}/resend`, { why: 'asked' })).status).toBe(403);
  });

  test('sends again with a reason: a new notice under a new key, once, written down for the case', async () => {
    const { id, key } = await notice('sent', ['delivered']);
    const path = `/desk/notices/${id}`;
    expect((await post('officer', path, `${path}/resend`, {})).status).toBe(400);
    const done = await post('officer', path, `${path}/resend`, { why: 'deleted' });
    expect(done.status).toBe(303);
    const again = await town.db.notice.findUniqueOrThrow({ where: { key: `${key}#2` } });
    expect(again).toMatchObject({
      status: 'planned',
      notBefore: new Date(NOW),
      scope: 'follow-up/home',
      againWhy: 'deleted',
      againById: town.users.officer,
    });
    expect(await page('officer', `/desk/notices/${again.id}`)).toContain('Người nhận lỡ xóa tin');
    // Only planned yet: nothing to send a third time.
    const third = await post('officer', path, `/desk/notices/${again.id}/resend`, { why: 'asked' });
    expect([third.status, third.text]).toEqual([409, expect.stringContaining('Tin này sắp được gửi')]);
    const event = await town.db.timelineEvent.findFirst({ where: { kind: 'message-resent' } });
    expect(event).toMatchObject({ caseId: 'home', byId: town.users.officer, data: { why: 'deleted' } });
  });

  test('warns before it sends an unknown one again', async () => {
    const { id, key } = await notice('claimed', ['unknown']);
    const path = `/desk/notices/${id}`;
    const warned = await post('officer', path, `${path}/resend`, { why: 'not-received' });
    expect([warned.status, warned.text]).toEqual([409, expect.stringContaining('có thể đến hai lần')]);
    expect(await town.db.notice.count({ where: { key: `${key}#2` } })).toBe(0);
    expect(
      (await post('officer', path, `${path}/resend`, { why: 'not-received', twice: 'yes' })).status,
    ).toBe(303);
    expect(await town.db.notice.count({ where: { key: `${key}#2` } })).toBe(1);
  });

  test('what is not true any more is not sent again', async () => {
    const { id } = await notice('withdrawn', ['unknown']);
    const path = `/desk/notices/${id}`;
    const asked = await post('officer', path, `${path}/resend`, { why: 'asked', twice: 'yes' });
    expect([asked.status, asked.text]).toEqual([409, expect.stringContaining('không còn đúng')]);
  });

  test('a doubt is ended by asking: it came, or it goes out again; whoever still asks the provider writes nothing over it', async () => {
    const came = await notice('claimed', ['unknown']);
    const message = came.messages[0]?.id as bigint;
    const settle = (id: bigint, how: string) =>
      post('officer', `/desk/notices/${came.id}`, `/desk/messages/${id}/settle`, { how });
    expect((await settle(message, 'arrived')).status).toBe(303);
    expect(await town.db.message.findUnique({ where: { id: message } })).toMatchObject({
      status: 'sent',
      code: 'said-to-have-come',
      fence: 1,
      tryAt: null,
    });
    expect(await town.db.notice.findUnique({ where: { id: came.id } })).toMatchObject({ status: 'sent' });
    expect(await page('officer', `/desk/notices/${came.id}`)).toContain('Người nhận nói đã nhận được');

    const lost = await notice('claimed', ['unknown']);
    expect((await settle(lost.messages[0]?.id as bigint, 'again')).status).toBe(303);
    expect(await town.db.notice.findUnique({ where: { id: lost.id } })).toMatchObject({
      status: 'failed',
      doneAt: new Date(NOW),
    });
    expect(await town.db.notice.count({ where: { key: `${lost.key}#2`, status: 'planned' } })).toBe(1);
    expect((await settle(lost.messages[0]?.id as bigint, 'arrived')).status).toBe(409);
  });

  test('a link is closed from the desk, and says so to whoever opens it', async () => {
    const { id } = await notice('sent', ['sent']);
    const token = await town.link('visit-report', 'mentor', 'home/v3', 'home');
    const path = `/desk/notices/${id}`;
    expect(await page('officer', path)).toContain('Khóa đường dẫn');
    expect((await post('officer', path, `${path}/revoke`, {})).status).toBe(303);
    await request(town.app).get(`/l/${token}`).expect(410);
    await request(town.app).post(`/l/${token}`).type('form').send({ _key: 'any-key-at-all' }).expect(303);
    expect(await page('officer', path)).not.toContain('Khóa đường dẫn');
    await town.db.link.updateMany({ data: { revokedAt: null } });
  });
});

describe('what it costs', () => {
  test('by kind and place, with the month of Vietnam, and how many reached each network', async () => {
    await town.db.message.deleteMany({ where: { key: { startsWith: 'home/v3' } } });
    const sent = await notice('sent', ['delivered', 'sent', 'delivered', 'failed']);
    const dates = ['2026-10-31T16:59:59Z', '2026-10-31T17:00:00Z', '2026-11-30T16:59:59Z'];
    for (const [i, at] of dates.entries())
      await town.db.message.update({
        where: { id: sent.messages[i]?.id },
        data: { sentAt: new Date(at), segments: 2, to: ['+84900000011', '+84900000011', '+84320000000'][i] },
      });
    const november = await page('officer', '/desk/cost?month=2026-11');
    const text = november.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    // Two of this test and one that the town had sent before.
    expect(text).toMatch(/Nhắc buổi thăm Xã Mai Sơn 3 5 4\.000 đ Tổng cộng 3 5 4\.000 đ/);
    expect(text).toMatch(/MobiFone 2 1 \(50%\) Viettel 1 1 \(100%\)/);
    expect(await page('officer', '/desk/cost?month=2026-10')).toContain('1.600 đ');
    expect(await page('farOfficer', '/desk/cost?month=2026-11')).toContain('chưa gửi tin nhắn nào');
    await page('centre', '/desk/cost', 404);
  });
});

describe('tomorrow', () => {
  beforeEach(async () => {
    await town.db.message.deleteMany({ where: { notice: { key: { startsWith: 'home/v3' } } } });
    await town.db.notice.deleteMany({ where: { key: { startsWith: 'home/v3' } } });
  });
  const tomorrow = (time: string) => new Date(at(addDays(TODAY, 1), time));
  const planned = (notBefore: Date, more: object = {}) =>
    notice('planned', [], { notBefore, expiresAt: new Date(notBefore.getTime() + 48 * HOUR), ...more });
  const words = async (who: Somebody) =>
    (await page(who, '/desk/tomorrow')).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

  test('shows what will go out as it will be read, and nothing of today, of another day, or of another place', async () => {
    await planned(new Date(NOW), { data: { on: '2026-11-01' } });
    await planned(tomorrow('24:00'), { data: { on: '2026-11-02' } });
    await planned(tomorrow('09:30'), { data: { on: '2026-11-25' } });
    const seen = await words('officer');
    expect(seen).toMatch(
      /24\/11\/2026 09:30 .* Nhip cau: Xin ghe tham L\.V\.T \(\w+\) ngay 25\/11\/2026 roi bao lai: http\S+\/l\/\.\.\. /,
    );
    expect(seen).not.toMatch(/01\/11\/2026|02\/11\/2026|Thương/);
    expect(await words('farOfficer')).toContain('Ngày mai chưa có tin nào phải gửi');
  });

  test('shows as one what will go out as one, and says of whom nobody can receive it', async () => {
    await planned(tomorrow('09:30'), { subjectId: 'home/v3' });
    await planned(tomorrow('09:30'), { subjectId: 'home/v4' });
    expect(await words('officer')).toContain('cùng 1 tin khác');
    await planned(tomorrow('10:00'), {
      recipientId: town.users.officer,
      priority: 'urgent',
      kind: 'follow-up-request',
    });
    expect(await words('officer')).toContain('Chưa có ai nhận được tin này');
  });
});

describe('the inbox', () => {
  const text = (id: string, more: object = {}) =>
    town.db.inbound.create({
      data: {
        id,
        from: '+84900000011',
        to: '',
        body: 'mai em <ghé> nhé',
        receivedAt: new Date(NOW),
        status: 'desk',
        why: 'not-understood',
        userId: town.users.mentor,
        communeId: 'MS',
        provinceId: '14',
        dueAt: new Date(NOW + HOUR),
        ...more,
      },
    });
  beforeEach(() => town.db.inbound.deleteMany());

  test('is the work of the commune; left over its day also of its supervisor, a day later of the province', async () => {
    const work = async (who: Somebody) =>
      (await page(who, '/work')).includes('Xem và trả lời một tin nhắn đến');
    const seenBy = async () => [
      await work('officer'),
      await work('supervisor'),
      await work('province'),
      await work('farOfficer'),
    ];
    await text('SM1');
    expect(await seenBy()).toEqual([true, false, false, false]);
    await town.db.inbound.update({ where: { id: 'SM1' }, data: { dueAt: new Date(NOW) } });
    expect(await seenBy()).toEqual([true, true, false, false]);
    await town.db.inbound.update({ where: { id: 'SM1' }, data: { dueAt: new Date(NOW - 24 * HOUR) } });
    expect(await seenBy()).toEqual([true, true, true, false]);
    await town.db.inbound.update({
      where: { id: 'SM1' },
      data: { communeId: null, provinceId: null, dueAt: new Date(NOW + HOUR) },
    });
    expect(await seenBy()).toEqual([false, false, true, false]);
  });

  test('is dealt with once: called, put to a case, or left with a reason', async () => {
    await text('SM2');
    expect(await page('officer', '/desk/inbox')).toContain('mai em &lt;ghé> nhé');
    expect(await page('farOfficer', '/desk/inbox')).not.toContain('mai em');
    const handle = (id: string, values: object, who: Somebody = 'officer') =>
      post(who, '/desk/inbox', `/desk/inbox/${id}/handle`, { who: '', note: '', ...values });
    expect((await handle('SM2', { how: 'dismissed' })).text).toContain('Hãy ghi vì sao');
    expect((await handle('SM2', { how: 'called' }, 'farOfficer')).status).toBe(404);
    expect((await handle('SM2', { how: 'called', note: 'Hẹn chiều mai' })).status).toBe(303);
    expect(await town.db.inbound.findUnique({ where: { id: 'SM2' } })).toMatchObject({
      handled: 'called',
      handledById: town.users.officer,
      note: 'Hẹn chiều mai',
    });
    expect(await page('officer', '/desk/inbox')).toContain('Không có tin nhắn nào chờ xem');
    expect(await page('officer', '/desk/inbox?state=handled')).toContain('Hẹn chiều mai');
    expect((await handle('SM2', { how: 'called' })).status).toBe(409);

    await text('SM3');
    expect((await handle('SM3', { how: 'assigned', who: 'QQQQQ' })).status).toBe(400);
    const { code } = (
      await town.db.handover.findUniqueOrThrow({ where: { id: 'home' }, include: { person: true } })
    ).person;
    expect((await handle('SM3', { how: 'assigned', who: code.toLowerCase() })).status).toBe(303);
    expect(await town.db.inbound.findUnique({ where: { id: 'SM3' } })).toMatchObject({
      caseId: 'home',
      handled: 'assigned',
    });
    expect(await page('officer', '/cases/home')).toContain('Đã chuyển một tin nhắn đến vào hồ sơ');
  });
});
