import { z } from 'zod';
import { dayOf, toDay } from '../../domain/calendar';
import { CONSENT_CHANNELS, CONSENT_WAYS, TOLD } from '../../domain/consent';
import { visitTold } from '../../domain/follow-up/wanted';
import { noticeOf } from '../../domain/notice-kinds';
import type { Policy } from '../../domain/policy';
import type { Db } from '../../prisma/client';
import { workflowId } from '../../workflows/contract';
import { applied, invalid, type Result } from '../result';
import { caseArea } from './area';
import { command, denied } from './command';
import { day, empty, id, mobile } from './fields';
import { once } from './submit';
import { wakeCourier } from './wake';

type Outcome = Result<{ submissionId: string }>;

/** The person (of a minor the guardian) agreed that they or their family are told when somebody comes: who, how, by which way. */
export const recordConsent = command(
  z.object({
    caseId: id,
    told: z.enum(TOLD),
    channel: z.enum(CONSENT_CHANNELS),
    phone: empty(mobile.optional()),
    email: empty(z.email().max(200).optional()),
    language: z.enum(['vi', 'en']).default('vi'),
    how: z.enum(CONSENT_WAYS),
    givenOn: day,
  }),
  async (ctx, actor, { caseId, phone, email, ...input }, key): Promise<Outcome> => {
    const area = await caseArea(ctx.db, caseId);
    const no = denied(ctx, actor, 'record-consent', area);
    if (no) return no;
    const { channel, givenOn } = input;
    const address = channel === 'sms' ? phone : email;
    if (!address)
      return invalid(
        channel === 'sms' ? '/phone' : '/email',
        'missing',
        'Hãy ghi số điện thoại hoặc thư mà họ đồng ý nhận.',
        'Give the number or address at which they agreed to be told.',
      );
    if (givenOn > dayOf(ctx.now())) return { kind: 'refused', code: 'in-the-future' };
    const result = await once(
      ctx,
      actor,
      key,
      'record-consent',
      { caseId, address, ...input },
      async (db, submissionId): Promise<Outcome> => {
        if (await isClosed(db, caseId)) return { kind: 'refused', code: 'closed' };
        const at = new Date(ctx.now());
        const [made] = await db.consent.createManyAndReturn({
          data: {
            ...{ ...input, caseId, address, openKey: caseId, givenOn: new Date(givenOn) },
            ...{ recordedAt: at, recordedById: actor.id },
          },
          skipDuplicates: true,
        });
        if (!made) return { kind: 'refused', code: 'already-done' };
        await planNext(db, caseId, made.id, at);
        await note(db, caseId, actor.id, 'consent-recorded', made.id, at);
        return applied({ submissionId });
      },
    );
    if (result.kind === 'applied' && area?.provinceId) await wakeCourier(ctx, area.provinceId);
    return result;
  },
);

/** They want to be told no more: from this moment nothing goes, also what was planned. */
export const withdrawConsent = command(z.object({ caseId: id }), async (ctx, actor, { caseId }, key) => {
  const no = denied(ctx, actor, 'record-consent', await caseArea(ctx.db, caseId));
  if (no) return no;
  return once(ctx, actor, key, 'withdraw-consent', { caseId }, async (db, submissionId): Promise<Outcome> => {
    const consent = await db.consent.findUnique({ where: { openKey: caseId } });
    if (!consent) return { kind: 'refused', code: 'already-done' };
    await endConsent(db, consent, actor.id, new Date(ctx.now()));
    return applied({ submissionId });
  });
});

/** Ends a consent with all that was to be sent by it. @param byId null: their number said STOP. */
export async function endConsent(
  db: Db,
  { id: consentId, caseId }: { id: string; caseId: string },
  byId: string | null,
  at: Date,
): Promise<void> {
  await db.consent.update({
    where: { id: consentId },
    data: { withdrawnAt: at, withdrawnById: byId, openKey: null },
  });
  // The notices first: a claim under way is waited for there, and what it wrote is taken back below.
  await db.$executeRaw`
    UPDATE "Notice" SET status = 'withdrawn', "doneAt" = ${at}
    WHERE "recipientId" = ${consentId} AND status IN ('planned', 'claimed')`;
  await db.$executeRaw`
    DELETE FROM "Message" WHERE "recipientId" = ${consentId} AND status IN ('queued', 'standby')`;
  await note(db, caseId, byId, 'consent-withdrawn', consentId, at);
}

const isClosed = async (db: Db, caseId: string) => {
  const handover = await db.handover.findUnique({
    where: { id: caseId },
    select: { status: true, followUp: { select: { status: true } } },
  });
  return handover?.followUp ? handover.followUp.status === 'closed' : handover?.status !== 'open';
};

/** Of the visit that is planned already they hear too; of those after it by the step that plans them, under the same keys. */
async function planNext(db: Db, caseId: string, consentId: string, now: Date): Promise<void> {
  const visit = await db.visit.findFirst({
    where: { followUpId: caseId, status: 'planned', mentorId: { not: null }, followUp: { status: 'open' } },
    include: { followUp: { include: { handover: { select: { policy: true } } } } },
    orderBy: { seq: 'desc' },
  });
  if (!visit?.mentorId) return;
  const { coverId, coverUntil, provinceId, handover } = visit.followUp;
  const on = toDay(visit.plannedOn);
  const mentorId = coverId && coverUntil && on <= toDay(coverUntil) ? coverId : visit.mentorId;
  const policy = handover.policy as unknown as Policy;
  const { to: _person, ...told } = noticeOf(visitTold({ caseId, visitId: visit.id, on, mentorId }, policy));
  if (told.expiresAt <= now.getTime()) return;
  const times = {
    notBefore: new Date(Math.max(told.notBefore, now.getTime())),
    expiresAt: new Date(told.expiresAt),
  };
  const data = {
    ...{ ...told, ...times, scope: workflowId.followUp(caseId), provinceId, caseId, recipientId: consentId },
    collapseKey: `${told.kind}:${consentId}`,
  };
  const { count } = await db.notice.createMany({ data, skipDuplicates: true });
  if (count > 0) return;
  // They agreed once before and took it back: of the same visit nothing has left.
  await db.notice.updateMany({
    where: { key: told.key, status: 'withdrawn', messages: { none: {} } },
    data: { ...times, status: 'planned', doneAt: null, heldFor: null, recipientId: consentId },
  });
}

async function note(
  db: Db,
  caseId: string,
  byId: string | null,
  kind: 'consent-recorded' | 'consent-withdrawn',
  consentId: string,
  at: Date,
): Promise<void> {
  await db.timelineEvent.create({ data: { key: `${kind}/${consentId}`, caseId, kind, at, byId, data: {} } });
}
