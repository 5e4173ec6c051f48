import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''));

/** An empty variable, as compose files leave them, is an unset one. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => value || undefined, schema.optional());

const Environment = z.object({
  DATABASE_URL: z.string().min(1),
  TEMPORAL_ADDRESS: z.string().min(1),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: url,
  /** Signs links, tokens and sessions. */
  SECRET: z.string().min(32),
  TWILIO_ACCOUNT_SID: optional(z.string()),
  TWILIO_AUTH_TOKEN: optional(z.string()),
  SMS_FALLBACK_AUTH_TOKEN: optional(z.string()),
  /** 1: the number we send from takes answers too. */
  TWILIO_TWO_WAY: optional(z.enum(['0', '1'])),
  /** What one SMS segment costs, in whole đồng; unset: the desk counts segments only. */
  SMS_PRICE: optional(z.coerce.number().int().min(1)),
  /** The demo's Phones page; set only where no SMS provider is. */
  PHONES_URL: optional(url),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export interface Config {
  databaseUrl: string;
  temporalAddress: string;
  temporalNamespace: string;
  port: number;
  /** Without a slash at the end. */
  publicUrl: string;
  secret: string;
  /** Checks what the SMS provider sends; unset: its webhooks are refused. */
  twilioAuthToken?: string;
  /** Of a second account, whose receipts come here too. */
  smsFallbackAuthToken?: string;
  /** People can answer by SMS. */
  twoWay?: boolean;
  /** Đồng a segment. */
  smsPrice?: number;
  phonesUrl?: string;
  logLevel: string;
}

/** The app's environment, checked at the start. Throws naming every variable that is missing or wrong, never a value. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const read = Environment.safeParse(environment);
  if (!read.success) {
    throw new Error(
      `environment: ${read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`).join(', ')}`,
    );
  }
  const e = read.data;
  return {
    databaseUrl: e.DATABASE_URL,
    temporalAddress: e.TEMPORAL_ADDRESS,
    temporalNamespace: e.TEMPORAL_NAMESPACE,
    port: e.PORT,
    publicUrl: e.PUBLIC_URL,
    secret: e.SECRET,
    twilioAuthToken: e.TWILIO_AUTH_TOKEN,
    smsFallbackAuthToken: e.SMS_FALLBACK_AUTH_TOKEN,
    twoWay: e.TWILIO_TWO_WAY === '1',
    smsPrice: e.SMS_PRICE,
    phonesUrl: e.PHONES_URL,
    logLevel: e.LOG_LEVEL,
  };
}
