import { setTimeout as pause } from 'node:timers/promises';
import { type RequestHandler, Router } from 'express';
import { validateRequest } from 'twilio';
import { isPushSign } from '../domain/push';
import { numberIsDead } from '../domain/sms-codes';
import type { Context } from './context';
import { receive } from './inbound';
import { safeError } from './log';
import { ProblemError } from './problem';

/** What the SMS provider tells us: what became of a message, and what people answered. */
export function webhooks(ctx: Context): Router {
  const router = Router();
  router.use('/twilio', signed(ctx));

  router.post('/twilio/status', async (req, res) => {
    const { MessageSid, MessageStatus, ErrorCode } = req.body as Record<string, string | undefined>;
    const ours =
      typeof req.query.m === 'string' && /^\d{1,18}$/.test(req.query.m) ? BigInt(req.query.m) : null;
    if (MessageSid && MessageStatus) await receipt(ctx, ours, MessageSid, MessageStatus, ErrorCode || null);
    res.status(204).end();
  });

  router.post('/twilio/inbound', async (req, res) => {
    const {
      MessageSid: id,
      From: from,
      To: to = '',
      Body: body = '',
    } = req.body as Partial<Record<string, string>>;
    const reply = id && from ? await receive(ctx, { id, from, to, body }) : null;
    res.type('text/xml').send(`<?xml version="1.0" encoding="UTF-8"?>${twiml(reply)}`);
  });
  // What a browser says when it has shown a message: it was told where in the message itself, which only it can read.
  router.post('/push', async (req, res) => {
    const { m = '', s = '' } = req.query as Record<string, string>;
    if (!/^\d{1,18}$/.test(m) || !isPushSign(ctx.config.secret, m, String(s))) {
      ctx.log.warn({ security: 'webhook-signature' }, 'a sign of a browser that is not ours');
      throw new ProblemError('signature');
    }
    await receipt(ctx, BigInt(m), `push:${m}`, 'delivered', null);
    res.status(204).end();
  });
  return router;
}

/** The provider sends on what its webhook is answered: a reply needs no call of its own. */
function twiml(reply: string | null): string {
  if (!reply) return '<Response/>';
  const text = reply.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<Response><Message>${text}</Message></Response>`;
}

/** Only the provider knows how to sign the address and the fields. */
function signed({ config, log }: Context): RequestHandler {
  return (req, _res, next) => {
    const signature = req.get('x-twilio-signature');
    const url = config.publicUrl + req.originalUrl;
    const fields = (req.body ?? {}) as Record<string, string>;
    const valid =
      signature &&
      [config.twilioAuthToken, config.smsFallbackAuthToken].some(
        (token) => token && validateRequest(token, signature, url, fields),
      );
    if (!valid) {
      log.warn({ security: 'webhook-signature' }, 'a webhook without a valid signature');
      throw new ProblemError('signature');
    }
    next();
  };
}

/** How far along a message is; what comes late never leads back. */
const RANK: Record<string, number> = {
  standby: 0,
  queued: 0,
  sending: 1,
  unknown: 1,
  sent: 2,
  undelivered: 3,
  failed: 3,
  delivered: 4,
};
/** The provider's words and ours. Whatever it says of a message, it has it: for us that is sent. */
const STATUS: Record<string, string> = {
  accepted: 'sent',
  scheduled: 'sent',
  queued: 'sent',
  sending: 'sent',
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
};

/** @param ours our own id of the message, from the address the provider was given with it. */
async function receipt(
  ctx: Context,
  ours: bigint | null,
  providerId: string,
  said: string,
  code: string | null,
): Promise<void> {
  const status = STATUS[said];
  const message = status && (await messageOf(ctx, ours, providerId));
  if (!message) return; // another deployment's
  await ctx.db.receipt.createMany({
    data: [{ messageId: message.id, status: said, code }],
    skipDuplicates: true,
  });
  const earlier = Object.keys(RANK).filter((known) => (RANK[known] as number) < (RANK[status] as number));
  await ctx.db.message.updateMany({
    where: { id: message.id, status: { in: earlier } },
    data: { status, providerId, tryAt: null, ...(code && { code }) },
  });
  if (status === 'failed' || status === 'undelivered') {
    if (numberIsDead(code))
      await ctx.db.user.updateMany({
        where: { id: message.recipientId, phone: message.to, phoneDeadAt: null },
        data: { phoneDeadAt: new Date(ctx.now()) },
      });
    // The courier goes by the next way, and asks for a new number; out of reach, it does so when it wakes by itself.
    await ctx.engine
      .pokeCourier(message.provinceId, ctx.now())
      .catch((error) => ctx.log.warn({ err: safeError(error) }, 'the courier is woken later'));
  }
  // It may be the first we hear of it: its sender may have died between the handing over and the writing down.
  if (status !== 'failed')
    await ctx.db.notice.updateMany({
      where: { id: message.noticeId, status: 'claimed' },
      data: { status: 'sent', doneAt: new Date(ctx.now()) },
    });
}

/** A report may overtake the answer to the sending itself, which is written down batch by batch: so it looks again. */
const LOOK_AGAIN_AFTER_MS = [500, 1_500, 3_000];

type Found = { id: bigint; noticeId: bigint; provinceId: string; recipientId: string; to: string } | null;

async function messageOf({ db }: Context, ours: bigint | null, providerId: string): Promise<Found> {
  const select = { id: true, noticeId: true, provinceId: true, recipientId: true, to: true };
  if (ours !== null)
    return db.message.findFirst({ where: { id: ours, OR: [{ providerId: null }, { providerId }] }, select });
  const look = () => db.message.findUnique({ where: { providerId }, select });
  let found = await look();
  for (const ms of LOOK_AGAIN_AFTER_MS) {
    if (found) break;
    await pause(ms);
    found = await look();
  }
  return found;
}
