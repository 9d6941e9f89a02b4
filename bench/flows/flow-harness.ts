// The functions from their source, on a real table and the sandbox in this process, with every unit and every request
// counted. Sync requests wait in a list instead of a queue, so that each is answered and counted by itself.
import { randomBytes } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { serve as serveCheckout } from '../../functions/checkout.ts';
import { serve as serveRecognition } from '../../functions/recognition.ts';
import { wireWorld } from '../../functions/runtime/wire-world.ts';
import { serve as serveStripeEvents } from '../../functions/stripe-webhook.ts';
import { serve as serveSync } from '../../functions/sync.ts';
import { lambdaContext } from '../../local/environment/lambda-context.ts';
import { newSealPair } from '../../local/environment/seal-pair.ts';
import { createTable, localAccess } from '../../local/servers/dynamodb-table.ts';
import { dynamodbAttemptLimiter } from '../../shared/adapters/dynamodb/attempt-limiter.ts';
import { type ConsumedUnits, observeCapacity } from '../../shared/adapters/dynamodb/capacity.ts';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamodbStores } from '../../shared/adapters/dynamodb/stores.ts';
import { dynamodbSwitches } from '../../shared/adapters/dynamodb/switches.ts';
import { hpkeSealer } from '../../shared/adapters/hpke/sealer.ts';
import { grantSigner } from '../../shared/adapters/node/grant-signer.ts';
import { emailHasher, nodeHasher } from '../../shared/adapters/node/hasher.ts';
import { keyRing } from '../../shared/adapters/node/key-ring.ts';
import { noCaptcha } from '../../shared/adapters/node/no-captcha.ts';
import { passSigner } from '../../shared/adapters/node/pass-signer.ts';
import { systemChance, systemClock } from '../../shared/adapters/node/system.ts';
import { stripeEvents } from '../../shared/adapters/stripe/stripe-events.ts';
import { parseEmail } from '../../shared/core/email.ts';
import { known } from '../../shared/core/ids.ts';
import { endOfLink, mostCodeTries, tokenOf } from '../../shared/core/link.ts';
import type { SyncRequest } from '../../shared/core/sync-request.ts';
import { httpCall, queueEventOf, site } from '../lambda-events.ts';
import { openBenchSandbox, webhookSecret } from '../sandbox.ts';

const secret = async () => ({ key: Buffer.alloc(32, 1) });

export interface Spent {
  /** Requests to Stripe, like "GET /v1/subscriptions/{id}". */
  readonly stripe: readonly string[];
  /** Write units of each call that wrote, in order. */
  readonly writes: readonly number[];
  readonly readUnits: number;
}
export interface TakenRequest {
  readonly type: string;
  readonly syncRequest: SyncRequest;
}
export type FlowHarness = Awaited<ReturnType<typeof openFlowHarness>>;

const oneKey = keyRing('k1', { k1: randomBytes(32).toString('base64url') });
const testKeyRing = async () => oneKey;
const quiet = { log: { write: () => undefined } };

/** `watch` sees the client before its first call, to observe more than the units. */
export async function openFlowHarness(endpoint: string, watch: (client: DynamoDBDocumentClient) => void = () => {}) {
  const table = `bench-${randomBytes(6).toString('hex')}`;
  await createTable(endpoint, table);
  const documents = createDocumentClient({ ...localAccess, endpoint });
  const units: ConsumedUnits[] = [];
  watch(documents);
  observeCapacity(documents, (consumed) => units.push(consumed));
  const waiting: SyncRequest[] = [];
  const typeOf = new Map<string, string>();
  const sandbox = openBenchSandbox(async ({ body, headers }) => {
    const { id, type }: { id: string; type: string } = JSON.parse(body);
    typeOf.set(id, type);
    const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    await http('stripe-webhook', 'POST /v1/stripe/events', { body, headers: Object.fromEntries(lowered) });
  });
  const functions = openFunctions({ documents, table, payments: sandbox.payments, waiting });
  const http = async (functionName: HttpFunction, routeKey: string, sent: Partial<APIGatewayProxyEventV2>) => {
    const answer = await functions[functionName](httpCall(routeKey, sent), lambdaContext(functionName, 'bench', 30));
    if (Number(answer.statusCode) >= 400) throw new Error(`${routeKey} was refused: ${answer.body}`);
    return answer;
  };
  return {
    sandbox,
    http,
    /** A link to who gave under `email`, as the function `mail` would store it. Returns its token. */
    linkTo: (email: string) => rememberLink(dynamodbStores(documents, table), email),
    /** Everything Stripe sent events for since the last call, as the webhook's own function accepted it. */
    async takeRequests(): Promise<readonly TakenRequest[]> {
      await sandbox.tick();
      return waiting
        .splice(0)
        .map((syncRequest) => ({ type: typeOf.get(syncRequest.eventId) ?? 'unknown', syncRequest }));
    },
    async answer(syncQueue: readonly SyncRequest[]): Promise<void> {
      const { batchItemFailures } = await functions.syncQueue(
        queueEventOf(syncQueue),
        lambdaContext('sync', 'bench', 60),
      );
      if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} sync requests were not answered`);
    },
    /** Since the last call. */
    takeSpent(): Spent {
      const taken = units.splice(0);
      const unitsOf = (kind: ConsumedUnits['kind']) =>
        taken.filter((each) => each.kind === kind).map((each) => each.units);
      return {
        stripe: sandbox.takeCalls().map((call) => call.route),
        writes: unitsOf('write'),
        readUnits: unitsOf('read').reduce((sum, each) => sum + each, 0),
      };
    },
    close: () => documents.destroy(),
  };
}

type LinkStores = Pick<ReturnType<typeof dynamodbStores>, 'links' | 'supporters'>;
async function rememberLink({ links, supporters }: LinkStores, email: string): Promise<string> {
  const [id, linkSecret] = [systemChance.token(16), systemChance.token(32)];
  const hashes = await emailHasher(testKeyRing).hashesOf(known(parseEmail(email)));
  await links.remember({
    id: nodeHasher.digest(id),
    token: nodeHasher.digest(linkSecret),
    code: nodeHasher.digest(systemChance.token(16)),
    purpose: 'portal',
    customers: await supporters.pointedFrom(hashes),
    triesLeft: mostCodeTries,
    forgetAt: endOfLink(systemClock.now()),
  });
  return tokenOf(id, linkSecret);
}

type HttpFunction = 'checkout' | 'recognition' | 'stripe-webhook';
interface Plugs {
  readonly documents: ReturnType<typeof createDocumentClient>;
  readonly table: string;
  readonly payments: ReturnType<typeof openBenchSandbox>['payments'];
  readonly waiting: SyncRequest[];
}

function openFunctions({ documents, table, payments, waiting }: Plugs) {
  const ref = { SITE_ORIGINS: [site], API_URL: site };
  const plugs = {
    payments,
    passes: passSigner(testKeyRing),
    grants: grantSigner(testKeyRing),
    emails: emailHasher(testKeyRing),
    ...dynamodbStores(documents, table),
    captcha: noCaptcha,
    limiter: dynamodbAttemptLimiter(documents, table, { chance: systemChance, secret }),
    switches: dynamodbSwitches(documents, table, systemClock),
    tries: null,
    ...quiet,
    // No flow of the bench has a message sent.
    sealer: hpkeSealer(async () => ({ current: 's1', key: newSealPair().seals })),
    mail: { send: async () => undefined },
  };
  const signing = async () => [webhookSecret];
  const events = stripeEvents('test', { current: signing, again: signing });
  const syncQueue = { send: async (syncRequest: SyncRequest) => void waiting.push(syncRequest) };
  return {
    checkout: serveCheckout({ ...wireWorld('checkout', ref), ...plugs }),
    recognition: serveRecognition({ ...wireWorld('recognition', ref), ...plugs }),
    'stripe-webhook': serveStripeEvents({ ...wireWorld('stripe-webhook', ref), events, syncQueue, ...quiet }),
    syncQueue: serveSync({ ...wireWorld('sync', ref), ...plugs }),
  };
}
