import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { dayOf } from '../../domain/calendar';
import { withinHours } from '../../domain/notice';
import { policyInForce } from '../../domain/policy';
import { openDatabase, type PrismaClient } from '../../prisma/client';
import type { Program } from '../../scripts/parts/app';
import { runningServer } from '../../scripts/parts/postgres';
import { end, freePort, type KnownProcess, know, runs } from '../../scripts/parts/process';
import { root } from '../../scripts/parts/root';
import { clear } from '../../scripts/parts/scratch';
import { readState, writeState } from '../../scripts/parts/state';
import type { Mail } from '../../scripts/phones/mailbox';
import type { Sms } from '../../scripts/phones/sms';
import { Engine } from '../../workflows/client';
import { type Kept, logsOf } from './privacy';
import { until } from './until';

/** How long everything may take to come up on a busy machine. */
export const START_PATIENCE = 240_000;

/** Settings of whoever runs the tests that would lead the product to other servers or real phones. */
const NOT_INHERITED = [
  'DATABASE_URL',
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'PORT',
  'PUBLIC_URL',
  'SECRET',
  'SMTP_URL',
  'MAIL_FROM',
  'TWILIO_ACCOUNT_SID',
  'TWILIO_AUTH_TOKEN',
  'TWILIO_FROM',
  'TWILIO_BASE_URL',
  'WORKFLOW_BUNDLE',
  'LOG_LEVEL',
  'NODE_ENV',
  'NODE_OPTIONS',
  'JEST_WORKER_ID',
];

/** The product as `npm start` runs it: real processes, real servers, state in a folder of its own. */
export class Product {
  readonly url: string;
  readonly phonesUrl: string;
  readonly password: string;
  readonly signIns: { email: string; role: string }[];
  /** The product's own database and workflows, for what no page shows. */
  readonly db: PrismaClient;
  readonly engine: Engine;

  private constructor(
    readonly dataDir: string,
    private readonly starter: KnownProcess,
    said: string,
    readonly temporal: Client,
    private readonly connection: Connection,
  ) {
    const find = (pattern: RegExp) => pattern.exec(said)?.[1] ?? fail(`${pattern} was not said`);
    this.url = find(/^Nhịp Cầu: (\S+)$/m);
    this.phonesUrl = find(/simulated phones and mailbox: (\S+)$/m);
    this.password = find(/password: (\S+)$/m);
    this.signIns = [...said.matchAll(/^ {2}(\S+@\S+) +(\w+) – /gm)].map(([, email = '', role = '']) => ({
      email,
      role,
    }));
    const { port, password } = readState<{ port: number; password: string }>(join(dataDir, 'postgres.json'));
    this.db = openDatabase(`postgresql://nhipcau:${password}@127.0.0.1:${port}/nhipcau`, 4);
    this.engine = new Engine(temporal);
  }

  /** Starts it and waits for its ready line; started again on the same folder it goes on where it was. */
  static async start({ dataDir }: { dataDir: string }): Promise<Product> {
    build();
    mkdirSync(join(dataDir, 'logs'), { recursive: true });
    const remembered = join(dataDir, 'app.json');
    if (!existsSync(remembered)) writeState(remembered, { ports: await ports() });
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !NOT_INHERITED.includes(name)),
    );
    const child = spawn(process.execPath, [join(root, 'dist', 'scripts', 'start.js')], {
      cwd: root,
      env: { ...env, NHIPCAU_DATA: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = createWriteStream(join(dataDir, 'logs', 'start.log'), { flags: 'a' });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        log.write(text);
      });
    }
    child.once('exit', () => log.end());
    const gone = () => child.exitCode !== null || child.signalCode !== null;
    try {
      await until('npm start', async () => gone() || /ready\. Ctrl-C/.test(said), START_PATIENCE);
      if (gone()) throw new Error(`npm start ended by itself:\n${said}`);
    } catch (error) {
      child.kill('SIGKILL'); // it may have left what it had started already
      for (const program of ['web', 'worker'])
        await end(readState<{ process: KnownProcess }>(join(dataDir, `${program}.json`)).process);
      await clear(dataDir);
      throw error;
    }
    const { port } = readState<{ port: number }>(join(dataDir, 'temporal.json'));
    const connection = await Connection.connect({ address: `127.0.0.1:${port}` });
    return new Product(
      dataDir,
      know(child.pid as number) as KnownProcess,
      said,
      new Client({ connection }),
      connection,
    );
  }

  /** As Ctrl-C does. */
  async stop(): Promise<void> {
    await this.letGo();
    if (runs(this.starter)) process.kill(this.starter.pid, 'SIGTERM');
    await until('the product stops', async () => !runs(this.starter));
  }

  /** kill -9 of every process of this product, all at once: nothing can say goodbye. */
  async killAll(): Promise<void> {
    const all = this.processes();
    for (const known of all) if (runs(known)) process.kill(known.pid, 'SIGKILL');
    await this.letGo();
    await until('every process is gone', async () => all.every((known) => !runs(known)));
  }

  /** Holds one process still, in the middle of whatever it does; the starter has the phones and the mailbox in it. */
  freeze(process: Program | 'starter'): void {
    this.signal(process, 'SIGSTOP');
  }

  thaw(process: Program | 'starter'): void {
    this.signal(process, 'SIGCONT');
  }

  /** Every text the simulated phones ever got from us, over all restarts. */
  texts(): Sms[] {
    // A text stands there again each time it changes: once per receipt.
    const bySid = new Map(
      journal<Sms>(join(this.dataDir, 'phones', 'texts.jsonl')).map((sms) => [sms.sid, sms]),
    );
    return [...bySid.values()].filter((sms) => sms.direction !== 'inbound');
  }

  /** Every mail of the simulated mailbox. */
  mails(): Mail[] {
    return journal<Mail>(join(this.dataDir, 'phones', 'mails.jsonl'));
  }

  /** What the product wrote into its logs. The sign-ins shown to whoever starts a demo are no log. */
  logs(): Kept[] {
    return logsOf(this.dataDir).map(({ where, text }) => ({
      where,
      text: text.replace(/^ {2}\S+@\S+ +\w+ – .*$/gm, ''),
    }));
  }

  /**
   * At night the courier rightly waits for the morning. A test that runs then calls what is due critical, which may go
   * out at any hour; everything else stays as it is.
   */
  async evenAtNight(): Promise<void> {
    const now = Date.now();
    if (withinHours(now, policyInForce(dayOf(now)).params.smsWindow) === now) return;
    const due = { status: 'planned', priority: { not: 'critical' }, notBefore: { lte: new Date(now) } };
    const { count } = await this.db.notice.updateMany({ where: due, data: { priority: 'critical' } });
    if (count === 0) return;
    for (const { id } of await this.db.province.findMany({ select: { id: true } }))
      await this.engine.pokeCourier(id, now);
  }

  private async letGo(): Promise<void> {
    await Promise.allSettled([this.db.$disconnect(), this.connection.close()]);
  }

  private signal(of: Program | 'starter', signal: NodeJS.Signals): void {
    const recorded = () => readState<{ process: KnownProcess }>(join(this.dataDir, `${of}.json`)).process;
    const known = of === 'starter' ? this.starter : recorded();
    if (!runs(known)) throw new Error(`${of} does not run`);
    process.kill(known.pid, signal);
  }

  /** The starter first, which must not notice the others go; then all below it, and PostgreSQL, which leaves the tree. */
  private processes(): KnownProcess[] {
    const server = runningServer(join(this.dataDir, 'postgres'));
    const below = new Map<number, number[]>();
    for (const line of execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
      .trim()
      .split('\n')) {
      const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
      below.set(parent, [...(below.get(parent) ?? []), pid]);
    }
    const tree = (pid: number): number[] => [pid, ...(below.get(pid) ?? []).flatMap(tree)];
    const pids = [this.starter.pid, ...(server ? [server.pid] : [])].flatMap(tree);
    return pids.flatMap((pid) => know(pid) ?? []);
  }
}

/**
 * Free ports apart from the usual ones, on which somebody may run the product beside the tests, and from those the system
 * gives to outgoing connections: it is a while until the last of them is listened on.
 */
async function ports(): Promise<Record<string, number>> {
  const names = ['web', 'worker', 'sms', 'smtp', 'phones'];
  const picked = await Promise.all(
    names.map(async (name) => [name, await freePort(randomInt(10_000, 32_000))] as const),
  );
  return Object.fromEntries(picked);
}

/** `npm test` has compiled already; a single file run by hand may find older output. */
function build(): void {
  const stamp = join(root, 'dist', '.tsbuildinfo');
  const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  const sources = ['domain', 'workflows', 'activities', 'api', 'worker', 'prisma', 'scripts'].flatMap(
    (folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(root, folder, file),
      ),
  );
  if (!sources.some((file) => /\.tsx?$/.test(file) && statSync(file).mtimeMs > built)) return;
  spawnSync(
    process.execPath,
    [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.json'],
    { cwd: root },
  );
}

/** The whole lines of a file of JSON lines. */
function journal<T>(file: string): T[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as T);
}

function fail(why: string): never {
  throw new Error(why);
}
