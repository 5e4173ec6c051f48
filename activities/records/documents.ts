import { dayOf } from '../../domain/calendar';
import type { Form } from '../../domain/documents';
import type { TimelineKind } from '../../domain/wording/labels';
import type { Db } from '../../prisma/client';
import type { FollowUpStep, Step } from '../contract';
import { wordsOf } from './words';

/** A paper of the case's file; given again it is corrected. Its number was kept with the submission. */
export async function writeDocument(
  db: Db,
  { caseId, at, by, submissionId }: Pick<Step, 'caseId' | 'at' | 'by' | 'submissionId'>,
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

/** Steps of the follow-up that are themselves a paper: the notice of a move, the helper it names, and the end's own. */
const PAPERS: Partial<Record<TimelineKind, Form>> = {
  'move-asked': '54',
  'move-accepted': '60',
  'end-certificate': '56',
  'end-delisting': '57',
};

/** The paper a step of the follow-up brings, signed that day where no other was given; null: it brings none. */
export function paperOfFollowUp({ what, at, data }: FollowUpStep): { form: Form; signedOn: string } | null {
  const form = PAPERS[what];
  return form ? { form, signedOn: data?.signedOn ?? dayOf(at) } : null;
}
