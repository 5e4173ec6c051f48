import { addDays, addWorkingDays, dayOf, endOfDay, HOUR, type Instant } from '../calendar';
import type { Wanted } from '../notice';
import { officeReminder, type Policy, paramsOf } from '../policy';
import { Refusal } from '../refusal';

/** What is done, in this order, for a person who did not come; the last is repeated until something is known. */
export const NO_SHOW_STEPS = ['call-family', 'look-at-home', 'ask-centre', 'report', 'check'] as const;
export type NoShowStep = (typeof NO_SHOW_STEPS)[number];
export type NoShowAction = `no-show-${NoShowStep}`;

/** A person who did not come by the date of arrival. */
export interface NoShow {
  /** When the date passed; tells one absence from another of the same case. */
  since: Instant;
  step: NoShowStep;
  due: Instant;
  /** The date passed and a human was told. */
  overdue: boolean;
  /** Steps recorded in this absence: makes each step's notices new ones. */
  recorded: number;
}

/** The days of the first alerts come first: the ladder's own first date lies behind them. */
export function beginNoShow(since: Instant, now: Instant, policy: Policy): NoShow {
  const alerted = Math.max(now, since + paramsOf(policy).noShowThirdAlert * HOUR);
  return { since, step: 'call-family', due: stepDue(alerted, policy), overdue: false, recorded: 0 };
}

export function checkNoShowStep(noShow: NoShow | null | undefined, step: NoShowStep): void {
  if (!noShow) throw new Refusal('not-yet');
  const [asked, present] = [NO_SHOW_STEPS.indexOf(step), NO_SHOW_STEPS.indexOf(noShow.step)];
  if (asked !== present) throw new Refusal(asked < present ? 'already-done' : 'not-yet');
}

/** After a step that did not find the person: the next one; once reported, a look again and again. Nobody is forgotten. */
export function climb(noShow: NoShow, now: Instant, policy: Policy): NoShow {
  const step = NO_SHOW_STEPS[NO_SHOW_STEPS.indexOf(noShow.step) + 1] ?? 'check';
  const due =
    step === 'check' ? endOfDay(addDays(dayOf(now), paramsOf(policy).absentCheck)) : stepDue(now, policy);
  return { ...noShow, step, due, overdue: false, recorded: noShow.recorded + 1 };
}

/** Reported and still not seen. */
export const isAbsent = (noShow: NoShow | null | undefined) => noShow?.step === 'check';

/** Also the days a person who was found has to come. */
export const stepDue = (from: Instant, policy: Policy): Instant =>
  endOfDay(addWorkingDays(dayOf(from), paramsOf(policy).noShowStep, policy.calendar));

export const noShowId = (caseId: string, { since, recorded }: NoShow) =>
  `${caseId}/no-show/${since}/${recorded}`;

/** The commune hears of it at once and twice more, then before the date of each step. */
export function noShowNotices(noShow: NoShow, caseId: string, policy: Policy): Wanted[] {
  const { since, step, due, overdue } = noShow;
  const base = { to: { role: 'commune' as const }, subjectId: noShowId(caseId, noShow) };
  const hours = [0, paramsOf(policy).noShowSecondAlert, paramsOf(policy).noShowThirdAlert];
  const alerts = hours.map((after): Wanted => {
    const notBefore = since + after * HOUR;
    return {
      ...base,
      subjectId: `${caseId}/no-show/${since}`,
      key: `${caseId}/no-show/${since}/alert${after}`,
      kind: 'not-arrived',
      notBefore,
      data: {},
    };
  });
  const dueDay = dayOf(due - 1);
  const reminder: Wanted = {
    ...base,
    key: `${base.subjectId}/reminder`,
    kind: 'milestone-reminder',
    notBefore: officeReminder(dueDay, policy),
    expiresAt: due,
    data: { milestone: `no-show-${step}` satisfies NoShowAction, due: dueDay },
  };
  return overdue ? alerts : [...alerts, reminder];
}
