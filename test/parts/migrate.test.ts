import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { apply, diff, drift, here, type Place } from '../../scripts/parts/migrate';
import { freshDatabase } from '../support/real-parts';

const HEAD = 'datasource db {\n  provider = "postgresql"\n}\n';
const PERSON = 'model Person {\n  id String @id\n  born DateTime @db.Date\n}\n';
const WITH_PHONE = PERSON.replace('}', '  phone String?\n  @@index([phone])\n}');

describe('migrations', () => {
  let place: Place;
  let url: string;

  beforeAll(async () => {
    url = await freshDatabase();
  });

  beforeEach(() => {
    const dir = mkdtempSync(join(tmpdir(), 'nhipcau-schema-'));
    place = { schema: join(dir, 'schema.prisma'), migrations: join(dir, 'migrations') };
  });

  afterEach(() => rmSync(join(place.schema, '..'), { recursive: true }));

  const schema = (text: string) => writeFileSync(place.schema, HEAD + text);

  test('are written from the schema until nothing drifts', async () => {
    schema(PERSON);
    expect(await drift(url, place)).toContain('CREATE TABLE "Person"');
    expect(await diff(url, 'First people', new Date('2026-11-22T01:02:03Z'), place)).toBe(
      '20261122010203_first_people',
    );
    expect(await drift(url, place)).toBe('');
    expect(await diff(url, 'nothing', new Date('2026-11-22T02:00:00Z'), place)).toBeUndefined();
  });

  test('that lag behind the schema are told apart from those that agree', async () => {
    schema(PERSON);
    await diff(url, 'first', new Date('2026-11-22T01:00:00Z'), place);
    schema(WITH_PHONE);
    const missing = await drift(url, place);
    expect(missing).toContain('ADD COLUMN     "phone"');
    expect(missing).toContain('CREATE INDEX');
    expect(missing).not.toContain('CREATE TABLE');
  });

  test('are applied once and recorded as Prisma’s own command line records them', async () => {
    const own = await freshEmpty();
    schema(PERSON);
    await diff(own, 'first', new Date('2026-11-22T01:00:00Z'), place);
    schema(WITH_PHONE);
    await diff(own, 'phone', new Date('2026-11-22T02:00:00Z'), place);
    expect(await apply(own, place)).toEqual(['20261122010000_first', '20261122020000_phone']);
    expect(await apply(own, place)).toEqual([]);
    const rows = await ask(
      own,
      'SELECT migration_name, finished_at, rolled_back_at, checksum FROM _prisma_migrations',
    );
    expect(rows).toHaveLength(2);
    for (const row of rows)
      expect(row).toMatchObject({ finished_at: expect.any(Date), rolled_back_at: null });
    await ask(own, 'SELECT phone FROM "Person"');
  });

  test('that fail stop there, and say which one and why', async () => {
    const own = await freshEmpty();
    schema(PERSON);
    const name = await diff(own, 'first', new Date('2026-11-22T01:00:00Z'), place);
    writeFileSync(join(place.migrations, String(name), 'migration.sql'), 'CREATE TABLE broken (');
    await expect(apply(own, place)).rejects.toThrow(/syntax error[\s\S]*20261122010000_first/);
  });

  test('leave no scratch database behind', async () => {
    schema(PERSON);
    await drift(url, place);
    expect(await ask(url, "SELECT datname FROM pg_database WHERE datname LIKE '%compare%'")).toEqual([]);
  });

  test('of the product agree with its schema', async () => {
    expect(await drift(url)).toBe('');
  });

  test('of the product would be found behind if its schema had one table more', async () => {
    cpSync(here.migrations, place.migrations, { recursive: true });
    writeFileSync(
      place.schema,
      `${readFileSync(here.schema, 'utf8')}\nmodel Forgotten {\n  id String @id\n}\n`,
    );
    const sql = await drift(url, place);
    expect(sql.match(/CREATE TABLE/g)).toHaveLength(1);
    expect(sql).toContain('CREATE TABLE "Forgotten"');
  });
});

/** A database on the run's server without the product's tables. */
async function freshEmpty(): Promise<string> {
  const url = await freshDatabase();
  await ask(url, 'DROP SCHEMA public CASCADE');
  await ask(url, 'CREATE SCHEMA public');
  return url;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
