import { toDay } from '../../domain/calendar';
import { fileOf } from '../../domain/documents';
import type { MilestoneKind, Treatment } from '../../domain/handover';
import { may } from '../../domain/permission';
import { whoOf } from '../../domain/wording/messages';
import type { Db } from '../../prisma/client';
import { caseArea } from '../commands/area';
import { denied } from '../commands/command';
import type { Context } from '../context';
import type { Actor } from '../session';
import { communeNames, userNames } from './names';
import type { CaseFile } from './shapes';

/** The file of a case: what is there, what is missing, who met the person before; null when it is not the asker's. */
export async function caseFile(ctx: Context, actor: Actor, caseId: string): Promise<CaseFile | null> {
  const { db } = ctx;
  const area = await caseArea(db, caseId);
  if (denied(ctx, actor, 'see-file', area)) return null;
  const row = await db.handover.findUniqueOrThrow({
    where: { id: caseId },
    include: {
      person: { include: { centre: true } },
      milestones: { orderBy: { position: 'asc' } },
      documents: true,
    },
  });
  const { person, milestones, documents } = row;
  const file = fileOf(
    {
      treatment: row.treatment as Treatment,
      facility: row.facilityId !== null,
      asked: milestones.map(({ kind }) => kind as MilestoneKind),
    },
    new Set(documents.map(({ form }) => form)),
    milestones,
  );
  const [users, communes, meetings] = await Promise.all([
    userNames(
      db,
      documents.map((d) => d.recordedById),
    ),
    communeNames(db, [row.communeId]),
    meetingsOf(db, caseId),
  ]);
  return {
    id: caseId,
    who: whoOf(person.fullName, person.code),
    code: person.code,
    fullName: person.fullName,
    bornOn: toDay(person.bornOn),
    minor: person.minor,
    guardian: person.minor ? person.relativeName : null,
    treatment: row.treatment,
    endOn: toDay(row.endOn),
    centre: person.centre.name,
    commune: (row.communeId && communes.get(row.communeId)) ?? null,
    complete: file.complete,
    // A paper that comes after the last step is a paper; of a return that was stopped none is waited for.
    canRecord: row.status !== 'cancelled' && may(actor, 'record-document', area ?? {}),
    entries: file.entries.map((entry) => {
      const paper = documents.find(({ form }) => form === entry.form);
      return {
        ...entry,
        number: paper?.number ?? null,
        signedOn: paper ? toDay(paper.signedOn) : null,
        recordedBy: (paper?.recordedById && users.get(paper.recordedById)) ?? null,
      };
    }),
    meetings,
  };
}

/** Meetings before the release live on the timeline: nothing else ever asks for them. */
async function meetingsOf(db: Db, caseId: string): Promise<CaseFile['meetings']> {
  const rows = await db.timelineEvent.findMany({
    where: { caseId, kind: 'meeting-held' },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ data }) => {
    const { on = '', with: party = '' } = (data ?? {}) as Record<string, string>;
    return { on, with: party };
  });
}

/** What a mentor who declined wrote last, for the commune that must ask another. */
export async function declinedBecause(db: Db, caseId: string): Promise<string | null> {
  const declined = await db.submission.findFirst({
    where: {
      caseId,
      kind: 'answerMentorRequest',
      status: 'applied',
      args: { path: ['accepts'], equals: false },
    },
    orderBy: { createdAt: 'desc' },
    select: { payload: true },
  });
  const { reason } = (declined?.payload ?? {}) as { reason?: string };
  return reason ?? null;
}

/** What the commune wrote when it gave the case back last. */
export async function returnedBecause(db: Db, caseId: string): Promise<string | null> {
  const returned = await db.submission.findFirst({
    where: { caseId, kind: 'returnCase', status: 'applied' },
    orderBy: { createdAt: 'desc' },
    select: { payload: true },
  });
  const { note } = (returned?.payload ?? {}) as { note?: string };
  return note ?? null;
}
