import { setTimeout as pause } from 'node:timers/promises';
import PgBoss from 'pg-boss';
import { addDays, dayOf, type Instant } from '../../domain/calendar';
import { visitId } from '../../domain/follow-up';
import { Engine } from '../../workflows/client';
import { child } from './child';
import { concurrently, inChunks } from './load';
import { comeHome } from './places';
import { BOSS_QUEUE, type Text, TIMER_QUEUE } from './rivals/text';
import type { reminder } from './rivals/timer.workflow';
import { progress, report, rounded } from './say';
import type { World } from './world';

/** Seconds from the moment reminders fall due, all at once, to the last one handed to the provider. */
export async function reminders(world: World, scale: number): Promise<void> {
  const count = Math.round(5_000 * scale);
  // A worker runs for weeks: what its first texts cost is paid before, by the rival's too.
  const first = Math.ceil(count / 10);
  await ours(world, world.places.provinces.slice(1, 2), first);
  const one = await ours(world, world.places.provinces.slice(0, 1), count);
  const ten = await ours(world, world.places.provinces, count);
  const texts = await world.db.message.findMany({
    where: { provinceId: world.places.provinces[0] as string },
    select: { to: true, body: true },
    take: count,
  });
  const boss = await pgBoss(world, texts, first);
  const timer = await temporalTimers(world, texts);
  for (const [name, value] of [
    ['one province', one],
    ['ten provinces', ten],
  ] as const) {
    for (const rival of [boss, timer])
      report({ name: `${count} reminders due at once, ${name}`, value, unit: 's', rival });
  }
}

/** Visits planned as follow-ups plan them; the couriers sleep until they are due. */
async function ours(world: World, provinces: string[], count: number): Promise<number> {
  progress(`${count} reminders by ${provinces.length} courier(s)`);
  const { db, client, places, texts } = world;
  const homes = await comeHome(
    db,
    places.mentors.filter((m) => provinces.includes(m.provinceId)),
    count,
  );
  const on = addDays(dayOf(Date.now()), 1);
  const graceEnds = new Date(Date.now() + 3 * 86_400_000);
  await inChunks(homes, (some) =>
    db.followUp.createMany({
      data: some.map(({ caseId, mentor, input: { facts } }) => ({
        id: caseId,
        communeId: mentor.communeId,
        provinceId: mentor.provinceId,
        mentorId: mentor.id,
        status: 'open',
        startsOn: new Date(facts.startDay),
        endsOn: new Date(facts.endDay),
      })),
    }),
  );
  await inChunks(homes, (some) =>
    db.visit.createMany({
      data: some.map(({ caseId, mentor }) => ({
        id: visitId(caseId, 1),
        followUpId: caseId,
        seq: 1,
        mentorId: mentor.id,
        status: 'planned',
        plannedOn: new Date(on),
        graceEndsAt: graceEnds,
      })),
    }),
  );
  const due = soon(3_000 + count);
  await inChunks(homes, (some) =>
    db.notice.createMany({
      data: some.map(({ caseId, mentor }) => ({
        key: `${visitId(caseId, 1)}/reminder/${on}/${mentor.id}`,
        scope: `follow-up/${caseId}`,
        provinceId: mentor.provinceId,
        kind: 'visit-reminder',
        priority: 'critical', // so that the bench can also be run at night
        channels: ['sms'],
        recipientId: mentor.id,
        caseId,
        subjectId: visitId(caseId, 1),
        data: { on },
        notBefore: new Date(due),
        expiresAt: graceEnds,
        collapseKey: `visit-reminder:${mentor.id}`,
      })),
    }),
  );
  const engine = new Engine(client);
  for (const provinceId of provinces) await engine.pokeCourier(provinceId, due);
  const seconds = await world.costs('reminder', count, () => secondsTo(texts, due, count));
  const twice = await db.message.count({ where: { attempts: { gt: 1 } } });
  if (twice) throw new Error(`${twice} messages were tried more than once`);
  return seconds;
}

/** A plain queue in the same PostgreSQL: a job per reminder, handed to batch workers. */
async function pgBoss({ env, texts }: World, wanted: Text[], first: number) {
  progress(`${wanted.length} reminders by pg-boss`);
  const boss = new PgBoss({
    connectionString: env.DATABASE_URL as string,
    supervise: false,
    schedule: false,
  });
  boss.on('error', (error) => progress(`pg-boss: ${error.message}`));
  await boss.start();
  await boss.createQueue(BOSS_QUEUE);
  const worker = await child('rivals/boss.js', env);
  try {
    const burst = async (some: Text[]) => {
      const due = soon(3_000 + some.length);
      const startAfter = new Date(due).toISOString();
      await inChunks(some, (chunk) =>
        boss.insert(chunk.map((data) => ({ name: BOSS_QUEUE, data, startAfter }))),
      );
      return secondsTo(texts, due, some.length);
    };
    await burst(wanted.slice(0, first));
    return { name: 'pg-boss', value: await burst(wanted) };
  } finally {
    await worker.stop();
    await boss.stop({ graceful: false });
  }
}

/** A plain workflow per reminder that sleeps until it is due. */
async function temporalTimers({ client, env, texts, costs }: World, wanted: Text[]) {
  progress(`${wanted.length} reminders by a timer in a workflow each`);
  const worker = await child('rivals/timer.js', env);
  try {
    const due = soon(5_000 + wanted.length * 30); // enough for all of them to fall asleep first
    await concurrently([...wanted.entries()], 32, async ([n, text]) => {
      await client.workflow.start<typeof reminder>('reminder', {
        workflowId: `reminder/${n}`,
        taskQueue: TIMER_QUEUE,
        args: [due, text],
      });
    });
    if (Date.now() > due - 2_000) {
      progress('left out: the engine did not put them to sleep in time');
      return undefined;
    }
    return {
      name: 'Temporal timers',
      value: await costs('reminder', wanted.length, () => secondsTo(texts, due, wanted.length)),
    };
  } finally {
    await worker.stop();
  }
}

async function secondsTo(texts: World['texts'], due: Instant, count: number): Promise<number> {
  if (Date.now() > due) throw new Error('it was due before everything was ready');
  const { lastAt, different } = await texts(count);
  if (different !== count) throw new Error(`${count - different} texts came twice`);
  await pause(200); // what is recorded after the last text is not part of the next measure
  return rounded((lastAt - due) / 1000);
}

const soon = (ms: number): Instant => Date.now() + ms;
