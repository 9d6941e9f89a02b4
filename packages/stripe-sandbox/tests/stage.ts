// A sandbox to play on: the real SDK speaks to it in process, its webhooks are verified as a receiver does, and its clock
// goes forward when a test says so.
import { Stripe } from 'stripe';
import { createSandbox, type Sandbox } from '../source/sandbox.ts';
import type { Settings } from '../source/world/settings.ts';

export const host = 'http://sandbox.test';
export const webhookSecret = 'whsec_stage';

export interface Stage {
  readonly stripe: Stripe;
  readonly sandbox: Sandbox;
  /** Everything the endpoint has accepted, in the order of arrival. */
  readonly received: Stripe.Event[];
  /** What the endpoint answers; 200 unless a test says otherwise. */
  answer: (event: Stripe.Event) => number | Promise<number>;
  command(path: string, body?: object): Promise<Commanded>;
  page(path: string, form?: Record<string, string>): Promise<{ status: number; text: string; location: string | null }>;
  /** Moves virtual time, in steps of an hour, everything due done at each. */
  days(days: number): Promise<void>;
  seconds(seconds: number): Promise<void>;
  now(): number;
}

export interface Commanded {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export interface StageStart {
  readonly startsAt?: string;
  readonly seed?: number;
  readonly settings?: Partial<Settings>;
  readonly enabledEvents?: readonly string[];
  readonly maxNetworkRetries?: number;
}

export function setStage(start: StageStart = {}): Stage {
  let now = Date.parse(start.startsAt ?? '2027-03-10T09:00:00Z');
  const received: Stripe.Event[] = [];
  const sandbox = createSandbox({
    now: () => now,
    seed: start.seed ?? 1,
    baseUrl: () => host,
    settings: start.settings ?? {},
    endpoints: [
      {
        url: 'http://site.test/hook',
        secret: webhookSecret,
        ...(start.enabledEvents && { enabled_events: start.enabledEvents }),
      },
    ],
    async send({ body, headers }) {
      const signature = headers['stripe-signature'] ?? '';
      const event = Stripe.webhooks.constructEvent(body, signature, webhookSecret, 300, undefined, now);
      const status = await stage.answer(event);
      if (status < 300) received.push(event);
      return { status };
    },
  });
  const stage: Stage = {
    stripe: sdkFor(sandbox, start.maxNetworkRetries ?? 0),
    sandbox,
    received,
    answer: () => 200,
    now: () => now,
    async command(path, body = {}) {
      const request = new Request(`${host}/_sandbox${path}`, { method: 'POST', body: JSON.stringify(body) });
      const response = await sandbox.fetch(request);
      return { status: response.status, body: await response.json() };
    },
    async page(path, form) {
      const init = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) };
      const response = await sandbox.fetch(new Request(new URL(path, host), init));
      return { status: response.status, text: await response.text(), location: response.headers.get('location') };
    },
    async seconds(seconds) {
      now += seconds * 1000;
      await sandbox.tick();
    },
    async days(days) {
      for (let hours = days * 24; hours > 0; hours -= 1) await stage.seconds(Math.min(1, hours) * 3600);
    },
  };
  return stage;
}

export function sdkFor(sandbox: Sandbox, maxNetworkRetries = 0, key = 'sk_test_stage'): Stripe {
  return new Stripe(key, {
    httpClient: Stripe.createFetchHttpClient(async (url: string | URL | Request, init?: RequestInit) =>
      sandbox.fetch(new Request(url, init)),
    ),
    host: 'sandbox.test',
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries,
  });
}

type SessionOverrides = Partial<Stripe.Checkout.SessionCreateParams>;

export async function openGift({ stripe }: Stage, amount = 1000, currency = 'usd', input: SessionOverrides = {}) {
  return stripe.checkout.sessions.create({
    mode: 'payment',
    customer_creation: 'always',
    success_url: 'http://site.test/thanks?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://site.test/article',
    line_items: [{ quantity: 1, price_data: { currency, unit_amount: amount, product_data: { name: 'A gift' } } }],
    metadata: { mainstay: 'session' },
    payment_intent_data: { metadata: { mainstay: 'intent' } },
    ...input,
  });
}

type Interval = 'day' | 'week' | 'month' | 'year';

export async function openMembership(
  { stripe }: Stage,
  interval: Interval = 'month',
  amount = 500,
  input: SessionOverrides = {},
) {
  const product = await stripe.products.create({ name: 'Membership' });
  return stripe.checkout.sessions.create({
    mode: 'subscription',
    success_url: 'http://site.test/thanks?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://site.test/article',
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'usd', unit_amount: amount, product: product.id, recurring: { interval } },
      },
    ],
    metadata: { mainstay: 'session' },
    subscription_data: { metadata: { mainstay: 'subscription' } },
    ...input,
  });
}

/** Opens and pays, and gives the session as Stripe has it afterwards. */
export async function paid(stage: Stage, session: Stripe.Checkout.Session, method = 'card') {
  const { status } = await stage.command(`/checkouts/${session.id}/pay`, { method, email: 'reader@example.com' });
  if (status !== 200) throw new Error(`paying answered ${status}`);
  await stage.sandbox.tick();
  return stage.stripe.checkout.sessions.retrieve(session.id);
}

export async function newMember(stage: Stage, interval: Interval = 'month', method = 'card') {
  const session = await paid(stage, await openMembership(stage, interval), method);
  return { session, subscription: await stage.stripe.subscriptions.retrieve(idOf(session.subscription)) };
}

/** An id where Stripe's types allow the object too. */
export function idOf(reference: string | { id: string } | null | undefined): string {
  if (reference == null) throw new Error('there is no reference');
  return typeof reference === 'string' ? reference : reference.id;
}

export const typesOf = (events: readonly { type: string }[]): string[] => events.map(({ type }) => type);

/** The bytes of a text field in an answer, whatever else it holds. */
export const textIn = (body: Record<string, unknown>, field: string): string => String(body[field]);
