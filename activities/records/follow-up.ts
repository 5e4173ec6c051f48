import type { Policy } from '../../domain/policy';
import type { Db } from '../../prisma/client';
import type { FollowUpActivities, FollowUpStep } from '../contract';
import { paperOfFollowUp, writeDocument } from './documents';
import { closeItems } from './escalation';
import { offerJobs } from './offer-job';
import { type RecordDeps, recordStep } from './step';
import { accompaniedOtherwise, tellHandover, tellWhoAccompanies } from './tell-handover';
import { writeVisit } from './visits';

export function followUpActivities(deps: RecordDeps): FollowUpActivities {
  const { db, engine } = deps;
  return {
    async recordFollowUp(step: FollowUpStep): Promise<void> {
      await recordStep(deps, step, async (tx, owner, accountable) => {
        const now = {
          ...owner,
          ...accountable,
          communeId: step.communeId as string,
          provinceId: step.provinceId,
          mentorId: step.mentorId,
          status: step.closed ? 'closed' : 'open',
          closedAt: step.closed ? new Date(step.at) : null,
          closedWhy: step.closed,
          coverId: step.coverId,
          coverUntil: step.coverUntil && new Date(step.coverUntil),
          pace: step.pace,
          paused: step.paused,
          movingToId: step.movingTo,
          certificate: step.certificate,
          revision: step.revision,
          ...(step.endDay && { endsOn: new Date(step.endDay) }),
        };
        if (step.opened) {
          const { startDay, endDay } = step.opened;
          await tx.followUp.create({
            data: { endsOn: new Date(endDay), ...now, id: step.caseId, startsOn: new Date(startDay) },
          });
        } else {
          await tx.followUp.update({ where: { id: step.caseId }, data: now, select: { id: true } });
        }
        if (step.adopted) await adopt(tx, step, step.adopted);
        for (const visit of step.visits) await writeVisit(tx, step, visit);
        if (step.duties) await writeDuties(tx, step, step.duties);
        const paper = paperOfFollowUp(step);
        if (paper) await writeDocument(tx, step, paper);
        if (step.moved) await moveCase(tx, step);
      });
      await tellHandover(deps, step);
      if (accompaniedOtherwise(step)) await tellWhoAccompanies(deps, step);
      if (step.opened) await offerJobs(deps, step.caseId);
    },

    /** Referrals end with the case, or are handed on; what slipped about it asks nobody any more. Safe to run twice. */
    async closeCase({ caseId, by, why }): Promise<void> {
      const referrals = await db.referral.findMany({
        where: { followUpId: caseId, closedAt: null },
        select: { id: true },
      });
      for (const { id } of referrals) await engine.tellReferral(id, 'caseClosed', { by, why });
      await tellLoans(deps, caseId, by);
      const items = await db.escalationItem.findMany({
        where: { caseId, closedAt: null, what: { not: 'loan' } },
        select: { id: true },
      });
      const ids = items.map(({ id }) => id);
      await closeItems(deps, ids, 'not-needed');
    },
  };
}

/** A loan lives on when its follow-up is over. */
async function tellLoans({ db, engine }: RecordDeps, caseId: string, by: string): Promise<void> {
  const loans = await db.loan.findMany({ where: { caseId, closedAt: null }, select: { id: true } });
  if (loans.length === 0) return;
  const ended = await db.followUp.findUnique({ where: { id: caseId }, select: { closedWhy: true } });
  for (const { id } of loans)
    await engine.tellLoan(id, 'loanCaseEnded', { reason: ended?.closedWhy ?? 'completed', by });
}

/** The case shows by which rules it goes; a visit that no longer fits into the term is cancelled. */
async function adopt(tx: Db, { caseId, visits }: FollowUpStep, policy: Policy): Promise<void> {
  await tx.handover.update({
    where: { id: caseId },
    data: { policy: policy as object },
    select: { id: true },
  });
  const planned = visits.map(({ seq }) => seq);
  await tx.visit.updateMany({
    where: { followUpId: caseId, status: 'planned', seq: { notIn: planned } },
    data: { status: 'cancelled' },
  });
}

/** Makes the duties that wait the ones of the step: new ones are added, what is not there any more was done. */
async function writeDuties(
  tx: Db,
  { caseId, at }: FollowUpStep,
  duties: NonNullable<FollowUpStep['duties']>,
): Promise<void> {
  await tx.duty.updateMany({
    where: { followUpId: caseId, doneAt: null, id: { notIn: duties.map(({ id }) => id) } },
    data: { doneAt: new Date(at) },
  });
  for (const { id, kind, communeId, dueAt, overdue } of duties) {
    const duty = { kind, communeId, dueAt: new Date(dueAt), overdue };
    await tx.duty.upsert({
      where: { id },
      create: { id, followUpId: caseId, ...duty },
      update: duty,
      select: { id: true },
    });
  }
}

/** The destination took over: every list of the place finds the case there from now on. */
async function moveCase(tx: Db, { caseId, communeId, provinceId }: FollowUpStep): Promise<void> {
  const handover = await tx.handover.update({
    where: { id: caseId },
    data: { communeId, provinceId },
    select: { personId: true },
  });
  await tx.person.update({ where: { id: handover.personId }, data: { communeId } });
}
