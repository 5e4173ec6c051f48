import { addDays, addWorkingDays, at, endOfDay, type Instant } from '../../domain/calendar';
import type { Terms } from '../../domain/instalments';
import { Loan, type LoanFacts } from '../../domain/loan';
import type { Wanted } from '../../domain/notice';
import { officeReminder, policyInForce } from '../../domain/policy';
import { refusalOf } from './refusals';

// Until when each thing is waited for, who hears of it, and what every payment is booked as.

const TODAY = '2026-11-23'; // a Monday
const NOW = at(TODAY, '09:00');
const policy = policyInForce(TODAY);
const facts: LoanFacts = {
  ...{ loanId: 'loan', caseId: 'case', referralId: null, provinceId: '14', communeId: 'mai-son' },
  ...{ borrower: 'person', openedBy: 'officer', policy },
  fund: {
    ...{ fundId: 'fund', organisationId: 'lender', interest: { kind: 'flat', bps: 600 } },
    ...{ cap: 50_000_000, termMax: 60, vouching: true },
  },
};
const TERMS: Terms = { principal: 12_000_000, months: 12, way: 'equal' }; // 1.000.000 and 60.000 a month
const open = (mentorId: string | null = 'mai') =>
  Loan.open(structuredClone(facts), { ...TERMS }, mentorId, NOW);
const led = (loan: Loan, ...steps: ((loan: Loan) => unknown)[]) => {
  for (const step of steps) step(loan);
  return loan;
};
const vouch = (l: Loan) => l.vouch(true, NOW);
const votes = (l: Loan) => {
  l.vote({ voter: 'a', body: 'club', yes: true }, NOW);
  l.vote({ voter: 'b', body: 'club', yes: true }, NOW);
  l.vote({ voter: 'c', body: 'commune', yes: true }, NOW);
};
const decide = (l: Loan) => l.decide(TERMS, NOW);
const money = (l: Loan) => l.moneyCame(1, NOW);
const pay = (l: Loan) => l.disburse(TODAY, NOW);
const slip = (l: Loan) => l.pass(l.wakesAt() as Instant);
const back = (l: Loan) => l.repay(l.owed.principal + l.owed.interest, TODAY, NOW);
const approved = () => led(open(), vouch, votes, decide, money);
const running = (mentorId: string | null = 'mai') => led(open(mentorId), vouch, votes, decide, money, pay);

const working = (days: number, from = TODAY) => endOfDay(addWorkingDays(from, days, policy.calendar));
const COMMUNE = { role: 'commune' };
const LENDER = { role: 'partner', organisationId: 'lender' };
const MAI = { role: 'mentor', userId: 'mai' };
const FIRST = '2026-12-23'; // the first instalment

describe('a loan waits', () => {
  // A stage begins with the day after the date that passed, and that day does not count.
  test.each<[string, Loan, string, object, Instant]>([
    ['for somebody to vouch', open(), 'loan-vouching', COMMUNE, working(5)],
    ['for the vote', led(open(), vouch), 'loan-appraising', COMMUNE, working(10)],
    ['for the lender', led(open(), vouch, votes), 'loan-deciding', LENDER, working(10)],
    ['for money', led(open(), vouch, votes, decide), 'loan-waiting', LENDER, endOfDay(addDays(TODAY, 30))],
    ['to be paid out', approved(), 'loan-approved', LENDER, working(10)],
    ['for an instalment', running(), 'loan-running', LENDER, endOfDay(FIRST)],
    ['for a talk', led(running(), slip), 'loan-talk', MAI, working(9, FIRST)],
    ['for a talk by the commune', led(running(null), slip), 'loan-talk', COMMUNE, working(9, FIRST)],
    ['for another way', led(running(), slip, slip), 'loan-offer', LENDER, working(15, FIRST)],
    ['for the commune', led(running(), slip, slip, slip), 'loan-commune', COMMUNE, working(21, FIRST)],
    ['for another turn', led(running(), back), 'loan-matured', LENDER, working(10)],
  ])('%s', (_, loan, action, owner, due) => expect(loan.next()).toEqual({ action, owner, due }));

  test('without a vouching where the fund asks for none', () => {
    const fund = { ...facts.fund, vouching: false };
    expect(Loan.open({ ...facts, fund }, TERMS, null, NOW).next()?.action).toBe('loan-appraising');
  });

  test('no more once it is over, and then no date is left', () => {
    const over = led(running(), back, slip);
    expect([over.closed, over.next(), over.wakesAt(), over.dates()]).toEqual([true, null, null, {}]);
    expect(running().dates()).toEqual({ 'loan-running': working(3, FIRST) });
  });

  test('for money again and again: nobody is late', () => {
    const loan = led(open(), vouch, votes, decide);
    const due = loan.wakesAt() as Instant;
    expect([loan.pass(due - 1), loan.pass(due)]).toEqual([null, 'still-waiting']);
    expect(loan.wakesAt()).toBe(endOfDay(addDays('2026-12-24', 30)));
    expect(loan.state.overdue).toBe(false);
  });

  test('for nobody twice: what a human was told of wakes no more', () => {
    const loan = led(open(), slip);
    expect([loan.state.overdue, loan.wakesAt(), loan.pass(NOW * 2)]).toEqual([true, null, null]);
  });

  test('until the new rules say, but what has slipped stays slipped', () => {
    const quick = policyInForce(TODAY, { params: { loanVouching: 2 } });
    const [ahead, slipped, over] = [open(), led(open(), slip), led(open(), (l) => l.withdraw(NOW))];
    const missed = slipped.state.due;
    for (const loan of [ahead, slipped, over]) loan.adopt(quick, NOW);
    expect([ahead, slipped, over].map((l) => l.state.due)).toEqual([working(2), missed, null]);
    expect(over.state.facts.policy.params.loanVouching).toBe(2);
  });
});

describe('who hears', () => {
  const told = (loan: Loan) => loan.wanted().map(({ kind, to, key }: Wanted) => [kind, to, key]);
  const asked = (kind: string, to: object, key: string) => [
    [kind, to, `${key}/request`],
    [kind, to, `${key}/reminder`],
  ];

  test.each<[string, Loan, unknown[]]>([
    ['that somebody should vouch: the commune', open(), asked('loan-request', COMMUNE, 'loan/1/commune')],
    ['that it waits for money: nobody', led(open(), vouch, votes, decide), []],
    [
      'that the money is there: the lender pays out, the commune knows',
      approved(),
      [...asked('loan-request', LENDER, 'loan/5/partner'), ['loan-news', COMMUNE, 'loan/t1/approved']],
    ],
    [
      'of the next instalment: whoever sees the person, and the lender',
      running(),
      [
        ['loan-reminder', MAI, 'loan/p1/1/mai'],
        ['loan-reminder', LENDER, 'loan/p1/1/lender'],
      ],
    ],
    [
      'of it where nobody accompanies them: the commune',
      running(null),
      [
        ['loan-reminder', COMMUNE, 'loan/p1/1/commune'],
        ['loan-reminder', LENDER, 'loan/p1/1/lender'],
      ],
    ],
    ['that a talk is due: the mentor', led(running(), slip), asked('loan-talk', MAI, 'loan/7/mai')],
    [
      'that another way is to be offered: the lender',
      led(running(), slip, slip),
      asked('loan-request', LENDER, 'loan/8/partner'),
    ],
    [
      'that all is back: lender and commune',
      led(running(), back),
      [...asked('loan-request', LENDER, 'loan/7/partner'), ['loan-news', COMMUNE, 'loan/t1/matured']],
    ],
    [
      'that it was refused: the commune',
      led(open(), (l) => l.vouch(false, NOW)),
      [['loan-news', COMMUNE, 'loan/t1/refused']],
    ],
    ['that it was withdrawn: nobody', led(open(), (l) => l.withdraw(NOW)), []],
    ['that it is over: nobody', led(running(), back, slip), []],
    [
      'that it lives on: commune and lender',
      led(open(), vouch, votes, decide, (l) => l.caseEnds('death')),
      [
        ['loan-news', COMMUNE, 'loan/t1/lives-on'],
        ['loan-news', LENDER, 'loan/t1/lives-on/lender'],
      ],
    ],
  ])('%s', (_, loan, wanted) => expect(told(loan)).toEqual(wanted));

  test('of a turn at once and once more in good time, until it is too late', () => {
    const due = working(5);
    const common = {
      to: COMMUNE,
      subjectId: 'loan',
      expiresAt: due,
      data: { status: 'vouching', due: '2026-11-30' },
    };
    expect(open().wanted()).toEqual([
      { ...common, kind: 'loan-request', key: 'loan/1/commune/request', notBefore: 0 },
      {
        ...{ ...common, kind: 'loan-request', key: 'loan/1/commune/reminder', priority: 'routine' },
        notBefore: officeReminder('2026-11-30', policy),
      },
    ]);
  });

  test('of an instalment the day before, until its grace is over', () =>
    expect(running().wanted()[0]).toMatchObject({
      ...{ notBefore: at(addDays(FIRST, -1), '08:00'), expiresAt: working(3, FIRST) },
      ...{ subjectId: 'loan', data: { status: 'running', on: FIRST } },
    }));

  test('anew of a schedule that was made anew, and of another turn', () => {
    const again = led(running(), (l) => l.reschedule({ months: 6, way: 'equal' }, NOW));
    expect(again.wanted()[0]?.key).toBe('loan/p2/1/mai');
    const renewed = led(
      running(),
      back,
      (l) => l.renew(TERMS, NOW),
      (l) => l.moneyCame(2, NOW),
    );
    expect(renewed.wanted().map(({ key }) => key)).toContain('loan/t2/approved');
  });

  test('is whoever accompanies them now', () => {
    const loan = led(running(), slip);
    const { revision } = loan.state;
    loan.accompanied('lan', 'yen-chau', '14');
    expect(loan.next()?.owner).toEqual({ role: 'mentor', userId: 'lan' });
    expect(loan.state).toMatchObject({ communeId: 'yen-chau', provinceId: '14', revision: revision + 1 });
  });
});

describe('what comes back', () => {
  test('is booked as interest first, then as principal', () => {
    const loan = running();
    expect(loan.repay(60_000, TODAY, NOW)).toEqual([{ kind: 'repay-interest', amount: 60_000 }]);
    expect(loan.repay(1_000_000, TODAY, NOW)).toEqual([{ kind: 'repay-principal', amount: 1_000_000 }]);
    expect(loan.repay(60_500, TODAY, NOW)).toEqual([
      { kind: 'repay-principal', amount: 500 },
      { kind: 'repay-interest', amount: 60_000 },
    ]);
    expect([loan.outstanding, loan.owed]).toEqual([10_999_500, { principal: 10_999_500, interest: 600_000 }]);
    expect(loan.next()?.due).toBe(endOfDay('2027-01-25')); // the 23rd is a Saturday
  });

  test('is nothing before it went out', () =>
    expect([open(), approved()].map((l) => [l.outstanding, l.arrearsSince])).toEqual([
      [0, null],
      [0, null],
    ]));

  test('of a loan written off is what is still out; where only interest is left nothing is booked', () => {
    const half = led(running(), (l) => l.repay(1_060_000, TODAY, NOW));
    expect(half.writeOff(NOW)).toEqual([{ kind: 'write-off', amount: 11_000_000 }]);
    const interest = led(running(), (l) => l.repay(12_060_000, TODAY, NOW));
    expect(interest.outstanding).toBe(660_000);
    const last = led(running(), (l) => l.reschedule({ months: 1, way: 'end' }, NOW));
    last.repay(last.owed.interest + last.owed.principal - 1, TODAY, NOW);
    expect(last.writeOff(NOW)).toEqual([{ kind: 'write-off', amount: 1 }]);
  });

  test('taken back after it had put things in order, they are out of order again', () => {
    const loan = led(running(), slip);
    const now = loan.state.since;
    loan.repay(1_060_000, FIRST, now);
    expect([loan.state.status, loan.arrearsSince]).toEqual(['running', null]);
    loan.takeBack(now);
    expect(loan.pass(now)).toBe('arrears');
    expect([loan.state.stage, loan.arrearsSince, loan.owed]).toEqual([
      ...['talk', FIRST, { principal: 12_000_000, interest: 720_000 }],
    ]);
  });

  test('spread anew is within the longest term', () => {
    expect(refusalOf(() => running().reschedule({ months: 60, way: 'equal' }, NOW))).toBeNull();
    expect(refusalOf(() => running().reschedule({ months: 61, way: 'equal' }, NOW))).toBe('term-too-long');
  });

  test('spread anew: interest due by then and not paid comes last, what was paid ahead is not taken back', () => {
    const ahead = led(running(), (l) => l.repay(2_000_000, TODAY, NOW));
    ahead.reschedule({ months: 10, way: 'equal' }, NOW);
    const out = 12_000_000 - (2_000_000 - 120_000);
    expect(ahead.owed).toEqual({ principal: out, interest: Math.floor((out * 600 * 10) / 120_000) });
    expect(ahead.state.terms).toEqual({ principal: out, months: 10, way: 'equal' });
  });
});
