import { readdirSync, readFileSync } from 'node:fs';

const TICK_MS = 10; // USER_HZ is 100 on every Linux, see proc(5)

/** Resident memory of a process, in bytes. */
export function residentBytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** What a process and its children, living and ended, have used of a processor, in ms. */
export function processorMs(pid: number): number {
  const children = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && stat(Number(name))?.parent === pid,
  );
  return (
    (stat(pid)?.withEnded ?? 0) + children.reduce((sum, child) => sum + (stat(Number(child))?.own ?? 0), 0)
  );
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
