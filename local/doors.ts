// The doors of the house as they run in AWS: the very bundles of `dist/`, told by the environment where everything is.
// Only here and in `run.ts` does a local run touch the environment, and it is put back at the end.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Door, doors } from '../shared/api/routes.ts';
import { CannotStart } from './cannot-start.ts';
import { secretNames } from './secrets.ts';

export type Handler = (event: unknown, context: unknown) => Promise<unknown>;
export interface DoorPlaces {
  /** Origin of the newsroom, under which the API lives too. */
  readonly site: string;
  readonly table: string;
  readonly queueUrl: string;
  readonly letterUrl: string;
  readonly dynamodb: string;
  readonly sqs: string;
  readonly mail: string;
  readonly secrets: string;
  /** Null where the doors speak to Stripe itself. */
  readonly stripeApi: string | null;
}

export function doorEnvironment(places: DoorPlaces): Readonly<Record<string, string | undefined>> {
  return {
    STAGE: 'local',
    MODE: 'test',
    TABLE: places.table,
    DOORBELLS_URL: places.queueUrl,
    LETTERS_URL: places.letterUrl,
    SITE_ORIGINS: places.site,
    API_URL: places.site,
    STRIPE_SECRET: secretNames.stripe,
    WEBHOOK_SECRET: secretNames.webhook,
    PASS_SECRET: secretNames.pass,
    PEPPER_SECRET: secretNames.pepper,
    SEAL_SECRET: secretNames.seal,
    SEALING_SECRET: secretNames.sealing,
    STRIPE_API_URL: places.stripeApi ?? undefined,
    AWS_ENDPOINT_URL_DYNAMODB: places.dynamodb,
    AWS_ENDPOINT_URL_SQS: places.sqs,
    AWS_ENDPOINT_URL_SESV2: places.mail,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: places.secrets,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    // What a person has set up for real accounts would win over all of the above.
    AWS_PROFILE: undefined,
    AWS_SESSION_TOKEN: undefined,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: undefined,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

/** Answers what puts the environment back. */
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

/** Fresh copies each time: a door keeps what it read of its environment, as a warm Lambda does. */
export function loadDoors(folder: string): Readonly<Record<Door, Handler>> {
  const load = createRequire(import.meta.url);
  const handlers = doors.map((door) => {
    const file = join(folder, door, 'index.js');
    delete load.cache[file];
    const loaded: unknown = load(file);
    return [door, handlerIn(door, loaded)] as const;
  });
  const byName = new Map<string, Handler>(handlers);
  const handlerOf = (door: Door): Handler => byName.get(door) ?? handlerIn(door, null);
  return {
    offer: handlerOf('offer'),
    checkout: handlerOf('checkout'),
    recognition: handlerOf('recognition'),
    'stripe-events': handlerOf('stripe-events'),
    doorbells: handlerOf('doorbells'),
    reconcile: handlerOf('reconcile'),
    letters: handlerOf('letters'),
    reminders: handlerOf('reminders'),
  };
}

function handlerIn(door: Door, loaded: unknown): Handler {
  const handler = typeof loaded === 'object' && loaded !== null && 'handler' in loaded ? loaded.handler : undefined;
  if (typeof handler !== 'function')
    throw new CannotStart(`dist/${door}/index.js is no door. Build anew: npm run build`);
  return async (event, context) => Reflect.apply(handler, undefined, [event, context]);
}
