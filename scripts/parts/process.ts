import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A process that can be recognised later: pids are reused, a pid with its start time is not. */
export interface KnownProcess {
  pid: number;
  started: string;
}

/** When the process started, in the words of the operating system; undefined when it does not run. */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      // The second field is the name in brackets and may hold spaces: count from the last bracket (see proc(5)).
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      const zombie = fields[0] === 'Z';
      return zombie ? undefined : fields[19];
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Remembers a running process; undefined when it has already ended. */
export function know(pid: number): KnownProcess | undefined {
  const started = startOf(pid);
  return started === undefined ? undefined : { pid, started };
}

/** Whether exactly this process (not another that got its number) still runs. */
export function runs(known: KnownProcess | undefined): known is KnownProcess {
  return known !== undefined && startOf(known.pid) === known.started;
}

/** The command line of a process, or '' when it does not run. */
export function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/** Ends one process by its number: politely, and after `patience` ms for good. Does nothing when it has ended. */
export async function end(known: KnownProcess | undefined, patience = 10_000): Promise<void> {
  const send = (signal: NodeJS.Signals) => {
    if (runs(known)) process.kill(known.pid, signal);
  };
  send('SIGTERM');
  for (const deadline = performance.now() + patience; runs(known) && performance.now() < deadline; )
    await pause(20);
  send('SIGKILL');
  while (runs(known)) await pause(20);
}

/** A free TCP port on this machine: one of `wanted` when it is free, else one the system picks. */
export async function freePort(wanted?: number): Promise<number> {
  const tryPort = (port: number) =>
    new Promise<number | undefined>((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(undefined));
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
      });
    });
  const port = (wanted ? await tryPort(wanted) : undefined) ?? (await tryPort(0));
  if (port === undefined) throw new Error('no free port on 127.0.0.1');
  return port;
}
