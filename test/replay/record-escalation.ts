import { randomUUID } from 'node:crypto';
import { policyInForce } from '../../domain/policy';
import { Engine } from '../../workflows/client';
import { workflowId } from '../../workflows/contract';
import { COMMUNE, PROVINCE, World } from '../support/world';
import { type Recorded, write } from './histories';

/** Records what escalations do since the top hears of it again: beside the histories of before, which stay. */
export async function recordEscalations(): Promise<void> {
  const world = await World.start();
  try {
    await topAgain(world);
    await continued(world);
  } finally {
    await world.stop();
  }
}

const handleOf = (world: World, id: string) =>
  world.engine.client.workflow.getHandle(workflowId.escalation(id));
const keep = async (world: World, name: Recorded, id: string) =>
  write(name, await handleOf(world, id).fetchHistory());

/** Nobody on any rung, then somebody at the top, who takes it, lets it lie, hears of it again and resolves it. */
async function topAgain(world: World): Promise<void> {
  const active = (yes: boolean) =>
    world.db.user.updateMany({ where: { role: 'supervisor' }, data: { active: yes } });
  await active(false);
  const caseId = await world.followUp({ mentor: 'otherMentor' });
  await world.engine.skip('16 days', '1 day');
  await active(true);
  await world.engine.skip('30 days', '1 day');
  const items = { where: { closedAt: null } };
  const open = () =>
    world.db.escalation.findFirstOrThrow({ where: { items: { some: { caseId } } }, include: { items } });
  const { id } = await open();
  await world.say(workflowId.escalation(id), 'acknowledge', 'provinceSupervisor', {});
  await world.engine.skip('12 days', '1 day');
  const seen = (await open()).items.map((item) => item.id);
  await world.say(workflowId.escalation(id), 'resolve', 'provinceSupervisor', { how: 'other', seen });
  await keep(world, 'escalation-top-again', id);
}

/** So much slips that the history is begun anew; the new run is kept until it is resolved with all that slipped. */
async function continued(world: World): Promise<void> {
  const caseId = await world.handOver();
  const { id } = await world.db.escalation.create({
    data: {
      kind: 'visit-missed',
      provinceId: PROVINCE,
      communeId: COMMUNE,
      responsibleRole: 'mentor',
      status: 'open',
      raisedAt: await world.engine.now(),
    },
  });
  const door = new Engine(world.engine.client);
  const facts = {
    escalationId: id,
    kind: 'visit-missed' as const,
    provinceId: PROVINCE,
    communeId: COMMUNE,
    policy: policyInForce(await world.today()),
  };
  const seen = [randomUUID()];
  await door.slipped(seen[0] as string, { facts, caseId });
  await world.engine.settle();
  const run = async () => (await handleOf(world, id).describe()).runId;
  const first = await run();
  while ((await run()) === first) {
    if (seen.length > 1_500) throw new Error('it never continued as new');
    seen.push(randomUUID());
    await handleOf(world, id).signal('slipped', { itemId: seen.at(-1) });
    await world.engine.settle();
  }
  await world.say(workflowId.escalation(id), 'acknowledge', 'communeSupervisor', {});
  await world.say(workflowId.escalation(id), 'resolve', 'communeSupervisor', {
    how: 'mentor-reminded',
    seen,
  });
  await keep(world, 'escalation-continued', id);
}
