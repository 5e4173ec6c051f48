import { addDays, at, dayOf, type Instant } from '../calendar';
import type { Instalment } from '../instalments';
import type { Wanted } from '../notice';
import { officeReminder, paramsOf } from '../policy';
import type { Party } from '../roles';
import type { LoanState } from './state';

/**
 * The notices a loan calls for. None says what it is about, how much, or that something was missed: whoever reads the
 * phone learns that something was agreed for a day, no more.
 */
export function loanWanted(
  state: LoanState,
  next: { owner: Party; due: Instant } | null,
  instalment: Instalment | null,
): Wanted[] {
  const { facts, status, caseEnded } = state;
  const lender: Party = { role: 'partner', organisationId: facts.fund.organisationId };
  const news = (what: string, to: Party = { role: 'commune' }): Wanted => ({
    key: `${facts.loanId}/t${state.turn}/${what}`,
    kind: 'loan-news',
    to,
    subjectId: facts.loanId,
    data: { status },
    notBefore: 0,
  });
  if (!next) return status === 'refused' ? [news('refused')] : [];
  return [
    ...(status === 'running' && instalment ? reminders(state, instalment, lender) : []),
    ...(status === 'running' || status === 'waiting' ? [] : turn(state, next)),
    ...(status === 'approved' || status === 'matured' ? [news(status)] : []),
    ...(caseEnded ? [news('lives-on'), news('lives-on/lender', lender)] : []),
  ];
}

/** The day before, so that it can be brought: whoever sees the person reminds them, and the lender knows who will come. */
function reminders(
  { facts, status, plan, mentorId, due }: LoanState,
  { seq, on }: Instalment,
  lender: Party,
) {
  const { reminderBeforeVisit, reminderTime } = paramsOf(facts.policy);
  const talker: Party = mentorId ? { role: 'mentor', userId: mentorId } : { role: 'commune' };
  return [talker, lender].map(
    (to): Wanted => ({
      key: `${facts.loanId}/p${plan}/${seq}/${to === lender ? 'lender' : (mentorId ?? 'commune')}`,
      kind: 'loan-reminder',
      to,
      subjectId: facts.loanId,
      data: { status, on },
      notBefore: at(addDays(on, -reminderBeforeVisit), reminderTime),
      expiresAt: due as Instant,
    }),
  );
}

/** It is somebody's turn: said at once, and once more in good time. */
function turn({ facts, status, stage, entered }: LoanState, { owner, due }: { owner: Party; due: Instant }) {
  const whose = 'userId' in owner ? owner.userId : owner.role;
  const asked: Omit<Wanted, 'key' | 'notBefore'> = {
    kind: stage === 'talk' ? 'loan-talk' : 'loan-request',
    to: owner,
    subjectId: facts.loanId,
    data: { status, due: dayOf(due - 1) },
    expiresAt: due,
  };
  const key = `${facts.loanId}/${entered}/${whose}`;
  const again = officeReminder(dayOf(due - 1), facts.policy);
  return [
    { ...asked, key: `${key}/request`, notBefore: 0 },
    { ...asked, key: `${key}/reminder`, notBefore: again, priority: 'routine' as const },
  ];
}
