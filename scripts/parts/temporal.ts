import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { end, freePort, type KnownProcess, know, runs } from './process';
import { type Log, Missing } from './say';
import { readState, writeState } from './state';
import { findTemporal } from './temporal-program';

export interface Temporal {
  /** host:port of the gRPC frontend. */
  address: string;
  /** Temporal's own web pages; absent when the server is not ours or keeps nothing. */
  uiUrl?: string;
  /** Which way it was found, for the progress line. */
  way: string;
  stop(): Promise<void>;
}

export interface TemporalOptions {
  /** The folder that keeps the state (`temporal.db`), its ports (`temporal.json`) and its log. */
  dataDir: string;
  log: Log;
  /** For tests: nothing is kept and there are no web pages. */
  ephemeral?: boolean;
}

interface State {
  port: number;
  uiPort: number;
  server: KnownProcess;
}

const NAMESPACE = process.env.TEMPORAL_NAMESPACE || 'default';

/**
 * Brings up a Temporal server: `TEMPORAL_ADDRESS` when set (an ephemeral one never uses it), else the development
 * server of the `temporal` program, on 127.0.0.1 and the same ports as last time when they are free. A server left
 * running by a killed session is taken over.
 */
export async function startTemporal({ dataDir, log, ephemeral = false }: TemporalOptions): Promise<Temporal> {
  const given = process.env.TEMPORAL_ADDRESS;
  if (given && !ephemeral) {
    if (!(await healthy(given, 5_000))) {
      throw new Missing(
        `TEMPORAL_ADDRESS=${given} không trả lời: hãy sửa địa chỉ hoặc bỏ biến này để dùng máy chủ kèm theo.`,
        `TEMPORAL_ADDRESS=${given} does not answer: correct it, or unset it to use a server of our own.`,
      );
    }
    return { address: given, way: 'TEMPORAL_ADDRESS', stop: async () => {} };
  }

  const file = stateFile(dataDir);
  const known = readState<State>(file);
  const part = (state: State, way: string): Temporal => ({
    address: `127.0.0.1:${state.port}`,
    ...(ephemeral ? {} : { uiUrl: `http://127.0.0.1:${state.uiPort}` }),
    way,
    stop: () => end(state.server),
  });
  if (known.port && known.uiPort && runs(known.server)) {
    if (await healthy(`127.0.0.1:${known.port}`, 2_000)) {
      return part(known as State, 'still running from an earlier session');
    }
    await end(known.server);
  }

  const { program, way } = await findTemporal(log);
  const port = await freePort(known.port);
  const uiPort = await freePort(known.uiPort);
  mkdirSync(dataDir, { recursive: true });
  const logFile = join(dataDir, 'temporal.log');
  const keep = ephemeral
    ? ['--headless']
    : ['--db-filename', join(dataDir, 'temporal.db'), '--ui-port', String(uiPort)];
  // A worker may take the activity it has just asked for at once: half the waiting time of a command.
  const eager = ['--dynamic-config-value', 'system.enableActivityEagerExecution=true'];
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), ...eager, ...keep];
  const output = openSync(logFile, 'w');
  // A group of its own, so that Ctrl-C reaches the workers first and they can still record what they were doing.
  const child = spawn(program, [...args, '--log-level', 'error'], {
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  child.unref();
  let onExit = (_code: number | null) => {};
  const failure = new Promise<never>((_, reject) => {
    child.once('error', reject);
    onExit = (code) =>
      reject(new Error(`Temporal ended (${code}):\n${readFileSync(logFile, 'utf8').slice(-2_000)}`));
    child.once('exit', onExit);
  });
  const server = child.pid === undefined ? undefined : know(child.pid);
  if (!server) return failure;
  const state: State = { port, uiPort, server };
  writeState(file, state);
  const up = await Promise.race([healthy(`127.0.0.1:${port}`, 60_000), failure]);
  child.off('exit', onExit); // from here on it ends when it is told to
  if (!up) {
    await end(server);
    throw new Error(`Temporal does not answer after 60 s, see ${logFile}`);
  }
  return part(state, `${way}, port ${port}`);
}

/** The server a session wrote down in this folder, if it still runs. */
export function recordedServer(dataDir: string): KnownProcess | undefined {
  const { server } = readState<State>(stateFile(dataDir));
  return runs(server) ? server : undefined;
}

/** Whether a Temporal server answers for the namespace there, asked by gRPC for `patience` ms at the most. */
export async function healthy(address: string, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  // A first gRPC connection that is refused backs off for a second: knock on the port until somebody is there.
  while (!(await listens(address))) {
    if (Date.now() > deadline) return false;
    await pause(30);
  }
  const connection = Connection.lazy({ address });
  try {
    do {
      const asked = connection.withDeadline(Math.max(deadline, Date.now() + 500), () =>
        connection.workflowService.describeNamespace({ namespace: NAMESPACE }),
      );
      const ok = await asked.then(
        () => true,
        () => false,
      );
      if (ok) return true;
      await pause(50);
    } while (Date.now() < deadline);
    return false;
  } finally {
    await connection.close();
  }
}

const stateFile = (dataDir: string) => join(dataDir, 'temporal.json');

function listens(address: string): Promise<boolean> {
  const [host = '127.0.0.1', port = '7233'] = address.split(/:(?=\d+$)/);
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), timeout: 2_000 });
    const answer = (value: boolean) => {
      socket.destroy();
      resolve(value);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
    socket.once('timeout', () => answer(false));
  });
}
