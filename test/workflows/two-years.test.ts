import { addDays, at, type Day, dayOf, daysBetween } from '../../domain/calendar';
import { workflowId } from '../../workflows/contract';
import { eventsBetweenReports } from '../support/history';
import { World } from '../support/world';

describe('a follow-up of 24 months', () => {
  let world: World;
  let caseId: string;
  beforeAll(async () => {
    world = await World.start();
    caseId = await world.followUp({ treatment: 'compulsory' });
  });
  afterAll(() => world.stop());

  test('plans, reminds and takes the report of every visit, then ends with its papers', async () => {
    const { endsOn } = await world.db.followUp.findUniqueOrThrow({ where: { id: caseId } });
    for (;;) {
      const visit = await world.db.visit.findFirst({ where: { followUpId: caseId, status: 'planned' } });
      if (!visit) break;
      const on = dayOfDate(visit.plannedOn);
      await world.engine.skipTo(new Date(at(addDays(on, -1), '09:00')), '60 days'); // past the reminder
      await world.engine.skipTo(new Date(at(on, '15:00')), '60 days');
      await world.say(workflowId.followUp(caseId), 'reportVisit', 'mentor', {
        seq: visit.seq,
        outcome: 'met',
        heldOn: on,
        needs: [],
      });
    }
    const end = dayOfDate(endsOn);
    await world.engine.skipTo(new Date(at(addDays(end, -1), '09:00')), '30 days');
    const followUp = workflowId.followUp(caseId);
    await world.say(followUp, 'recordEnd', 'officer', { paper: 'certificate', signedOn: addDays(end, -1) });
    await world.engine.skipTo(new Date(at(addDays(end, 1), '09:00')), '1 day');
    await world.say(followUp, 'recordEnd', 'officer', { paper: 'delisting', signedOn: addDays(end, 1) });
    await world.engine.settle();

    const visits = await world.db.visit.findMany({ where: { followUpId: caseId }, orderBy: { seq: 'asc' } });
    expect(visits.map((v) => v.status)).toEqual(visits.map(() => 'reported'));
    // weekly for a month, fortnightly for two (5 + 4), then monthly and, as all goes well, up to every 60 days
    expect(visits.length).toBe(21);
    const gaps = visits
      .slice(1)
      .map((v, i) => daysBetween(dayOfDate((visits[i] as typeof v).plannedOn), dayOfDate(v.plannedOn)));
    expect(gaps.slice(0, 10)).toEqual([7, 7, 7, 7, 14, 14, 14, 14, 30, 30]);
    expect(Math.max(...gaps)).toBe(60);
    expect(await world.db.followUp.findUniqueOrThrow({ where: { id: caseId } })).toMatchObject({
      status: 'closed',
      closedWhy: 'completed',
      nextDue: null,
    });

    const reminders = await world.db.notice.findMany({
      where: { scope: workflowId.followUp(caseId), kind: 'visit-reminder' },
    });
    expect(reminders.map((n) => n.status)).toEqual(visits.map(() => 'sent'));
    const texts = world
      .texts('mentor', caseId)
      .filter((text) => text.includes('ghe tham') && text.includes('bao lai'));
    expect(new Set(texts).size).toBe(visits.length);
    expect(texts).toHaveLength(visits.length);
  }, 300_000);

  test('costs at most 3 workflow tasks, 2 activities and 18 events for one visit planned, reminded and reported', async () => {
    const history = await world.engine.client.workflow.getHandle(workflowId.followUp(caseId)).fetchHistory();
    const perVisit = eventsBetweenReports(history);
    expect(perVisit.length).toBeGreaterThan(15);
    for (const visit of perVisit) {
      expect(visit.workflowTasks).toBeLessThanOrEqual(3);
      expect(visit.activities).toBeLessThanOrEqual(2);
      expect(visit.events).toBeLessThanOrEqual(18);
    }
  });
});

const dayOfDate = (date: Date): Day => dayOf(date.getTime());
