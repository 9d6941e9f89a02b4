// Stripe for the bench, as a process of its own, so that its work is not counted as a contender's. The sandbox makes the
// supporters and their events beforehand; each read is computed once and then answered from memory, after a delay.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { newContribution } from '../new-contribution.ts';
import { openBenchSandbox, stripeKey } from '../sandbox.ts';
import type { NewSupporter } from './contender.ts';

const posted: {
  readonly type: string;
  readonly object: { readonly id: string; readonly customer?: string };
  readonly body: string;
}[] = [];
const sandbox = openBenchSandbox(async ({ body }) => {
  const { type, data }: { type: string; data: { object: { id: string; customer?: string } } } = JSON.parse(body);
  posted.push({ type, object: data.object, body });
});
/** The four that decide: others about the same supporter repeat what these say. */
const types = [
  'customer.subscription.created',
  'payment_intent.succeeded',
  'invoice.paid',
  'checkout.session.completed',
];
const answers = new Map<string, Promise<{ readonly status: number; readonly text: string }>>();
let [delay, reads] = [0, 0];

async function newSupporter(): Promise<NewSupporter> {
  posted.splice(0);
  const checkout = newContribution(randomBytes(16).toString('base64url'));
  const opened = await sandbox.payments.openCheckout({
    ...checkout,
    contribution: { ...checkout.contribution, frequency: 'monthly' },
  });
  if (!opened.ok) throw new Error('the sandbox opened no checkout');
  await sandbox.command(`checkouts/${opened.value.session}/pay`, { method: 'card' });
  await sandbox.tick();
  const events = posted.filter(({ type }) => types.includes(type));
  const idOf = (type: string): string => events.find((event) => event.type === type)?.object.id ?? '';
  const subscription = idOf('customer.subscription.created');
  const { items }: { items: { data: { price: { id: string } }[] } } = JSON.parse(
    (await read(`/v1/subscriptions/${subscription}`)).text,
  );
  return {
    customer: events[0]?.object.customer ?? '',
    subscription,
    invoice: idOf('invoice.paid'),
    paymentIntent: idOf('payment_intent.succeeded'),
    session: opened.value.session,
    checkout: checkout.checkout,
    price: items.data[0]?.price.id ?? '',
    events: events.map(({ body }) => body),
  };
}

async function read(path: string): Promise<{ status: number; text: string }> {
  const headers = { authorization: `Bearer ${stripeKey}` };
  const response = await sandbox.answer(new Request(`http://stripe.invalid${path}`, { headers }));
  return { status: response.status, text: await response.text() };
}

const supporters: NewSupporter[] = [];
for (let made = 0; made < Number(process.argv[2]); made += 1) supporters.push(await newSupporter());

const server = createServer(async (request, response) => {
  const url = request.url ?? '/';
  const [, command, value] = /^\/_bench\/([a-z]+)(?:\/(\d+))?$/.exec(url) ?? [];
  const answer = (status: number, text: string) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  if (command === 'supporters') return answer(200, JSON.stringify(supporters));
  if (command === 'delay') {
    [delay, reads] = [Number(value), 0];
    return answer(200, '{}');
  }
  if (command === 'reads') return answer(200, JSON.stringify(reads));
  reads += 1;
  const known = answers.get(url) ?? read(url);
  answers.set(url, known);
  const { status, text } = await known;
  if (delay > 0) await wait(delay);
  return answer(status, text);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`http://127.0.0.1:${address.port}`);
});
