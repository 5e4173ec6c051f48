/**
 * The workers are away while visits, their reminders and their ends of grace fall due, over Tết: the clock, the engine and
 * the database go on without them. Tết 2031 is on 23 January; offices rest from the 22nd to the 28th.
 */
import { at, type Day, dayOf } from '../../domain/calendar';
import { until } from '../support/until';
import { World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.start({ maxCachedWorkflows: 0 });
});
afterAll(() => world.stop());

const goTo = (day: Day, time: string) => world.engine.skipTo(new Date(at(day, time)), '30 days');
const outages = () => world.db.outage.findMany({ orderBy: { until: 'asc' } });
const reminderOf = (caseId: string, seq: number) =>
  world.db.notice.findFirstOrThrow({ where: { kind: 'visit-reminder', subjectId: `${caseId}/v${seq}` } });
const visit = (caseId: string, seq: number) =>
  world.db.visit.findUniqueOrThrow({ where: { id: `${caseId}/v${seq}` } });

test('away over Tết, and once more for two weeks: nothing is skipped in silence, nothing said twice', async () => {
  await goTo('2031-01-20', '09:00');
  const [one, two] = [await world.followUp(), await world.followUp()];
  expect(dayOf((await reminderOf(one, 1)).notBefore.getTime())).toBe('2031-01-26');

  await goTo('2031-01-24', '12:00');
  await world.outage(new Date(at('2031-01-29', '10:00')));
  await until('the outage is written down', async () => (await outages())[0], 30_000);
  await world.engine.settle();
  const [tet] = await outages();
  expect(tet).toMatchObject({
    sentLate: 1,
    collapsed: 1,
    dropped: 0,
    from: new Date(at('2031-01-26', '08:00')),
  });
  const late = await Promise.all([reminderOf(one, 1), reminderOf(two, 1)]);
  expect(late.map((n) => [n.status, n.lateClass]).sort()).toEqual([
    ['collapsed', 'collapse'],
    ['sent', 'send-late'],
  ]);
  // The visits of the 27th are within their grace: its days were holidays.
  for (const caseId of [one, two]) expect(await visit(caseId, 1)).toMatchObject({ status: 'planned' });

  const three = await world.followUp({ mentor: 'otherMentor' });
  const { expiresAt } = await reminderOf(three, 1);
  const back = new Date(at('2031-02-14', '10:00'));
  expect(expiresAt.getTime()).toBeLessThan(back.getTime());
  await world.outage(back);
  await until('the second outage is written down', async () => (await outages())[1], 30_000);
  for (const caseId of [one, two, three])
    await until('a visit that nobody reported is missed', async () => {
      return (await visit(caseId, 1)).status === 'missed';
    });
  await until(
    'a supervisor is told of it',
    async () => world.texts('communeSupervisor', three).length > 0,
    30_000,
  );
  await world.engine.settle();

  // Either its courier woke first and found it expired, or its case did and withdrew it.
  expect(await reminderOf(three, 1)).toMatchObject({ lateClass: 'drop' });
  expect(await world.db.message.count({ where: { notice: { subjectId: `${three}/v1` } } })).toBe(0);
  expect(
    await world.db.notice.count({
      where: { notBefore: { lt: back }, status: { in: ['planned', 'claimed'] } },
    }),
  ).toBe(0);
  const texts = world.twilio.all.map(({ to, body }) => `${to} ${body}`);
  expect(new Set(texts).size).toBe(texts.length);
  for (const caseId of [one, two, three]) {
    const { nextDue } = await world.db.followUp.findUniqueOrThrow({ where: { id: caseId } });
    expect(nextDue?.getTime()).toBeGreaterThan(back.getTime());
  }
  // What was held up waits on a list for a supervisor's signature.
  expect((await outages()).every(({ signedAt }) => signedAt === null)).toBe(true);
});
