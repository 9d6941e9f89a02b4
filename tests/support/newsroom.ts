// One newsroom in one process: every function served from its source, the Stripe sandbox behind the real SDK, and one
// virtual clock for both. Signed webhooks go through the real function, the queue and the worker; nothing is mocked.
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import Stripe from 'stripe';
import { settings } from '#settings';
import { serve as serveCheckout } from '../../functions/checkout.ts';
import { serve as serveMail } from '../../functions/mail.ts';
import { serve as serveOffer } from '../../functions/offer.ts';
import { serve as serveRecognition } from '../../functions/recognition.ts';
import { serve as serveReminders } from '../../functions/reminders.ts';
import { openapiText } from '../../functions/runtime/openapi-text.ts';
import { wireWorld } from '../../functions/runtime/wire-world.ts';
import { serve as serveStripeEvents } from '../../functions/stripe-webhook.ts';
import { serve as serveSync } from '../../functions/sync.ts';
import { lambdaContext } from '../../local/environment/lambda-context.ts';
import { newSealPair } from '../../local/environment/seal-pair.ts';
import { findRoute } from '../../local/servers/gateway-routes.ts';
import { madeProduct } from '../../local/servers/sandbox-server.ts';
import { createProduct } from '../../packages/stripe-sandbox/source/catalog/product.ts';
import { createSandbox } from '../../packages/stripe-sandbox/source/sandbox.ts';
import { hpkeOpener } from '../../shared/adapters/hpke/opener.ts';
import { hpkeSealer } from '../../shared/adapters/hpke/sealer.ts';
import { memoryMailQueue } from '../../shared/adapters/memory/mail-queue.ts';
import { memoryMailer } from '../../shared/adapters/memory/mailer.ts';
import { memoryPaymentTries } from '../../shared/adapters/memory/payment-tries.ts';
import { memorySyncQueue } from '../../shared/adapters/memory/sync-queue.ts';
import { bandEdges } from '../../shared/adapters/node/band-edges.ts';
import { confirmationSigner } from '../../shared/adapters/node/confirmation-signer.ts';
import { grantSigner } from '../../shared/adapters/node/grant-signer.ts';
import { emailHasher, linkCodes } from '../../shared/adapters/node/hasher.ts';
import { keyRing } from '../../shared/adapters/node/key-ring.ts';
import { noCaptcha } from '../../shared/adapters/node/no-captcha.ts';
import { passSigner } from '../../shared/adapters/node/pass-signer.ts';
import { stripeAccess } from '../../shared/adapters/stripe/client.ts';
import { eventTypes } from '../../shared/adapters/stripe/event-types.ts';
import { stripePayments } from '../../shared/adapters/stripe/payments.ts';
import { productIdOf } from '../../shared/adapters/stripe/product.ts';
import { stripeEvents } from '../../shared/adapters/stripe/stripe-events.ts';
import { stripeListing } from '../../shared/adapters/stripe/stripe-listing.ts';
import type { Installation } from '../../shared/core/installation.ts';
import { hour, type Instant } from '../../shared/core/time.ts';
import { someday } from './builders.ts';
import { holdAgainstDescription } from './described-answers.ts';
import { gatewayEvent, type Requested } from './gateway-event.ts';
import { inMemory, type Stores } from './newsroom-stores.ts';
import { deliveredRequest, queueEvent } from './queue-event.ts';
import { readerBrowser } from './reader-browser.ts';
import { recordedLog } from './recorded-log.ts';
import { seededChance } from './seeded-chance.ts';
import { webhookSecret } from './signed-webhook.ts';

export const site = 'https://meridian.example';
const sealPair = newSealPair();
export const stripeAddress = 'https://stripe.example';
const testKeyRing = async () => keyRing('k1', { k1: Buffer.alloc(32, 7).toString('base64url') });

export interface StripeCall {
  /** "METHOD /path" */
  readonly call: string;
  readonly body: URLSearchParams;
}
export type Newsroom = ReturnType<typeof openNewsroom>;
export interface NewsroomOptions {
  readonly startAt?: Instant;
  readonly installation?: Installation;
}
export const openNewsroom = () => openNewsroomOn(inMemory);

export function openNewsroomOn<S extends Stores>(
  openStores: (...world: Parameters<typeof inMemory>) => S,
  { startAt = someday, installation = settings.installation }: NewsroomOptions = {},
) {
  let now = startAt;
  const clock = { now: () => now };
  const chance = seededChance('newsroom');
  const log = recordedLog();
  const stores = openStores(clock, chance);
  const [mail, mailer] = [memoryMailQueue(clock), memoryMailer()];
  const queue = memorySyncQueue(clock, { visibilitySeconds: 60, maxReceives: 5 });
  const sandbox = createSandbox({
    now: clock.now,
    seed: 1,
    send: async ({ body, headers }) => {
      const said = await ask({ method: 'POST', path: '/v1/stripe/events', body, headers, at: now });
      return { status: said.statusCode ?? 0 };
    },
    endpoints: [{ url: `${site}/v1/stripe/events`, secret: webhookSecret, enabled_events: Object.keys(eventTypes) }],
    advance: async (days) => advanceHours(days * 24),
    baseUrl: () => stripeAddress,
    wait: () => new Promise(() => {}),
  });
  // As `npm run setup` makes it.
  const product = productIdOf(installation);
  createProduct(sandbox.state.world, { ...madeProduct, id: product });
  /** What lies beside the functions' key. A test may change it. */
  const made: { portal?: string; product?: string } = { product };
  /** The requests of the functions to Stripe, in order. */
  const stripeCalls: StripeCall[] = [];
  const stripeWith = (readVersioned: (call: StripeCall) => void) =>
    Stripe.createFetchHttpClient(async (input, init) => {
      const request = new Request(input, init);
      const body = new URLSearchParams(await request.clone().text());
      readVersioned({ call: `${request.method} ${new URL(request.url).pathname}`, body });
      return sandbox.fetch(request);
    });
  const httpClient = stripeWith((call) => void stripeCalls.push(call));
  const access = stripeAccess({
    mode: 'test',
    installation,
    key: async () => 'sk_test_newsroom',
    now: clock.now,
    httpClient,
  });
  const world = { ...wireWorld('offer', { SITE_ORIGINS: [site], API_URL: site }), clock, chance, log };
  const needs = {
    ...world,
    ...stores,
    payments: stripePayments(access, settings.discreet, async () => made),
    passes: passSigner(testKeyRing),
    grants: grantSigner(testKeyRing),
    emails: emailHasher(testKeyRing),
    codes: linkCodes(testKeyRing),
    confirmations: confirmationSigner(testKeyRing),
    edges: bandEdges(testKeyRing),
    events: stripeEvents('test', { current: async () => [webhookSecret], again: async () => [webhookSecret] }),
    syncQueue: queue,
    captcha: noCaptcha,
    tries: memoryPaymentTries(),
    mail,
    mailer,
    pause: { wait: async () => {} },
    sealer: hpkeSealer(async () => ({ current: 's1', key: sealPair.seals })),
    opener: hpkeOpener(async () => keyRing('s1', { s1: sealPair.opens })),
    openapi: openapiText,
  };
  const functions = {
    offer: serveOffer(needs),
    checkout: serveCheckout(needs),
    recognition: serveRecognition(needs),
    reminders: serveReminders(needs),
    'stripe-webhook': serveStripeEvents(needs),
  };
  const worker = serveSync(needs);
  const writer = serveMail(needs);

  async function ask(requested: Requested): Promise<APIGatewayProxyStructuredResultV2> {
    const found = findRoute(requested.method, new URL(requested.path, site).pathname);
    if (
      found === null ||
      found.functionName === 'sync' ||
      found.functionName === 'reconcile' ||
      found.functionName === 'mail'
    )
      throw new Error(`API Gateway has no route for ${requested.method}`);
    const answer = await functions[found.functionName](
      gatewayEvent(requested),
      lambdaContext(found.functionName, 'a-request', 30),
    );
    holdAgainstDescription(found.routeKey, answer);
    return answer;
  }

  /** One batch of sync requests through the worker; false when none was waiting. */
  async function answerSyncRequests(): Promise<boolean> {
    const received = queue.receive(10);
    const syncRequests = received.map(({ syncRequest, receipt, receives }) =>
      deliveredRequest(syncRequest, receipt, receives),
    );
    const { batchItemFailures } = await worker(queueEvent(syncRequests), lambdaContext('sync', 'a-request', 60));
    const failed = new Set(batchItemFailures.map((each) => each.itemIdentifier));
    for (const { receipt } of received) failed.has(receipt) ? queue.fail(receipt) : queue.acknowledge(receipt);
    return received.length > 0;
  }

  /** Every request for a message is answered. One that cannot be answered is returned to the queue. */
  async function answerLinkRequests(): Promise<void> {
    for (const input of mail.receive(10)) {
      const Records = [{ messageId: input.id, body: JSON.stringify(input) }];
      const answered = await writer({ Records }, lambdaContext('mail', 'a-request', 120));
      if (answered?.batchItemFailures.length === 0) mail.acknowledge(input.id);
      else mail.fail(input.id);
    }
  }

  /** Every webhook that is due is delivered, and every sync request answered. A sync request that fails is a defect. */
  async function drain(): Promise<void> {
    const dead = queue.deadLetters().length;
    do await sandbox.tick();
    while (await answerSyncRequests());
    if (queue.deadLetters().length > dead) throw new Error('a sync request went to the dead letters');
  }

  async function advanceHours(hours: number): Promise<void> {
    for (let left = hours; left > 0; left -= 1) {
      now += Math.min(1, left) * hour;
      await drain();
    }
  }

  const browser = () => readerBrowser({ origin: site, now: clock.now, ask });
  return {
    needs,
    stores,
    log,
    queue,
    sandbox,
    stripeCalls,
    made,
    ask,
    browser,
    answerSyncRequests,
    drain,
    mail,
    mailer,
    answerLinkRequests,
    writer,
    /** The hourly call of the schedule for reminders. */
    sweep: () => writer({ job: 'reminders' }, lambdaContext('mail', 'a-timer', 120)),
    now: clock.now,
    listing: stripeListing(access),
    /** The newsroom's own key at Stripe, for what its staff or its other apps do there. */
    stripe: new Stripe('sk_test_staff', { httpClient: stripeWith(() => {}), telemetry: false }),
    call: browser().call,
    advanceMinutes: (minutes: number) => advanceHours(minutes / 60),
    advanceDays: (days: number) => advanceHours(days * 24),
    /** Only the clock: no webhook is delivered and no sync request answered meanwhile. */
    wait: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}
