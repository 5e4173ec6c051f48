import { randomUUID } from 'node:crypto';
import type { FundRules } from '../../domain/loan';
import { policyInForce } from '../../domain/policy';
import { moneyOfOne } from '../../prisma/fund-money';
import type { Updates } from '../../workflows/contract';
import { workflowId } from '../../workflows/contract';
import { COMMUNE, PROVINCE, World } from '../support/world';

/** A fund of ten millions; the partner of this small commune lends. */
const FUND = 'fund-1';
const TERMS = { principal: 6_000_000, months: 3, way: 'equal' } as const;

describe('a loan', () => {
  let world: World;
  let lender: string;
  beforeAll(async () => {
    world = await World.start();
    const { organisationId } = await world.db.user.findUniqueOrThrow({ where: { id: world.people.partner } });
    lender = organisationId as string;
    await world.db.fund.create({
      data: {
        id: FUND,
        name: 'Quỹ quay vòng',
        source: 'revolving',
        organisationId: lender,
        provinceId: PROVINCE,
        interest: { kind: 'flat', bps: 600 },
      },
    });
    await book({ kind: 'capital-in', amount: 10_000_000 });
  });
  afterAll(() => world.stop());

  const book = async (entry: { kind: string; amount: number; loanId?: string }) =>
    world.say(workflowId.fund(FUND), 'bookFund', 'partner', {
      fundId: FUND,
      on: await world.today(),
      ...entry,
    } as Omit<Updates['bookFund'], 'by' | 'submissionId'>);

  const open = async (caseId: string, referralId: string | null = null): Promise<string> => {
    const loanId = randomUUID();
    const fund: FundRules = {
      fundId: FUND,
      organisationId: lender,
      interest: { kind: 'flat', bps: 600 },
      cap: 50_000_000,
      termMax: 60,
      vouching: true,
    };
    await world.say(workflowId.loan(loanId), 'openLoan', 'officer', {
      facts: {
        loanId,
        caseId,
        referralId,
        provinceId: PROVINCE,
        communeId: COMMUNE,
        borrower: 'household',
        openedBy: world.people.officer,
        fund,
        policy: policyInForce(await world.today()),
      },
      terms: TERMS,
      mentorId: world.people.mentor,
    });
    await world.engine.settle();
    return loanId;
  };
  const appraise = async (id: string) => {
    await world.say(id, 'vouchLoan', 'officer', { yes: true });
    for (const body of ['club', 'club', 'commune'] as const)
      await world.say(id, 'voteOnLoan', 'officer', { voter: randomUUID(), body, yes: true });
  };
  const row = async (loanId: string) => {
    await world.engine.settle();
    return world.db.loan.findUniqueOrThrow({ where: { id: loanId } });
  };
  const money = () => moneyOfOne(world.db, FUND);

  test('goes from the plan to maturity, another turn, arrears asked about kindly, and other dates', async () => {
    const caseId = await world.followUp();
    // A need that the lender took up: its referral hears how the loan goes.
    await world.say(workflowId.followUp(caseId), 'referNeed', 'officer', {
      kind: 'loan',
      organisationId: lender,
    });
    await world.engine.settle();
    const asked = await world.db.referral.findFirstOrThrow({ where: { followUpId: caseId, kind: 'loan' } });
    await world.say(workflowId.referral(asked.id), 'moveReferral', 'partner', { to: 'accepted' });
    const loanId = await open(caseId, asked.id);
    const referral = async () => {
      await world.engine.settle();
      return world.db.referral.findUniqueOrThrow({ where: { id: asked.id } });
    };
    expect(await referral()).toMatchObject({ status: 'in-progress' });
    const id = workflowId.loan(loanId);
    expect(await row(loanId)).toMatchObject({ status: 'vouching', ownerId: world.people.officer });
    await appraise(id);
    expect(await row(loanId)).toMatchObject({ status: 'deciding', ownerId: world.people.partner });
    await world.say(id, 'decideLoan', 'partner', { terms: TERMS });
    expect(await row(loanId)).toMatchObject({ status: 'approved', reserved: 6_000_000n, place: 1 });
    await world.say(id, 'disburseLoan', 'partner', { on: await world.today() });
    expect(await money()).toMatchObject({
      capital: 10_000_000,
      cash: 4_000_000,
      lent: 6_000_000,
      reserved: 0,
    });

    expect(await referral()).toMatchObject({ status: 'completed' });

    // The day before the first instalment mentor and lender are reminded; no text says of what.
    const told = world.texts('mentor', caseId).length;
    const first = await world.db.instalment.findFirstOrThrow({ where: { loanId, seq: 1 } });
    await world.engine.skipTo(new Date(first.dueOn.getTime() - 3 * 3_600_000));
    expect(world.texts('mentor', caseId).slice(told).join()).toMatch(/viec hen/);
    // Its principal and interest: 6.000.000 at 6% a year for three months is 90.000.
    await world.say(id, 'repayLoan', 'partner', { amount: 6_090_000, on: await world.today() });
    expect(await row(loanId)).toMatchObject({ status: 'matured', outstanding: 0n });
    expect(await money()).toMatchObject({ capital: 10_090_000, cash: 10_090_000, lent: 0, writtenOff: 0 });

    await world.say(id, 'renewLoan', 'partner', { terms: TERMS });
    expect(await row(loanId)).toMatchObject({ status: 'approved', turn: 2 });
    await world.say(id, 'disburseLoan', 'partner', { on: await world.today() });

    // Nothing comes: the mentor is asked to talk, and a text about it shames nobody.
    const next = await world.db.instalment.findFirstOrThrow({ where: { loanId, turn: 2, seq: 1 } });
    await world.engine.skipTo(new Date(next.dueOn.getTime() + 9 * 24 * 3_600_000));
    expect(await row(loanId)).toMatchObject({
      status: 'arrears',
      nextAction: 'loan-talk',
      ownerId: world.people.mentor,
    });
    expect(world.texts('mentor', caseId).join()).toMatch(/hoi tham/);
    await world.say(id, 'talkedAboutLoan', 'mentor', {});
    expect(await row(loanId)).toMatchObject({ nextAction: 'loan-offer', ownerId: world.people.partner });
    await world.say(id, 'rescheduleLoan', 'partner', { months: 6, way: 'equal' });
    expect(await row(loanId)).toMatchObject({ status: 'running', arrearsSince: null });
    expect(await world.db.instalment.count({ where: { loanId, turn: 2, replaced: false } })).toBe(6);

    // A payment typed by mistake is undone, and the book shows both.
    await world.say(id, 'repayLoan', 'partner', { amount: 1_000_000, on: await world.today() });
    await world.say(id, 'takeBackRepayment', 'partner', {});
    expect(await row(loanId)).toMatchObject({ outstanding: 6_000_000n });
    expect(await world.db.ledgerEntry.count({ where: { loanId, kind: 'reversal' } })).toBe(2);
    expect(await money()).toMatchObject({ capital: 10_090_000, cash: 4_090_000, lent: 6_000_000 });

    expect(await world.timeline(caseId)).toEqual(
      expect.arrayContaining([
        'loan-opened',
        'loan-voted',
        'loan-funded',
        'loan-late',
        'loan-talked',
        'loan-rescheduled',
      ]),
    );
    const turns = await world.db.loanTurn.findMany({ where: { loanId }, orderBy: { turn: 'asc' } });
    expect(turns).toMatchObject([
      { turn: 1, maturedOn: expect.any(Date), rescheduled: 0 },
      { turn: 2, maturedOn: null, rescheduled: 1, principal: 6_000_000n },
    ]);
  });

  test('waits its turn for money that comes back, in order; unanswered it reaches a human; it outlives the follow-up', async () => {
    await world.mondayMorning();
    const caseId = await world.followUp();
    const [big, small] = [await open(caseId), await open(caseId)];
    for (const loanId of [big, small]) {
      await appraise(workflowId.loan(loanId));
      await world.say(workflowId.loan(loanId), 'decideLoan', 'partner', {
        terms: { ...TERMS, principal: loanId === big ? 9_000_000 : 1_000_000 },
      });
    }
    // 4.090.000 are there: enough for the small one, which does not overtake.
    expect([(await row(big)).status, (await row(small)).status]).toEqual(['waiting', 'waiting']);
    await book({ kind: 'capital-in', amount: 5_000_000 });
    expect([(await row(big)).status, (await row(small)).status]).toEqual(['approved', 'waiting']);
    // The family of the first no longer wants it: what was set aside is free for the next.
    await world.say(workflowId.loan(big), 'withdrawLoan', 'officer', {});
    expect([(await row(big)).status, (await row(small)).status]).toEqual(['withdrawn', 'approved']);
    expect((await money()).reserved).toBe(1_000_000);

    await world.engine.skip('22 days', '1 day');
    const escalation = await world.db.escalation.findFirstOrThrow({
      where: { kind: 'loan-silent', items: { some: { id: small } } },
    });
    expect(escalation).toMatchObject({ status: 'open', responsibleId: world.people.partner });
    await world.say(workflowId.loan(small), 'disburseLoan', 'partner', { on: await world.today() });
    await world.engine.settle();
    expect(await world.db.escalation.findUniqueOrThrow({ where: { id: escalation.id } })).toMatchObject({
      status: 'resolved',
      resolution: 'done-late',
    });

    await world.say(workflowId.followUp(caseId), 'endFollowUp', 'officer', { reason: 'death' });
    expect(await row(small)).toMatchObject({ status: 'running', mentorId: null, closedAt: null });
    const news = await world.db.notice.findMany({
      where: { scope: workflowId.loan(small), kind: 'loan-news' },
    });
    expect(news.map(({ recipientId }) => recipientId)).toEqual(
      expect.arrayContaining([world.people.officer, world.people.partner]),
    );
    await world.say(workflowId.loan(small), 'writeOffLoan', 'partner', {});
    expect(await money()).toMatchObject({ writtenOff: 1_000_000 });
    await book({ kind: 'recovered', amount: 400_000, loanId: small });
    const after = await money();
    expect(after.writtenOff).toBe(600_000);
    expect(after.capital).toBe(after.cash + after.lent + after.writtenOff);
  });
});
