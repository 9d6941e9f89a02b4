// The Stripe SDK with our bounds, behind a secret that may change: a new key makes a new client. A key of the other
// mode closes the function, because test and live money must never meet.
import Stripe from 'stripe';
import type { Installation } from '../../core/installation.ts';
import type { Instant } from '../../core/time.ts';
import { stripeApiVersion } from './event-types.ts';

export type Mode = 'test' | 'live';
export interface StripeAccess {
  readonly mode: Mode;
  /** Whose objects are ours: the account may be others' too. */
  readonly installation: Installation;
  client(): Promise<Stripe>;
  /** To tell what Stripe has not linked yet from what it will never link. Without it, nothing is waited for. */
  readonly now?: (() => Instant) | undefined;
}
export interface StripeAccessOptions {
  readonly mode: Mode;
  readonly installation: Installation;
  /** Answers the current key, from a cache. */
  readonly key: () => Promise<string>;
  readonly now?: StripeAccess['now'];
  /** Only on one machine: the sandbox in Stripe's place. */
  readonly apiUrl?: string | undefined;
  /** To pace requests; in tests the sandbox without a socket. */
  readonly httpClient?: Stripe.HttpClient | undefined;
}

export function stripeAccess({
  mode,
  installation,
  key,
  now: clock,
  apiUrl,
  httpClient,
}: StripeAccessOptions): StripeAccess {
  let current: { readonly key: string; readonly client: Stripe } | undefined;
  return {
    mode,
    installation,
    now: clock,
    async client() {
      const now = await key();
      if (current?.key === now) return current.client;
      if (!new RegExp(`^[sr]k_${mode}_`).test(now)) throw new Error('the Stripe key is not of this mode');
      current = { key: now, client: makeClient(now, apiUrl, httpClient) };
      return current.client;
    },
  };
}

/** What the SDK uses where it is given none. */
export const nodeHttpClient = (): Stripe.HttpClient => Stripe.createNodeHttpClient();

function makeClient(key: string, apiUrl: string | undefined, httpClient: Stripe.HttpClient | undefined): Stripe {
  return new Stripe(key, {
    apiVersion: stripeApiVersion,
    // With two retries about 25 s at the worst, within the Lambda's 28; the SDK's own 80 s would outlive it.
    timeout: 8000,
    maxNetworkRetries: 2,
    // Telemetry would send facts about this machine and try to write to its disk.
    telemetry: false,
    ...(apiUrl === undefined ? {} : locationOf(apiUrl)),
    ...(httpClient === undefined ? {} : { httpClient }),
  });
}

function locationOf(apiUrl: string) {
  const { hostname, port, protocol } = new URL(apiUrl);
  return { host: hostname, port, protocol: protocol === 'http:' ? ('http' as const) : ('https' as const) };
}
