import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client';

export { type Course, Prisma, PrismaClient, type Submission } from './generated/client';

/** What a query runs on: the database itself or a transaction of it. */
export type Db = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>;

/**
 * Opens the database.
 * @param poolSize connections kept at most; each costs the server about 5 MB.
 */
export function openDatabase(url: string, poolSize = 10): PrismaClient {
  const adapter = new PrismaPg(
    {
      connectionString: url,
      max: poolSize,
      connectionTimeoutMillis: 5_000,
      options: '-c TimeZone=UTC', // timestamps are stored without a zone: every session must mean the same one
    },
    { statementNameGenerator: namer() },
  );
  // minimal: an error must not repeat the values of a query, they end in logs and histories
  return new PrismaClient({
    adapter,
    errorFormat: 'minimal',
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  });
}

/** Some texts grow with a list of values, and a named statement stays with its connection: only so many get a name. */
const NAMED = 300;
/** A migration that adds a column would change what their plan answers. */
const ALL_COLUMNS = /SELECT \*|\.\*/;

/** Names statements by their text, so that PostgreSQL plans each once for a connection, not each time: it halves its work. */
function namer(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= NAMED) return ''; // no name
    const name = ALL_COLUMNS.test(sql) ? '' : `s${names.size}`;
    names.set(sql, name);
    return name;
  };
}

/** PostgreSQL's own code of what failed, where it was PostgreSQL that refused a raw statement. */
export function sqlState(error: unknown): string | undefined {
  const { meta } = error as { meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } };
  return meta?.driverAdapterError?.cause?.originalCode;
}

/** The values are at fault (classes 22 and 23: data and constraints): the same again will fail again. */
export const isOfTheValues = (error: unknown): boolean => /^2[23]/.test(sqlState(error) ?? '');
