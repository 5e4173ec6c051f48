import { addDays, addMonths, at, type Day } from '../../domain/calendar';
import { type Making, ORGANISATIONS, type Returned } from './making';
import { date } from './rows';

const TRADES = ['sewing', 'construction', 'livestock', 'welding', 'other'] as const;
const SOURCES = ['bank', 'union', 'fund', 'charity'] as const;
const MILLION = 1_000_000;

/** Referrals and what became of them: training, jobs, loans, health; and the funds the loans are from. */
export function supportOf(make: Making, people: readonly Returned[]): void {
  const { rows, provinceId, scenario } = make;
  let entries = 0;
  const book = (entry: {
    fundId: string;
    kind: string;
    on: Day;
    amount: number;
    debit: string;
    credit: string;
    loanId?: string;
    reversesId?: number;
  }): number => {
    const { debit, credit, amount, on, fundId, kind, loanId, reversesId } = entry;
    entries += 1;
    rows.ledgerEntry.push({
      id: entries,
      key: `entry-${entries}`,
      ...{ fundId, kind, on: date(on), at: new Date(at(on, '15:00')), loanId, reversesId },
    });
    rows.posting.push(
      { entryId: entries, fundId, account: debit, amount },
      { entryId: entries, fundId, account: credit, amount: -amount },
    );
    return entries;
  };
  for (const organisationId of SOURCES) {
    const fundId = `fund-${organisationId}`;
    rows.fund.push({
      ...{ id: fundId, name: `Quỹ ${organisationId}`, source: ORGANISATIONS[organisationId] },
      ...{ organisationId, provinceId },
    });
    const capital = {
      fundId,
      kind: 'capital-in',
      on: addDays(scenario.from, -90),
      debit: 'cash',
      credit: 'capital',
    };
    book({ ...capital, amount: 40 * MILLION * scenario.people });
  }
  for (const one of people) {
    train(make, one);
    work(make, one);
    lend(make, one, book);
    heal(make, one);
  }
}

function refer(
  { rows, provinceId }: Making,
  { caseId, communeId, mentorId }: Returned,
  kind: string,
  on: Day,
  about: { organisationId: string; status: string },
): string {
  const id = `${caseId}/${kind}`;
  rows.referral.push({
    ...{ id, followUpId: caseId, kind, provinceId, communeId, requesterId: mentorId, ...about },
    requestedAt: new Date(at(on, '00:30')),
  });
  return id;
}

function train(make: Making, one: Returned): void {
  const { chance, scenario, rows, provinceId, last } = make;
  const { n, caseId, communeId, endOn } = one;
  if (!chance.happens(scenario.shares.training, n, 'training')) return;
  const inCentre = chance.happens(0.4, n, 'in the centre');
  const startsOn = inCentre ? addDays(endOn, -60) : make.day(addDays(endOn, 20), 60, n, 'training');
  const endsOn = addDays(startsOn, 90);
  const certified = endsOn <= last && chance.happens(0.75, n, 'certified');
  const organisationId = 'school';
  const referralId = inCentre
    ? null
    : refer(make, one, 'training', make.day(endOn, 15, n, 'asks training'), {
        organisationId,
        status: certified ? 'completed' : 'in-progress',
      });
  rows.training.push({
    ...{ id: referralId ?? `${caseId}/t1`, caseId, referralId, provinceId, communeId },
    ...{ place: inCentre ? 'centre' : 'community', centreId: inCentre ? `centre${1 + (n % 2)}` : null },
    ...{ providerId: inCentre ? null : organisationId, trade: TRADES[n % TRADES.length] as string },
    costSupport: (1 + (n % 4)) * MILLION,
    ...{ startsOn: date(startsOn), endsOn: date(endsOn) },
    status: certified ? 'certified' : 'attending',
    ...{ certificate: certified ? 'elementary' : null, certifiedOn: certified ? date(endsOn) : null },
  });
}

function work(make: Making, one: Returned): void {
  const { chance, scenario, rows, provinceId, last } = make;
  const { n, caseId, communeId, endOn } = one;
  if (!chance.happens(scenario.shares.job, n, 'job')) return;
  const askedOn = make.day(addDays(endOn, 10), 90, n, 'asks job');
  const startedOn = addDays(askedOn, 20);
  const started = startedOn <= last && chance.happens(0.85, n, 'started');
  const stableOn = addMonths(startedOn, 6);
  const holds = chance.happens(scenario.shares.stable, n, 'stable');
  const stable = started && holds && stableOn <= last;
  const lostOn = addDays(startedOn, 70);
  const lost = started && !holds && lostOn <= last;
  const id = refer(make, one, 'job', askedOn, {
    organisationId: 'employment',
    status: stable ? 'completed' : lost ? 'failed' : 'in-progress',
  });
  rows.placement.push({
    ...{
      id,
      caseId,
      provinceId,
      communeId,
      stage: stable ? 'stable' : lost ? 'lost' : started ? 'started' : 'advised',
    },
    ...{ trade: TRADES[(n + 2) % TRADES.length] as string, employerId: n % 2 ? 'employer' : null },
    ...{ advisedOn: date(askedOn), startedOn: started ? date(startedOn) : null },
    ...{ stableOn: stable ? date(stableOn) : null, lostOn: lost ? date(lostOn) : null },
  });
}

type Book = (entry: {
  fundId: string;
  kind: string;
  on: Day;
  amount: number;
  debit: string;
  credit: string;
  loanId?: string;
  reversesId?: number;
}) => number;

/** A loan in two instalments, some renewed once, some paid late or not at all. */
function lend(make: Making, one: Returned, book: Book): void {
  const { chance, scenario, rows, provinceId, last } = make;
  const { n, caseId, personId, communeId, mentorId, endOn } = one;
  if (!chance.happens(scenario.shares.loan, n, 'loan')) return;
  const organisationId = SOURCES[n % SOURCES.length] as string;
  const askedOn = make.day(addDays(endOn, 15), 60, n, 'asks loan');
  const referralId = refer(make, one, 'loan', askedOn, { organisationId, status: 'in-progress' });
  const loanId = `loan-${n}`;
  const fundId = `fund-${organisationId}`;
  const principal = (5 + (n % 10)) * 2 * MILLION;
  const paysNot = chance.happens(0.35, n, 'pays not');
  rows.loan.push({
    ...{
      id: loanId,
      caseId,
      personId,
      referralId,
      fundId,
      provinceId,
      communeId,
      mentorId,
      borrower: 'household',
    },
    ...{ asked: principal, askedMonths: 4, status: 'running', openedAt: new Date(at(askedOn, '09:00')) },
  });
  let from = addDays(askedOn, 25);
  for (let turn = 1; turn <= 2 && from <= last; turn++) {
    const due = [addMonths(from, 2), addMonths(from, 4)] as const;
    book({ fundId, kind: 'disburse', on: from, amount: principal, debit: 'lent', credit: 'cash', loanId });
    const paid = due.map((day, i) => {
      const on = addDays(day, chance.happens(0.3, n, turn, i, 'late') ? 12 : 0);
      const pays = on <= last && !(paysNot && i === 1);
      const half = { fundId, loanId, amount: principal / 2 };
      if (pays) {
        const id = book({ ...half, kind: 'repay-principal', on, debit: 'cash', credit: 'lent' });
        if (n % 11 === 0 && i === 0) {
          // Written down twice by mistake, and put right.
          book({ ...half, kind: 'reversal', on, debit: 'lent', credit: 'cash', reversesId: id });
          book({ ...half, kind: 'repay-principal', on, debit: 'cash', credit: 'lent' });
        }
      }
      rows.instalment.push({
        ...{ id: `${loanId}/p${turn}/${i + 1}`, loanId, turn, plan: turn, seq: i + 1, dueOn: date(day) },
        ...{ principal: principal / 2, interest: 0, paidPrincipal: pays ? principal / 2 : 0 },
        paidOn: pays ? date(on) : null,
      });
      return pays ? on : null;
    });
    const lostOn = addDays(due[1], 40);
    // Every second one that could be: a small province has both.
    const open = rows.loanTurn.filter((t) => !t.maturedOn && (t.endsOn as Date) <= date(addDays(last, -40)));
    const lost = paysNot && lostOn <= last && open.length % 2 === 0;
    const rest = (principal * paid.filter((on) => on === null).length) / 2;
    if (lost)
      book({
        fundId,
        loanId,
        kind: 'write-off',
        on: lostOn,
        amount: rest,
        debit: 'written-off',
        credit: 'lent',
      });
    const matured = paid.every(Boolean) ? (paid[1] as Day) : null;
    rows.loanTurn.push({
      ...{
        id: `${loanId}/t${turn}`,
        loanId,
        turn,
        principal,
        months: 4,
        repayment: 'equal',
        decidedOn: date(from),
      },
      ...{ disbursedOn: date(from), endsOn: date(due[1]), maturedOn: matured ? date(matured) : null },
      writtenOffOn: lost ? date(lostOn) : null,
    });
    if (!matured || !chance.happens(0.5, n, 'renews')) break;
    from = addDays(matured, 5);
  }
}

function heal(make: Making, one: Returned): void {
  const { chance, scenario, rows } = make;
  if (!chance.happens(scenario.shares.health, one.n, 'health')) return;
  const on = make.day(addDays(one.endOn, 5), 120, one.n, 'asks health');
  const referralId = refer(make, one, 'other', on, { organisationId: 'clinic', status: 'requested' });
  rows.healthReferral.push({ referralId, kind: 'arv', recordedById: one.mentorId });
}
