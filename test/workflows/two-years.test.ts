import { addDays, at, type Day, dayOf } from '../../domain/calendar';
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

  test('plans, reminds and takes the report of every visit, then ends with its term', async () => {
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
    await world.engine.skipTo(new Date(at(addDays(dayOfDate(endsOn), 1), '09:00')), '1 day');

    const visits = await world.db.visit.findMany({ where: { followUpId: caseId } });
    expect(visits.map((v) => v.status)).toEqual(visits.map(() => 'reported'));
    // weekly for a month, fortnightly for two, then monthly up to 24 months: 5 + 4 + 21
    expect(visits.length).toBe(30);
    expect(await world.db.followUp.findUniqueOrThrow({ where: { id: caseId } })).toMatchObject({
      status: 'closed',
      closedWhy: 'completed',
      nextDue: null,
    });

    const reminders = await world.db.notice.findMany({ where: { scope: workflowId.followUp(caseId) } });
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
    expect(perVisit.length).toBeGreaterThan(20);
    for (const visit of perVisit) {
      expect(visit.workflowTasks).toBeLessThanOrEqual(3);
      expect(visit.activities).toBeLessThanOrEqual(2);
      expect(visit.events).toBeLessThanOrEqual(18);
    }
  });
});

const dayOfDate = (date: Date): Day => dayOf(date.getTime());
