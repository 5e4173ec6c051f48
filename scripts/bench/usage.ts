import { readdirSync, readFileSync } from 'node:fs';

const TICK_MS = 10; // USER_HZ is 100 on every Linux, see proc(5)

/** Resident memory of a process, in bytes. */
export function residentBytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/**
 * Memory of these processes and of all they have started, in bytes: each page once, though several of PostgreSQL's
 * processes share it. 0 where the machine does not tell (only Linux does).
 */
export function familyBytes(pids: readonly number[]): number {
  const children = new Map<number, number[]>();
  for (const pid of processes()) {
    const parent = stat(pid)?.parent;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const bytes = (pid: number): number =>
    (children.get(pid) ?? []).reduce((sum, child) => sum + bytes(child), proportionalBytes(pid));
  return pids.reduce((sum, pid) => sum + bytes(pid), 0);
}

function proportionalBytes(pid: number): number {
  try {
    const [, kilobytes] = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return 0; // it has just ended
  }
}

function processes(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** What a process and its children, living and ended, have used of a processor, in ms. */
export function processorMs(pid: number): number {
  const children = processes().filter((other) => stat(other)?.parent === pid);
  return (stat(pid)?.withEnded ?? 0) + children.reduce((sum, child) => sum + (stat(child)?.own ?? 0), 0);
}

function stat(pid: number): { parent: number; own: number; withEnded: number } | undefined {
  try {
    // The second field is the name in brackets and may hold spaces: count from the last bracket.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ').map(Number) ?? [];
    const [own, ended] = [ticks(fields, 11), ticks(fields, 13)]; // utime + stime, cutime + cstime
    return { parent: fields[1] as number, own, withEnded: own + ended };
  } catch {
    return undefined; // it has just ended
  }
}

const ticks = (fields: number[], at: number) =>
  ((fields[at] as number) + (fields[at + 1] as number)) * TICK_MS;
