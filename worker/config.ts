import { z } from 'zod';

/** Containers pass what is not set as an empty text. */
const optional = <T extends z.ZodType>(type: T) =>
  z.preprocess((value) => value || undefined, type.optional());

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
    /** Messages a second that the account may send, all workers together; without it as many as there are. */
    TWILIO_PER_SECOND: optional(z.coerce.number().positive()),
    /** A second account: what the first refuses for now goes through it at once. */
    SMS_FALLBACK_ACCOUNT_SID: optional(z.string()),
    SMS_FALLBACK_AUTH_TOKEN: optional(z.string()),
    SMS_FALLBACK_FROM: optional(z.string()),
    /** Zalo's notification service, tried before an SMS where both are set. */
    ZALO_ACCESS_TOKEN: optional(z.string()),
    ZALO_TEMPLATE_ID: optional(z.string()),
    ZALO_BASE_URL: optional(z.url()),
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
