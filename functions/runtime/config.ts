// What the deploy tells a function through its environment: names and addresses, never a secret's value. Checked once, at
// the first call, so that a wrong deploy is one clear sentence.
import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));
const configIn = z.object({
  /** Names the deploy, so that metrics of a test stage are never counted as live ones. */
  STAGE: text,
  /** Stripe's test and live modes must never mix. */
  MODE: z.enum(['test', 'live']),
  SITE_ORIGINS: z.pipe(
    text,
    z.transform((origins) => origins.split(',')),
  ),
  API_URL: z.pipe(
    text,
    z.transform((url) => url.replace(/\/$/, '')),
  ),
  TABLE: z.optional(text),
  SYNC_QUEUE_URL: z.optional(text),
  MAIL_QUEUE_URL: z.optional(text),
  /** What SES sends by, and tells of what failed. */
  MAIL_CONFIGURATION_SET: z.optional(text),
  /** The provider of SMTP, where the messages leave through one: `smtp://` is STARTTLS, `smtps://` is TLS from the start. */
  SMTP_URL: z.optional(z.string().check(z.regex(/^smtps?:\/\/[a-z0-9.-]+:\d{1,5}$/))),
  SMTP_SECRET: z.optional(text),
  /** Only on one machine: the certificate of its own mail server. */
  SMTP_AUTHORITY: z.optional(text),
  STRIPE_SECRET: z.optional(text),
  WEBHOOK_SECRET: z.optional(text),
  PASS_SECRET: z.optional(text),
  PEPPER_SECRET: z.optional(text),
  SEAL_SECRET: z.optional(text),
  SEALING_SECRET: z.optional(text),
  /** Where a CDN stands before the functions: its secret. They answer no other caller then. */
  ORIGIN_SECRET: z.optional(text),
  /** The header in which the CDN sends that secret, from the same value that configures the CDN. */
  ORIGIN_HEADER: z.optional(text),
  /** Only on one machine. */
  STRIPE_API_URL: z.optional(z.url()),
  /** Only on one machine, which cannot reach the captcha's servers: none is asked. */
  CAPTCHA: z.optional(z.literal('none')),
});
export type Config = z.infer<typeof configIn>;

export function readConfig(): Config {
  const parsed = configIn.safeParse(process.env);
  if (parsed.success) return parsed.data;
  throw new Error(
    `the environment is not valid: ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}`,
  );
}

/** A value that this function needs; other functions are not given it. */
export function required(
  config: Config,
  name:
    | 'TABLE'
    | 'SYNC_QUEUE_URL'
    | 'MAIL_QUEUE_URL'
    | 'ORIGIN_HEADER'
    | 'SMTP_URL'
    | `${'STRIPE' | 'WEBHOOK' | 'PASS' | 'PEPPER' | 'SEAL' | 'SEALING' | 'SMTP'}_SECRET`,
): string {
  const value = config[name];
  if (value === undefined) throw new Error(`the environment lacks ${name}`);
  return value;
}
