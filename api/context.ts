import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import { Pool } from 'pg';
import pino, { type Logger } from 'pino';
import type { Instant } from '../domain/calendar';
import { openDatabase, type PrismaClient } from '../prisma/client';
import { Engine } from '../workflows/client';
import type { Config } from './config';

/** What every command, query and route of the api stands on. */
export interface Context {
  db: PrismaClient;
  /** For the cookie sessions only, whose store speaks SQL itself. */
  sessionPool: Pool;
  engine: Pick<Engine, 'update' | 'startHandover' | 'adoptionPreview' | 'pokeCourier'>;
  /** Absent in tests of commands: then nothing is triggered and readiness says so. */
  temporal?: Client;
  config: Config;
  log: Logger;
  now(): Instant;
}

/** Opens what the configuration names. Nothing is connected yet: the app starts, and says 503, where a part is down. */
export function openContext(
  config: Config,
  given: Partial<Context> = {},
): Context & { close(): Promise<void> } {
  const connection = given.engine ? undefined : connectTemporal(config.temporalAddress);
  const temporal =
    given.temporal ?? (connection && new Client({ connection, namespace: config.temporalNamespace }));
  const db = given.db ?? openDatabase(config.databaseUrl);
  const sessionPool =
    given.sessionPool ??
    new Pool({
      connectionString: config.databaseUrl,
      max: 5,
      connectionTimeoutMillis: 3_000,
      query_timeout: 5_000,
    });
  const log = given.log ?? pino({ level: config.logLevel });
  sessionPool.on('error', () => log.warn('a database connection of the sessions was lost'));
  return {
    db,
    sessionPool,
    temporal,
    engine: given.engine ?? new Engine(temporal as Client),
    config,
    log,
    now: given.now ?? Date.now,
    async close() {
      await Promise.all([db.$disconnect(), sessionPool.end(), connection?.close()]);
    },
  };
}

/**
 * A connection for callers that wait: it gives up after a second of refusals (the SDK's ten tries take half a minute; what was
 * asked is stored and delivered later anyway), and finds a server that is back within two seconds.
 */
export function connectTemporal(address: string): Connection {
  return Connection.lazy({
    address,
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: 4 }))],
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': 2_000 },
  });
}
