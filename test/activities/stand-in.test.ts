import fc from 'fast-check';
import { accountable } from '../../activities/records/accountable';
import { escalationActivities } from '../../activities/records/escalation';
import { raise } from '../../activities/records/raise';
import { recordStep } from '../../activities/records/step';
import { addDays, at, dayOf, HOUR } from '../../domain/calendar';
import { type Absence, type Account, receiver } from '../../domain/cover';
import { NEVER } from '../../domain/notice';
import { COMMUNE, MENTOR, Office, PROVINCE } from './office';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());
beforeEach(async () => {
  await office.db.userCover.deleteMany();
  await office.db.escalationItem.deleteMany();
  await office.db.escalation.deleteMany();
  office.slipped.length = 0;
});

const AREA = { centreId: null, communeId: COMMUNE, provinceId: PROVINCE };
const away = (userId: string, coverId: string | null = null, from = 0, until = 0) =>
  office.db.userCover.create({
    data: {
      userId,
      coverId,
      from: new Date(addDays(dayOf(office.now), from)),
      until: new Date(addDays(dayOf(office.now), until)),
      reason: 'leave',
      createdBy: userId,
    },
  });

test('the statement and the rule name the same receiver', async () => {
  const ids = ['r0', 'r1', 'r2', 'r3'];
  const account = fc.record({
    role: fc.constantFrom(
      'supervisor' as const,
      'supervisor' as const,
      'commune' as const,
      'mentor' as const,
    ),
    communeId: fc.constantFrom(COMMUNE, COMMUNE, null),
    active: fc.constantFrom(true, true, false),
    deputyId: fc.constantFrom(...ids, null),
  });
  const absence = fc.record({
    userId: fc.constantFrom(...ids),
    coverId: fc.constantFrom(...ids, null),
    from: fc.integer({ min: -2, max: 1 }),
    days: fc.integer({ min: 0, max: 3 }),
  });
  const today = dayOf(office.now);
  await office.db.province.create({ data: { id: '99', name: 'Một nơi khác' } });
  await fc.assert(
    fc.asyncProperty(
      fc.array(account, { minLength: 4, maxLength: 4 }),
      fc.array(absence, { maxLength: 4 }),
      async (made, noted) => {
        const accounts: Account[] = made.map((one, i) => ({
          ...one,
          id: ids[i] as string,
          provinceId: '99',
          centreId: null,
          organisationId: null,
        }));
        // Two that begin on one day are in no order; the command refuses days that overlap.
        const absences: Absence[] = noted
          .filter((a, i) => noted.findIndex((b) => b.userId === a.userId && b.from === a.from) === i)
          .map(({ userId, coverId, from, days }) => ({
            userId,
            coverId,
            from: addDays(today, from),
            until: addDays(today, from + days),
          }));
        await office.db.userCover.deleteMany();
        await office.db.user.deleteMany({ where: { id: { in: ids } } });
        await office.db.user.createMany({
          data: accounts.map((one, i) => ({ ...one, name: one.id, createdAt: new Date(i * 1000) })),
        });
        await office.db.userCover.createMany({
          data: absences.map((a) => ({
            ...a,
            from: new Date(a.from),
            until: new Date(a.until),
            reason: 'duty',
            createdBy: a.userId,
          })),
        });
        const party = { role: 'supervisor' as const, userId: 'r0' };
        const { here } = await accountable(office.db, party, AREA, office.now);
        expect(here).toBe(receiver('r0', accounts, absences, today));
      },
    ),
    { numRuns: 40 },
  );
  await office.db.userCover.deleteMany();
  await office.db.user.deleteMany({ where: { id: { in: ids } } });
});

describe('a notice', () => {
  const SUPERVISOR = '+84900000004';
  const CHIEF = '+84900000005';
  const to = { role: 'supervisor' as const, scope: 'commune' as const };
  const textsTo = (phone: string) => office.twilio.all.filter((sms) => sms.to === phone).length;

  test('to somebody away goes to the cover alone, whose link it is', async () => {
    const caseId = await office.case();
    await away(office.users.supervisor, office.users.chief);
    const before = [textsTo(SUPERVISOR), textsTo(CHIEF)];
    const wanted = office.wanted(`${caseId}/e`, {
      to,
      kind: 'escalation',
      subjectId: caseId,
      expiresAt: NEVER,
    });
    const { reached } = await recordStep(
      office.deps,
      office.step(caseId, { wanted: [wanted] }),
      async () => {},
    );
    expect(reached).toBe(1);
    await office.dispatch();
    expect([textsTo(SUPERVISOR), textsTo(CHIEF)]).toEqual([before[0], (before[1] as number) + 1]);
    const notice = await office.db.notice.findFirstOrThrow({
      where: { caseId },
      include: { messages: true },
    });
    expect(notice).toMatchObject({ recipientId: office.users.chief, status: 'sent' });
    expect(notice.messages).toMatchObject([{ recipientId: office.users.chief }]);
    expect(await office.db.link.findMany({ where: { caseId } })).toMatchObject([
      { userId: office.users.chief },
    ]);
  });

  test('planned while they were away goes to them when they are back, and the other way round', async () => {
    const caseId = await office.case();
    const later = at(addDays(dayOf(office.now), 2), '07:30'); // with the morning's summary
    await away(office.users.supervisor, office.users.chief);
    const wanted = office.wanted(`${caseId}/e`, {
      to,
      kind: 'milestone-reminder',
      notBefore: later,
      expiresAt: NEVER,
    });
    await recordStep(office.deps, office.step(caseId, { wanted: [wanted] }), async () => {});
    const own = textsTo(SUPERVISOR);
    const now = office.now;
    office.now = later;
    await office.dispatch();
    expect(textsTo(SUPERVISOR)).toBe(own + 1);

    const other = await office.case();
    office.now = now;
    await office.db.userCover.deleteMany();
    await away(office.users.supervisor, office.users.chief, 2, 2);
    await recordStep(
      office.deps,
      office.step(other, { wanted: [{ ...wanted, key: `${other}/e` }] }),
      async () => {},
    );
    const chief = textsTo(CHIEF);
    office.now = later;
    await office.dispatch();
    office.now = now;
    expect([textsTo(SUPERVISOR), textsTo(CHIEF)]).toEqual([own + 1, chief + 1]);
  });

  test('due now to somebody away whom nobody covers is a supervisor’s matter at once', async () => {
    const caseId = await office.case();
    await away(office.users.officer);
    const wanted = office.wanted(`${caseId}/m`, { to: { role: 'commune' }, kind: 'milestone-request' });
    await recordStep(office.deps, office.step(caseId, { wanted: [wanted] }), async () => {});
    expect(await office.db.escalation.findMany({ include: { items: true } })).toMatchObject([
      {
        kind: 'nobody-to-tell',
        responsibleRole: 'commune',
        silence: 'nobody',
        items: [{ id: `${caseId}/m` }],
      },
    ]);
  });
});

describe('why it is silent', () => {
  const slip = async (caseId: string, n = 1, userId = office.users.mentor) => {
    await raise(office.deps, {
      kind: 'visit-missed',
      caseId,
      provinceId: PROVINCE,
      communeId: COMMUNE,
      responsible: { role: 'mentor', userId },
      items: [{ id: `${caseId}/v${n}`, what: 'visit', dueAt: office.now }],
    });
    return office.db.escalation.findFirstOrThrow({ where: { responsibleId: userId } });
  };
  let nth = 0;
  const message = async (caseId: string, status: string, code: string | null = null, sentAt = office.now) => {
    const noticeId = await office.notice(caseId, { status: 'sent' });
    await office.db.message.create({
      data: {
        key: `m${nth++}`,
        noticeId,
        provinceId: PROVINCE,
        channel: 'sms',
        recipientId: office.users.mentor,
        caseId,
        to: MENTOR,
        body: 'x',
        segments: 1,
        status,
        code,
        sentAt: new Date(sentAt),
      },
    });
  };
  beforeEach(() => office.db.message.deleteMany());

  test('looked at again with each further thing: reachable first, then the texts stop arriving', async () => {
    const caseId = await office.case();
    await message(caseId, 'delivered');
    await message(caseId, 'undelivered', '30003');
    expect(await slip(caseId, 1)).toMatchObject({ silence: 'silent' });
    await message(caseId, 'undelivered', '30003');
    expect(await slip(caseId, 2)).toMatchObject({ silence: 'unreachable' });
    await message(caseId, 'delivered');
    expect(await slip(caseId, 3)).toMatchObject({ silence: 'silent' });
  });

  test.each([
    ['a number that is dead for good', [['failed', '21614']], 'unreachable'],
    [
      'texts of which nobody complained for a day',
      [
        ['undelivered', null],
        ['undelivered', null],
        ['sent', null, -25],
      ],
      'silent',
    ],
    [
      'a text just sent says nothing yet',
      [
        ['undelivered', null],
        ['undelivered', null],
        ['sent', null, 0],
      ],
      'unreachable',
    ],
    [
      'a text we held back ourselves',
      [
        ['failed', 'unsafe-text'],
        ['failed', 'unsafe-text'],
      ],
      'silent',
    ],
  ] as [string, [string, string | null, number?][], string][])('%s: %#', async (_what, sent, silence) => {
    const caseId = await office.case();
    for (const [status, code, hours = 0] of sent)
      await message(caseId, status, code, office.now + hours * HOUR);
    expect(await slip(caseId)).toMatchObject({ silence });
  });

  test('somebody without any number is out of reach; a number put right counts at once', async () => {
    const caseId = await office.case();
    expect(await slip(caseId, 1, office.users.ghost)).toMatchObject({ silence: 'unreachable' });
    await message(caseId, 'failed', '21614');
    await office.db.user.update({ where: { id: office.users.mentor }, data: { phone: '+84900000099' } });
    expect(await slip(caseId, 2)).toMatchObject({ silence: 'silent' });
    await office.db.user.update({ where: { id: office.users.mentor }, data: { phone: MENTOR } });
  });

  test('too many people', async () => {
    const today = new Date(dayOf(office.now));
    let last = '';
    for (let i = 0; i < 9; i++) {
      last = await office.case();
      await office.db.followUp.create({
        data: {
          id: last,
          communeId: COMMUNE,
          provinceId: PROVINCE,
          mentorId: office.users.mentor,
          status: 'open',
          startsOn: today,
          endsOn: today,
        },
      });
    }
    expect(await slip(last)).toMatchObject({ silence: 'overloaded' });
  });
});

test('what was done is said of each item; a resolution that came too late is not said to have been one', async () => {
  const done: [string, string][] = [];
  const deps = {
    ...office.deps,
    engine: Object.assign(Object.create(office.engine), {
      itemDone: async (id: string, item: string) => void done.push([id, item]),
    }),
  };
  const { recordEscalation, closeEscalationItems } = escalationActivities(deps);
  const caseId = await office.case();
  const items = [1, 2, 3].map((n) => ({ id: `${caseId}/v${n}`, what: 'visit' as const, dueAt: office.now }));
  await raise(deps, {
    kind: 'visit-missed',
    caseId,
    provinceId: PROVINCE,
    communeId: COMMUNE,
    responsible: { role: 'mentor', userId: office.users.mentor },
    items,
  });
  const { id } = await office.db.escalation.findFirstOrThrow({ where: { items: { some: { caseId } } } });
  await closeEscalationItems([`${caseId}/v1`]);
  expect(done).toEqual([[id, `${caseId}/v1`]]);
  const step = office.step(caseId, {
    scope: `escalation/${id}`,
    key: `escalation/${id}/5`,
    what: 'escalation-resolved',
    by: office.users.supervisor,
    next: null,
  });
  const resolve = {
    ...step,
    status: 'resolved' as const,
    level: 0,
    rung: 'commune' as const,
    acknowledgedBy: null,
  };
  const closing = { ...resolve, resolution: 'mentor-reminded' as const, closedItems: [`${caseId}/v2`] };
  expect(await recordEscalation(closing)).toEqual({ reached: 0, left: [`${caseId}/v3`] });
  expect(await recordEscalation(closing)).toEqual({ reached: 0, left: [`${caseId}/v3`] }); // a retry says the same
  const timeline = await office.db.timelineEvent.findMany({ where: { caseId }, orderBy: { id: 'asc' } });
  expect(timeline.map((e) => e.kind)).not.toContain('escalation-resolved');
  expect(timeline.at(-1)?.kind).toBe('escalation-reopened');
  expect(
    await office.db.escalationItem.findMany({ where: { caseId }, orderBy: { id: 'asc' } }),
  ).toMatchObject([
    { closedHow: 'done-late', closedById: null },
    { closedHow: 'mentor-reminded', closedById: office.users.supervisor },
    { closedHow: null, closedAt: null },
  ]);
});
