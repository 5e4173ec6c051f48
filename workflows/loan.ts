import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import type { EscalationActivities, LoanActivities, LoanStep } from '../activities/contract';
import { type Day, dayOf } from '../domain/calendar';
import { paidOf } from '../domain/instalments';
import { Loan, type LoanState, type Passed } from '../domain/loan';
import type { TimelineKind } from '../domain/wording/labels';
import { type LoanInput, REFUSED, type Signals } from './contract';
import { adopts, historyIsLong, InOrder, on, sleepUntil, stamp } from './process';

const { recordLoan, mayTakeBack } = proxyActivities<LoanActivities>({ startToCloseTimeout: '30 seconds' });
const { raiseEscalation, closeEscalationItems } = proxyActivities<EscalationActivities>({
  startToCloseTimeout: '30 seconds',
});

const PASSED: Record<Passed, TimelineKind> = {
  arrears: 'loan-late',
  stage: 'loan-stage',
  overdue: 'loan-overdue',
  'still-waiting': 'loan-still-waiting',
  ended: 'loan-ended',
};

/**
 * One loan: planned, vouched for, appraised, decided, paid out, paid back; then perhaps another turn. It may outlive the
 * follow-up of the person. The money is booked by the activity, under the lock of the fund, with the step that moves it.
 */
export async function loan(input: LoanInput, carried?: LoanState): Promise<void> {
  const l = carried ? new Loan(carried) : Loan.open(input.facts, input.terms, input.mentorId, Date.now());
  const { state } = l;
  const { loanId, caseId, fund } = input.facts;
  const records = new InOrder();

  const record = (what: TimelineKind, more: Partial<LoanStep> = {}): Promise<void> => {
    const step: LoanStep = {
      money: false,
      ...more,
      ...stamp(what, state.revision),
      caseId,
      provinceId: state.provinceId,
      communeId: state.communeId,
      fundId: fund.fundId,
      status: state.status,
      turn: state.turn,
      mentorId: state.mentorId,
      outstanding: l.outstanding,
      arrearsSince: l.arrearsSince,
      rescheduled: state.rescheduled,
      data: { status: state.status, ...more.data },
      next: l.next(),
      wanted: l.wanted(),
    };
    return records.run(() => recordLoan(step));
  };
  /** Does what was asked and records it; what had slipped is put to rest. */
  const act = async (
    what: TimelineKind,
    c: { by: string; submissionId: string },
    more: Partial<LoanStep>,
    wasOverdue: boolean,
  ) => {
    await record(what, { ...more, by: c.by, submissionId: c.submissionId });
    if (wasOverdue && !state.overdue) await records.run(() => closeEscalationItems([loanId]));
  };
  const schedule = () => ({ plan: state.plan, parts: state.schedule });
  const paid = (day: Day) => {
    const sum = state.payments.reduce((all, one) => all + one, 0);
    return { plan: state.plan, parts: paidOf(state.schedule, sum), on: day };
  };

  on('vouchLoan', l.checkVouch, async (c) => {
    const late = state.overdue;
    l.vouch(c.yes, Date.now());
    await act('loan-vouched', c, {}, late);
  });
  on(
    'voteOnLoan',
    (c) => l.checkVote(c),
    async (c) => {
      const late = state.overdue;
      const { voter, body, yes } = c;
      l.vote({ voter, body, yes }, Date.now());
      await act('loan-voted', c, { vote: { body, yes }, data: { body, yes: String(yes) } }, late);
    },
  );
  on(
    'decideLoan',
    (c) => l.checkDecide(c.terms),
    async (c) => {
      const late = state.overdue;
      l.decide(c.terms, Date.now());
      const decided = c.terms ? { decided: c.terms, money: true } : {};
      await act('loan-decided', c, decided, late);
    },
  );
  on(
    'disburseLoan',
    (c) => l.checkDisburse(c.on, Date.now()),
    async (c) => {
      const late = state.overdue;
      const book = { entries: l.disburse(c.on, Date.now()), on: c.on };
      await act('loan-disbursed', c, { book, disbursedOn: c.on, schedule: schedule(), money: true }, late);
    },
  );
  on(
    'repayLoan',
    (c) => l.checkRepay(c.amount, c.on, Date.now()),
    async (c) => {
      const late = state.overdue;
      const book = { entries: l.repay(c.amount, c.on, Date.now()), on: c.on };
      await act('loan-repaid', c, { book, paid: paid(c.on), money: true }, late);
    },
  );
  on(
    'takeBackRepayment',
    () => l.checkTakeBack(),
    async (c) => {
      // Asked before anything changes: what came back may be lent on by now.
      const seen = state.revision;
      const no = (await mayTakeBack(loanId)) ?? (state.revision === seen ? null : 'stale');
      if (no) throw ApplicationFailure.create({ type: REFUSED, message: no, nonRetryable: true });
      l.takeBack(Date.now());
      await act('loan-taken-back', c, { undo: true, paid: paid(dayOf(Date.now())), money: true }, false);
    },
  );
  on(
    'talkedAboutLoan',
    () => l.checkTalked(),
    async (c) => {
      const late = state.overdue;
      l.talked(Date.now());
      await act('loan-talked', c, {}, late);
    },
  );
  on(
    'rescheduleLoan',
    (c) => l.checkReschedule(c),
    async (c) => {
      const late = state.overdue;
      l.reschedule({ months: c.months, way: c.way }, Date.now());
      await act('loan-rescheduled', c, { schedule: schedule() }, late);
    },
  );
  on(
    'writeOffLoan',
    () => l.checkWriteOff(),
    async (c) => {
      const late = state.overdue;
      const book = { entries: l.writeOff(Date.now()), on: dayOf(Date.now()) };
      await act('loan-written-off', c, { book, money: true }, late);
    },
  );
  on(
    'renewLoan',
    (c) => l.checkRenew(c.terms),
    async (c) => {
      l.renew(c.terms, Date.now());
      await act('loan-renewed', c, { decided: c.terms, money: true }, false);
    },
  );
  on(
    'withdrawLoan',
    () => l.checkWithdraw(),
    async (c) => {
      const late = state.overdue;
      l.withdraw(Date.now());
      await act('loan-withdrawn', c, { money: true }, late);
    },
  );
  adopts(
    l,
    (copy) => new Loan(copy),
    () => l.closed,
    ({ by, submissionId, policy }) =>
      record('policy-adopted', { by, submissionId, data: { version: policy.version } }),
  );

  setHandler(defineSignal<[Signals['moneyCame']]>('moneyCame'), async ({ turn }) => {
    if (l.moneyCame(turn, Date.now())) await record('loan-funded');
  });
  setHandler(defineSignal<[Signals['accompanied']]>('accompanied'), async (to) => {
    if (l.closed) return;
    l.accompanied(to.mentorId, to.communeId, to.provinceId);
    await record('loan-accompanied');
  });
  setHandler(defineSignal<[Signals['loanCaseEnded']]>('loanCaseEnded'), async ({ reason, by }) => {
    if (l.caseEnds(reason)) await record('loan-lives-on', { by });
  });

  if (!carried) {
    const { policy, ...opened } = input.facts;
    await record('loan-opened', {
      by: opened.openedBy,
      submissionId: input.submissionId,
      opened: { ...opened, asked: input.terms },
    });
  }

  while (!l.closed) {
    const seen = state.revision;
    await sleepUntil(l.wakesAt(), () => state.revision !== seen);
    const passed = l.pass(Date.now());
    if (passed) {
      const dueAt = state.due as number;
      await record(PASSED[passed]);
      if (passed === 'overdue') await slipped(dueAt);
    }
    if (historyIsLong() && !l.closed) {
      await condition(allHandlersFinished);
      if (!l.closed) await continueAsNew<typeof loan>(input, state);
    }
  }
  await condition(allHandlersFinished);

  function slipped(dueAt: number): Promise<void> {
    const { provinceId, communeId } = state;
    return records.run(() =>
      raiseEscalation({
        kind: 'loan-silent',
        caseId,
        provinceId,
        communeId,
        responsible: l.owner,
        items: [{ id: loanId, what: 'loan', dueAt }],
      }),
    );
  }
}
