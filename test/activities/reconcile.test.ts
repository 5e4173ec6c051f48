import { randomUUID } from 'node:crypto';
import { addDays, at, dayOf, MINUTE } from '../../domain/calendar';
import type { Delivery, Engine } from '../../workflows/client';
import { Office, PROVINCE } from './office';

let office: Office;
beforeEach(async () => {
  office = await Office.open();
});
afterEach(() => office.close());

/** An engine that remembers what reached it and answers as a test says. */
function engineThat(answer: (id: string) => Delivery | Promise<Delivery> = () => ({ kind: 'applied' })) {
  const reached: string[] = [];
  const take = async (id: string) => {
    reached.push(id);
    return answer(id);
  };
  const engine = {
    startHandover: ({ facts }: { facts: { caseId: string } }) => take(facts.caseId),
    update: (_workflowId: string, _name: string, _args: object, submissionId: string) => take(submissionId),
    pokeCourier: (provinceId: string) => take(`courier ${provinceId}`),
  } as unknown as Engine;
  return { engine, reached };
}

const submitted = async (
  more: { update?: string | null; age?: number; workflowId?: string | null; caseId?: string } = {},
) => {
  const {
    update = 'recordMilestone',
    age = MINUTE,
    caseId = randomUUID(),
    workflowId = `handover/${caseId}`,
  } = more;
  const { id } = await office.db.submission.create({
    data: {
      key: randomUUID(),
      hash: 'h',
      kind: update ?? 'start-handover',
      caseId,
      workflowId,
      update,
      payload: {},
      args: update === null ? { facts: { caseId } } : { by: 'someone' },
      createdAt: new Date(office.now - age),
    },
  });
  return { id, caseId };
};
const statusOf = async (id: string) =>
  (await office.db.submission.findUniqueOrThrow({ where: { id } })).status;

test('what was accepted is delivered once', async () => {
  const start = await submitted({ update: null, age: 0 });
  const command = await submitted();
  const { engine, reached } = engineThat();
  expect(await office.reconcile(engine)).toEqual({ delivered: 2, refused: 0, poked: 0, left: 0 });
  expect(await office.reconcile(engine)).toEqual({ delivered: 0, refused: 0, poked: 0, left: 0 });
  expect(reached.sort()).toEqual([start.caseId, command.id].sort());
  expect([await statusOf(start.id), await statusOf(command.id)]).toEqual(['applied', 'applied']);
});

test('a command just given is left to the api that is still delivering it, and what is for no workflow to nobody', async () => {
  await submitted({ age: 5_000 });
  await submitted({ workflowId: null });
  const { engine, reached } = engineThat();
  expect(await office.reconcile(engine)).toMatchObject({ delivered: 0, left: 1 });
  expect(reached).toEqual([]);
});

test('with the engine away everything stays, and goes when it is back', async () => {
  const ids = [];
  for (let i = 0; i < 40; i++) ids.push((await submitted()).id);
  const away = engineThat(() => ({ kind: 'unreachable', cause: new Error('away') }));
  expect(await office.reconcile(away.engine)).toMatchObject({ delivered: 0, left: 40 });
  expect(away.reached.length).toBeLessThan(40); // no knocking at a closed door for each of them
  const back = engineThat();
  expect(await office.reconcile(back.engine)).toMatchObject({ delivered: 40, left: 0 });
  expect(back.reached.sort()).toEqual(ids.sort());
});

test('what the rules refuse after all is shown on the case, and not asked again', async () => {
  const { id, caseId } = await submitted();
  const { engine, reached } = engineThat(() => ({ kind: 'refused', code: 'already-done' }));
  expect(await office.reconcile(engine)).toMatchObject({ delivered: 0, refused: 1, left: 0 });
  await office.reconcile(engine);
  expect(reached).toEqual([id]);
  expect(await office.db.submission.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'refused',
    response: { refused: 'already-done' },
  });
  expect((await office.db.timelineEvent.findMany({ where: { caseId } })).map((e) => e.kind)).toEqual([
    'submission-refused',
  ]);
});

test('commands for one case arrive in the order they were given, each after the one before was taken', async () => {
  const caseId = randomUUID();
  const given = [];
  for (const update of [null, 'recordMilestone', 'recordMilestone'])
    given.push((await submitted({ update, caseId })).id);
  const underWay = new Set<string>();
  const order: string[] = [];
  const { engine } = engineThat(async (id) => {
    expect(underWay.size).toBe(0);
    underWay.add(id);
    await new Promise((resolve) => setImmediate(resolve));
    underWay.delete(id);
    order.push(id);
    return { kind: 'applied' };
  });
  expect(await office.reconcile(engine)).toMatchObject({ delivered: 3, left: 0 });
  expect(order).toEqual([caseId, ...given.slice(1)]);
});

test('a courier that overslept is woken by day, and left alone at night', async () => {
  const caseId = await office.case();
  await office.notice(caseId, { notBefore: office.now - MINUTE });
  const day = engineThat();
  expect(await office.reconcile(day.engine)).toMatchObject({ poked: 1 });
  expect(day.reached).toEqual([`courier ${PROVINCE}`]);
  office.now = at(addDays(dayOf(office.now), 1), '02:00');
  expect(await office.reconcile(day.engine)).toMatchObject({ poked: 0 });
});
