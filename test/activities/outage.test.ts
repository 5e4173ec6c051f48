import { randomUUID } from 'node:crypto';
import { addDays, at, dayOf, HOUR, MINUTE } from '../../domain/calendar';
import { MENTOR, OFFICER, Office, PROVINCE } from './office';

let office: Office;
beforeEach(async () => {
  office = await Office.open();
});
afterEach(() => office.close());

const outages = () => office.db.outage.findMany({ orderBy: { from: 'asc' } });
const collapseKey = 'visit-reminder:the mentor';
const ago = (hours: number) => office.now - hours * HOUR;

test('what is in time makes no outage', async () => {
  await office.notice(await office.case(), { notBefore: office.now - 59 * MINUTE });
  await office.dispatch();
  expect(await outages()).toEqual([]);
});

test('reminders held up become one text to each person, what has passed is dropped, and all of it is written down', async () => {
  const [one, two, three] = [
    await office.case('ABCDK'),
    await office.case('FGHJK'),
    await office.case('LMNPQ'),
  ];
  const soonest = await office.notice(one, {
    collapseKey,
    notBefore: ago(30),
    expiresAt: office.now + 5 * HOUR,
  });
  const other = await office.notice(two, {
    collapseKey,
    notBefore: ago(20),
    expiresAt: office.now + 50 * HOUR,
  });
  const passed = await office.notice(three, { notBefore: ago(90), expiresAt: ago(2) });
  const told = await office.notice(three, {
    kind: 'milestone-request',
    recipientId: office.users.officer,
    notBefore: ago(10),
  });
  await office.dispatch();
  expect(office.twilio.all.map(({ to, body }) => [to, body.includes('co 2 luot hen')])).toEqual([
    [MENTOR, true],
    [OFFICER, false],
  ]);
  expect(await Promise.all([soonest, other, passed, told].map(office.noticeOf))).toMatchObject([
    { status: 'collapsed', lateClass: 'collapse', messages: [] },
    { status: 'sent', lateClass: 'send-late' },
    { status: 'expired', lateClass: 'drop', messages: [] },
    { status: 'sent', lateClass: 'send-late' },
  ]);
  expect(await outages()).toMatchObject([
    {
      provinceId: PROVINCE,
      from: new Date(ago(90)),
      until: new Date(office.now),
      sentLate: 2,
      collapsed: 1,
      dropped: 1,
      signedAt: null,
    },
  ]);
});

test('a catch-up that takes several dispatches is one outage, and says nothing twice; one already signed is left alone', async () => {
  const caseId = await office.case();
  await office.notice(caseId, { collapseKey, notBefore: ago(30) });
  await office.dispatch();
  office.now += 10 * MINUTE;
  await office.notice(caseId, { collapseKey, notBefore: ago(29) });
  await office.dispatch();
  expect(await outages()).toMatchObject([{ sentLate: 1, collapsed: 1 }]);
  expect(office.twilio.all).toHaveLength(1);
  await office.db.outage.updateMany({ data: { signedAt: new Date(office.now) } });
  await office.notice(caseId, { notBefore: ago(28), kind: 'escalation' });
  await office.dispatch();
  expect(await outages()).toMatchObject([
    { sentLate: 1, collapsed: 1 },
    { sentLate: 1, collapsed: 0 },
  ]);
});

test('what expired while the provider refused is listed as dropped too', async () => {
  const id = await office.notice(await office.case(), { expiresAt: office.now + 3 * HOUR });
  const failing = { ...office.sms(), send: async () => ({ kind: 'temporary' as const, code: '503' }) };
  for (let i = 0; i < 4; i++) {
    const { nextAt } = await office.dispatch([failing]);
    office.now = nextAt ?? office.now + HOUR;
  }
  office.now += 3 * HOUR;
  await office.dispatch([failing]);
  expect(await office.noticeOf(id)).toMatchObject({ status: 'expired', lateClass: 'drop' });
  expect(await outages()).toMatchObject([{ dropped: 1 }]);
});

test('a province that allows its texts until 20:00 is not late at night, and not early', async () => {
  await office.db.policyOverride.create({
    data: {
      provinceId: PROVINCE,
      name: 'sms_window',
      value: { from: '08:00', to: '20:00' },
      basis: 'tập quán',
      validFrom: new Date('2020-01-01'),
    },
  });
  office.now = at(addDays(dayOf(office.now), 1), '07:30');
  await office.notice(await office.case(), { key: randomUUID(), notBefore: office.now - 11 * HOUR });
  const { nextAt } = await office.dispatch();
  expect([office.twilio.all.length, nextAt]).toEqual([0, at(dayOf(office.now), '08:00')]);
  office.now = nextAt as number;
  await office.dispatch();
  expect([office.twilio.all.length, await outages()]).toEqual([1, []]);
});
