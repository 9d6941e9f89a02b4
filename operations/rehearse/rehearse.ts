// The rehearsal: everything that Mainstay asks of Stripe, in one story, through the adapters that the functions use. It leaves
// nothing behind but what Stripe keeps of a deleted customer.
import { settings } from '#settings';
import { stripeApiVersion } from '../../shared/adapters/stripe/event-types.ts';
import { stripePayments } from '../../shared/adapters/stripe/payments.ts';
import { known, type MembershipId, parseCustomerId, parseMembershipId, parsePaymentId } from '../../shared/core/ids.ts';
import { keyRows, setupRows } from '../account/key-rows.ts';
import { probeKey } from '../account/probe-key.ts';
import { idIn, type Paying, type Subscribed } from './payer.ts';
import { rehearseCheckouts, rehearsePaidCheckouts } from './rehearse-checkouts.ts';
import type { RehearseNeeds, Story } from './story.ts';

export async function rehearse(needs: RehearseNeeds): Promise<void> {
  const access = { mode: 'test' as const, installation: needs.installation, client: async () => needs.stripe };
  const payments = stripePayments(access, settings.discreet, async () => needs.made);
  const marker = { mainstay: needs.installation.id, mainstay_source: 'rehearsal' };
  const story = { ...needs, payments, marker };
  try {
    await rehearseCheckouts(story);
    await rehearsePaidCheckouts(story);
    await rehearseMembership(story);
    await rehearseGifts(story);
    await rehearseAccount(story);
  } finally {
    await needs.payer.leave();
  }
}

async function rehearseMembership(story: Story): Promise<void> {
  const { recorder, payments, payer, stripe, chance, marker } = story;
  const subscribed = await eventsOf(story, 'membership', () => payer.subscribe(marker));
  const membership = known(parseMembershipId(subscribed.subscription));
  const customer = known(parseCustomerId(subscribed.customer));
  await readMembership(story, membership);
  recorder.begin('amount');
  await payments.changeAmount({ membership, amountMinor: 700, idempotencyKey: `rehearsal.${chance.token(16)}` });
  recorder.begin('portal');
  for (const flow of [
    null,
    { kind: 'payment_method_update' as const },
    { kind: 'subscription_cancel' as const, membership },
  ]) {
    const input = {
      customer,
      flow,
      returnUrl: 'https://example.org/',
      idempotencyKey: `rehearsal.${chance.token(16)}`,
    };
    await payments.openPortal(input);
  }
  const changes: readonly [string, () => Promise<unknown>][] = [
    ['renewal', () => payer.nextPeriod(subscribed, 'paid')],
    ['failed renewal', () => payer.nextPeriod(subscribed, 'fails')],
    ['recovery', () => payer.recover(subscribed)],
    ['cancel', () => stripe.subscriptions.update(membership, { cancel_at_period_end: true })],
    ['un-cancel', () => stripe.subscriptions.update(membership, { cancel_at_period_end: false })],
  ];
  for (const [step, change] of changes) {
    await eventsOf(story, step, async () => {
      await change();
      return subscribed;
    });
    await readMembership(story, membership);
  }
  await eventsOf(story, 'erasure', async () => {
    await payments.cancelMembership(membership);
    await payments.deleteCustomer(customer);
    await payments.isCustomerGone(customer);
    return subscribed;
  });
}

/** The membership, and the payment of its newest invoice. */
async function readMembership({ payments, unrecorded }: Story, membership: MembershipId): Promise<void> {
  await payments.readMembership(membership);
  const { latest_invoice: invoice } = await unrecorded.subscriptions.retrieve(membership);
  for (const { payment } of await payments.locatePayments(idIn(invoice))) await payments.readPayment(payment);
}

async function rehearseGifts(story: Story): Promise<void> {
  const { payer, payments, stripe, marker } = story;
  const paid = await eventsOf(story, 'gift', () => payer.payOnce('card', marker));
  const read = async ({ intent }: Paying, isDisputed = false) => {
    await payments.locatePayments(intent);
    await payments.readPayment(known(parsePaymentId(intent)), { isDisputed });
  };
  await read(paid);
  for (const [step, amount] of [
    ['partial refund', { amount: 300 }],
    ['full refund', {}],
  ] as const) {
    await eventsOf(story, step, async () => {
      await stripe.refunds.create({ payment_intent: paid.intent, ...amount });
      return paid;
    });
    await read(paid);
  }
  await read(await eventsOf(story, 'dispute', () => payer.payOnce('dispute', marker)), true);
  await read(await eventsOf(story, 'bank debit', () => payer.payOnce('bank', marker)));
}

async function rehearseAccount({ recorder, stripe, webhookUrl }: Story): Promise<void> {
  recorder.begin('webhook endpoints');
  const create = () =>
    stripe.webhookEndpoints.create({
      url: webhookUrl,
      enabled_events: ['invoice.paid'],
      api_version: stripeApiVersion,
    });
  const made = [await create(), await create()];
  for (const { id } of made) await stripe.webhookEndpoints.del(id);
  recorder.begin('key probes');
  await probeKey(stripe, [...keyRows, ...setupRows]);
}

/** No step causes as many. */
const mostEvents = 100;

/** Does the step, waits for what follows, and records the events of its customer since, oldest first. */
async function eventsOf<T extends Subscribed | Paying>(story: Story, step: string, act: () => Promise<T>): Promise<T> {
  const { recorder, unrecorded, payer } = story;
  recorder.begin(step);
  // Not by a cursor: Stripe forgets an event after 30 days, and a step may be longer.
  const before = new Set((await unrecorded.events.list({ limit: mostEvents })).data.map(({ id }) => id));
  const done = await act();
  await payer.settle();
  const events = (await unrecorded.events.list({ limit: mostEvents })).data.filter(({ id }) => !before.has(id));
  const ids = Object.values(done);
  const about = events.filter(({ data }) => ids.some((id) => JSON.stringify(data.object).includes(`"${id}"`)));
  recorder.heard(step, about.map(({ type }) => type).reverse());
  return done;
}
