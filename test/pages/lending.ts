import { addDays, at, dayOf } from '../../domain/calendar';
import { scheduleOf } from '../../domain/instalments';
import { type Booking, sidesOf } from '../../domain/ledger';
import { policyInForce } from '../../domain/policy';
import { NOW, TODAY, type Town } from './town';

const { calendar } = policyInForce(TODAY);
const day = (offset: number) => new Date(addDays(TODAY, offset));

/** The partner of the small place lends: a fund with loans of three states, and its book. */
export async function lending(town: Town): Promise<void> {
  const { db, users } = town;
  await db.organisation.create({
    data: { id: 'union', name: 'Hội Phụ nữ', kind: 'union', provinceId: '14' },
  });
  await db.fund.create({
    data: {
      id: 'fund',
      name: 'Quỹ quay vòng Mai Sơn',
      source: 'revolving',
      organisationId: 'school',
      provinceId: '14',
      interest: { kind: 'flat', bps: 660 },
      cap: 50_000_000n,
    },
  });
  const book = (booking: Booking, on: number, loanId?: string, why?: string) =>
    db.ledgerEntry.create({
      data: {
        key: `${booking.kind}/${on}`,
        fundId: 'fund',
        ...booking,
        amount: undefined,
        on: day(on),
        at: day(on),
        byId: users.partner,
        why,
        loanId,
        postings: {
          create: sidesOf(booking).map(({ account, amount }) => ({
            fundId: 'fund',
            account,
            amount: BigInt(amount),
          })),
        },
      } as never,
    });
  await book({ kind: 'capital-in', amount: 40_000_000 }, -120, undefined, 'Tỉnh góp vốn ban đầu');

  const { personId } = await db.handover.findUniqueOrThrow({ where: { id: 'home' } });
  const loan = (id: string, more: object) =>
    db.loan.create({
      data: {
        ...{ id, caseId: 'home', personId, fundId: 'fund', provinceId: '14', communeId: 'MS' },
        ...{ borrower: 'household', plan: 'Mua hai con bò cái, bán bê mỗi năm', openedById: users.officer },
        ...{ asked: 12_000_000n, askedMonths: 12, openedAt: day(-100), revision: 1, mentorId: users.mentor },
        nextDue: new Date(NOW + 5 * 24 * 3_600_000),
        ...more,
      } as never,
    });
  await loan('asked-for', {
    ...{ status: 'vouching', ownerRole: 'commune', ownerId: users.officer, nextAction: 'loan-vouching' },
  });
  await loan('deciding', {
    ...{ status: 'deciding', ownerRole: 'partner', ownerId: users.partner, nextAction: 'loan-deciding' },
    voucherId: 'union',
    votes: {
      create: [
        { id: 'v1', body: 'club', voter: 'Lò Văn Tiến', yes: true, at: day(-3), byId: users.officer },
        {
          id: 'v2',
          body: 'club',
          voter: 'Hà Thị Bích',
          yes: false,
          why: 'Chưa có chuồng',
          at: day(-3),
          byId: users.officer,
        },
        { id: 'v3', body: 'commune', voter: 'Hà Văn Sáng', yes: true, at: day(-2), byId: users.officer },
      ],
    },
  });
  const terms = { principal: 12_000_000, months: 12, way: 'equal' } as const;
  const schedule = scheduleOf(terms, { kind: 'flat', bps: 660 }, addDays(TODAY, -70), calendar);
  await loan('running', {
    ...{ status: 'arrears', ownerRole: 'mentor', ownerId: users.mentor, nextAction: 'loan-talk' },
    arrearsSince: new Date(schedule[1]?.on as string),
    outstanding: 11_000_000n,
    turns: {
      create: {
        ...{ id: 'running/t1', turn: 1, principal: 12_000_000n, months: 12, repayment: 'equal' },
        ...{ decidedOn: day(-75), disbursedOn: day(-70), endsOn: new Date(schedule.at(-1)?.on as string) },
      },
    },
    instalments: {
      create: schedule.map(({ seq, on, principal, interest }) => ({
        id: `running/p1/${seq}`,
        ...{ turn: 1, plan: 1, seq, dueOn: new Date(on) },
        ...{ principal: BigInt(principal), interest: BigInt(interest) },
        ...(seq === 1 && {
          ...{ paidPrincipal: BigInt(principal), paidInterest: BigInt(interest), paidOn: new Date(on) },
        }),
      })),
    },
  });
  await book({ kind: 'disburse', amount: 12_000_000 }, -70, 'running');
  await book({ kind: 'repay-principal', amount: 1_000_000 }, -40, 'running');
  await book({ kind: 'repay-interest', amount: 66_000 }, -40, 'running');
  for (const [i, kind] of ['loan-opened', 'loan-disbursed', 'loan-repaid', 'loan-late'].entries())
    await db.timelineEvent.create({
      data: {
        key: `loan/running/${i}`,
        caseId: 'home',
        kind,
        at: new Date(at(dayOf(NOW - (90 - i * 25) * 24 * 3_600_000), '09:00')),
        byId: users.partner,
      },
    });
}
