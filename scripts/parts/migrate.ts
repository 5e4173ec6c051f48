import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { Pool, type QueryArrayResult } from 'pg';
import { createDatabase, dropDatabase } from './postgres';
import { root } from './root';
import { log, main } from './say';
import { withScratchPostgres } from './scratch';

type MigrationList = bindings.MigrationList;
type SchemaEngine = bindings.SchemaEngine;
type SchemasContainer = bindings.SchemasContainer;

/** Where the schema and its migrations are; the repository's own unless a test says otherwise. */
export interface Place {
  schema: string;
  migrations: string;
}

export const here: Place = {
  schema: join(root, 'prisma', 'schema.prisma'),
  migrations: join(root, 'prisma', 'migrations'),
};

/** Applies every pending migration, as `prisma migrate deploy` would, and returns the names of those applied now. */
export async function apply(url: string, place = here): Promise<string[]> {
  return withEngine(url, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: list(place), filters });
    return appliedMigrationNames;
  });
}

/**
 * The SQL that leads from the migrations to the schema; '' when they agree. Both are compared on a scratch database
 * the engine makes on the server of `url` and drops again; the database of `url` itself is not touched.
 */
export async function drift(url: string, place = here): Promise<string> {
  return withEngine(url, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: 'migrations', ...list(place) },
      to: { tag: 'schemaDatamodel', ...schema(place) },
      script: true,
      exitCode: null,
      filters,
    });
    const sql = stdout ?? '';
    return sql.includes('This is an empty migration') ? '' : sql;
  });
}

/** Writes what `drift` finds as a new migration called `<UTC timestamp>_<name>` and returns that; undefined when nothing drifts. */
export async function diff(url: string, name: string, now: Date, place = here): Promise<string | undefined> {
  const sql = await drift(url, place);
  if (!sql) return undefined;
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = `${stamp}_${name.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`;
  mkdirSync(join(place.migrations, folder), { recursive: true });
  writeFileSync(join(place.migrations, folder, 'migration.sql'), sql);
  writeFileSync(join(place.migrations, 'migration_lock.toml'), LOCK);
  return folder;
}

/** Node has it, its types for version 20 do not. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(module: object, imports: object): Promise<{ exports: { __wbindgen_start(): void } }>;
};

const OID = { char: 18, text: 25 };
const LOCK = '# Read by Prisma; kept in git\nprovider = "postgresql"\n';
const filters = { externalTables: [], externalEnums: [] };

function schema(place: Place): SchemasContainer {
  return { files: [{ path: place.schema, content: readFileSync(place.schema, 'utf8') }] };
}

function list(place: Place): MigrationList {
  let folders: string[] = [];
  try {
    const entries = readdirSync(place.migrations, { withFileTypes: true });
    folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch {
    /* no migrations yet */
  }
  return {
    baseDir: place.migrations,
    lockfile: { path: 'migration_lock.toml', content: LOCK },
    shadowDbInitScript: '',
    migrationDirectories: folders.sort().map((path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(place.migrations, path, 'migration.sql'), 'utf8') },
      },
    })),
  };
}

/**
 * Prisma's own schema engine, as WebAssembly: its command line wants to download a native one, from a host that is
 * not reachable everywhere. What it records in `_prisma_migrations` is what that command line would record.
 * Loaded once: its bindings keep hold of the first instance's memory.
 */
let loading: Promise<typeof bindings> | undefined;

async function load(): Promise<typeof bindings> {
  const name = '@prisma/schema-engine-wasm/schema_engine_bg';
  // biome-ignore lint/suspicious/noExplicitAny: the package does not type its own loader
  const { __wbg_set_wasm, ...imports } = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as any;
  // The engine gives its lock ten seconds and never takes that timer back: it must not keep the process alive.
  const timer = Object.keys(imports).find((key) => key.startsWith('__wbg_setTimeout_'));
  if (timer) imports[timer] = (call: () => void, ms: number) => setTimeout(call, ms).unref();
  const module = await WebAssembly.compile(readFileSync(require.resolve(name).replace(/\.js$/, '.wasm')));
  const { exports } = await WebAssembly.instantiate(module, { './schema_engine_bg.js': imports });
  __wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return imports;
}

async function withEngine<T>(url: string, use: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  loading ??= load();
  const { SchemaEngine } = await loading;
  const server = new Connections(url);
  const factory = bindMigrationAwareSqlAdapterFactory(server);
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => {}, factory);
  try {
    return await use(engine);
  } catch (error) {
    throw readable(error);
  } finally {
    engine.free();
    await server.close();
  }
}

/**
 * The engine's connections, ended when we say so (it never ends its own). Its comparisons happen in a database made
 * for them: Prisma's own adapter makes one too, but cannot drop it while its connections to it are open.
 */
class Connections implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = 'postgres';
  readonly adapterName = '@prisma/adapter-pg';
  private readonly pools: Pool[] = [];
  private readonly scratch = `nhipcau_compare_${randomUUID().replaceAll('-', '')}`;
  private scratchMade = false;

  constructor(private readonly url: string) {}

  connect = () => this.open(this.url);

  connectToShadowDb = async () => {
    const scratchUrl = await createDatabase(this.url, this.scratch);
    this.scratchMade = true;
    return this.open(scratchUrl);
  };

  async close(): Promise<void> {
    await Promise.all(this.pools.map((pool) => pool.end()));
    if (this.scratchMade) await dropDatabase(this.url, this.scratch);
  }

  /**
   * A connection that knows the catalogue's type "char" (oid 18): the engine reads such columns when it describes a
   * database, and Prisma's adapter refuses them.
   */
  private async open(url: string): Promise<SqlDriverAdapter> {
    const pool = new Pool({ connectionString: url, max: 2 });
    this.pools.push(pool);
    const chars = new WeakMap<object, number[]>();
    const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<QueryArrayResult>;
    Object.assign(pool, {
      query: async (...args: unknown[]) => {
        const result = await query(...args);
        chars.set(
          result.rows,
          result.fields?.flatMap((field, i) => (field.dataTypeID === OID.char ? [i] : [])) ?? [],
        );
        for (const field of result.fields ?? [])
          if (field.dataTypeID === OID.char) field.dataTypeID = OID.text;
        return result;
      },
    });
    const adapter = await new PrismaPg(pool).connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (asked) => {
      const result = await queryRaw(asked);
      for (const i of chars.get(result.rows) ?? []) result.columnTypes[i] = ColumnTypeEnum.Character;
      return result;
    };
    return adapter;
  }
}

/** The engine throws its user-facing errors as JSON in the message. */
function readable(error: unknown): Error {
  const text = error instanceof Error ? error.message : String(error);
  try {
    const { message } = JSON.parse(text) as { message?: string };
    return new Error(message ?? text, { cause: error });
  } catch {
    return error instanceof Error ? error : new Error(text);
  }
}

const usage = 'migrate new <name> | apply <url> | drift';

async function command([what, argument]: string[]): Promise<void> {
  if (what === 'new' && argument) {
    const made = await withScratchPostgres((url) => diff(url, argument, new Date()));
    log(made ? `✓ prisma/migrations/${made}` : '✓ nothing to migrate: schema and migrations agree');
  } else if (what === 'apply' && argument) {
    const names = await apply(argument);
    log(names.length ? names.map((name) => `✓ ${name}`).join('\n') : '✓ nothing pending');
  } else if (what === 'drift') {
    const sql = await withScratchPostgres((url) => drift(url));
    if (sql) throw new Error(`the schema is ahead of the migrations by:\n${sql}`);
    log('✓ schema and migrations agree');
  } else {
    throw new Error(usage);
  }
}

if (require.main === module) main(() => command(process.argv.slice(2)));
