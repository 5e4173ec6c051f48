import { allHandlersFinished, condition, continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { ClubActivities, ClubStep, EscalationActivities } from '../activities/contract';
import { Club, type ClubState, meetingId } from '../domain/club';
import type { TimelineKind } from '../domain/wording/labels';
import type { Updates } from './contract';
import { historyIsLong, InOrder, on, sleepUntil, stamp } from './process';

const { recordClub } = proxyActivities<ClubActivities>({ startToCloseTimeout: '30 seconds' });
const { raiseEscalation, closeEscalationItems } = proxyActivities<EscalationActivities>({
  startToCloseTimeout: '30 seconds',
});

/** A club: one meeting planned after the other; one that nobody tells of reaches a human, and may still be told of. */
export async function club(opened: Updates['openClub'], carried?: ClubState): Promise<void> {
  const { facts } = opened;
  const { clubId, provinceId, communeId } = facts;
  const c = carried ? new Club(carried) : Club.open(facts, opened, Date.now());
  const { state } = c;
  const records = new InOrder();

  const record = (what: TimelineKind, more: Partial<ClubStep> = {}) => {
    const { leaderId, rhythm, closed, meeting } = state;
    const step: ClubStep = {
      ...more,
      ...stamp(what, state.revision),
      ...{ caseId: clubId, provinceId, communeId, leaderId, rhythm, closed },
      planned: meeting?.on ?? null,
      next: c.next(),
      wanted: c.wanted(),
    };
    return records.run(() => recordClub(step));
  };

  on(
    'reportMeeting',
    (r) => c.checkReport(r, Date.now()),
    async ({ by, submissionId, on, held, heldOn, present, guests }) => {
      const late = c.report({ on, held, heldOn }, Date.now());
      await record('club-met', { by, submissionId, meeting: { on, held, heldOn, present, guests, late } });
      if (late) await records.run(() => closeEscalationItems([meetingId(clubId, on)]));
    },
  );
  on(
    'changeClub',
    () => c.checkOpen(),
    async ({ by, leaderId, rhythm, policy }) => {
      c.change({ leaderId, rhythm }, policy, Date.now());
      await record('club-changed', { by });
    },
  );
  on(
    'closeClub',
    () => c.checkOpen(),
    async ({ by }) => {
      const silent = state.untold.map((day) => meetingId(clubId, day));
      c.close();
      await record('club-closed', { by });
      if (silent.length) await records.run(() => closeEscalationItems(silent, 'not-needed'));
    },
  );

  if (!carried) await record('club-opened', { by: opened.by, opened: true });

  while (!state.closed) {
    const seen = state.revision;
    await sleepUntil(c.wakesAt(), () => state.revision !== seen);
    const leader = c.leader;
    const silent = c.fallSilent(Date.now());
    if (silent) {
      await record('club-silent', { silent: silent.on });
      await records.run(() =>
        raiseEscalation({
          ...{ kind: 'club-silent', caseId: clubId, provinceId, communeId, responsible: leader },
          items: [{ id: meetingId(clubId, silent.on), what: 'meeting', dueAt: silent.due }],
        }),
      );
    }
    if (historyIsLong() && !state.closed) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof club>(opened, state);
    }
  }
  await condition(allHandlersFinished);
}
