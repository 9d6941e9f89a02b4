// What one reader costs, flow by flow, recorded from the exported handlers on DynamoDB Local and the sandbox: the rows that a
// flow touches, and what it asks of Stripe.
import { type FlowHarness, openFlowHarness } from '../flows/flow-harness.ts';
import { comeBack, openCheckout } from '../flows/measure-flows.ts';
import { site } from '../lambda-events.ts';
import { type Access, observeAccess } from './observe-access.ts';

export const flowNames = ['open', 'payMonthly', 'payOnce', 'comeBack', 'renewal', 'standing'] as const;
export type FlowName = (typeof flowNames)[number];
export interface Flow {
  readonly accesses: readonly Access[];
  readonly stripeRequests: number;
  /** Events that Stripe sends for it, each one message of the queue. */
  readonly events: number;
}
export type Flows = Readonly<Record<FlowName, Flow>>;

export async function recordFlows(endpoint: string): Promise<Flows> {
  const accesses: Access[] = [];
  const harness = await openFlowHarness(endpoint, (client) => observeAccess(client, (each) => accesses.push(each)));
  const record = async (step: () => Promise<number>): Promise<Flow> => {
    accesses.splice(0);
    harness.takeSpent();
    const events = await step();
    return { accesses: accesses.splice(0), stripeRequests: harness.takeSpent().stripe.length, events };
  };
  try {
    // What is made once a day belongs to no reader.
    await openCheckout(harness, 'once');
    const { pay: payOnce } = await contribute(harness, record, 'once');
    const { open, pay: payMonthly, back, cookies } = await contribute(harness, record, 'monthly');
    const standing = await record(async () => {
      await harness.http('recognition', 'GET /v1/standing', { cookies, headers: { origin: site } });
      return 0;
    });
    await harness.sandbox.command('clock', { advanceDays: 32 });
    // The checkout that nobody paid is no part of a renewal.
    const renewals = (await harness.takeRequests()).filter(({ syncRequest }) => syncRequest.part !== 'checkout');
    const renewal = await record(async () => answerAll(harness, renewals));
    return { open, payMonthly, payOnce, comeBack: back, renewal, standing };
  } finally {
    harness.close();
  }
}

type Recording = (step: () => Promise<number>) => Promise<Flow>;
type Requests = Awaited<ReturnType<FlowHarness['takeRequests']>>;

async function answerAll(harness: FlowHarness, requests: Requests): Promise<number> {
  await harness.answer(requests.map(({ syncRequest }) => syncRequest));
  return requests.length;
}

async function contribute(harness: FlowHarness, record: Recording, frequency: 'once' | 'monthly') {
  let opened = { checkoutId: '', session: '', claim: '' };
  const open = await record(async () => {
    opened = await openCheckout(harness, frequency);
    return 0;
  });
  await harness.sandbox.command(`checkouts/${opened.session}/pay`, {
    method: 'card',
    email: `${frequency}@scale.example`,
  });
  const requests = await harness.takeRequests();
  const pay = await record(async () => answerAll(harness, requests));
  let device = '';
  const back = await record(async () => {
    device = await comeBack(harness, opened);
    return 0;
  });
  return { open, pay, back, cookies: [device] };
}
