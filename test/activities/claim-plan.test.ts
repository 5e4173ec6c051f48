import { dueNotices } from '../../activities/messages/claim';
import { openDatabase, type PrismaClient } from '../../prisma/client';
import { freshDatabase } from '../support/real-parts';

// PostgreSQL's own plan, on its own statistics of a full table: a figure that no busy machine can change.

const PLANNED = 100_000;
let db: PrismaClient;
beforeAll(async () => {
  db = openDatabase(await freshDatabase(), 2);
  await db.$executeRaw`
    INSERT INTO "Notice" (key, scope, "provinceId", kind, priority, channels, "recipientId", "caseId", "subjectId", "notBefore", "expiresAt", "collapseKey", status)
    SELECT 'n' || i, 's' || i, (i % 10)::text, 'visit-reminder', 'routine', '{sms}', 'u' || i % 5000, 'c' || i, 'v' || i,
      timestamp '2026-11-22' + i * interval '1 minute', timestamp '2028-01-01', 'k', CASE WHEN i % 50 = 0 THEN 'sent' ELSE 'planned' END
    FROM generate_series(1, ${PLANNED}::int) i`;
  await db.$executeRaw`ANALYZE "Notice"`;
});
afterAll(() => db.$disconnect());

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Actual Rows': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}
const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

/** 20 are due in the province asked of, 200 in all. */
const NOW = Date.parse('2026-11-22T03:20:00Z');

test(`with ${PLANNED.toLocaleString('en')} notices planned a claim reads the due ones by their index, and no others`, async () => {
  const [row] = await db.$queryRaw<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>`
    EXPLAIN (ANALYZE, FORMAT JSON) ${dueNotices('3', NOW, 500)}`;
  const steps = nodes((row as NonNullable<typeof row>)['QUERY PLAN'][0].Plan);
  const reads = steps.filter((step) => step['Relation Name'] === 'Notice' || step['Index Name']);
  expect(steps.map((step) => step['Node Type'])).not.toContain('Seq Scan');
  expect(reads.map((step) => step['Index Name']).filter(Boolean)).toEqual([
    'Notice_status_provinceId_notBefore_idx',
  ]);
  expect(reads.find((step) => step['Index Cond'])?.['Index Cond']).toMatch(/status.*provinceId.*notBefore/);
  // Read: what is due there, nothing beside it. (Every fifth multiple of ten that ends in 3 is none, so all 20 are planned.)
  for (const read of reads)
    expect([read['Actual Rows'], read['Rows Removed by Filter'] ?? 0]).toEqual([20, 0]);
});
