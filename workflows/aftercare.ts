import { allHandlersFinished, condition, proxyActivities } from '@temporalio/workflow';
import type { AftercareActivities, AftercareStep, EscalationActivities } from '../activities/contract';
import { Aftercare, checkId } from '../domain/aftercare';
import type { TimelineKind } from '../domain/wording/labels';
import type { Updates } from './contract';
import { InOrder, on, sleepUntil, stamp } from './process';

const { recordAftercare } = proxyActivities<AftercareActivities>({ startToCloseTimeout: '30 seconds' });
const { raiseEscalation, closeEscalationItems } = proxyActivities<EscalationActivities>({
  startToCloseTimeout: '30 seconds',
});

/** Asked after once a year, three times, while the person agrees; silence of the office reaches a human. */
export async function aftercare({ facts, by, submissionId }: Updates['beginAftercare']): Promise<void> {
  const { caseId, provinceId, communeId } = facts;
  const a = Aftercare.begin(facts, Date.now());
  const { state } = a;
  const records = new InOrder();

  const record = (what: TimelineKind, more: Partial<AftercareStep> = {}) => {
    const step: AftercareStep = {
      ...more,
      ...stamp(what, state.revision),
      ...{ caseId, provinceId, communeId },
      closed: state.closed,
      check: state.check && { year: state.check.year, on: state.check.on },
      next: a.next(),
      wanted: a.wanted(),
    };
    return records.run(() => recordAftercare(step));
  };

  on(
    'reportCheck',
    (c) => a.checkReport(c, Date.now()),
    async ({ by, submissionId, year, outcome, heldOn }) => {
      const late = a.report({ year, outcome, heldOn }, Date.now());
      await record('aftercare-checked', { by, submissionId, reported: { year, outcome, heldOn } });
      if (late) await records.run(() => closeEscalationItems([checkId(caseId, year)]));
    },
  );
  on(
    'withdrawAftercare',
    () => a.checkOpen(),
    async ({ by }) => {
      const asked = state.check?.overdue ? [checkId(caseId, state.check.year)] : [];
      a.withdraw();
      await record('aftercare-withdrawn', { by });
      if (asked.length) await records.run(() => closeEscalationItems(asked, 'not-needed'));
    },
  );

  const { endedOn, consentOn } = facts;
  await record('aftercare-begun', { by, submissionId, opened: { endedOn, consentOn } });

  while (!state.closed) {
    const seen = state.revision;
    await sleepUntil(a.wakesAt(), () => state.revision !== seen);
    const was = state.check;
    const passed = a.pass(Date.now());
    if (!was || !passed) continue;
    const { year, due } = was;
    if (passed === 'missed') {
      await record('aftercare-missed', { missed: year });
      await records.run(() => closeEscalationItems([checkId(caseId, year)], 'not-needed'));
    } else {
      await record('aftercare-overdue');
      await records.run(() =>
        raiseEscalation({
          ...{ kind: 'later-check-silent', caseId, provinceId, communeId, responsible: a.owner },
          items: [{ id: checkId(caseId, year), what: 'check', dueAt: due }],
        }),
      );
    }
  }
  await condition(allHandlersFinished);
}
