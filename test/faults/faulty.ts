import type { PrismaClient } from '../../prisma/client';

/** Where a statement of one dispatcher is met: just before it is sent to the database, or after its answer came. */
export interface Boundary {
  statement: RegExp;
  when: 'before' | 'after';
}

/**
 * The same database, met once at one boundary. What `meet` does there (throw, wait, never come back) happens to this
 * dispatcher only; inside a transaction a throw rolls it back, as the end of its process would.
 */
export function meeting(
  db: PrismaClient,
  { statement, when }: Boundary,
  meet: () => Promise<void>,
): PrismaClient {
  let met = false;
  const extended = db.$extends({
    query: {
      async $allOperations({ args, query }) {
        const sql = (args as { sql?: string; strings?: readonly string[] }) ?? {};
        const here = !met && statement.test(sql.sql ?? sql.strings?.join('?') ?? '');
        if (here) met = true;
        if (here && when === 'before') await meet();
        const answer = await query(args);
        if (here && when === 'after') await meet();
        return answer;
      },
    },
  });
  return extended as unknown as PrismaClient;
}
