// The life of a gift and of a membership, step by step: the requests of each step to Stripe and its units on the table,
// beside the budget if there is one.
import { randomBytes } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { settings } from '#settings';
import { site } from '../lambda-events.ts';
import type { FlowHarness, Spent, TakenRequest } from './flow-harness.ts';

export interface FlowRow extends Spent {
  readonly flow: string;
  /** Most requests to Stripe; null if there is no budget. */
  readonly mostStripe: number | null;
  readonly mostWrites: number | null;
}
type Budget = Pick<FlowRow, 'mostStripe' | 'mostWrites'>;
const noBudget: Budget = { mostStripe: null, mostWrites: null };
const checkoutBudget: Budget = { mostStripe: 1, mostWrites: 4 };
/** The worker stored all: nothing is left but the device. */
const returnBudget: Budget = { mostStripe: 0, mostWrites: 2 };

export async function measureFlows(harness: FlowHarness): Promise<readonly FlowRow[]> {
  const rows: FlowRow[] = [];
  const record = async <T>(flow: string, budget: Budget, step: () => Promise<T>): Promise<T> => {
    harness.takeSpent();
    const done = await step();
    rows.push({ flow, ...budget, ...harness.takeSpent() });
    return done;
  };
  await openCheckout(harness, 'once'); // The salt of the day is made once a day and belongs to no checkout.
  await contributionJourney(harness, record);
  await membershipJourney(harness, record);
  return rows;
}
type Recorder = <T>(flow: string, budget: Budget, step: () => Promise<T>) => Promise<T>;

/** The reader is back before Stripe's event arrives: the return makes the first syncs. */
async function contributionJourney(harness: FlowHarness, record: Recorder): Promise<void> {
  const opened = await record('gift: open a checkout', checkoutBudget, () => openCheckout(harness, 'once'));
  await harness.sandbox.command(`checkouts/${opened.session}/pay`, { method: 'card', email: addressOf('gift') });
  await record('gift: return, before any sync request', noBudget, () => comeBack(harness, opened));
  await answerEach(harness, record, 'gift', new Set(['payment']));
}

async function membershipJourney(harness: FlowHarness, record: Recorder): Promise<void> {
  const opened = await record('membership: open a checkout', checkoutBudget, () => openCheckout(harness, 'monthly'));
  await harness.sandbox.command(`checkouts/${opened.session}/pay`, { method: 'card', email: addressOf('membership') });
  await answerEach(harness, record, 'membership', new Set());
  const device = await record('membership: return, after the sync requests', returnBudget, () =>
    comeBack(harness, opened),
  );
  const cookies = [device];
  await record('standing renewed', { mostStripe: 0, mostWrites: 1 }, () =>
    harness.http('recognition', 'GET /v1/standing', { cookies }),
  );
  const headers = { 'content-type': 'application/json', origin: site };
  const token = await harness.linkTo(addressOf('membership'));
  const redeeming = { cookies, headers, body: JSON.stringify({ token }) };
  const redeemed = await record('link redeemed', noBudget, () =>
    harness.http('recognition', 'POST /v1/links/redeem', redeeming),
  );
  const posted = { ...headers, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-mode': 'navigate' };
  const sent = { cookies: [cookieIn(redeemed, settings.cookies.device)], headers: posted, body: '' };
  await record('portal opened', { mostStripe: 1, mostWrites: 0 }, () =>
    harness.http('checkout', 'POST /v1/portal', sent),
  );
  await harness.sandbox.command('clock', { advanceDays: 32 });
  const [intent = ''] = await answerEach(harness, record, 'renewal', new Set(['membership']));
  await harness.sandbox.ask('/v1/refunds', { payment_intent: intent, amount: '100' });
  await answerEach(harness, record, 'refund', new Set(['membership', 'payment']));
  await harness.sandbox.command('disputes', { paymentIntent: intent, outcome: 'lost' });
  await answerEach(harness, record, 'dispute', new Set(['membership', 'payment']));
}

/**
 * Answers every sync request by itself, the parts before the checkout that made them. `held` are the kinds of parts that are
 * stored already. Returns the intents that got a sync request.
 */
async function answerEach(harness: FlowHarness, record: Recorder, life: string, held: Set<string>): Promise<string[]> {
  const syncRequests = await harness.takeRequests();
  const inOrder = [...syncRequests].sort((one, other) => locationOf(one) - locationOf(other));
  const shown = new Set<string>();
  for (const { type, syncRequest } of inOrder) {
    const isFirst = syncRequest.part !== 'checkout' && !held.has(syncRequest.part);
    const flow = `${life}: ${type}${isFirst ? ', first sync' : ''}`;
    const step = () => harness.answer([syncRequest]);
    // The same event may come several times (a subscription changes in steps); one of each is shown.
    await (shown.has(flow) ? step() : record(flow, budgetOf(syncRequest.part, isFirst), step));
    shown.add(flow);
    held.add(syncRequest.part);
  }
  return syncRequests.map(({ syncRequest }) => syncRequest.objectId).filter((id) => id.startsWith('pi_'));
}

const locationOf = ({ syncRequest }: TakenRequest): number =>
  ['membership', 'payment', 'checkout'].indexOf(syncRequest.part);

function budgetOf(part: string, isFirst: boolean): Budget {
  const mostWrites = isFirst ? 10 : 6;
  if (part === 'membership') return { mostStripe: 1, mostWrites };
  // A checkout is no part of its own: it syncs all that it made.
  return part === 'payment' ? { mostStripe: 3, mostWrites } : noBudget;
}

interface Opened {
  readonly checkoutId: string;
  readonly session: string;
  readonly claim: string;
}
export async function openCheckout(harness: FlowHarness, frequency: 'once' | 'monthly'): Promise<Opened> {
  const headers = {
    'content-type': 'application/json',
    origin: site,
    'idempotency-key': randomBytes(16).toString('hex'),
  };
  const contribution = {
    frequency,
    amountMinor: 1000,
    currency: 'usd',
    campaign: 'ad-free',
  };
  const claimHash = randomBytes(32).toString('base64url');
  const body = JSON.stringify({ ...contribution, claimHash, returnUrl: `${site}/an-article` });
  const answer = await harness.http('checkout', 'POST /v1/checkouts', { headers, body });
  const { checkoutId, url }: { checkoutId: string; url: string } = JSON.parse(answer.body ?? '{}');
  const session = /cs_[A-Za-z0-9_]+/.exec(url)?.[0] ?? '';
  return { checkoutId, session, claim: cookieIn(answer, settings.cookies.claim) };
}

export async function comeBack(harness: FlowHarness, { claim }: Opened): Promise<string> {
  const sent = { cookies: [claim] };
  const answer = await harness.http('checkout', 'GET /v1/checkouts/return', sent);
  return cookieIn(answer, settings.cookies.device);
}

/** As the browser sends it again: "name=value". */
function cookieIn(answer: APIGatewayProxyStructuredResultV2, name: string): string {
  const cookie = answer.cookies?.find((each) => each.startsWith(`${name}=`));
  if (cookie === undefined) throw new Error(`no ${name} cookie came: ${JSON.stringify(answer.headers)}`);
  return cookie.split(';')[0] ?? '';
}

const addressOf = (name: string): string => `${name}@reader.example`;
