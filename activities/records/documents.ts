import type { Form } from '../../domain/documents';
import type { Db } from '../../prisma/client';
import type { Step } from '../contract';
import { wordsOf } from './words';

/** A paper of the case's file; given again it is corrected. Its number was kept with the submission. */
export async function writeDocument(
  db: Db,
  { caseId, at, by, submissionId }: Step,
  { form, signedOn }: { form: Form; signedOn: string },
): Promise<void> {
  const paper = {
    number: await wordsOf(db, submissionId, 'number'),
    signedOn: new Date(signedOn),
    recordedAt: new Date(at),
    recordedById: by ?? null,
  };
  const id = `${caseId}/${form}`;
  await db.document.upsert({
    where: { id },
    create: { id, handoverId: caseId, form, ...paper },
    update: paper,
    select: { id: true },
  });
}
