import type { Gateway } from '../../activities/messages/gateway';
import { recordStep } from '../../activities/records/step';
import { addDays, at, dayOf, HOUR, type Instant, isWorkingDay } from '../../domain/calendar';
import { policyInForce } from '../../domain/policy';
import { formatDay } from '../../domain/vietnamese';
import { refused } from '../../scripts/phones';
import { MENTOR, OFFICER, Office, PROVINCE } from './office';

let office: Office;
beforeEach(async () => {
  office = await Office.open();
});
afterEach(() => office.close());

const DAY = 24 * HOUR;
const texts = () => office.twilio.all.map(({ to, body }) => ({ to, body }));
const statusOf = async (id: bigint) => (await office.noticeOf(id)).status;

/** A visit of a case of its own, so many days after the day that is reminded of now. */
async function visit(inDays = 0, more: Parameters<Office['notice']>[1] = {}) {
  const caseId = await office.case();
  const notBefore = office.now + inDays * DAY;
  const id = await office.notice(caseId, {
    ...{ key: `${caseId}/v1/reminder`, subjectId: `${caseId}/v1`, notBefore },
    ...{ expiresAt: notBefore + 4 * DAY, data: { on: addDays(dayOf(notBefore), 1) } },
    ...more,
  });
  return { caseId, id };
}

/** The next step of that case wants no reminder any more. */
const reported = (caseId: string) =>
  recordStep(office.deps, office.step(caseId, { what: 'visit-reported' }), async () => {});

describe('a mentor with a full week', () => {
  // Where two visits fill it: how many do is domain/digest's, here it matters what becomes of them.
  beforeEach(() =>
    office.db.policyOverride.create({
      data: {
        ...{ provinceId: PROVINCE, name: 'digest_week_from', value: 2, basis: 'thử' },
        validFrom: new Date('2020-01-01'),
      },
    }),
  );

  test('gets one text with one list of them; the one after the week keeps its own', async () => {
    const [one, two, later] = [await visit(), await visit(3), await visit(9)];
    const { nextAt } = await office.dispatch();
    const [first, last] = [addDays(dayOf(office.now), 1), addDays(dayOf(office.now), 4)].map(formatDay);
    expect(texts()).toMatchObject([
      { to: MENTOR, body: expect.stringContaining(`2 luot hen tu ${first} den ${last}`) },
    ]);
    expect(nextAt).toBe(office.now + 9 * DAY);
    const head = await office.noticeOf(two.id);
    expect(head).toMatchObject({ status: 'sent', digestId: null, messages: [{ segments: 1 }] });
    expect(await office.noticeOf(one.id)).toMatchObject({
      status: 'collapsed',
      digestId: two.id,
      messages: [],
    });
    expect(await statusOf(later.id)).toBe('planned');
    const links = await office.db.link.findMany({ orderBy: [{ purpose: 'asc' }, { subjectId: 'asc' }] });
    expect(links.map((l) => [l.purpose, l.subjectId])).toEqual([
      ...[one, two].map(({ caseId }) => ['visit-report', `${caseId}/v1`]).sort(),
      ['visits', String(two.id)],
    ]);
  });

  test('gets the usual reminder for one visit alone', async () => {
    const { id } = await visit();
    await office.dispatch();
    expect(texts()).toMatchObject([{ body: expect.stringContaining('Xin ghe tham') }]);
    expect((await office.db.link.findMany()).map((l) => l.purpose)).toEqual(['visit-report']);
    expect(await statusOf(id)).toBe('sent');
  });

  test('is not told of a visit reported before; where one is left it is a plain reminder', async () => {
    const [one, two] = [await visit(), await visit(3)];
    office.twilio.failSend(refused.tooMany(300));
    const { nextAt } = await office.dispatch();
    expect([await statusOf(one.id), await statusOf(two.id)]).toEqual(['collapsed', 'claimed']);
    await reported(one.caseId);
    expect([await statusOf(one.id), await statusOf(two.id)]).toEqual(['withdrawn', 'planned']);
    office.now = nextAt as Instant;
    await office.dispatch();
    expect(texts()).toEqual([]); // its own day has not come
    office.now += 3 * DAY;
    await office.dispatch();
    expect(texts()).toMatchObject([{ to: MENTOR, body: expect.stringContaining('Xin ghe tham') }]);
  });

  test('hears nothing when all of it was withdrawn before it could leave', async () => {
    const [one, two] = [await visit(), await visit(3)];
    office.twilio.failSend(refused.tooMany(300));
    await office.dispatch();
    await reported(two.caseId); // the one that stood for both
    expect(await statusOf(one.id)).toBe('planned');
    await reported(one.caseId);
    office.now += 4 * DAY;
    expect(await office.dispatch()).toEqual({ sent: 0, nextAt: null });
    expect(texts()).toEqual([]);
    expect(await office.db.message.count()).toBe(0);
  });

  test('is left with what has been told: a withdrawal after it changes nothing', async () => {
    const [one, two] = [await visit(), await visit(3)];
    await office.dispatch();
    await reported(one.caseId);
    expect([await statusOf(one.id), await statusOf(two.id)]).toEqual(['collapsed', 'sent']);
  });

  test('and a phone that takes nothing: a supervisor hears of each person', async () => {
    const [one, two] = [await visit(), await visit(3)];
    office.twilio.failSend(refused.optedOut);
    await office.dispatch();
    const items = await office.db.escalationItem.findMany();
    expect(items.map((item) => item.caseId).sort()).toEqual([one.caseId, two.caseId].sort());
  });
});

describe('when a message may go', () => {
  test('its reader’s own quiet hours hold it, and why is kept', async () => {
    await office.db.user.update({
      where: { id: office.users.mentor },
      data: { quietFrom: '08:00', quietTo: '11:00' },
    });
    const { id } = await visit();
    const eleven = at(dayOf(office.now), '11:00');
    expect(await office.dispatch()).toEqual({ sent: 0, nextAt: eleven });
    expect(await office.noticeOf(id)).toMatchObject({
      status: 'planned',
      heldFor: 'own-hours',
      notBefore: new Date(eleven),
    });
    office.now = eleven;
    expect(await office.dispatch()).toEqual({ sent: 1, nextAt: null });
  });

  test('a number gets three routine texts in a day, whoever reads them; the next waits, what presses does not', async () => {
    const shared = await office.db.user.create({
      data: { name: 'chung máy', role: 'mentor', phone: MENTOR, communeId: '14-mai-son', provinceId: '14' },
    });
    for (let i = 0; i < 3; i++) {
      await visit(0, { recipientId: i ? shared.id : office.users.mentor });
      await office.dispatch();
      office.now += HOUR;
    }
    const { id } = await visit();
    await visit(0, { kind: 'mentor-request', priority: 'urgent' });
    const free = office.now - 3 * HOUR + DAY;
    expect(await office.dispatch()).toEqual({ sent: 1, nextAt: free });
    expect(await office.noticeOf(id)).toMatchObject({ status: 'planned', heldFor: 'number' });
    office.now = free;
    expect(await office.dispatch()).toMatchObject({ sent: 1 });
    expect(texts()).toHaveLength(5);
  });

  test('an office’s routine matters wait for one morning summary, by text and by letter; what presses does not', async () => {
    const { calendar } = policyInForce(dayOf(office.now));
    let day = dayOf(office.now);
    const workday = () => {
      do day = addDays(day, 1);
      while (!isWorkingDay(day, calendar));
      return day;
    };
    office.now = at(workday(), '09:00');
    const toOffice = { recipientId: office.users.officer, channels: ['sms', 'email'] };
    const [one, two] = [
      await visit(0, {
        ...toOffice,
        kind: 'milestone-reminder',
        data: { milestone: 'proposal', due: '2030-01-05' },
      }),
      await visit(0, {
        ...toOffice,
        kind: 'follow-up-reminder',
        data: { duty: 'delisting', due: '2030-01-04' },
      }),
    ];
    await visit(0, { ...toOffice, kind: 'case-returned', channels: ['sms'], data: {} });
    const morning = at(workday(), '07:30');
    expect(await office.dispatch()).toEqual({ sent: 1, nextAt: morning });
    expect(await office.noticeOf(one.id)).toMatchObject({ heldFor: 'morning' });
    office.now = morning;
    const letters: string[] = [];
    const email: Gateway = {
      channel: 'email',
      send: async ({ key, subject, body }) => {
        letters.push(`${subject}\n${body}`);
        return { kind: 'sent', providerId: key };
      },
      lookUp: async () => ({ kind: 'absent' }),
    };
    expect(await office.dispatch([office.sms(), email])).toMatchObject({ sent: 2, nextAt: null });
    expect(texts().slice(1)).toMatchObject([
      { to: OFFICER, body: expect.stringMatching(/co 2 viec sap den han, som nhat 04\/01\/2030.*\/work$/) },
    ]);
    expect(letters).toHaveLength(1);
    expect(letters[0]).toContain('- Xin ghi đề xuất về');
    expect(letters[0]).toContain('- Xin ghi việc kết thúc của');
    expect([await statusOf(one.id), await statusOf(two.id)].sort()).toEqual(['collapsed', 'sent']);
  });

  test('what a critical one passes over stays with it', async () => {
    office.now = at(dayOf(office.now), '23:00');
    const { id } = await visit(0, { priority: 'critical' });
    await office.dispatch();
    expect(await office.noticeOf(id)).toMatchObject({ status: 'sent', despite: 'hours' });
  });
});

describe('how its reader is written to', () => {
  test('a phone that others read too gets a text that names nobody', async () => {
    await office.db.user.update({ where: { id: office.users.mentor }, data: { phoneShared: true } });
    const { caseId } = await visit();
    const { person } = await office.db.handover.findUniqueOrThrow({
      where: { id: caseId },
      include: { person: true },
    });
    await office.dispatch();
    const body = texts()[0]?.body;
    expect(body).toContain('Xin ghe tham mot nguoi');
    expect(body).not.toContain(person.code);
    expect(body).not.toContain('L.V.M');
  });

  test('who prefers accents gets them', async () => {
    await office.db.user.update({ where: { id: office.users.mentor }, data: { smsAccents: true } });
    const { id } = await visit();
    await office.dispatch();
    expect(texts()).toMatchObject([{ body: expect.stringContaining('Nhịp cầu: Xin ghé thăm') }]);
    const [message] = (await office.noticeOf(id)).messages;
    expect(message?.segments).toBeGreaterThan(1);
  });

  test('a new mentor’s text opens the report of the visit that is planned, without a password', async () => {
    const caseId = await office.case();
    await office.db.followUp.create({
      data: {
        ...{
          id: caseId,
          communeId: '14-mai-son',
          provinceId: '14',
          mentorId: office.users.mentor,
          status: 'open',
        },
        ...{ startsOn: new Date('2026-01-01'), endsOn: new Date('2028-01-01') },
        visits: {
          create: {
            ...{ id: `${caseId}/v1`, seq: 1, status: 'planned', mentorId: office.users.mentor },
            ...{ plannedOn: new Date('2026-12-12'), graceEndsAt: new Date('2026-12-15') },
          },
        },
      },
    });
    await office.notice(caseId, { kind: 'mentor-assigned', subjectId: caseId, data: {} });
    await office.dispatch();
    expect(texts()).toMatchObject([{ body: expect.stringMatching(/\/l\/[\w-]+\.[\w-]{16}$/) }]);
    expect(await office.db.link.findMany()).toMatchObject([
      { purpose: 'visit-report', subjectId: `${caseId}/v1` },
    ]);
  });
});
