// The rehearsal: everything that Mainstay asks of Stripe, in one story, through the adapters that the functions use. It leaves
// nothing behind but what Stripe keeps of a deleted customer.
import type Stripe from 'stripe';
import { settings } from '#settings';
import { stripeApiVersion } from '../../shared/adapters/stripe/event-types.ts';
import { type MadeAtStripe, stripePayments } from '../../shared/adapters/stripe/payments.ts';
import {
  known,
  type MembershipId,
  parseCheckoutId,
  parseCustomerId,
  parseMembershipId,
  parsePaymentId,
} from '../../shared/core/ids.ts';
import { frequencies } from '../../shared/core/offer.ts';
import { hour, type Instant } from '../../shared/core/time.ts';
import type { Chance } from '../../shared/ports/system.ts';
import { keyRows, setupRows } from '../account/key-rows.ts';
import { probeKey } from '../account/probe-key.ts';
import { idIn, type Payer, type Paying, type Subscribed } from './payer.ts';
import type { Recorder } from './recorder.ts';

export interface RehearseNeeds {
  readonly recorder: Recorder;
  /** Its calls are recorded. */
  readonly stripe: Stripe;
  /** Its calls are not. */
  readonly unrecorded: Stripe;
  readonly payer: Payer;
  readonly made: MadeAtStripe;
  readonly chance: Chance;
  readonly now: () => Instant;
  /** For two webhook endpoints, which are taken away again. */
  readonly webhookUrl: string;
}
type Story = RehearseNeeds & { readonly payments: ReturnType<typeof stripePayments>; readonly marker: Marker };
type Marker = Readonly<Record<string, string>>;

export async function rehearse(needs: RehearseNeeds): Promise<void> {
  const access = { mode: 'test' as const, client: async () => needs.stripe };
  const payments = stripePayments(access, settings.discreet, async () => needs.made);
  const marker = { mainstay: '1', mainstay_source: 'rehearsal' };
  const story = { ...needs, payments, marker };
  try {
    await rehearseCheckouts(story);
    await rehearseMembership(story);
    await rehearseGifts(story);
    await rehearseAccount(story);
  } finally {
    await needs.payer.leave();
  }
}

/** One of every currency and frequency that the newsroom offers, opened and expired. */
async function rehearseCheckouts({ recorder, payments, stripe, chance, now }: Story): Promise<void> {
  for (const { currency, amounts } of settings.offer.currencies) {
    for (const frequency of frequencies) {
      recorder.begin(`checkout ${frequency}`);
      const opened = await payments.openCheckout({
        contribution: { currency, frequency, amountMinor: amounts[frequency].minimumMinor },
        checkout: known(parseCheckoutId(`co_${chance.token(16)}`)),
        ...{ campaign: null, source: null, locale: 'en', replaces: null },
        successUrl: 'https://example.org/',
        cancelUrl: 'https://example.org/',
        expiresAt: now() + hour,
        idempotencyKey: `rehearsal.${chance.token(16)}`,
      });
      if (!opened.ok) throw new Error(`Stripe did not open a checkout in ${currency}`);
      await stripe.checkout.sessions.expire(opened.value.session);
      await payments.readCheckout(opened.value.session);
    }
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
