import type { Db } from '../../prisma/client';

/** What the person wrote: it was kept with their submission and never went through the engine. */
export async function wordsOf(
  db: Db,
  submissionId: string | undefined,
  field: string,
): Promise<string | null> {
  if (!submissionId) return null;
  const submission = await db.submission.findUnique({
    where: { id: submissionId },
    select: { payload: true },
  });
  const words = (submission?.payload as Record<string, unknown> | undefined)?.[field];
  return typeof words === 'string' && words.trim() ? words.trim() : null;
}
