import { latePaper, lateReport } from '../../domain/afterwards';
import { type Day, dayOf, type Instant, toDay } from '../../domain/calendar';
import { visitId } from '../../domain/follow-up';
import type { RefusalCode } from '../../domain/refusal';
import type { TimelineKind } from '../../domain/wording/labels';
import type { Db } from '../../prisma/client';
import { type ToldAfterwards, workflowId } from '../../workflows/contract';
import type { AfterwardsActivities } from '../contract';
import type { RecordDeps } from './deps';
import { writeDocument } from './documents';
import { closeItems } from './escalation';
import { writeReport } from './visits';

export function afterwardsActivities(deps: RecordDeps): AfterwardsActivities {
  const { db, now = Date.now } = deps;
  return {
    async recordAfterwards(told) {
      const key = workflowId.afterwards(told.command.submissionId);
      const at = now();
      const refused = await db.$transaction(async (tx) => {
        if (await tx.timelineEvent.count({ where: { key } })) return null; // recorded by an earlier try
        const refused = await whyNot(tx, told, dayOf(at));
        if (!refused) await record(tx, told, key, at);
        return refused;
      });
      if (!refused && told.update === 'reportVisit')
        await closeItems(deps, [visitId(told.caseId, told.command.seq)]);
      return refused;
    },
  };
}

async function whyNot(db: Db, { caseId, ...told }: ToldAfterwards, today: Day): Promise<RefusalCode | null> {
  if (told.update === 'recordDocument') {
    const handover = await db.handover.findUnique({ where: { id: caseId }, select: { cancelled: true } });
    const stopped = !handover || handover.cancelled !== null;
    return latePaper({ stopped }, { signedOn: told.command.signedOn, today });
  }
  const visit = await db.visit.findUnique({
    where: { id: visitId(caseId, told.command.seq) },
    select: { status: true, followUp: { select: { status: true, startsOn: true } } },
  });
  // It was refused by a process that ends just now: what it wrote last is about to be there.
  if (visit?.followUp.status === 'open') return 'closed';
  const startsOn = visit ? toDay(visit.followUp.startsOn) : today;
  return lateReport(visit, { heldOn: told.command.heldOn, startsOn, today });
}

async function record(db: Db, { caseId, ...told }: ToldAfterwards, key: string, at: Instant): Promise<void> {
  const { by, submissionId } = told.command;
  const step = { caseId, at, by, submissionId };
  let what: TimelineKind;
  let data: Record<string, string>;
  if (told.update === 'recordDocument') {
    const { form, signedOn } = told.command;
    [what, data] = ['document-recorded', { form }];
    await writeDocument(db, step, { form, signedOn });
  } else {
    const { seq, outcome, heldOn, topics } = told.command;
    const needs = told.command.needs.map(({ kind }) => kind);
    [what, data] = ['visit-reported', { visit: String(seq), outcome }];
    await writeReport(db, step, { seq, status: 'late', outcome, heldOn, needs, topics });
  }
  await db.timelineEvent.create({ data: { key, caseId, kind: what, at: new Date(at), byId: by, data } });
}
