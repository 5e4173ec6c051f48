import request from 'supertest';
import { freshDatabase } from '../support/real-parts';
import { lending } from './lending';
import { fieldsOf, Town } from './town';

describe('funds and loans', () => {
  let town: Town;
  beforeAll(async () => {
    town = await Town.open(await freshDatabase());
    await lending(town);
  });
  afterAll(() => town.close());

  const see = async (who: Parameters<Town['signIn']>[0], path: string, status = 200) =>
    (await (await town.signIn(who)).get(path).expect(status)).text;
  const send = async (who: Parameters<Town['signIn']>[0], page: string, path: string, form: object) => {
    const browser = await town.signIn(who);
    const { _csrf, _key } = fieldsOf((await browser.get(page).expect(200)).text);
    return browser
      .post(path)
      .type('form')
      .send({ _csrf, _key, ...form });
  };

  test('the state of a fund is seen by its lender and the offices of its province; the book not by a commune', async () => {
    for (const who of ['partner', 'officer', 'supervisor', 'province'] as const) {
      const page = await see(who, '/funds');
      expect(page).toContain('Quỹ quay vòng Mai Sơn');
      // 40.000.000 put in and 66.000 of interest; 12.000.000 out, 1.000.000 back.
      for (const sum of ['40.066.000 đ', '29.066.000 đ', '11.000.000 đ']) expect(page).toContain(sum);
    }
    for (const who of ['partner', 'province'] as const)
      expect(await see(who, '/funds/fund')).toContain('Tỉnh góp vốn ban đầu');
    for (const who of ['officer', 'supervisor', 'farOfficer', 'mentor', 'centre'] as const)
      await see(who, '/funds/fund', 404);
    expect(await see('centre', '/funds')).not.toContain('Quỹ quay vòng');
  });

  test('a loan is seen where it lies; its lender learns the name when it is the lender’s to decide', async () => {
    for (const who of ['partner', 'officer', 'supervisor', 'province', 'mentor'] as const)
      expect(await see(who, '/loans/running')).toContain('12.000.000 đ');
    for (const who of ['farOfficer', 'otherMentor', 'centre', 'admin'] as const)
      await see(who, '/loans/running', 404);
    const { fullName } = (
      await town.db.handover.findUniqueOrThrow({ where: { id: 'home' }, include: { person: true } })
    ).person;
    expect(await see('partner', '/loans/asked-for')).not.toContain(fullName);
    expect(await see('partner', '/loans/deciding')).toContain(fullName);
    expect(await see('officer', '/cases/home')).toContain('/loans/running');
  });

  test.each([
    ['officer', '/loans/asked-for', 'vouch', { yes: 'yes', voucherId: 'union' }, 'vouchLoan', { yes: true }],
    [
      'partner',
      '/loans/deciding',
      'decide',
      { approves: 'yes', amount: '10.000.000', months: '10', way: 'end' },
      'decideLoan',
      { terms: { principal: 10_000_000, months: 10, way: 'end' } },
    ],
    [
      'partner',
      '/loans/deciding',
      'decide',
      { approves: 'no', reason: 'Nợ cũ' },
      'decideLoan',
      { terms: null },
    ],
    [
      'partner',
      '/loans/running',
      'repay',
      { amount: '1 066 000 đ', on: '2026-11-20' },
      'repayLoan',
      { amount: 1_066_000, on: '2026-11-20' },
    ],
    ['mentor', '/loans/running', 'talk', {}, 'talkedAboutLoan', {}],
    [
      'partner',
      '/loans/running',
      'reschedule',
      { months: '24', way: 'equal', reason: 'Bò ốm' },
      'rescheduleLoan',
      { months: 24, way: 'equal' },
    ],
    ['partner', '/loans/running', 'undo', { reason: 'Ghi nhầm' }, 'takeBackRepayment', {}],
    ['partner', '/loans/running', 'write-off', { reason: 'Đã mất' }, 'writeOffLoan', {}],
    ['officer', '/loans/deciding', 'withdraw', { reason: 'Tự lo được' }, 'withdrawLoan', {}],
  ] as const)('%s on %s: %s', async (who, page, step, form, update, args) => {
    town.asked.length = 0;
    const answer = await send(who, page, `${page}/${step}`, form);
    expect(answer.headers.location).toBe(`${page}?done=recorded`);
    expect(town.asked).toMatchObject([{ workflowId: page.slice(1).replace('loans', 'loan'), update, args }]);
    // Words stay with the submission; the engine never hears them.
    if ('reason' in form) expect(JSON.stringify(town.asked)).not.toContain(form.reason);
  });

  test('a refusal, an undoing and giving up need a reason; a sum must be one; nobody votes twice under one name', async () => {
    for (const [step, page, form, field] of [
      ['decide', '/loans/deciding', { approves: 'no' }, 'reason'],
      ['undo', '/loans/running', {}, 'reason'],
      ['write-off', '/loans/running', { reason: ' ' }, 'reason'],
      ['repay', '/loans/running', { amount: '12,5 triệu', on: '2026-11-20' }, 'amount'],
    ] as const) {
      const answer = await send('partner', page, `${page}/${step}`, form);
      expect(answer.status).toBe(400);
      expect(answer.text).toContain(`href="#${step}-${field}"`);
    }
    await town.db.loan.update({ where: { id: 'asked-for' }, data: { status: 'appraising' } });
    await town.db.loanVote.create({
      data: {
        id: 'v9',
        loanId: 'asked-for',
        body: 'club',
        voter: 'Hà Thị Bích',
        yes: true,
        at: new Date(),
        byId: 'x',
      },
    });
    const vote = { voter: 'hà thị  bích', body: 'commune', yes: 'yes' };
    const again = await send('officer', '/loans/asked-for', '/loans/asked-for/vote', vote);
    expect(again.status).toBe(400);
    await town.db.loan.update({ where: { id: 'asked-for' }, data: { status: 'vouching' } });
  });

  test('who may not is told so, and nothing is asked of the engine', async () => {
    town.asked.length = 0;
    const form = { amount: '1000', on: '2026-11-20' };
    expect((await send('officer', '/loans/running', '/loans/running/repay', form)).status).toBe(403);
    expect((await send('farOfficer', '/work', '/loans/running/repay', form)).status).toBe(404);
    const entry = { kind: 'capital-in', amount: '5000000', why: 'Góp thêm' };
    expect((await send('province', '/funds/fund', '/funds/fund/entries', entry)).status).toBe(403);
    expect((await send('partner', '/funds', '/funds', { name: 'Quỹ mới' })).status).toBe(400);
    expect(town.asked).toEqual([]);
  });

  test('capital is booked with its reason; a loan is planned within what fund and law allow', async () => {
    town.asked.length = 0;
    const entry = { kind: 'capital-in', amount: '5.000.000', on: '2026-11-23', why: 'Góp thêm' };
    await send('partner', '/funds/fund', '/funds/fund/entries', entry);
    expect(town.asked).toMatchObject([
      { workflowId: 'fund/fund', update: 'bookFund', args: { kind: 'capital-in', amount: 5_000_000 } },
    ]);
    town.asked.length = 0;
    const plan = { fundId: 'fund', borrower: 'household', months: '12', way: 'equal', plan: 'Nuôi dê' };
    const ask = (amount: string) => send('officer', '/cases/home', '/cases/home/loans', { ...plan, amount });
    expect((await ask('50.000.001')).status).toBe(409);
    expect(town.asked).toEqual([]);
    await ask('50.000.000');
    expect(town.asked).toMatchObject([
      {
        update: 'openLoan',
        args: {
          facts: {
            caseId: 'home',
            borrower: 'household',
            fund: { cap: 50_000_000, termMax: 120, vouching: true },
          },
          terms: { principal: 50_000_000, months: 12, way: 'equal' },
          mentorId: town.users.mentor,
        },
      },
    ]);
    expect(JSON.stringify(town.asked)).not.toContain('Nuôi dê');
  });

  test('a mentor without a sign-in says by the link of the text that they have talked; the page tells no more than the text', async () => {
    const link = `/l/${await town.link('loan-talk', 'mentor', 'running', 'home')}`;
    const page = (await request(town.app).get(link).expect(200)).text;
    expect(page).toContain('Tôi đã hỏi thăm');
    expect(page).not.toMatch(/Thương|vay|1\.066\.000|quỹ/i);
    town.asked.length = 0;
    const { _key } = fieldsOf(page);
    await request(town.app).post(link).type('form').send({ _key }).expect(200);
    expect(town.asked).toMatchObject([{ workflowId: 'loan/running', update: 'talkedAboutLoan' }]);
    await request(town.app).get(link).expect(410);
    // Meant for somebody else by now.
    const other = `/l/${await town.link('loan-talk', 'otherMentor', 'running', 'home')}`;
    await request(town.app).get(other).expect(410);
  });

  test('the JSON api says the same', async () => {
    const partner = await town.signIn('partner');
    const { items } = (await partner.get('/api/v1/funds').expect(200)).body;
    expect(items).toMatchObject([
      {
        id: 'fund',
        money: { capital: 40_066_000, cash: 29_066_000, lent: 11_000_000, free: 29_066_000 },
        interest: 66_000,
      },
    ]);
    const book = (await partner.get('/api/v1/funds/fund').expect(200)).body;
    expect(book.entries.items.map((e: { kind: string }) => e.kind)).toEqual([
      'repay-interest',
      'repay-principal',
      'disburse',
      'capital-in',
    ]);
    const loan = (await partner.get('/api/v1/loans/running').expect(200)).body;
    expect(loan).toMatchObject({
      status: 'arrears',
      outstanding: 11_000_000,
      owed: 11_726_000,
      may: { lend: true },
    });
    const page = (await partner.get('/api/v1/funds/fund?limit=3').expect(200)).body.entries;
    const rest = (await partner.get(`/api/v1/funds/fund?limit=3&after=${page.next}`).expect(200)).body
      .entries;
    expect(rest.items).toHaveLength(1);
  });

  test('who is asked to vouch does so by its own account, knows for whom, and lends nothing', async () => {
    const { db } = town;
    await db.organisation.create({ data: { id: 'bank', name: 'Ngân hàng', kind: 'bank', provinceId: '14' } });
    await db.organisation.update({ where: { id: 'school' }, data: { kind: 'union' } });
    const fund = { id: 'far', name: 'Vốn ngân hàng', source: 'policy-bank', organisationId: 'bank' };
    await db.fund.create({ data: { ...fund, provinceId: '14' } });
    const { id, ...like } = await db.loan.findUniqueOrThrow({ where: { id: 'asked-for' } });
    await db.loan.create({ data: { ...like, id: 'vouched', fundId: 'far', voucherId: 'school' } });
    const { person } = await db.handover.findUniqueOrThrow({
      where: { id: 'home' },
      include: { person: true },
    });
    const page = await see('partner', '/loans/vouched');
    expect(page).toContain(person.fullName);
    expect(page).toContain('/loans/vouched/vouch');
    expect(page).not.toContain('/loans/vouched/decide');
    town.asked.length = 0;
    expect((await send('partner', '/loans/vouched', '/loans/vouched/vouch', { yes: 'yes' })).status).toBe(
      303,
    );
    expect(
      (await send('partner', '/loans/vouched', '/loans/vouched/decide', { approves: 'no' })).status,
    ).toBe(403);
    expect(
      (await send('partner', '/loans/asked-for', '/loans/asked-for/vouch', { yes: 'no', reason: 'x' }))
        .status,
    ).toBe(403);
    expect(town.asked.map(({ update }) => update)).toEqual(['vouchLoan']);
    await db.organisation.update({ where: { id: 'school' }, data: { kind: 'school' } });
  });

  test('only a partner that lends has the way to the funds in its navigation', async () => {
    expect(await see('partner', '/work')).not.toContain('href="/funds"');
    await town.db.organisation.update({ where: { id: 'school' }, data: { kind: 'fund' } });
    expect(await see('partner', '/work')).toContain('href="/funds"');
    await town.db.organisation.update({ where: { id: 'school' }, data: { kind: 'school' } });
  });
});
