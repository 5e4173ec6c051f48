import fc from 'fast-check';
import type { LoanStep } from '../../activities/contract';
import { bookActivities } from '../../activities/records/book';
import { loanActivities } from '../../activities/records/loan';
import { at, dayOf, type Instant } from '../../domain/calendar';
import { paidOf, type Terms } from '../../domain/instalments';
import { type Booking, balances } from '../../domain/ledger';
import { Loan, type LoanFacts } from '../../domain/loan';
import { policyInForce } from '../../domain/policy';
import type { TimelineKind } from '../../domain/wording/labels';
import { openDatabase, type PrismaClient } from '../../prisma/client';
import { moneyOfOne } from '../../prisma/fund-money';
import { refusalOf } from '../domain/refusals';
import { freshDatabase } from '../support/real-parts';

const TODAY = '2026-11-23';
const NOW = at(TODAY, '09:00');
const policy = policyInForce(TODAY);
/** As many at once as there are decisions: they meet at the lock, not at the door. */
const AT_ONCE = 50;

let db: PrismaClient;
let made = 0;
/** What waits for a loan that was told of its money. */
const ears = new Map<string, (turn: number) => void>();
const engine = {
  tellLoan: async (loanId: string, signal: string, { turn }: { turn: number }) => {
    if (signal === 'moneyCame') ears.get(loanId)?.(turn);
  },
  pokeCourier: async () => {},
};

beforeAll(async () => {
  db = openDatabase(await freshDatabase(), AT_ONCE);
  await db.province.create({ data: { id: '14', name: 'Sơn La' } });
  await db.organisation.create({ data: { id: 'lender', name: 'Quỹ', kind: 'fund', provinceId: '14' } });
});
afterAll(() => db.$disconnect());

const deps = () => ({ db, engine: engine as never, now: () => NOW });
/** As Temporal does: on a busy machine a transaction may wait too long for its turn. */
const retried = async <T>(activity: () => Promise<T>): Promise<T> => {
  for (let left = 20; ; left--) {
    try {
      return await activity();
    } catch (error) {
      if (left === 0) throw error;
    }
  }
};

async function newFund(capital: number): Promise<string> {
  const id = `fund-${++made}`;
  await db.fund.create({
    data: { id, name: id, source: 'revolving', organisationId: 'lender', provinceId: '14' },
  });
  await capitalIn(id, capital);
  return id;
}

const capitalIn = (fundId: string, amount: number) => {
  const submissionId = `s${++made}`;
  const entry = { submissionId, by: 'u', fundId, on: TODAY, kind: 'capital-in', amount } as const;
  return retried(() => bookActivities(deps()).bookFund(entry));
};

/** A loan as its workflow drives it: one step after the other, each recorded by the real activity. */
class Borrower {
  private last: Promise<void> = Promise.resolve();
  private constructor(
    readonly loan: Loan,
    readonly fundId: string,
  ) {
    ears.set(
      this.id,
      (turn) => void this.does('loan-funded', () => (this.loan.moneyCame(turn, NOW) ? {} : undefined)),
    );
  }

  get id(): string {
    return this.loan.state.facts.loanId;
  }

  /** Up to the lender's decision. */
  static async at(fundId: string): Promise<Borrower> {
    const loanId = `loan-${++made}`;
    const facts: LoanFacts = {
      loanId,
      caseId: 'case',
      referralId: null,
      provinceId: '14',
      communeId: 'c',
      borrower: 'household',
      openedBy: 'u',
      fund: {
        fundId,
        organisationId: 'lender',
        interest: { kind: 'flat', bps: 600 },
        cap: 1e9,
        termMax: 60,
        vouching: false,
      },
      policy,
    };
    const loan = Loan.open(facts, { principal: 1, months: 1, way: 'end' }, null, NOW);
    loan.vote({ voter: 'a', body: 'club', yes: true }, NOW);
    loan.vote({ voter: 'b', body: 'club', yes: true }, NOW);
    loan.vote({ voter: 'c', body: 'commune', yes: true }, NOW);
    await db.loan.create({
      data: {
        ...{ id: loanId, caseId: 'case', personId: 'p', fundId, provinceId: '14', communeId: 'c' },
        ...{ borrower: 'household', asked: 1n, askedMonths: 1, status: 'deciding', openedAt: new Date(NOW) },
      },
    });
    return new Borrower(loan, fundId);
  }

  /** Does one thing and records it in its turn; what the rules refuse changes nothing. */
  does(what: TimelineKind, act: () => Partial<LoanStep> | undefined, now: Instant = NOW): Promise<void> {
    const { state } = this.loan;
    const before = state.revision;
    let more: Partial<LoanStep> = {};
    const code = refusalOf(() => {
      more = act() ?? {};
    });
    if (code !== null || state.revision === before) return this.last;
    const step: LoanStep = {
      money: false,
      scope: `loan/${this.id}`,
      key: `loan/${this.id}/${state.revision}`,
      what,
      at: now,
      revision: state.revision,
      caseId: 'case',
      provinceId: '14',
      communeId: 'c',
      fundId: this.fundId,
      status: state.status,
      turn: state.turn,
      mentorId: null,
      outstanding: this.loan.outstanding,
      arrearsSince: this.loan.arrearsSince,
      rescheduled: state.rescheduled,
      next: this.loan.next(),
      wanted: [],
      ...more,
    };
    this.last = this.last.then(() => retried(() => loanActivities(deps()).recordLoan(step)));
    return this.last;
  }

  decide(principal: number): Promise<void> {
    const terms: Terms = { principal, months: 3, way: 'equal' };
    return this.does('loan-decided', () => {
      this.loan.decide(terms, NOW);
      return { decided: terms, money: true };
    });
  }
  disburse(): Promise<void> {
    return this.does('loan-disbursed', () => {
      const book = { entries: this.loan.disburse(TODAY, NOW), on: TODAY };
      return { book, disbursedOn: TODAY, schedule: this.schedule, money: true };
    });
  }
  repay(amount: number): Promise<void> {
    return this.moves('loan-repaid', () => this.loan.repay(amount, TODAY, NOW), true);
  }
  writeOff(): Promise<void> {
    return this.moves('loan-written-off', () => this.loan.writeOff(NOW), false);
  }
  withdraw(): Promise<void> {
    return this.does('loan-withdrawn', () => {
      this.loan.withdraw(NOW);
      return { money: true };
    });
  }
  reschedule(): Promise<void> {
    return this.does('loan-rescheduled', () => {
      this.loan.reschedule({ months: 6, way: 'equal' }, NOW);
      return { schedule: this.schedule };
    });
  }
  renew(principal: number): Promise<void> {
    const terms: Terms = { principal, months: 3, way: 'end' };
    return this.does('loan-renewed', () => {
      this.loan.renew(terms, NOW);
      return { decided: terms, money: true };
    });
  }
  async takeBack(): Promise<void> {
    await this.last;
    if (await loanActivities(deps()).mayTakeBack(this.id)) return;
    await this.does('loan-taken-back', () => {
      this.loan.takeBack(NOW);
      return { undo: true, paid: this.paid, money: true };
    });
  }
  get settled(): Promise<void> {
    return this.last;
  }

  private moves(what: TimelineKind, act: () => Booking[], paid: boolean): Promise<void> {
    return this.does(what, () => {
      const book = { entries: act(), on: TODAY };
      return { book, ...(paid && { paid: this.paid }), money: true };
    });
  }
  private get schedule() {
    return { plan: this.loan.state.plan, parts: this.loan.state.schedule };
  }
  private get paid() {
    const { plan, schedule, payments } = this.loan.state;
    return {
      plan,
      parts: paidOf(
        schedule,
        payments.reduce((a, b) => a + b, 0),
      ),
      on: dayOf(NOW),
    };
  }
}

/** Until nobody has anything more to record: one who hears of money may free some for the next. */
async function allSettled(borrowers: readonly Borrower[]): Promise<void> {
  for (let seen = -1; ; ) {
    await Promise.all(borrowers.map(({ settled }) => settled));
    const revisions = borrowers.reduce((sum, { loan }) => sum + loan.state.revision, 0);
    if (revisions === seen) return;
    seen = revisions;
  }
}

const inDatabase = (borrower: Borrower) => db.loan.findUniqueOrThrow({ where: { id: borrower.id } });

describe('a fund', () => {
  test('for ten lends to ten when fifty are approved at once; the others wait in order, and what comes back goes on', async () => {
    const fundId = await newFund(10_000_000);
    const borrowers: Borrower[] = [];
    for (let i = 0; i < AT_ONCE; i++) borrowers.push(await Borrower.at(fundId));
    await Promise.all(borrowers.map((b) => b.decide(1_000_000)));
    await allSettled(borrowers);

    const rows = await db.loan.findMany({ where: { fundId }, orderBy: { place: 'asc' } });
    expect(rows.map(({ place }) => place)).toEqual(Array.from({ length: AT_ONCE }, (_, i) => i + 1));
    expect(rows.map(({ status }) => status)).toEqual([
      ...Array<string>(10).fill('approved'),
      ...Array<string>(AT_ONCE - 10).fill('waiting'),
    ]);
    expect(await moneyOfOne(db, fundId)).toMatchObject({ cash: 10_000_000, reserved: 10_000_000, free: 0 });

    const inOrder = rows.map(({ id }) => borrowers.find((b) => b.id === id) as Borrower);
    const lucky = inOrder.slice(0, 10);
    await Promise.all(lucky.map((b) => b.disburse()));
    await allSettled(borrowers);
    expect(await moneyOfOne(db, fundId)).toMatchObject({ cash: 0, lent: 10_000_000, reserved: 0 });

    // Three pay all back (with 15.000 of interest each): the next three have their money, by themselves.
    await Promise.all(lucky.slice(0, 3).map((b) => b.repay(1_015_000)));
    await allSettled(borrowers);
    expect(inOrder.slice(10, 14).map(({ loan }) => loan.state.status)).toEqual([
      'approved',
      'approved',
      'approved',
      'waiting',
    ]);
    expect((await inDatabase(inOrder[13] as Borrower)).reserved).toBe(0n);
  });

  test('a step recorded twice moves the money once', async () => {
    const fundId = await newFund(5);
    const b = await Borrower.at(fundId);
    await b.decide(5);
    await allSettled([b]);
    const first = await db.ledgerEntry.findFirstOrThrow({ where: { fundId } });
    const again = { submissionId: first.key.slice('booking/'.length), by: 'u', fundId, on: TODAY };
    expect(await bookActivities(deps()).bookFund({ ...again, kind: 'capital-in', amount: 5 })).toBeNull();
    expect((await moneyOfOne(db, fundId)).capital).toBe(5);
  });

  test('takes out no more than is free, and reverses an entry once', async () => {
    const fundId = await newFund(1_000_000);
    const b = await Borrower.at(fundId);
    await b.decide(600_000);
    await allSettled([b]);
    const book = bookActivities(deps());
    const about = () => ({ submissionId: `s${++made}`, by: 'u', fundId, on: TODAY });
    expect(await book.bookFund({ ...about(), kind: 'capital-out', amount: 400_001 })).toBe('no-money');
    expect(await book.bookFund({ ...about(), kind: 'capital-out', amount: 400_000 })).toBeNull();
    const [capital, out] = await db.ledgerEntry.findMany({ where: { fundId }, orderBy: { id: 'asc' } });
    const reverse = (id: bigint | undefined) =>
      book.bookFund({ ...about(), kind: 'reversal', reverses: String(id) });
    expect(await reverse(capital?.id)).toBe('no-money');
    expect(await reverse(out?.id)).toBeNull();
    expect(await reverse(out?.id)).toBe('already-done');
    expect(await moneyOfOne(db, fundId)).toMatchObject({ capital: 1_000_000, free: 400_000 });
  });

  test('keeps its equation and never pays what it has not, however decisions, repayments and write-offs interleave', async () => {
    const thing = fc.record({
      what: fc.constantFrom(
        ...([
          'decide',
          'disburse',
          'repay',
          'writeOff',
          'withdraw',
          'reschedule',
          'renew',
          'takeBack',
        ] as const),
      ),
      n: fc.integer({ min: 1, max: 60 }),
    });
    const life = fc.array(thing, { minLength: 1, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 3, maxLength: 4 }), async (lives) => {
        const fundId = await newFund(100);
        const borrowers = await Promise.all(lives.map(() => Borrower.at(fundId)));
        await Promise.all(
          borrowers.map(async (b, i) => {
            await b.decide(40);
            await b.disburse();
            for (const { what, n } of lives[i] ?? []) await b[what](n);
          }),
        );
        await allSettled(borrowers);
        const money = await moneyOfOne(db, fundId);
        expect(balances(money)).toBe(true);
        expect(money.free).toBeGreaterThanOrEqual(0);
        expect(money.lent).toBe(borrowers.reduce((sum, { loan }) => sum + loan.outstanding, 0));
        const rows = await Promise.all(borrowers.map(inDatabase));
        rows.forEach((row, i) => {
          const { state, outstanding } = (borrowers[i] as Borrower).loan;
          expect(row).toMatchObject({ status: state.status, outstanding: BigInt(outstanding) });
          expect(row.reserved > 0n).toBe(state.status === 'approved');
        });
        // Who waits waits because the first of them asks for more than there is.
        const [first] = rows
          .filter(({ status }) => status === 'waiting')
          .sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
        if (first) {
          const turn = await db.loanTurn.findUniqueOrThrow({
            where: { loanId_turn: { loanId: first.id, turn: first.turn } },
          });
          expect(Number(turn.principal)).toBeGreaterThan(money.free);
        }
      }),
      { numRuns: 12 },
    );
  });
});
