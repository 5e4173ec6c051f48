import { checkId } from '../../domain/aftercare';
import type { Db } from '../../prisma/client';
import type { AftercareActivities, AftercareStep } from '../contract';
import { type RecordDeps, recordStep } from './step';
import { wordsOf } from './words';

export function aftercareActivities(deps: RecordDeps): AftercareActivities {
  return {
    async recordAftercare(step: AftercareStep): Promise<void> {
      await recordStep(deps, step, async (tx, owner) => {
        const { caseId: id, opened, closed, revision, communeId, provinceId } = step;
        const now = {
          ...{ ...owner, revision, provinceId, communeId: communeId as string },
          status: closed ? 'closed' : 'open',
          closedAt: closed ? new Date(step.at) : null,
          closedWhy: closed,
        };
        if (opened) {
          const begun = {
            ...now,
            endedOn: new Date(opened.endedOn),
            consentOn: new Date(opened.consentOn),
            consentHow: (await wordsOf(tx, step.submissionId, 'consentHow')) ?? 'spoken',
          };
          await tx.aftercare.upsert({ where: { id }, create: { ...begun, id }, update: begun });
        } else await tx.aftercare.update({ where: { id }, data: now });
        await writeChecks(tx, step);
      });
    },
  };
}

/** What became of the year that was waited for, and the one that is waited for now. */
async function writeChecks(tx: Db, step: AftercareStep): Promise<void> {
  const { caseId, reported, missed, check, closed } = step;
  if (reported)
    await tx.laterCheck.update({
      where: { id: checkId(caseId, reported.year) },
      data: {
        status: 'reported',
        heldOn: new Date(reported.heldOn),
        outcome: reported.outcome,
        working: await saidYes(tx, step.submissionId, 'working'),
        relapseFree: await saidYes(tx, step.submissionId, 'relapseFree'),
        reportedAt: new Date(step.at),
        reportedById: step.by,
      },
    });
  if (missed)
    await tx.laterCheck.update({ where: { id: checkId(caseId, missed) }, data: { status: 'missed' } });
  if (closed) {
    await tx.laterCheck.updateMany({ where: { caseId, status: 'planned' }, data: { status: 'cancelled' } });
    return;
  }
  if (!check) return;
  const id = checkId(caseId, check.year);
  const planned = { status: 'planned', dueOn: new Date(check.on) };
  await tx.laterCheck.upsert({
    where: { id },
    create: { ...planned, id, caseId, year: check.year },
    update: planned,
  });
}

/** What was found stays with the submission and goes to its table; the engine never hears it. */
async function saidYes(tx: Db, submissionId: string | undefined, field: string): Promise<boolean | null> {
  const said = await wordsOf(tx, submissionId, field);
  return said ? said === 'yes' : null;
}
