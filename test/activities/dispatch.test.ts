import type { Gateway } from '../../activities/messages/gateway';
import { recordStep } from '../../activities/records/step';
import { addDays, at, dayOf, HOUR, MINUTE } from '../../domain/calendar';
import { refused } from '../../scripts/phones';
import { IMPATIENT_MS, MENTOR, OFFICER, Office } from './office';

let office: Office;
beforeEach(async () => {
  office = await Office.open();
});
afterEach(() => office.close());

/** Exactly so many texts reached this phone, and nothing reached anybody else. */
const reached = async (to: string, times: number) => {
  for (let i = 0; i < times; i++) await office.twilio.expectMessage({ to });
  office.twilio.assertNoUnexpected();
};
const escalations = () => office.db.escalation.findMany({ include: { items: true } });

test('what is due is sent once, however often the courier looks', async () => {
  const id = await office.notice(await office.case());
  expect(await office.dispatch()).toEqual({ sent: 1, nextAt: null });
  expect(await office.dispatch()).toEqual({ sent: 0, nextAt: null });
  await reached(MENTOR, 1);
  expect(await office.noticeOf(id)).toMatchObject({
    status: 'sent',
    messages: [{ status: 'sent', attempts: 1 }],
  });
});

test('a text about what slipped is filed under the person it speaks of, not under whoever it began with', async () => {
  const [closed, open] = [await office.case(), await office.case()];
  const escalation = await office.db.escalation.create({
    data: {
      ...{ kind: 'follow-up-overdue', provinceId: '01', responsibleRole: 'commune', status: 'open' },
      raisedAt: new Date(office.now),
      items: {
        create: [
          { id: 'done', caseId: closed, what: 'duty', dueAt: new Date(0), closedAt: new Date(office.now) },
          { id: 'left', caseId: open, what: 'duty', dueAt: new Date(office.now) },
        ],
      },
    },
  });
  const data = { kind: 'follow-up-overdue' };
  await office.notice(closed, { kind: 'escalation', subjectId: escalation.id, data });
  await office.dispatch();
  expect(await office.db.message.findMany({ select: { caseId: true, status: true } })).toEqual([
    { caseId: open, status: 'sent' },
  ]);
});

test('two couriers at once over 200 notices send each exactly once', async () => {
  const caseId = await office.case();
  for (let i = 0; i < 200; i++) await office.notice(caseId, { priority: 'urgent' }); // of its own each
  const [one, two] = await Promise.all([office.dispatch(), office.dispatch()]);
  expect((one?.sent ?? 0) + (two?.sent ?? 0)).toBe(200);
  const bodies = office.twilio.all.map((sms) => sms.body);
  expect(bodies).toHaveLength(200);
  expect(new Set(bodies).size).toBe(200);
  expect(await office.db.notice.count({ where: { status: 'sent' } })).toBe(200);
  expect(await office.db.message.count({ where: { status: 'sent', attempts: 1 } })).toBe(200);
});

describe('a send whose outcome is unknown', () => {
  test.each([
    ['accepted and then silent', { kind: 'accept-then-timeout' } as const],
    ['accepted and then a 502', refused.serverError(502, true)],
  ])('%s: is asked about, found, and not sent again', async (_what, fault) => {
    office.twilio.failSend(fault);
    const id = await office.notice(await office.case());
    const { nextAt } = await office.dispatch([office.sms({ timeoutMs: IMPATIENT_MS })]);
    expect(nextAt).toBe(office.now + 2 * MINUTE); // the end of its lease
    expect(await office.noticeOf(id)).toMatchObject({ status: 'claimed', messages: [{ status: 'unknown' }] });
    office.now = nextAt as number;
    expect(await office.dispatch()).toEqual({ sent: 1, nextAt: null });
    await reached(MENTOR, 1);
    const [sms] = office.twilio.all;
    expect(await office.noticeOf(id)).toMatchObject({
      status: 'sent',
      messages: [{ status: 'sent', providerId: sms?.sid }],
    });
  });

  test.each([
    ['silent', { kind: 'hang' } as const],
    ['a 500', refused.serverError(500)],
  ])('%s without having accepted: is asked about, absent, and sent once', async (_what, fault) => {
    office.twilio.failSend(fault);
    const id = await office.notice(await office.case());
    office.now = (await office.dispatch([office.sms({ timeoutMs: IMPATIENT_MS })])).nextAt as number;
    await office.dispatch();
    await reached(MENTOR, 1);
    expect(await office.noticeOf(id)).toMatchObject({ status: 'sent', messages: [{ status: 'sent' }] });
  });

  test.each([
    ['after the provider took it', true],
    ['before the provider took it', false],
  ])('a courier killed %s: the next one asks first, and it arrives once', async (_what, taken) => {
    const id = await office.notice(await office.case());
    // The one that dies is stopped in the middle of its send: the row says 'sending' and nobody records what became of it.
    const sms = office.sms();
    let dies = () => {};
    const dead = new Promise<void>((resolve) => {
      dies = resolve;
    });
    const dying: Gateway = {
      ...sms,
      send: async (message) => {
        if (taken) await sms.send(message);
        dies();
        return new Promise(() => {});
      },
    };
    void office.dispatch([dying]);
    await dead;
    expect(await office.dispatch()).toMatchObject({ sent: 0 }); // its lease runs: it may still be sending
    expect(await office.noticeOf(id)).toMatchObject({ messages: [{ status: 'sending' }] });
    office.now += 2 * MINUTE;
    expect(await office.dispatch()).toEqual({ sent: 1, nextAt: null });
    await reached(MENTOR, 1);
  });

  test('an earlier text of the same words is not taken for this one', async () => {
    office.now = at(dayOf(Date.now()), '09:00'); // the provider's clock
    const caseId = await office.case();
    const first = await office.notice(caseId, { subjectId: 'same' });
    await office.dispatch();
    office.now = at(addDays(dayOf(Date.now()), 1), '09:00');
    const second = await office.notice(caseId, {
      subjectId: 'same',
      data: (await office.noticeOf(first)).data as object,
    });
    office.twilio.failSend({ kind: 'hang' });
    office.now = (await office.dispatch([office.sms({ timeoutMs: IMPATIENT_MS })])).nextAt as number;
    await office.dispatch();
    await reached(MENTOR, 2);
    expect(await office.noticeOf(second)).toMatchObject({ status: 'sent' });
    expect(new Set(office.twilio.all.map((sms) => sms.body)).size).toBe(1);
  });

  test('a provider that can never tell is not asked for ever', async () => {
    let asked = 0;
    const cannotTell: Gateway = {
      channel: 'sms',
      send: async () => ({ kind: 'unknown', code: 'timeout' }),
      lookUp: async () => {
        asked += 1;
        return { kind: 'unknown', code: 'cannot-tell' };
      },
    };
    const id = await office.notice(await office.case());
    for (let at: number | null = office.now, looks = 0; at !== null; looks++) {
      expect(looks).toBeLessThan(20);
      office.now = at;
      ({ nextAt: at } = await office.dispatch([cannotTell]));
      if (at !== null) expect(at).toBeGreaterThan(office.now);
    }
    expect(asked).toBeGreaterThan(2);
    expect(await office.noticeOf(id)).toMatchObject({
      status: 'claimed',
      messages: [{ status: 'unknown', tryAt: null }],
    });
  });
});

describe('a refusal', () => {
  test('for now (429) is tried again, not before the provider allows, and arrives once', async () => {
    office.twilio.failSend(refused.tooMany(300));
    const id = await office.notice(await office.case());
    const { nextAt } = await office.dispatch();
    expect(nextAt).toBe(office.now + 300_000);
    office.now += 299_000;
    expect(await office.dispatch()).toEqual({ sent: 0, nextAt });
    expect(await office.noticeOf(id)).toMatchObject({
      messages: [{ status: 'queued', code: '20429', attempts: 1 }],
    });
    office.now = nextAt as number;
    expect(await office.dispatch()).toEqual({ sent: 1, nextAt: null });
    await reached(MENTOR, 1);
  });

  test('that goes on for ever fails in the end and is told', async () => {
    office.twilio.failSend(refused.tooMany(), { times: 100 });
    const id = await office.notice(await office.case());
    for (let at: number | null = office.now, tries = 0; at !== null; tries++) {
      expect(tries).toBeLessThan(20);
      office.now = at;
      ({ nextAt: at } = await office.dispatch());
    }
    expect(await office.noticeOf(id)).toMatchObject({ status: expect.stringMatching(/failed|expired/) });
    await reached(MENTOR, 0);
  });

  test.each([
    ['21610: the owner opted out', refused.optedOut, '21610', 0],
    ['21614: not a mobile phone', refused.notAMobile, '21614', 1],
  ])(
    'for good (%s) is not tried again and reaches a supervisor',
    async (_what, fault, code, asksForANumber) => {
      office.twilio.failSend(fault, { to: MENTOR });
      const caseId = await office.case();
      const id = await office.notice(caseId, { key: 'reminder' });
      expect(await office.dispatch()).toEqual({ sent: asksForANumber, nextAt: null });
      await office.dispatch();
      await reached(OFFICER, asksForANumber);
      expect(await office.noticeOf(id)).toMatchObject({
        status: 'failed',
        messages: [{ status: 'failed', code, attempts: 1 }],
      });
      const [escalation] = await escalations();
      expect(escalation).toMatchObject({
        kind: 'nobody-to-tell',
        status: 'open',
        responsibleId: office.users.mentor,
        items: [{ id: 'reminder', caseId, what: 'notice' }],
      });
      expect(office.slipped).toEqual([{ itemId: 'reminder', escalationId: escalation?.id }]);
    },
  );

  test('for good is told even when the engine was away at that moment', async () => {
    office.twilio.failSend(refused.optedOut);
    await office.notice(await office.case(), { key: 'reminder' });
    office.engineIsDown = true;
    await expect(office.dispatch()).rejects.toThrow('the engine cannot be reached');
    office.engineIsDown = false;
    await office.dispatch();
    await office.dispatch();
    expect(office.slipped.map((s) => s.itemId)).toEqual(['reminder']);
    expect(await escalations()).toHaveLength(1);
  });

  test('of one channel is no failure where the other arrives', async () => {
    office.twilio.failSend(refused.optedOut);
    const email: Gateway = {
      channel: 'email',
      send: async ({ key }) => ({ kind: 'sent', providerId: key }),
      lookUp: async () => ({ kind: 'absent' }),
    };
    const id = await office.notice(await office.case(), {
      kind: 'mentor-declined',
      channels: ['sms', 'email'],
      recipientId: office.users.officer,
    });
    await office.dispatch([office.sms(), email]);
    expect(await office.noticeOf(id)).toMatchObject({ status: 'sent' });
    expect(await escalations()).toEqual([]);
  });
});

describe('what must not go out', () => {
  test('a text that would tell the context stays here and reaches a supervisor', async () => {
    const id = await office.notice(await office.case('HIV'));
    await office.dispatch();
    await reached(MENTOR, 0);
    expect(await office.noticeOf(id)).toMatchObject({
      status: 'failed',
      messages: [{ status: 'failed', code: 'unsafe-text: hiv' }],
    });
    expect(await escalations()).toMatchObject([{ kind: 'nobody-to-tell' }]);
  });

  test.each([
    ['an account without a phone', 'ghost'],
    ['an account closed since', 'mentor'],
  ] as const)('%s: a supervisor hears of it, nobody else is texted instead', async (_what, who) => {
    const id = await office.notice(await office.case(), { recipientId: office.users[who] });
    if (who === 'mentor')
      await office.db.user.update({ where: { id: office.users.mentor }, data: { active: false } });
    await office.dispatch();
    await reached(MENTOR, 0);
    expect(await office.noticeOf(id)).toMatchObject({ status: 'failed', messages: [] });
    expect(await escalations()).toMatchObject([{ kind: 'nobody-to-tell', responsibleId: office.users[who] }]);
  });

  test('at night routine and urgent notices wait for the morning, a critical one goes', async () => {
    const today = dayOf(office.now);
    office.now = at(today, '22:30');
    const caseId = await office.case();
    await office.notice(caseId, { priority: 'routine' });
    await office.notice(caseId, { priority: 'urgent' });
    const critical = await office.notice(caseId, { priority: 'critical' });
    expect(await office.dispatch()).toEqual({ sent: 1, nextAt: at(addDays(today, 1), '07:00') });
    expect(await office.noticeOf(critical)).toMatchObject({ status: 'sent' });
    await reached(MENTOR, 1);
    office.now = at(addDays(today, 1), '07:00');
    expect(await office.dispatch()).toEqual({ sent: 2, nextAt: null });
  });

  test('a try again that falls into the night waits for the morning too', async () => {
    const today = dayOf(office.now);
    office.now = at(today, '21:50');
    office.twilio.failSend(refused.tooMany(900));
    await office.notice(await office.case());
    const morning = at(addDays(today, 1), '07:00');
    expect(await office.dispatch()).toEqual({ sent: 0, nextAt: morning });
    office.now = at(today, '22:10');
    expect(await office.dispatch()).toEqual({ sent: 0, nextAt: morning });
    await reached(MENTOR, 0);
    office.now = morning;
    expect(await office.dispatch()).toMatchObject({ sent: 1 });
  });

  test('what has expired is listed as such and not sent', async () => {
    const id = await office.notice(await office.case(), { expiresAt: office.now });
    expect(await office.dispatch()).toEqual({ sent: 0, nextAt: null });
    await reached(MENTOR, 0);
    expect(await office.noticeOf(id)).toMatchObject({ status: 'expired', messages: [] });
  });

  test('what expired while it waited to be tried again is not sent either', async () => {
    office.twilio.failSend(refused.tooMany(300));
    const id = await office.notice(await office.case(), { expiresAt: office.now + HOUR });
    await office.dispatch();
    office.now += 2 * HOUR; // nobody looked for two hours
    expect(await office.dispatch()).toEqual({ sent: 0, nextAt: null });
    await reached(MENTOR, 0);
    expect(await office.noticeOf(id)).toMatchObject({ status: 'expired' });
  });

  test('what was withdrawn is never sent, nor what a step withdraws while it waits to be tried again', async () => {
    const caseId = await office.case();
    await office.notice(caseId, { status: 'withdrawn' });
    office.twilio.failSend(refused.tooMany(300));
    const waiting = await office.notice(caseId);
    office.now = (await office.dispatch()).nextAt as number;
    await recordStep(office.deps, office.step(caseId, { what: 'visit-reported' }), async () => {});
    expect(await office.noticeOf(waiting)).toMatchObject({ status: 'withdrawn' });
    expect(await office.dispatch()).toEqual({ sent: 0, nextAt: null });
    await reached(MENTOR, 0);
  });

  test('what was withdrawn while its outcome was unknown is asked about, and not sent when it was not', async () => {
    const caseId = await office.case();
    office.twilio.failSend({ kind: 'hang' });
    const waiting = await office.notice(caseId);
    office.now = (await office.dispatch([office.sms({ timeoutMs: IMPATIENT_MS })])).nextAt as number;
    await recordStep(office.deps, office.step(caseId, { what: 'visit-reported' }), async () => {});
    expect(await office.dispatch()).toEqual({ sent: 0, nextAt: null });
    await reached(MENTOR, 0);
    expect(await office.noticeOf(waiting)).toMatchObject({ status: 'withdrawn' });
  });
});

test('what is planned for later wakes the courier then, the earliest first', async () => {
  const caseId = await office.case();
  await office.notice(caseId, { notBefore: office.now + 3 * HOUR });
  await office.notice(caseId, { notBefore: office.now + 2 * HOUR, recipientId: office.users.officer });
  const { nextAt } = await office.dispatch();
  expect(nextAt).toBe(office.now + 2 * HOUR);
  expect(await office.db.courier.findMany()).toMatchObject([{ wakesAt: new Date(nextAt as number) }]);
  office.now = nextAt as number;
  await office.dispatch();
  await reached(OFFICER, 1);
});
