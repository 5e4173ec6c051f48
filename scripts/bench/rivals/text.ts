import { twilioGateway } from '../../../activities/messages/twilio';

/** A reminder of the rivals: already worded, which ours does when it is due. */
export interface Text {
  to: string;
  body: string;
}

export const TIMER_QUEUE = 'bench-timer';
export const BOSS_QUEUE = 'bench-boss';

/** Sends through the same gateway as ours. */
export function sender(env: NodeJS.ProcessEnv): (text: Text) => Promise<void> {
  const gateway = twilioGateway({
    accountSid: env.TWILIO_ACCOUNT_SID as string,
    authToken: env.TWILIO_AUTH_TOKEN as string,
    from: env.TWILIO_FROM as string,
    baseUrl: env.TWILIO_BASE_URL,
    timeoutMs: 10_000,
    maxConcurrent: 100,
  });
  return async ({ to, body }) => {
    const outcome = await gateway.send({ key: '', to, body });
    if (outcome.kind !== 'sent') throw new Error(outcome.kind);
  };
}
