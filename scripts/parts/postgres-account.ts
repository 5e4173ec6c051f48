import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Log, Missing } from './say';

/** Whom the server runs as: nobody else (an empty object) or, because PostgreSQL refuses root, the user `postgres`. */
export interface Account {
  uid?: number;
  gid?: number;
}

/** Where root's checkouts keep what the `postgres` user must reach and cannot reach inside the checkout. */
const SHARED = '/var/lib/nhipcau';

/** The account for the server; as root the system user `postgres`, made when there is none. */
export function serverAccount(log: Log): Account {
  if (process.getuid?.() !== 0) return {};
  const find = () => {
    const [, , uid, gid] =
      readFileSync('/etc/passwd', 'utf8')
        .match(/^postgres:.*$/m)?.[0]
        .split(':') ?? [];
    return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
  };
  const found = find();
  if (found) return found;
  log('  PostgreSQL does not run as root: adding the system user "postgres"');
  try {
    execFileSync('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]);
  } catch {
    /* the sentence below says what to do */
  }
  const made = find();
  if (made) return made;
  throw new Missing(
    'PostgreSQL không chạy bằng root: hãy chạy lệnh này bằng người dùng thường, hoặc đặt DATABASE_URL.',
    'PostgreSQL does not run as root: run this as an ordinary user, or set DATABASE_URL.',
  );
}

/** Whether the account can pass through the folder and every folder above it (asked of the system, not computed). */
export function canReach(dir: string, account: Account): boolean {
  if (account.uid === undefined) return true;
  return spawnSync('test', ['-x', `${dir}/.`], { ...account, cwd: '/' }).status === 0;
}

/**
 * The folder of PostgreSQL's programs, reachable for the account: node_modules' own, or, when the checkout lies
 * under a folder only root may enter, a copy outside it (60 MB, once per version).
 */
export function reachablePrograms(native: string, version: string, account: Account, log: Log): string {
  if (canReach(join(native, 'bin'), account)) return native;
  const copy = join(SHARED, `postgres-${version}`);
  if (!existsSync(copy)) {
    log(`  the "postgres" user cannot enter this folder: PostgreSQL's programs are copied to ${copy}`);
    mkdirSync(SHARED, { recursive: true, mode: 0o755 });
    const half = `${copy}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    renameSync(half, copy);
  }
  return copy;
}

/**
 * Where a new cluster is to be made: `dir` itself, or, when the account cannot get there, a folder outside with `dir`
 * as a symbolic link to it, so that whoever looks (or resets) finds it from the checkout.
 */
export function reachableHome(dir: string, account: Account, log: Log): string {
  mkdirSync(dirname(dir), { recursive: true });
  if (canReach(dirname(dir), account)) return dir;
  const outside = join(SHARED, createHash('sha256').update(dir).digest('hex').slice(0, 12));
  log(`  the "postgres" user cannot enter this folder: the data are kept in ${outside}`);
  mkdirSync(SHARED, { recursive: true, mode: 0o755 });
  rmSync(dir, { force: true });
  symlinkSync(outside, dir);
  return outside;
}
