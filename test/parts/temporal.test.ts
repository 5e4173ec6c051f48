import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { know, runs } from '../../scripts/parts/process';
import { clear, scratchDir } from '../../scripts/parts/scratch';
import { recordedServer, startTemporal } from '../../scripts/parts/temporal';
import { findTemporal, ways } from '../../scripts/parts/temporal-program';

const quiet = () => {};

describe('the way to a Temporal program', () => {
  const never = async () => undefined;
  const found = (way: string) => async () => ({ program: `/somewhere/${way}`, way });

  test('is the first that leads to one', async () => {
    const order = [never, found('second'), found('third')];
    expect((await findTemporal(quiet, '/nowhere', order)).way).toBe('second');
  });

  test('asks the dear ways only when the cheap ones lead nowhere', () => {
    expect(Object.keys(ways)).toEqual(['onPath', 'cached', 'downloaded', 'built']);
  });

  test('ends in one sentence in both languages when there is none', async () => {
    await expect(findTemporal(quiet, '/nowhere', [never])).rejects.toThrow(/hãy cài.* \/ .*install/);
  });

  test('finds what an earlier build left in the cache, and nothing in an empty one', async () => {
    const cache = mkdtempSync(join(tmpdir(), 'nhipcau-cache-'));
    expect(await ways.cached(cache, quiet)).toBeUndefined();
    writeFileSync(join(cache, 'temporal'), '');
    expect(await ways.cached(cache, quiet)).toEqual({
      program: join(cache, 'temporal'),
      way: 'built earlier',
    });
    rmSync(cache, { recursive: true });
  });
});

describe('a Temporal server of our own', () => {
  let dataDir: string;
  const start = () => startTemporal({ dataDir, log: quiet });

  beforeEach(async () => {
    dataDir = await scratchDir();
  });

  afterEach(() => clear(dataDir));

  test('survives kill -9 with its workflows, at the same address', async () => {
    const first = await start();
    await begin(first.address, 'kept');
    const killed = recordedServer(dataDir);
    process.kill(killed?.pid ?? 0, 'SIGKILL');
    const second = await start();
    expect(second.address).toBe(first.address);
    expect(await statusOf(second.address, 'kept')).toBe('RUNNING');
    await second.stop();
    expect(recordedServer(dataDir)).toBeUndefined();
  });

  test('left running by a killed session is taken over, not started twice', async () => {
    const first = await start();
    const pid = recordedServer(dataDir)?.pid;
    const second = await start();
    expect(second.way).toBe('still running from an earlier session');
    expect(second.address).toBe(first.address);
    expect(recordedServer(dataDir)?.pid).toBe(pid);
    await second.stop();
    expect(pid && know(pid)).toBeUndefined();
  });
});

describe('a scratch folder', () => {
  test('of a process that ended is cleared by the next one, servers included', async () => {
    const dir = await scratchDir();
    const temporal = await startTemporal({ dataDir: dir, log: quiet, ephemeral: true });
    const server = recordedServer(dir);
    expect(runs(server)).toBe(true);
    // As if its owner had been killed: a process with this number that began at another time.
    writeFileSync(join(dir, 'owner.json'), JSON.stringify({ owner: { pid: process.pid, started: '1' } }));
    const next = await scratchDir();
    expect(runs(server)).toBe(false);
    expect(readdirSync(tmpdir())).not.toContain(dir.split('/').at(-1));
    await clear(next);
    await temporal.stop();
  });
});

async function begin(address: string, workflowId: string): Promise<void> {
  await withClient(address, (client) =>
    client.workflow.start('anything', { workflowId, taskQueue: 'nobody' }),
  );
}

async function statusOf(address: string, workflowId: string): Promise<string> {
  return withClient(
    address,
    async (client) => (await client.workflow.getHandle(workflowId).describe()).status.name,
  );
}

async function withClient<T>(address: string, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await use(new Client({ connection }));
  } finally {
    await connection.close();
  }
}
