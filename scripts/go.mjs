// From a fresh clone to a running command: `node scripts/go.mjs start|demo|test|check|bench|simulate|mutate|reset [arguments]`.
// Plain Node without dependencies, because the first thing it does is to install them. Each step is skipped when its
// result is there already, and says in one line what it was and how long it took.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command = '', ...args] = process.argv.slice(2);
const commands = ['start', 'demo', 'test', 'check', 'bench', 'simulate', 'mutate', 'reset'];

/** Ends with what the person has to do, in both languages. */
function stop(vi, en) {
  console.error(`✗ ${vi} / ${en}`);
  process.exit(1);
}

function step(label, fn) {
  const begun = performance.now();
  const how = fn();
  console.log(`✓ ${label}${how ? ` (${how})` : ''} ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}

function run(program, programArgs, options = {}) {
  return spawnSync(program, programArgs, { cwd: root, stdio: 'inherit', ...options });
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8'));
  } catch {
    return undefined;
  }
}

function checkNode() {
  const wanted = readJson('package.json').engines.node.match(/[\d.]+/)[0];
  const older = process.versions.node.localeCompare(wanted, 'en', { numeric: true }) < 0;
  if (older) {
    stop(
      `Cần Node.js từ bản ${wanted} trở lên, ở đây là ${process.versions.node}: hãy cài bản mới hơn.`,
      `Node.js ${wanted} or newer is needed, this is ${process.versions.node}: install a newer one.`,
    );
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for, by the list npm leaves there when it has finished. After
 * an install that was broken off that list may promise what is not there, so each package is looked for too.
 */
function installed() {
  const wanted = readJson('package-lock.json').packages;
  const there = readJson('node_modules/.package-lock.json')?.packages;
  // Optional packages are those for other machines' processors and systems.
  const needed = Object.entries(wanted).filter(
    ([path, entry]) => path && !entry.optional && !entry.devOptional,
  );
  return (
    there &&
    needed.every(
      ([path, { version }]) =>
        there[path]?.version === version && existsSync(join(root, path, 'package.json')),
    )
  );
}

function dependencies() {
  const modules = join(root, 'node_modules');
  // npm cannot mend what an install that was broken off left behind, and says it did: then it begins anew.
  const unfinished = join(modules, '.unfinished');
  if (existsSync(unfinished)) rmSync(modules, { recursive: true, force: true });
  else if (installed()) return 'cached';
  console.log('  installing the dependencies with npm');
  mkdirSync(modules, { recursive: true });
  writeFileSync(unfinished, '');
  // `install` from the lock, not `ci`: the lock may lack packages for other systems, which `ci` refuses and `install`
  // adds where they are needed. No install scripts: some download from hosts that are not reachable everywhere, and
  // none is needed.
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const npm = run('npm', ['install', '--no-save', '--ignore-scripts', '--prefer-offline', ...quiet]);
  if (npm.status !== 0 || !installed()) {
    stop(
      'Không cài được các thư viện: hãy kiểm tra kết nối tới kho npm rồi chạy lại.',
      'The dependencies cannot be installed: check the connection to the npm registry and try again.',
    );
  }
  rmSync(unfinished);
}

function prismaClient() {
  const stamp = join(root, 'prisma/generated/.made-from');
  const { version } = readJson('node_modules/prisma/package.json');
  const schema = readFileSync(join(root, 'prisma/schema.prisma'));
  const made = createHash('sha256').update(version).update(schema).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return 'cached';
  // `generate` works without the schema engine; naming any program keeps Prisma from downloading one.
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
    DATABASE_URL: process.env.DATABASE_URL ?? 'postgresql://unused',
  };
  const result = run(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
    env,
    stdio: 'pipe',
    encoding: 'utf8',
  });
  if (result.status !== 0) {
    console.error(result.stdout + result.stderr);
    stop('prisma/schema.prisma có lỗi, xem ở trên.', 'prisma/schema.prisma has an error, see above.');
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, made);
}

function compile() {
  const result = run(process.execPath, [
    'node_modules/typescript/bin/tsc',
    '-p',
    'tsconfig.json',
    '--pretty',
  ]);
  if (result.status !== 0)
    stop('Mã nguồn có lỗi kiểu, xem ở trên.', 'The source has type errors, see above.');
}

/** Hands over to the compiled command, in this process: Ctrl-C and exit codes need no passing on. */
function handOver() {
  const script = join(root, 'dist/scripts', `${command}.js`);
  process.setSourceMapsEnabled(true);
  process.argv = [process.execPath, script, ...args];
  createRequire(import.meta.url)(script);
}

/** Deletes what earlier sessions kept. Never under a server that still runs: it would go on with files that are gone. */
function reset() {
  const data = join(root, '.data');
  const servers = [
    ['PostgreSQL', Number(readText(join(data, 'postgres/postmaster.pid'))?.split('\n')[0])],
    ['Temporal', readJson('.data/temporal.json')?.server?.pid],
    ['Nhịp Cầu', readJson('.data/session.json')?.owner?.pid],
  ];
  for (const [name, pid] of servers) {
    if (!pid || !isOurs(pid)) continue;
    stop(
      `${name} (tiến trình ${pid}) vẫn đang chạy từ .data: hãy dừng bằng Ctrl-C (hoặc kill ${pid}) rồi chạy lại.`,
      `${name} (process ${pid}) still runs from .data: stop it with Ctrl-C (or kill ${pid}) and try again.`,
    );
  }
  const postgres = join(data, 'postgres'); // may be a link to a folder outside, see scripts/parts/postgres-account.ts
  if (existsSync(postgres)) rmSync(realpathSync(postgres), { recursive: true, force: true });
  rmSync(data, { recursive: true, force: true });
}

function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Whether the process runs and is one of ours: a number from a file may belong to anybody after a restart. */
function isOurs(pid) {
  const ps = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  if (ps.error) return existsSync(`/proc/${pid}`);
  return /postgres|temporal|node|npm/.test(ps.stdout) && !ps.stdout.includes('<defunct>');
}

process.chdir(root);
if (!commands.includes(command)) {
  stop(`Lệnh: ${commands.join(', ')}`, `one of: ${commands.join(', ')}`);
} else if (command === 'reset') {
  step('.data cleared', reset);
} else {
  checkNode();
  step('dependencies', dependencies);
  step('Prisma client', prismaClient);
  step('build', compile);
  handOver();
}
