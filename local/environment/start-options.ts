// The options of `npm start` from the environment, read once. A value that makes no sense is refused in a sentence. A key
// is never printed, not even a wrong one. A live key is refused, so that no real card is charged.
import { CannotStart } from './cannot-start.ts';
import type { StripeKeys } from './secrets.ts';

export interface StartOptions {
  /** 0 takes any free ports. */
  readonly port: number;
  /** Of one's own site, which is tried with this API; null for the demo newsroom alone. */
  readonly origin: string | null;
  /** Null where the sandbox is used. */
  readonly stripe: StripeKeys | null;
}
type Environment = Readonly<Record<string, string | undefined>>;

const usualPort = 8787;
/** The sandbox, the mail and DynamoDB use the next three. */
const largestPort = 65_535 - 3;

export const readOptions = (environment: Environment): StartOptions => ({
  port: portIn(environment['PORT']),
  origin: originIn(environment['ORIGIN']),
  stripe: withApi(
    stripeIn(environment['STRIPE_SECRET_KEY'] ?? '', environment['STRIPE_WEBHOOK_SECRET'] ?? ''),
    environment['STRIPE_API_URL'] ?? '',
  ),
});

/** Only on this machine: a key must go to nobody else. */
function withApi(keys: StripeKeys | null, apiUrl: string): StripeKeys | null {
  if (apiUrl === '' || keys === null) return keys;
  if (/^http:\/\/(?:localhost|127\.0\.0\.1):\d+\/?$/.test(apiUrl)) return { ...keys, apiUrl };
  throw new CannotStart('STRIPE_API_URL must be a server on this machine, such as http://localhost:8788.');
}

function portIn(text = ''): number {
  if (text === '') return usualPort;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= largestPort) return port;
  throw new CannotStart(`PORT must be a whole number up to ${largestPort}, because the three after it are used too.`);
}

/** Cookies belong to a host, whatever its port: so `localhost`, as the API itself, and no other name of this machine. */
function originIn(text = ''): string | null {
  if (text === '') return null;
  const url = /^http:\/\/localhost(?::\d{1,5})?\/?$/.test(text) ? URL.parse(text) : null;
  if (url !== null) return url.origin;
  throw new CannotStart('ORIGIN must be the address of your own site on this machine, such as http://localhost:3000.');
}

function stripeIn(secretKey: string, webhookSecret: string): StripeKeys | null {
  if (secretKey === '' && webhookSecret === '') return null;
  if (/^[a-z]+_live_/.test(secretKey)) {
    throw new CannotStart(
      'STRIPE_SECRET_KEY is a live key. Here only test keys are taken (sk_test_…), so that no real card is charged.',
    );
  }
  if (!/^(?:sk|rk)_test_\w+$/.test(secretKey)) {
    throw new CannotStart(
      'STRIPE_SECRET_KEY is no test key of Stripe: it begins with sk_test_. Without it the sandbox stands for Stripe.',
    );
  }
  if (!/^whsec_\w+$/.test(webhookSecret)) {
    throw new CannotStart(
      'STRIPE_WEBHOOK_SECRET is missing or no signing secret (whsec_…). `stripe listen --print-secret` shows yours.',
    );
  }
  return { secretKey, webhookSecret };
}
