import { freshDatabase } from '../support/real-parts';
import { type Somebody, Town } from './town';
import { walking } from './walking';

let town: Town;
const { page, send, signIn } = walking(() => town);

beforeAll(async () => {
  town = await Town.open(await freshDatabase());
  await signIn('centre', 'officer', 'mentor', 'supervisor', 'province');
});
afterAll(() => town.close());
beforeEach(() => {
  town.asked.length = 0;
  town.answer = { kind: 'applied' };
});

describe('each command has a form for whoever may give it, and only for them', () => {
  test.each<[Somebody, string, string, Record<string, string>, string, object]>([
    [
      'officer',
      'told',
      'milestones',
      { milestone: 'acceptance' },
      'recordMilestone',
      { milestone: 'acceptance' },
    ],
    [
      'officer',
      'told',
      'milestones',
      { milestone: 'proposal', signedOn: '22/11/2026', number: '12/ĐX' },
      'recordMilestone',
      { milestone: 'proposal', signedOn: '2026-11-22' },
    ],
    [
      'officer',
      'told',
      'return',
      { reason: 'not-resident', note: 'Ở bản khác' },
      'returnCase',
      { reason: 'not-resident' },
    ],
    [
      'officer',
      'told',
      'meetings',
      { on: '20/11/2026', with: 'club' },
      'recordMeeting',
      { on: '2026-11-20', with: 'club' },
    ],
    ['officer', 'told', 'cancel', { reason: 'died' }, 'cancelHandover', { reason: 'died' }],
    ['centre', 'told', 'end', { endDay: '2027-02-01' }, 'moveEnd', { endDay: '2027-02-01' }],
    ['centre', 'back', 'resend', {}, 'resend', {}],
    [
      'officer',
      'away',
      'no-show',
      { step: 'look-at-home', found: 'no', note: 'Nhà khóa' },
      'recordNoShowStep',
      { step: 'look-at-home', found: false },
    ],
  ])('%s on %s: %s %j', async (who, caseId, action, fields, update, args) => {
    expect(await page(who, `/cases/${caseId}`)).toContain(`action="/cases/${caseId}/${action}"`);
    const answer = await send(who, `/cases/${caseId}`, `/cases/${caseId}/${action}`, fields);
    expect([answer.status, answer.headers.location]).toEqual([303, `/cases/${caseId}?done=recorded`]);
    const [asked] = town.asked;
    expect(asked).toMatchObject({ workflowId: `handover/${caseId}`, update });
    const { by, submissionId, ...given } = (asked?.args ?? {}) as Record<string, unknown>;
    expect([given, by]).toEqual([args, town.users[who]]); // words never go there
    const kept = await town.db.submission.findUniqueOrThrow({ where: { id: submissionId as string } });
    const { note, number } = fields;
    expect(kept.payload).toEqual({ ...(note && { note }), ...(number && { number }) });
  });

  test.each<[Somebody, string, string]>([
    ['centre', 'told', 'return'],
    ['officer', 'told', 'end'],
    ['officer', 'back', 'resend'],
    ['centre', 'away', 'no-show'],
    ['supervisor', 'told', 'cancel'],
    ['mentor', 'home', 'cancel'],
  ])('%s sees no form on %s to %s, and is refused', async (who, caseId, action) => {
    expect(await page(who, `/cases/${caseId}`)).not.toContain(`action="/cases/${caseId}/${action}"`);
    const fields = { reason: 'died', endDay: '2027-02-01', step: 'look-at-home', found: 'no' };
    const answer = await send(who, `/cases/${caseId}`, `/cases/${caseId}/${action}`, fields);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(town.asked).toEqual([]);
  });

  test('what cannot be is said beside the field, and what was typed is kept', async () => {
    const none = await send('officer', '/cases/told', '/cases/told/return', { note: 'Chưa rõ' });
    expect(none.status).toBe(400);
    expect(none.text).toContain('id="return-reason-error"');
    expect(none.text).toContain('Chưa rõ');
    const far = await send('centre', '/cases/told', '/cases/told/end', { endDay: '2206-01-01' });
    expect([far.status, far.text.includes('Ngày này quá xa')]).toEqual([400, true]);
    const unsigned = await send('officer', '/cases/told', '/cases/told/milestones', {
      milestone: 'proposal',
      number: '5',
    });
    expect([unsigned.status, unsigned.text.includes('id="proposal-signedOn-error"')]).toEqual([400, true]);
  });

  test('no residence: a facility and its commune', async () => {
    await town.db.organisation.create({
      data: { id: 'shelter', name: 'Trung tâm bảo trợ', kind: 'facility', provinceId: '14' },
    });
    expect(await page('centre', '/cases/nowhere')).toContain('Trung tâm bảo trợ');
    await send('centre', '/cases/nowhere', '/cases/nowhere/facility', {
      facilityId: 'shelter',
      communeId: 'MS',
    });
    expect(town.asked).toMatchObject([
      { update: 'giveFacility', args: { facilityId: 'shelter', communeId: 'MS', provinceId: '14' } },
    ]);
    const school = await send('centre', '/cases/nowhere', '/cases/nowhere/facility', {
      facilityId: 'school',
      communeId: 'MS',
    });
    expect(school.status).toBe(400);
  });
});

describe('a case says', () => {
  test('who answers for the person, and whose turn it is', async () => {
    expect(await page('officer', '/cases/told')).toMatch(
      /Ai đang chịu trách nhiệm[\s\S]{0,200}Cán bộ cơ sở cai nghiện[\s\S]{0,200}Đến lượt[\s\S]{0,200}Tiếp nhận hoặc trả lại hồ sơ/,
    );
  });

  test('where it stands, also in the list, which can be narrowed to it', async () => {
    expect(await page('officer', '/cases/away')).toContain('Quá hạn chưa về');
    const list = await page('officer', '/cases?standing=not-arrived');
    expect([list.includes('Giàng Thị Vắng'), list.includes('Cà Thị Mới')]).toEqual([true, false]);
  });

  test('why the commune gave it back, in its own words', async () => {
    await town.db.submission.create({
      data: {
        key: 'back',
        hash: '-',
        kind: 'returnCase',
        caseId: 'back',
        status: 'applied',
        payload: { note: 'Thiếu kế hoạch cá nhân' },
      },
    });
    const html = await page('centre', '/cases/back');
    expect(html).toMatch(/Xã đã trả lại hồ sơ: Hồ sơ chưa đủ – “Thiếu kế hoạch cá nhân”/);
  });

  test('why the mentor declined, to whoever names another', async () => {
    await town.db.handover.update({ where: { id: 'asked' }, data: { mentorId: null } });
    await town.db.submission.create({
      data: {
        key: 'declined',
        hash: '-',
        kind: 'answerMentorRequest',
        caseId: 'asked',
        status: 'applied',
        args: { accepts: false },
        payload: { reason: 'Con tôi ốm' },
      },
    });
    expect(await page('officer', '/cases/asked')).toContain('Con tôi ốm');
    expect(await page('centre', '/cases/asked')).not.toContain('Con tôi ốm');
    await town.db.handover.update({ where: { id: 'asked' }, data: { mentorId: town.users.mentor } });
  });

  test('of a minor that the guardian receives the papers', async () => {
    await town.db.person.updateMany({
      where: { handovers: { some: { id: 'told' } } },
      data: { minor: true },
    });
    expect(await page('centre', '/cases/told')).toContain('Người giám hộ nhận giấy tờ');
  });
});

describe('the file', () => {
  test('shows what is there, what is missing and who met the person before', async () => {
    await town.db.document.create({
      data: {
        id: 'away/53',
        handoverId: 'away',
        form: '53',
        number: '17/QĐ',
        signedOn: new Date('2026-11-20'),
        recordedAt: new Date(),
        recordedById: town.users.officer,
      },
    });
    await town.db.timelineEvent.create({
      data: {
        key: 'm',
        caseId: 'away',
        kind: 'meeting-held',
        at: new Date(),
        data: { on: '2026-11-02', with: 'family' },
      },
    });
    const html = await page('officer', '/cases/away/file');
    const row = (form: string) =>
      html.match(new RegExp(`<tr[^>]*>(?:(?!</tr>)[\\s\\S])*mẫu ${form}[\\s\\S]*?</tr>`))?.[0];
    expect(row('53')).toMatch(/Đã có[\s\S]*17\/QĐ[\s\S]*20\/11\/2026/);
    expect(row('52')).toContain('Còn thiếu');
    expect(row('55')).toContain('Chưa đến lúc');
    expect(html).toContain('Hồ sơ chưa đủ');
    expect(html).toMatch(/02\/11\/2026[\s\S]{0,30}Gia đình/);
  });

  test('takes a paper, with its number kept from the engine', async () => {
    const answer = await send('officer', '/cases/away/file', '/cases/away/documents', {
      form: '52',
      signedOn: '19/11/2026',
      number: '3/ĐX',
    });
    expect(answer.headers.location).toBe('/cases/away/file?done=recorded');
    expect(town.asked).toMatchObject([
      { update: 'recordDocument', args: { form: '52', signedOn: '2026-11-19' } },
    ]);
    expect(JSON.stringify(town.asked)).not.toContain('3/ĐX');
  });

  test('takes a paper also when the last step is done, none when the return was stopped', async () => {
    expect(await page('centre', '/cases/home/file')).toContain('action="/cases/home/documents"');
    const change = (data: object) => town.db.handover.update({ where: { id: 'home' }, data });
    await change({ status: 'cancelled' });
    expect(await page('centre', '/cases/home/file')).not.toContain('/cases/home/documents"');
    await change({ status: 'completed' });
  });

  test('is seen by those who answer for it, and changed by none but centre and commune', async () => {
    expect(await page('supervisor', '/cases/away/file')).not.toContain(
      '<form method="post" action="/cases/away',
    );
    await page('mentor', '/cases/home/file', 404);
    await page('officer', '/cases/far/file', 404);
  });
});
