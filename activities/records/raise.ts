import { dayOf } from '../../domain/calendar';
import { type Policy, policyInForce } from '../../domain/policy';
import { silenceOf } from '../../domain/silence';
import type { TimelineKind } from '../../domain/wording/labels';
import type { Db } from '../../prisma/client';
import type { EscalationRaise } from '../contract';
import { accountable } from './accountable';
import type { RecordDeps } from './deps';
import { silenceFacts } from './silence';

/**
 * Puts what slipped on the open escalation about the same responsible in the same place, or opens one, and tells its
 * workflow. Both halves may run twice: the item's id is unique, the signal is ignored for a known item.
 */
export async function raise(
  { db, engine, now: clock = Date.now }: RecordDeps,
  slipped: EscalationRaise,
): Promise<void> {
  const now = clock();
  const { kind, caseId, provinceId, communeId, responsible } = slipped;
  const { told, policy } = await db.$transaction(async (tx) => {
    const handover = await tx.handover.findUnique({
      where: { id: caseId },
      select: { centreId: true, policy: true },
    });
    const policy = (handover?.policy as Policy | undefined) ?? policyInForce(dayOf(now));
    // A retry finds what it raised; that may have been resolved meanwhile and must not be opened again.
    const known = await tx.escalationItem.findMany({
      where: {
        OR: slipped.items.map(({ id, what, dueAt }) => ({
          id,
          ...(what !== 'notice' && { dueAt: { gte: new Date(dueAt) } }),
        })),
      },
    });
    const told = known.filter((item) => !item.closedAt).map(({ id, escalationId }) => ({ id, escalationId }));
    const fresh = slipped.items.filter(({ id }) => !known.some((item) => item.id === id));
    if (fresh.length === 0) return { told, policy };
    const responsibleId =
      'userId' in responsible
        ? responsible.userId
        : (
            await accountable(
              tx,
              responsible,
              { centreId: handover?.centreId ?? (await centreOfCourse(tx, caseId)), communeId, provinceId },
              now,
            )
          ).here;
    // Looked at anew with each further thing that slipped: a phone may have died since the first.
    const silence = silenceOf(await silenceFacts(tx, responsibleId, now), policy.params);
    const openKey = [kind, communeId ?? provinceId, responsibleId ?? responsible.role].join('|');
    // ON CONFLICT locks the row: a resolution being recorded meanwhile waits, then sees the new items.
    const escalation = await tx.escalation.upsert({
      where: { openKey },
      create: {
        openKey,
        kind,
        provinceId,
        communeId,
        responsibleId,
        responsibleRole: responsible.role,
        status: 'open',
        raisedAt: new Date(Math.min(...fresh.map((i) => i.dueAt))),
        silence,
      },
      update: { silence },
    });
    for (const i of fresh) {
      // The same milestone may slip again under a later date (another mentor was asked): then it is open again.
      await tx.$executeRaw`
        INSERT INTO "EscalationItem" AS item (id, "escalationId", "caseId", what, "dueAt")
        VALUES (${i.id}, ${escalation.id}, ${caseId}, ${i.what}, ${new Date(i.dueAt)})
        ON CONFLICT (id) DO UPDATE SET "escalationId" = excluded."escalationId", "dueAt" = excluded."dueAt",
          "closedAt" = NULL, "closedHow" = NULL, "closedById" = NULL
        WHERE item."dueAt" < excluded."dueAt"`;
      await tx.timelineEvent.createMany({
        data: [
          {
            key: `escalation/${escalation.id}/${i.id}/${i.dueAt}`,
            caseId,
            kind: 'escalation-raised' satisfies TimelineKind,
            at: new Date(now),
            data: { kind, what: i.what },
          },
        ],
        skipDuplicates: true,
      });
    }
    const escalationId = escalation.id;
    return { told: [...told, ...fresh.map(({ id }) => ({ id, escalationId }))], policy };
  });
  for (const { id, escalationId } of told) {
    await engine.slipped(id, { facts: { escalationId, kind, provinceId, communeId, policy }, caseId });
  }
}

/** What no case is may be a course, which is its centre's. */
async function centreOfCourse(db: Db, courseId: string): Promise<string | null> {
  const course = await db.course.findUnique({ where: { id: courseId }, select: { centreId: true } });
  return course?.centreId ?? null;
}
