import { failover } from '../activities/messages/failover';
import type { Gateway } from '../activities/messages/gateway';
import { pushGateway } from '../activities/messages/push';
import { smtpGateway } from '../activities/messages/smtp';
import { type TwilioOptions, twilioGateway } from '../activities/messages/twilio';
import { zaloGateway } from '../activities/messages/zalo';
import type { PrismaClient } from '../prisma/client';
import type { WorkerConfig } from './config';

const LIMITS = { timeoutMs: 10_000, maxConcurrent: 100 };

/** The ways out that the configuration names: browsers, e-mail, and texts by Zalo first, then the first SMS account, then the second. */
export function gatewaysOf(config: WorkerConfig, db: PrismaClient): Gateway[] {
  const twilio = (account: Pick<TwilioOptions, 'accountSid' | 'authToken' | 'from' | 'baseUrl'>) =>
    twilioGateway({
      ...account,
      ...LIMITS,
      statusCallback: `${config.PUBLIC_URL}/webhooks/twilio/status`,
      perSecond: config.TWILIO_PER_SECOND,
    });
  let texts = twilio({
    accountSid: config.TWILIO_ACCOUNT_SID,
    authToken: config.TWILIO_AUTH_TOKEN,
    from: config.TWILIO_FROM,
    baseUrl: config.TWILIO_BASE_URL,
  });
  const { SMS_FALLBACK_ACCOUNT_SID: sid, SMS_FALLBACK_AUTH_TOKEN: token } = config;
  if (sid && token) {
    const from = config.SMS_FALLBACK_FROM ?? config.TWILIO_FROM;
    texts = failover(
      texts,
      twilio({ accountSid: sid, authToken: token, from, baseUrl: config.TWILIO_BASE_URL }),
    );
  }
  const { ZALO_ACCESS_TOKEN: accessToken, ZALO_TEMPLATE_ID: templateId } = config;
  if (accessToken && templateId) {
    const zalo = zaloGateway({ accessToken, templateId, baseUrl: config.ZALO_BASE_URL, ...LIMITS });
    texts = failover(zalo, texts, ['temporary', 'permanent']);
  }
  const contact = `mailto:${/[^<\s]+@[^>\s]+/.exec(config.MAIL_FROM)?.[0] ?? 'nhipcau@localhost'}`;
  const push = pushGateway({ db, secret: config.SECRET, contact, now: Date.now, ...LIMITS });
  return [push, texts, smtpGateway({ url: config.SMTP_URL, from: config.MAIL_FROM })];
}
