import { z } from 'zod';
import { toDay } from '../../domain/calendar';
import { CONSENT_CHANNELS, CONSENT_WAYS, type ConsentWay, TOLD, type ToldWhom } from '../../domain/consent';
import { may } from '../../domain/permission';
import { caseArea } from '../commands/area';
import type { Context } from '../context';
import type { Actor } from '../session';
import { userNames } from './names';
import { moment } from './shapes';
import { maskAddress } from './words';

export const ConsentCard = z.object({
  /** In force; null: nobody is told anything. */
  consent: z
    .object({
      told: z.enum(TOLD),
      channel: z.enum(CONSENT_CHANNELS),
      to: z.string(),
      how: z.enum(CONSENT_WAYS),
      givenOn: z.string(),
      recordedAt: moment,
      recordedBy: z.string().nullable(),
    })
    .nullable(),
  canRecord: z.boolean(),
});
export type ConsentCard = z.infer<typeof ConsentCard>;

/** Whether who came home is told when somebody comes, and by whose word; null where the asker may not see that. */
export async function caseConsent(ctx: Context, actor: Actor, caseId: string): Promise<ConsentCard | null> {
  const area = await caseArea(ctx.db, caseId);
  if (!area || !may(actor, 'see-visits', area)) return null;
  const [consent, handover] = await Promise.all([
    ctx.db.consent.findUnique({ where: { openKey: caseId } }),
    ctx.db.handover.findUnique({
      where: { id: caseId },
      include: { followUp: { select: { status: true } } },
    }),
  ]);
  const users = await userNames(ctx.db, [consent?.recordedById]);
  const open = (handover?.followUp?.status ?? handover?.status) === 'open';
  return {
    consent: consent && {
      told: consent.told as ToldWhom,
      channel: consent.channel as (typeof CONSENT_CHANNELS)[number],
      to: maskAddress(consent.channel, consent.address),
      how: consent.how as ConsentWay,
      givenOn: toDay(consent.givenOn),
      recordedAt: consent.recordedAt,
      recordedBy: users.get(consent.recordedById) ?? null,
    },
    canRecord: (open || consent !== null) && may(actor, 'record-consent', area),
  };
}
