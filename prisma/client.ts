import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client';

export { Prisma, PrismaClient } from './generated/client';

/** What a query runs on: the database itself or a transaction of it. */
export type Db = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>;

/**
 * Opens the database.
 * @param poolSize connections kept at most; each costs the server about 5 MB.
 */
export function openDatabase(url: string, poolSize = 10): PrismaClient {
  const adapter = new PrismaPg({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    options: '-c TimeZone=UTC', // timestamps are stored without a zone: every session must mean the same one
  });
  // minimal: an error must not repeat the values of a query, they end in logs and histories
  return new PrismaClient({
    adapter,
    errorFormat: 'minimal',
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  });
}
