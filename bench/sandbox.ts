// The Stripe sandbox in this process, for a benchmark: no socket, every request of the SDK counted, and its signed
// webhooks passed to a callback.
import Stripe from 'stripe';
import { settings } from '#settings';
import { localInstallation } from '../local/environment/local-installation.ts';
import { createSandbox, type Sandbox } from '../packages/stripe-sandbox/source/sandbox.ts';
import type { WebhookPost } from '../packages/stripe-sandbox/source/webhooks/deliver.ts';
import { systemClock } from '../shared/adapters/node/system.ts';
import { stripeAccess } from '../shared/adapters/stripe/client.ts';
import { eventTypes } from '../shared/adapters/stripe/event-types.ts';
import { stripePayments } from '../shared/adapters/stripe/payments.ts';
import { hour } from '../shared/core/time.ts';
import type { Payments } from '../shared/ports/payments.ts';

export interface StripeCall {
  /** Like "GET /v1/payment_intents/{id}". */
  readonly route: string;
  readonly path: string;
  readonly body: object;
}
export interface BenchSandbox {
  readonly payments: Payments;
  client(): Promise<Stripe>;
  /** The requests of the SDK since the last call. */
  takeCalls(): readonly StripeCall[];
  /** Waits until every webhook that is due was delivered. */
  tick(): Promise<void>;
  /** Commands of the control plane, like "checkouts/cs_1/pay". */
  command(path: string, command: object): Promise<void>;
  /** A POST of the newsroom's own staff to Stripe's API; it is not counted. */
  ask(path: string, form: Readonly<Record<string, string>>): Promise<void>;
  /** Any request, as the sandbox answers it; it is not counted. */
  answer(request: Request): Promise<Response>;
}
export const webhookSecret = `whsec_${'b'.repeat(32)}`;
export const stripeKey = `sk_test_${'b'.repeat(32)}`;
const address = 'http://stripe.invalid';

export function openBenchSandbox(deliver: (webhook: WebhookPost) => Promise<unknown>): BenchSandbox {
  const calls: StripeCall[] = [];
  const sandbox: Sandbox = createSandbox({
    now: systemClock.now,
    advance: (days) => advanceHourly(days, () => sandbox.tick()),
    seed: 1,
    baseUrl: () => address,
    endpoints: [{ url: `${address}/events`, secret: webhookSecret, enabled_events: Object.keys(eventTypes) }],
    send: async (post) => {
      await deliver(post);
      return { status: 200 };
    },
    // What is due now is handled before the next request.
    settings: { balanceDelaySeconds: 0 },
  });
  const fetchInside = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const response = await sandbox.fetch(request);
    const path = new URL(request.url).pathname;
    calls.push({ route: routeOf(request.method, path), path, body: await response.clone().json() });
    return response;
  };
  const post = async (path: string, body: string | URLSearchParams): Promise<void> => {
    const headers = { authorization: `Bearer ${stripeKey}` };
    const response = await sandbox.fetch(new Request(`${address}${path}`, { method: 'POST', headers, body }));
    if (!response.ok) throw new Error(`the sandbox cannot do that: ${await response.text()}`);
  };
  const httpClient = Stripe.createFetchHttpClient(fetchInside);
  const access = stripeAccess({
    mode: 'test',
    installation: localInstallation,
    key: async () => stripeKey,
    apiUrl: address,
    httpClient,
  });
  return {
    payments: stripePayments(access, settings.discreet),
    client: access.client,
    takeCalls: () => calls.splice(0),
    tick: () => sandbox.tick(),
    command: (path, command) => post(`/_sandbox/${path}`, JSON.stringify(command)),
    ask: (path, form) => post(path, new URLSearchParams(form)),
    answer: async (request) => sandbox.fetch(request),
  };
}

export const routeOf = (method: string, path: string): string =>
  `${method} ${path.replaceAll(/\/[a-z]+_[A-Za-z0-9_]+(?=\/|$)/g, (segment) => (/\d/.test(segment) ? '/{id}' : segment))}`;

/** The functions use the sandbox's clock, as in a local run: a signature from the future is refused. */
async function advanceHourly(days: number, tick: () => Promise<void>): Promise<void> {
  const shift = Symbol.for('mainstay.clock-shift');
  for (let hours = days * 24; hours > 0; hours -= 1) {
    Reflect.set(globalThis, shift, Number(Reflect.get(globalThis, shift) ?? 0) + Math.min(1, hours) * hour);
    await tick();
  }
}
