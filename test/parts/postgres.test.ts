import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { createDatabase, runningServer, startPostgres } from '../../scripts/parts/postgres';
import { know, runs } from '../../scripts/parts/process';
import { clear, scratchDir } from '../../scripts/parts/scratch';

describe('PostgreSQL of our own', () => {
  let dataDir: string;
  const start = () => startPostgres({ dataDir, log: () => {} });
  const server = () => runningServer(join(dataDir, 'postgres'));

  // One cluster for all of them: to make one is the slow part, and each test leaves it stopped.
  beforeAll(async () => {
    delete process.env.DATABASE_URL; // it would be taken instead
    dataDir = await scratchDir();
  });

  afterAll(() => clear(dataDir));

  test('keeps its data and its address when stopped and started again', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE stopped (n int); INSERT INTO stopped VALUES (7)');
    await first.stop();
    expect(server()).toBeUndefined();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'SELECT n FROM stopped')).toEqual([{ n: 7 }]);
    await second.stop();
  });

  test('survives kill -9 of its postmaster with everything that was committed', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE killed (n int); INSERT INTO killed SELECT generate_series(1, 1000)');
    const killed = know(server()?.pid ?? 0);
    process.kill(killed?.pid ?? 0, 'SIGKILL');
    const second = await start();
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(true);
    expect(runs(killed)).toBe(false);
    expect(await ask(second.url, 'SELECT count(*)::int AS n FROM killed')).toEqual([{ n: 1000 }]);
    await second.stop();
  });

  test('left running by a killed session is taken over, not started twice', async () => {
    const first = await start();
    const pid = server()?.pid;
    const second = await start();
    expect(second.way).toBe('still running from an earlier session');
    expect(second.url).toBe(first.url);
    expect(server()?.pid).toBe(pid);
    await second.stop();
    expect(server()).toBeUndefined();
  });

  test('does not believe a pid file whose number belongs to somebody else by now', async () => {
    const first = await start();
    await first.stop();
    // This very process stands for the innocent one: it must not be stopped, and PostgreSQL must come up.
    const file = join(dataDir, 'postgres', 'postmaster.pid');
    writeFileSync(file, `${process.pid}\n${join(dataDir, 'postgres')}\n0\n5432\n\n127.0.0.1\n`);
    expect(server()).toBeUndefined();
    const second = await start();
    expect(await ask(second.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await second.stop();
  });

  test('makes a database as a copy of another', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE copied (n int); INSERT INTO copied VALUES (7)');
    const admin = new URL('/postgres', first.url).href;
    const copy = await createDatabase(admin, 'copy', 'nhipcau');
    expect(await ask(copy, 'SELECT n FROM copied')).toEqual([{ n: 7 }]);
    await first.stop();
  });

  test('whose password file is lost says what to do and keeps the data', async () => {
    const first = await start();
    await first.stop();
    rmSync(join(dataDir, 'postgres.json'));
    await expect(start()).rejects.toThrow('npm run reset');
    expect(existsSync(join(dataDir, 'postgres', 'PG_VERSION'))).toBe(true);
  });
});

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
