import { z } from 'zod';

/** What the worker reads from the environment; a wrong value stops it at once with its name. */
const schema = z
  .object({
    DATABASE_URL: z.string().min(1),
    TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
    TEMPORAL_NAMESPACE: z.string().default('default'),
    PUBLIC_URL: z.url().transform((url) => url.replace(/\/$/, '')),
    /** Signs links; the api must have the same one. */
    SECRET: z.string().min(32),
    TWILIO_ACCOUNT_SID: z.string().min(1),
    TWILIO_AUTH_TOKEN: z.string().min(1),
    TWILIO_FROM: z.string().min(1),
    /** 1: TWILIO_FROM takes answers too. */
    TWILIO_TWO_WAY: z.enum(['', '0', '1']).default('0'),
    /** Only for a stand-in of the provider. */
    TWILIO_BASE_URL: z.url().optional(),
    SMTP_URL: z.string().min(1),
    MAIL_FROM: z.string().default('Nhịp Cầu <nhipcau@localhost>'),
    LOG_LEVEL: z.string().default('info'),
    /** Where readiness and metrics are served: only here unless a container says otherwise. */
    WORKER_HOST: z.string().default('127.0.0.1'),
    WORKER_PORT: z.coerce.number().int().default(9464),
    /** A bundle made by worker/bundle; without it the worker makes its own at start. */
    WORKFLOW_BUNDLE: z.string().optional(),
  })
  .readonly();

export type WorkerConfig = z.infer<typeof schema>;

export function workerConfig(env: NodeJS.ProcessEnv = process.env): WorkerConfig {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  throw new Error(`Worker configuration: ${z.prettifyError(result.error)}`);
}
