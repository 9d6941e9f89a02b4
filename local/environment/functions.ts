// The functions as they run in AWS: the bundles of `dist/`, with environment variables that hold every address. Only this
// file and `run.ts` touch the environment of the process; it is restored at the end.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { mailBundleOf } from '../../shared/api/mail-transport.ts';
import { type FunctionName, functions } from '../../shared/api/routes.ts';
import type { LocalSmtp } from '../servers/smtp-server.ts';
import { CannotStart } from './cannot-start.ts';
import { localStage } from './local-installation.ts';
import { secretNames } from './secrets.ts';

export type Handler = (event: unknown, context: unknown) => Promise<unknown>;
export interface FunctionEndpoints {
  /** Origin of the newsroom and of the API. */
  readonly site: string;
  readonly table: string;
  readonly queueUrl: string;
  readonly mailQueueUrl: string;
  readonly dynamodb: string;
  readonly sqs: string;
  readonly mail: string;
  /** Those of pages, the newsroom's own first; without it the site alone. */
  readonly origins?: readonly string[];
  /** Left out where the functions hand their messages to SES. */
  readonly smtp?: Pick<LocalSmtp, 'url' | 'authority'>;
  readonly secrets: string;
  /** Null if the functions use Stripe itself. */
  readonly stripeApi: string | null;
}

export function functionEnvironment(endpoints: FunctionEndpoints): Readonly<Record<string, string | undefined>> {
  return {
    STAGE: localStage,
    MODE: 'test',
    TABLE: endpoints.table,
    SYNC_QUEUE_URL: endpoints.queueUrl,
    MAIL_QUEUE_URL: endpoints.mailQueueUrl,
    SITE_ORIGINS: (endpoints.origins ?? [endpoints.site]).join(),
    API_URL: endpoints.site,
    STRIPE_SECRET: secretNames.stripe,
    WEBHOOK_SECRET: secretNames.webhook,
    PASS_SECRET: secretNames.pass,
    PEPPER_SECRET: secretNames.pepper,
    SEAL_SECRET: secretNames.seal,
    SEALING_SECRET: secretNames.sealing,
    STRIPE_API_URL: endpoints.stripeApi ?? undefined,
    CAPTCHA: 'none',
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_SESV2: endpoints.mail,
    SMTP_URL: endpoints.smtp?.url,
    SMTP_AUTHORITY: endpoints.smtp?.authority,
    SMTP_SECRET: endpoints.smtp === undefined ? undefined : secretNames.smtp,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secrets,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    // A developer's settings for real accounts would override all of the above.
    AWS_PROFILE: undefined,
    AWS_SESSION_TOKEN: undefined,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: undefined,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

/** Returns a function that restores the environment. */
export function enterEnvironment(environment: Readonly<Record<string, string | undefined>>): () => void {
  const before = Object.keys(environment).map((name) => [name, process.env[name]] as const);
  const set = (name: string, value: string | undefined): void => {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  };
  for (const [name, value] of Object.entries(environment)) set(name, value);
  return () => {
    for (const [name, value] of before) set(name, value);
  };
}

/**
 * Loads new copies each time: a function keeps what it read of its environment, as a warm Lambda does. The function `mail`
 * is made from one of two bundles.
 */
export function loadFunctions(
  folder: string,
  mail: ReturnType<typeof mailBundleOf> = 'mail',
): Readonly<Record<FunctionName, Handler>> {
  const load = createRequire(import.meta.url);
  const handlers = functions.map((functionName) => {
    const file = join(folder, functionName === 'mail' ? mail : functionName, 'index.js');
    delete load.cache[file];
    const loaded: unknown = load(file);
    return [functionName, handlerIn(functionName, loaded)] as const;
  });
  const byName = new Map<string, Handler>(handlers);
  const handlerOf = (functionName: FunctionName): Handler => byName.get(functionName) ?? handlerIn(functionName, null);
  return {
    offer: handlerOf('offer'),
    checkout: handlerOf('checkout'),
    recognition: handlerOf('recognition'),
    'stripe-webhook': handlerOf('stripe-webhook'),
    sync: handlerOf('sync'),
    reconcile: handlerOf('reconcile'),
    mail: handlerOf('mail'),
    reminders: handlerOf('reminders'),
  };
}

function handlerIn(functionName: FunctionName, loaded: unknown): Handler {
  const handler = typeof loaded === 'object' && loaded !== null && 'handler' in loaded ? loaded.handler : undefined;
  if (typeof handler !== 'function')
    throw new CannotStart(`dist/${functionName}/index.js exports no handler. Build again: npm run build`);
  return async (event, context) => Reflect.apply(handler, undefined, [event, context]);
}
