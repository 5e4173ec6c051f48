import { randomUUID } from 'node:crypto';
import { addDays } from '../../domain/calendar';
import { QUEUES, workflowId } from '../../workflows/contract';
import { World } from '../support/world';
import { type History, type Recorded, read, write } from './histories';
import { askThroughAll, meetThroughAll } from './record-community';
import { lendThroughAll } from './record-loan';
import { learnInside, learnThenWork } from './record-paths';

/** The first four were recorded under the first version: they stand for the cases begun under it. */
const GROUPS = {
  handovers,
  followUps,
  escalations,
  referrals,
  loans,
  community,
  doctor,
  interrupted,
  returns,
  ended,
  paths,
} as const;
export type Group = keyof typeof GROUPS;
export const isGroup = (name: string | undefined): name is Group =>
  name !== undefined && Object.hasOwn(GROUPS, name);

/**
 * Records one group of histories from real runs: a new one for a new kind of run. One that is committed is recorded anew
 * only when a process is meant to change for the running cases too.
 */
export async function record(group: Group): Promise<void> {
  const world = await World.start();
  try {
    await GROUPS[group](world);
  } finally {
    await world.stop();
  }
}

const historyOf = (world: World, id: string) => world.engine.client.workflow.getHandle(id).fetchHistory();
const keep = async (world: World, name: Recorded, id: string) => write(name, await historyOf(world, id));

async function handovers(world: World): Promise<void> {
  const complete = await world.followUp({ endIn: 40 });
  await keep(world, 'handover-complete', workflowId.handover(complete));
  await keep(world, 'courier', workflowId.courier('14'));

  const id = workflowId.handover(await world.handOver({ communeId: null }));
  await world.say(id, 'giveResidence', 'centre', { communeId: '14-mai-son', provinceId: '14' });
  await world.say(id, 'recordMilestone', 'officer', { milestone: 'proposal' });
  await world.say(id, 'recordMilestone', 'officer', { milestone: 'decision', mentorId: world.people.mentor });
  await world.say(id, 'answerMentorRequest', 'mentor', { accepts: false });
  await world.engine.skip('4 days', '1 day');
  await world.say(id, 'nameMentor', 'officer', { mentorId: world.people.otherMentor });
  await world.say(id, 'answerMentorRequest', 'otherMentor', { accepts: true });
  await world.engine.settle();
  await keep(world, 'handover-declined-overdue', id);

  const reconcile = { workflowId: 'reconcile', taskQueue: QUEUES.reconcile };
  await world.engine.client.workflow.execute('reconcile', reconcile);
  await keep(world, 'reconcile', 'reconcile');
}

/** Handovers with the thirteen steps; those above and from before have eight. */
async function returns(world: World): Promise<void> {
  const back = workflowId.handover(await world.handOver());
  await world.say(back, 'returnCase', 'officer', { reason: 'not-resident' });
  await world.engine.skip('5 days', '1 day');
  await world.say(back, 'giveResidence', 'centre', { communeId: '14-mai-son', provinceId: '14' });
  await world.say(back, 'moveEnd', 'centre', { endDay: addDays(await world.today(), 60) });
  await world.say(back, 'cancelHandover', 'centre', { reason: 'imprisoned' });
  await world.engine.settle();
  await keep(world, 'handover-returned-cancelled', back);

  const caseId = await world.handOver({ endIn: 0, centreKind: 'private' });
  const away = workflowId.handover(caseId);
  await world.say(away, 'recordMilestone', 'officer', { milestone: 'proposal' });
  await world.say(away, 'recordMilestone', 'officer', {
    milestone: 'decision',
    mentorId: world.people.mentor,
  });
  await world.say(away, 'answerMentorRequest', 'mentor', { accepts: true });
  await world.engine.skip('9 days', '1 day');
  await world.say(away, 'recordNoShowStep', 'officer', { step: 'call-family', found: false });
  await world.say(away, 'recordNoShowStep', 'officer', { step: 'look-at-home', found: true });
  await world.say(away, 'recordMilestone', 'officer', { milestone: 'arrival' });
  for (const milestone of ['plan', 'certificate', 'handout', 'team', 'monitoring'] as const)
    await world.say(away, 'recordMilestone', 'officer', { milestone });
  await world.engine.settle();
  const seen = { seq: 1, outcome: 'met' as const, heldOn: await world.today(), needs: [], topics: [] };
  await world.say(workflowId.followUp(caseId), 'reportVisit', 'mentor', seen);
  await world.engine.settle();
  await keep(world, 'handover-away-contacted', away);
}

async function followUps(world: World): Promise<void> {
  const id = workflowId.followUp(await world.followUp());
  const report = async (seq: number) =>
    world.say(id, 'reportVisit', 'mentor', { seq, outcome: 'met', heldOn: await world.today(), needs: [] });
  const reschedule = async (seq: number, days: number) =>
    world.say(id, 'rescheduleVisit', 'officer', { seq, on: addDays(await world.today(), days) });
  await world.engine.skip('15 days', '1 day');
  await report(1); // late
  await reschedule(2, 3);
  await report(2);
  await world.say(id, 'reassignMentor', 'officer', { mentorId: world.people.otherMentor });
  await world.engine.settle();
  await keep(world, 'follow-up-missed-late-moved', id);

  const before = (await historyOf(world, id)).events?.[0]?.workflowExecutionStartedEventAttributes;
  for (let moves = 0; ; moves++) {
    if (moves > 300) throw new Error('it never continued as new');
    await reschedule(3, 10 + (moves % 2));
    const now = (await historyOf(world, id)).events?.[0]?.workflowExecutionStartedEventAttributes;
    if (now?.originalExecutionRunId !== before?.originalExecutionRunId) break;
  }
  await report(3);
  await world.engine.settle();
  await keep(world, 'follow-up-continued', id);
}

/** Everything that can come between visits, and an end before the term with a report that comes after it. */
async function interrupted(world: World): Promise<void> {
  const caseId = await world.followUp();
  const id = workflowId.followUp(caseId);
  const there = { communeId: '14-yen-chau', provinceId: '14' };
  await world.db.commune.create({
    data: { id: there.communeId, name: 'Yên Châu', kind: 'xã', provinceId: there.provinceId },
  });
  const today = () => world.today();
  const { otherMentor, mentor } = world.people;
  await world.say(id, 'pauseFollowUp', 'officer', { reason: 'hospital', from: await today() });
  await world.engine.skip('32 days', '2 days'); // nobody looked
  await world.say(id, 'resumeFollowUp', 'officer', { on: await today() });
  const cover = { mentorId: otherMentor, from: await today(), until: addDays(await today(), 3) };
  await world.say(id, 'coverMentor', 'officer', cover);
  const promise = { outcome: 'promised' as const, needs: [], promisedOn: addDays(await today(), 5) };
  await world.say(id, 'reportVisit', 'otherMentor', { ...promise, seq: 2, heldOn: await today() });
  await world.say(id, 'reportVisit', 'otherMentor', { ...promise, seq: 3, heldOn: await today() });
  await world.engine.skip('13 days', '1 day'); // the cover ends, the promised visit is missed
  await world.say(id, 'recordAbsence', 'mentor', {
    from: await today(),
    until: addDays(await today(), 20),
    reported: true,
  });
  await world.say(id, 'moveAway', 'officer', { ...there, movedOn: await today() });
  await world.say(id, 'acceptMove', 'officer', { mentorId: otherMentor });
  await world.say(id, 'mentorGone', 'officer', { mentorId: otherMentor });
  await world.engine.skip('4 days', '1 day'); // nobody is named
  await world.say(id, 'reassignMentor', 'officer', { mentorId: mentor });
  const need = { kind: 'assessment' as const, organisationId: null };
  await world.say(id, 'reportContact', 'mentor', {
    outcome: 'worry',
    on: await today(),
    needs: [need],
    topics: ['health'],
  });
  await world.engine.settle();
  await world.say(id, 'endFollowUp', 'officer', { reason: 'relapse' });
  await world.say(id, 'reportVisit', 'mentor', { seq: 3, outcome: 'met', heldOn: await today(), needs: [] });
  await world.engine.settle();
  await keep(world, 'follow-up-interrupted-ended', id);
  const referral = await world.db.referral.findFirstOrThrow({ where: { followUpId: caseId } });
  await keep(world, 'referral-ended-with-case', workflowId.referral(referral.id));
}

/** What is told when all is over: a paper of the return, and a need with a late report. */
async function ended(world: World): Promise<void> {
  const caseId = await world.followUp();
  const submissionId = randomUUID();
  const paper = { form: '50' as const, signedOn: await world.today() };
  await world.say(workflowId.handover(caseId), 'recordDocument', 'centre', paper, submissionId);
  await keep(world, 'afterwards-paper', workflowId.afterwards(submissionId));

  const id = workflowId.followUp(caseId);
  await world.say(id, 'endFollowUp', 'officer', { reason: 'missing' });
  const needs = [{ kind: 'training' as const, organisationId: null }];
  const heldOn = await world.today();
  await world.say(id, 'reportVisit', 'mentor', { seq: 1, outcome: 'met', heldOn, needs });
  await world.engine.settle();
  await keep(world, 'follow-up-ended-need', id);
}

async function escalations(world: World): Promise<void> {
  const escalationOf = async (caseId: string) =>
    world.db.escalation.findFirstOrThrow({
      where: { items: { some: { caseId } } },
      include: { items: true },
    });
  const climbed = await world.followUp({ mentor: 'otherMentor' });
  await world.engine.skip('16 days', '1 day');
  const { id, items } = await escalationOf(climbed);
  await world.say(workflowId.escalation(id), 'acknowledge', 'provinceSupervisor', {});
  const seen = items.map((item) => item.id);
  await world.say(workflowId.escalation(id), 'resolve', 'provinceSupervisor', {
    how: 'mentor-reminded',
    seen,
  });
  await keep(world, 'escalation-climbed-resolved', workflowId.escalation(id));

  const late = await world.followUp({ mentor: 'otherMentor' });
  await world.engine.skip('13 days', '1 day');
  const opened = await escalationOf(late);
  for (const item of opened.items.filter((i) => !i.closedAt)) {
    const [caseId = '', seq = ''] = item.id.split('/v');
    await world.say(workflowId.followUp(caseId), 'reportVisit', 'otherMentor', {
      seq: Number(seq),
      outcome: 'phone',
      heldOn: await world.today(),
      needs: [],
    });
  }
  await world.engine.settle();
  await keep(world, 'escalation-done-late', workflowId.escalation(opened.id));
}

async function referrals(world: World): Promise<void> {
  const ask = async () => {
    const caseId = await world.followUp();
    const { id: organisationId } = await world.db.organisation.findFirstOrThrow();
    const needs = [{ kind: 'training' as const, organisationId }];
    const heldOn = await world.today();
    await world.say(workflowId.followUp(caseId), 'reportVisit', 'mentor', {
      seq: 1,
      outcome: 'met',
      heldOn,
      needs,
    });
    await world.engine.settle();
    return workflowId.referral(
      (await world.db.referral.findFirstOrThrow({ where: { followUpId: caseId } })).id,
    );
  };
  const completed = await ask();
  for (const to of ['accepted', 'in-progress', 'on-hold', 'in-progress', 'completed'] as const)
    await world.say(completed, 'moveReferral', 'partner', { to });
  await keep(world, 'referral-completed', completed);

  const silent = await ask();
  await world.engine.skip('9 days', '1 day');
  await world.say(silent, 'moveReferral', 'partner', { to: 'rejected' });
  await world.engine.settle();
  await keep(world, 'referral-silent-rejected', silent);
}

async function loans(world: World): Promise<void> {
  const { loan, booking } = await lendThroughAll(world);
  await keep(world, 'loan-renewed-written-off', loan);
  await keep(world, 'booking', booking);
}

async function community(world: World): Promise<void> {
  await keep(world, 'club-silent-changed-closed', await meetThroughAll(world));
  await keep(world, 'aftercare-late-missed-withdrawn', await askThroughAll(world));
}

/** What is learnt and worked at, before the return and after it. */
async function paths(world: World): Promise<void> {
  const { training, job } = await learnThenWork(world);
  await keep(world, 'referral-training-certified', training);
  await keep(world, 'referral-job-lost', job);
  await keep(world, 'course', await learnInside(world));
}

/** Runs that the present code cannot have made: as if it had been changed under the cases under way. */
async function doctor(): Promise<void> {
  const changed = (name: Recorded, change: (event: NonNullable<History['events']>[number]) => boolean) => {
    const history = read(name);
    if (!history.events?.some(change)) throw new Error(`nothing to doctor in ${name}`);
    return history;
  };
  write(
    'activity-renamed',
    changed('referral-silent-rejected', ({ activityTaskScheduledEventAttributes: scheduled }) => {
      if (scheduled?.activityType?.name !== 'raiseEscalation') return false;
      scheduled.activityType.name = 'raiseTheAlarm';
      return true;
    }),
  );
  write(
    'timer-instead-of-activity',
    changed('referral-silent-rejected', (event) => {
      if (!event.activityTaskScheduledEventAttributes) return false;
      const { workflowTaskCompletedEventId } = event.activityTaskScheduledEventAttributes;
      event.activityTaskScheduledEventAttributes = null;
      event.eventType = 17; // TIMER_STARTED
      event.timerStartedEventAttributes = {
        timerId: '1',
        startToFireTimeout: { seconds: 60 as never },
        workflowTaskCompletedEventId,
      };
      return true;
    }),
  );
  write(
    'child-renamed',
    changed('handover-complete', ({ startChildWorkflowExecutionInitiatedEventAttributes: child }) => {
      if (!child?.workflowType) return false;
      child.workflowType.name = 'walkBeside';
      return true;
    }),
  );
}
