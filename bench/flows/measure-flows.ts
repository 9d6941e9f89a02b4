// The life of a gift and of a membership, step by step: what each step asks of Stripe and costs on the table, beside the
// budget where there is one.
import { randomBytes } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { settings } from '../../mainstay.config.ts';
import { site } from '../lambda-events.ts';
import type { FlowHouse, Rung, Spent } from './flow-house.ts';

export interface FlowRow extends Spent {
  readonly flow: string;
  /** Most requests to Stripe; null where nothing was promised. */
  readonly mostStripe: number | null;
  readonly mostWrites: number | null;
}
type Budget = Pick<FlowRow, 'mostStripe' | 'mostWrites'>;
const noBudget: Budget = { mostStripe: null, mostWrites: null };
const checkoutBudget: Budget = { mostStripe: 1, mostWrites: 4 };

export async function measureFlows(house: FlowHouse): Promise<readonly FlowRow[]> {
  const rows: FlowRow[] = [];
  const record = async <T>(flow: string, budget: Budget, step: () => Promise<T>): Promise<T> => {
    house.takeSpent();
    const done = await step();
    rows.push({ flow, ...budget, ...house.takeSpent() });
    return done;
  };
  await openCheckout(house, 'once'); // The salt of the day is made once a day and belongs to no checkout.
  await giftJourney(house, record);
  await membershipJourney(house, record);
  return rows;
}
type Recorder = <T>(flow: string, budget: Budget, step: () => Promise<T>) => Promise<T>;

/** The reader is back before Stripe rings: the return makes the first visits. */
async function giftJourney(house: FlowHouse, record: Recorder): Promise<void> {
  const opened = await record('gift: open a checkout', checkoutBudget, () => openCheckout(house, 'once'));
  await house.sandbox.order(`checkouts/${opened.session}/pay`, { method: 'card', email: addressOf('gift') });
  await record('gift: return, before any ring', noBudget, () => comeBack(house, opened));
  await answerEach(house, record, 'gift', new Set(['payment']));
}

async function membershipJourney(house: FlowHouse, record: Recorder): Promise<void> {
  const opened = await record('membership: open a checkout', checkoutBudget, () => openCheckout(house, 'monthly'));
  await house.sandbox.order(`checkouts/${opened.session}/pay`, { method: 'card', email: addressOf('membership') });
  await answerEach(house, record, 'membership', new Set());
  const device = await record('membership: return, after the rings', noBudget, () => comeBack(house, opened));
  const cookies = [device];
  await record('standing renewed', { mostStripe: 0, mostWrites: 1 }, () =>
    house.http('recognition', 'GET /v1/standing', { cookies }),
  );
  const sent = { cookies, headers: { 'content-type': 'application/json', origin: site }, body: '{}' };
  await record('portal opened', { mostStripe: 1, mostWrites: 0 }, () =>
    house.http('checkout', 'POST /v1/portal', sent),
  );
  await house.sandbox.order('clock', { advanceDays: 32 });
  const [intent = ''] = await answerEach(house, record, 'renewal', new Set(['membership']));
  await house.sandbox.ask('/v1/refunds', { payment_intent: intent, amount: '100' });
  await answerEach(house, record, 'refund', new Set(['membership', 'payment']));
  await house.sandbox.order('disputes', { paymentIntent: intent, outcome: 'lost' });
  await answerEach(house, record, 'dispute', new Set(['membership', 'payment']));
}

/**
 * Answers every ring by itself, the parts before the checkout that made them. `held` are the kinds of parts we hold
 * already; answers the intents that were rung.
 */
async function answerEach(house: FlowHouse, record: Recorder, life: string, held: Set<string>): Promise<string[]> {
  const rings = await house.takeRings();
  const inOrder = [...rings].sort((one, other) => placeOf(one) - placeOf(other));
  const told = new Set<string>();
  for (const { type, doorbell } of inOrder) {
    const isFirst = doorbell.part !== 'checkout' && !held.has(doorbell.part);
    const flow = `${life}: ${type}${isFirst ? ', first visit' : ''}`;
    const step = () => house.answer([doorbell]);
    // The same event may come several times over (a subscription changes in steps); one of each is shown.
    await (told.has(flow) ? step() : record(flow, budgetOf(doorbell.part, isFirst), step));
    told.add(flow);
    held.add(doorbell.part);
  }
  return rings.map(({ doorbell }) => doorbell.objectId).filter((id) => id.startsWith('pi_'));
}

const placeOf = ({ doorbell }: Rung): number => ['membership', 'payment', 'checkout'].indexOf(doorbell.part);

function budgetOf(part: string, isFirst: boolean): Budget {
  const mostWrites = isFirst ? 10 : 6;
  if (part === 'membership') return { mostStripe: 1, mostWrites };
  // A checkout is no part of its own: it visits all that it made.
  return part === 'payment' ? { mostStripe: 3, mostWrites } : noBudget;
}

interface Opened {
  readonly checkoutId: string;
  readonly session: string;
  readonly claim: string;
}
async function openCheckout(house: FlowHouse, frequency: 'once' | 'monthly'): Promise<Opened> {
  const headers = {
    ...{ 'content-type': 'application/json', origin: site },
    'idempotency-key': randomBytes(16).toString('hex'),
  };
  const gift = { frequency, amountMinor: 1000, currency: 'usd', campaign: 'ad-free', email: addressOf(frequency) };
  const claimHash = randomBytes(32).toString('base64url');
  const body = JSON.stringify({ ...gift, claimHash, returnUrl: `${site}/an-article` });
  const answer = await house.http('checkout', 'POST /v1/checkouts', { headers, body });
  const { checkoutId, url }: { checkoutId: string; url: string } = JSON.parse(answer.body ?? '{}');
  const session = /cs_[A-Za-z0-9_]+/.exec(url)?.[0] ?? '';
  return { checkoutId, session, claim: cookieIn(answer, settings.cookies.claim) };
}

async function comeBack(house: FlowHouse, { checkoutId, claim }: Opened): Promise<string> {
  const sent = { cookies: [claim], pathParameters: { checkoutId } };
  const answer = await house.http('checkout', 'GET /v1/checkouts/{checkoutId}/return', sent);
  return cookieIn(answer, settings.cookies.device);
}

/** As the browser sends it again: "name=value". */
function cookieIn(answer: APIGatewayProxyStructuredResultV2, name: string): string {
  const cookie = answer.cookies?.find((each) => each.startsWith(`${name}=`));
  if (cookie === undefined) throw new Error(`no ${name} cookie came: ${JSON.stringify(answer.headers)}`);
  return cookie.split(';')[0] ?? '';
}

const addressOf = (name: string): string => `${name}@reader.example`;
