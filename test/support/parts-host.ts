import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { apply } from '../../scripts/parts/migrate';
import { createDatabase, startPostgres } from '../../scripts/parts/postgres';
import { root } from '../../scripts/parts/root';
import { silent } from '../../scripts/parts/say';
import { clear, scratchDir } from '../../scripts/parts/scratch';
import { startTemporal } from '../../scripts/parts/temporal';
import { bundleWorkflows } from './bundle';
import { HOST_VARIABLE } from './real-parts';

interface Host {
  server: Server;
  dir: string;
  started: Promise<{ stop(): Promise<void> }>[];
}

// Jest loads setup and teardown apart from each other; only the process itself is shared between them.
const shared = globalThis as { nhipcauTestParts?: Host };

/**
 * One PostgreSQL and one Temporal for the whole run, started when the first test asks for them: the tests of rules
 * never wait for a server. Asked over HTTP because each test file lives in another process.
 */
export async function serveParts(): Promise<void> {
  const dir = await scratchDir();
  const started: Host['started'] = [];
  const once = <T extends { stop(): Promise<void> }>(start: () => Promise<T>) => {
    let part: Promise<T> | undefined;
    return () => {
      if (!part) {
        part = start();
        started.push(part);
      }
      return part;
    };
  };
  const temporal = once(() => startTemporal({ dataDir: dir, log: silent, ephemeral: true }));
  const postgres = once(async () => {
    const server = await startPostgres({ dataDir: dir, log: silent, ephemeral: true });
    await apply(server.url); // the database of this address is the template of all others
    return server;
  });
  let bundle: Promise<string> | undefined;
  const answers: Record<string, () => Promise<string>> = {
    '/bundle': () => (bundle ??= bundleWorkflows(join(root, 'workflows'), join(dir, 'workflows.js'))),
    '/temporal': async () => (await temporal()).address,
    '/database': async () => {
      const { url } = await postgres();
      const { pathname } = new URL(url);
      const admin = new URL('/postgres', url).href;
      return createDatabase(admin, `test_${randomUUID().replaceAll('-', '')}`, pathname.slice(1));
    },
  };

  const server = createServer((request, response) => {
    response.setHeader('connection', 'close'); // a kept one may close just when the next test file asks
    const answer = answers[request.url ?? ''];
    if (!answer) return void response.writeHead(404).end();
    answer().then(
      (text) => response.end(text),
      (error: Error) => response.writeHead(500).end(error.stack),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env[HOST_VARIABLE] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  shared.nhipcauTestParts = { server, dir, started };
}

export async function closeParts(): Promise<void> {
  const host = shared.nhipcauTestParts;
  if (!host) return;
  host.server.close();
  host.server.closeAllConnections();
  const parts = await Promise.allSettled(host.started);
  await Promise.all(parts.map((part) => (part.status === 'fulfilled' ? part.value.stop() : undefined)));
  await clear(host.dir);
}
