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
import { type Command, type LoanInput, REFUSED, type Signals } from './contract';
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
  /** Does what was asked and records it with what the change says; what had slipped is put to rest. */
  const act = async (what: TimelineKind, c: Command, change: () => Partial<LoanStep>) => {
    const late = state.overdue;
    const more = change();
    await record(what, { ...more, ...by(c) });
    if (late && !state.overdue) await records.run(() => closeEscalationItems([loanId]));
  };
  const schedule = () => ({ plan: state.plan, parts: state.schedule });
  const paid = (day: Day) => {
    const sum = state.payments.reduce((all, one) => all + one, 0);
    return { plan: state.plan, parts: paidOf(state.schedule, sum), on: day };
  };

  on('vouchLoan', l.checkVouch, (c) =>
    act('loan-vouched', c, () => {
      l.vouch(c.yes, Date.now());
      return {};
    }),
  );
  on(
    'voteOnLoan',
    (c) => l.checkVote(c),
    (c) =>
      act('loan-voted', c, () => {
        const { voter, body, yes } = c;
        l.vote({ voter, body, yes }, Date.now());
        return { vote: { body, yes }, data: { body, yes: String(yes) } };
      }),
  );
  on(
    'decideLoan',
    (c) => l.checkDecide(c.terms),
    (c) =>
      act('loan-decided', c, () => {
        l.decide(c.terms, Date.now());
        return c.terms ? { decided: c.terms, money: true } : {};
      }),
  );
  on(
    'disburseLoan',
    (c) => l.checkDisburse(c.on, Date.now()),
    (c) =>
      act('loan-disbursed', c, () => {
        const book = { entries: l.disburse(c.on, Date.now()), on: c.on };
        return { book, disbursedOn: c.on, schedule: schedule(), money: true };
      }),
  );
  on(
    'repayLoan',
    (c) => l.checkRepay(c.amount, c.on, Date.now()),
    (c) =>
      act('loan-repaid', c, () => {
        const book = { entries: l.repay(c.amount, c.on, Date.now()), on: c.on };
        return { book, paid: paid(c.on), money: true };
      }),
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
      // Nothing is told too late here that would be put to rest; nor with another turn.
      await record('loan-taken-back', { undo: true, paid: paid(dayOf(Date.now())), money: true, ...by(c) });
    },
  );
  on(
    'talkedAboutLoan',
    () => l.checkTalked(),
    (c) =>
      act('loan-talked', c, () => {
        l.talked(Date.now());
        return {};
      }),
  );
  on(
    'rescheduleLoan',
    (c) => l.checkReschedule(c),
    (c) =>
      act('loan-rescheduled', c, () => {
        l.reschedule({ months: c.months, way: c.way }, Date.now());
        return { schedule: schedule() };
      }),
  );
  on(
    'writeOffLoan',
    () => l.checkWriteOff(),
    (c) =>
      act('loan-written-off', c, () => {
        const book = { entries: l.writeOff(Date.now()), on: dayOf(Date.now()) };
        return { book, money: true };
      }),
  );
  on(
    'renewLoan',
    (c) => l.checkRenew(c.terms),
    async (c) => {
      l.renew(c.terms, Date.now());
      await record('loan-renewed', { decided: c.terms, money: true, ...by(c) });
    },
  );
  on(
    'withdrawLoan',
    () => l.checkWithdraw(),
    (c) =>
      act('loan-withdrawn', c, () => {
        l.withdraw(Date.now());
        return { money: true };
      }),
  );
  adopts(
    l,
    (copy) => new Loan(copy),
    () => l.closed,
    (c) => record('policy-adopted', { ...by(c), data: { version: c.policy.version } }),
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

const by = ({ by, submissionId }: Command) => ({ by, submissionId });
