import { TimeSkipping } from '../../scripts/time-skipping';
import type { Visits } from './weekly.workflow';
import { weekly } from './weekly.workflow';

const WEEK = 7 * 24 * 3_600_000;

describe('the clock that skips', () => {
  let engine: TimeSkipping;
  let options: Parameters<TimeSkipping['work']>[0];
  const visits: number[] = [];

  beforeAll(async () => {
    engine = await TimeSkipping.start();
    const activities: Visits = {
      async visit(plannedAt) {
        visits.push((await engine.now()).getTime() - plannedAt);
      },
    };
    options = {
      taskQueue: 'weekly',
      workflowsPath: require.resolve('./weekly.workflow'),
      activities,
      maxCachedWorkflows: 0, // see skipAlone
    };
    await engine.work(options);
  });

  afterAll(() => engine.stop());

  test('moves only when told, and then everybody’s visits happen at their hour', async () => {
    const start = (n: number) =>
      engine.client.workflow.start(weekly, { taskQueue: 'weekly', workflowId: `weekly-${n}`, args: [12] });
    const handles = await Promise.all([1, 2, 3, 4, 5].map(start));

    await engine.skip('6 days');
    expect(visits).toHaveLength(0);

    await engine.skip('2 days');
    expect(visits).toHaveLength(5);

    await engine.skip('12 weeks');
    expect(visits).toHaveLength(5 * 12);
    expect(Math.max(...visits)).toBeLessThan(60_000);
    expect(await Promise.all(handles.map((handle) => handle.result()))).toEqual([12, 12, 12, 12, 12]);
  });

  test('goes to a moment, and not back', async () => {
    const now = await engine.now();
    await engine.skipTo(new Date(now.getTime() + WEEK));
    expect((await engine.now()).getTime() - now.getTime()).toBeGreaterThanOrEqual(WEEK);
    await expect(engine.skipTo(now)).rejects.toThrow('has passed');
  });

  test('goes on while no worker is there; what fell due is done when there is one again', async () => {
    const start = (n: number) =>
      engine.client.workflow.start(weekly, { taskQueue: 'weekly', workflowId: `alone-${n}`, args: [4] });
    const handles = await Promise.all([1, 2, 3, 4, 5].map(start));
    await engine.skip('2 days');
    visits.length = 0;
    await engine.rest();
    const before = await engine.now();
    await engine.skipAlone(new Date(before.getTime() + WEEK));
    await engine.skipAlone(new Date(before.getTime() + 2 * WEEK));
    expect((await engine.now()).getTime() - before.getTime()).toBeLessThan(2 * WEEK + 60_000);
    expect(visits).toHaveLength(0);

    await engine.work(options);
    await engine.settle();
    expect(visits).toHaveLength(5);
    await engine.skip('6 weeks');
    expect(await Promise.all(handles.map((handle) => handle.result()))).toEqual([4, 4, 4, 4, 4]);
  });
});
