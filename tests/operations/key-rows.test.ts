// The rows of a restricted key are neither too few nor too many: with all of them every read and write of the functions succeeds
// at a Stripe that checks them, expanded objects included; without any one of them Stripe refuses, and the probe names it.
import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { keyRows, newKeyLink, setupRows } from '../../operations/account/key-rows.ts';
import { probeKey } from '../../operations/account/probe-key.ts';
import { readStripeMonth } from '../../operations/report/read-stripe-month.ts';
import { permissionSentence } from '../../operations/terminal/permission-sentence.ts';
import {
  idOf,
  newMember,
  openGift,
  openMembership,
  paid,
  type Stage,
  sdkFor,
  setStage,
} from '../../packages/stripe-sandbox/tests/stage.ts';
import { stripePayments } from '../../shared/adapters/stripe/payments.ts';
import { stripeListing } from '../../shared/adapters/stripe/stripe-listing.ts';
import { known, parseCustomerId, parseMembershipId, parsePaymentId, parseSessionId } from '../../shared/core/ids.ts';
import { listings } from '../../shared/ports/stripe-listing.ts';

const slugs = keyRows.map(({ slug }) => slug);
const narrowKey = 'rk_test_narrow';
/** Held in a variable: the restricted key of a stage, and the SDK with it. */
async function restrict(stage: Stage, may: readonly string[]): Promise<Stripe> {
  expect((await stage.command('/keys', { key: narrowKey, may })).status).toBe(200);
  return sdkFor(stage.sandbox, 0, narrowKey);
}

/** What the functions and commands ask of Stripe, each by itself, so that a refusal is one call's. */
async function callsWith(stage: Stage, stripe: Stripe): Promise<readonly (() => Promise<unknown>)[]> {
  const access = { mode: 'test' as const, installation: settings.installation, client: async () => stripe };
  const payments = stripePayments(access, settings.discreet, async () => ({ product: 'mainstay_contribution' }));
  const listing = stripeListing(access);
  const { session, subscription } = await newMember(stage);
  const gift = await paid(stage, await openGift(stage));
  const intent = known(parsePaymentId(idOf(gift.payment_intent)));
  await stage.command('/disputes', { paymentIntent: intent });
  const membership = known(parseMembershipId(subscription.id));
  const customer = known(parseCustomerId(idOf(subscription.customer)));
  const { product } = subscription.items.data[0]?.price ?? {};
  return [
    () => payments.readCheckout(known(parseSessionId(session.id))),
    () => payments.readMembership(membership),
    () => payments.readPayment(intent),
    () => payments.readPayment(intent, { isDisputed: true }),
    () => payments.locatePayments(idOf(subscription.latest_invoice)),
    () => payments.locatePayments(intent),
    () => payments.isCustomerGone(customer),
    () => payments.readEmails(customer),
    () => stripe.checkout.sessions.create({ ...checkout, line_items: [{ quantity: 1, price_data: priceOf(product) }] }),
    () => stripe.billingPortal.sessions.create({ customer }),
    ...listings.map((name) => () => listing.page(name, null, null)),
    () => listing.partsOf(customer),
    () => readStripeMonth({ stripe, installation: settings.installation }, 0, stage.now() + 1),
    () => stripe.customers.update(customer, { metadata: { mainstay: '1' } }),
    () => stripe.subscriptions.update(membership, { metadata: { mainstay: '1' } }),
    () => stripe.products.list({ limit: 1 }),
    () => stripe.balanceTransactions.list({ limit: 1 }),
  ];
}
const checkout = { mode: 'payment', success_url: 'https://meridian.example/' } as const;
const priceOf = (product: unknown) => ({ currency: 'usd', unit_amount: 500, product: String(product) });

async function refusedBy(calls: readonly (() => Promise<unknown>)[]): Promise<ReadonlySet<string>> {
  const refused = new Set<string>();
  for (const call of calls) {
    try {
      await call();
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripePermissionError)) throw error;
      refused.add(/rak_\w+/.exec(error.message)?.[0] ?? 'nothing named');
    }
  }
  return refused;
}

test('a key with exactly these rows may everything that the functions do, and every probe says so', async () => {
  const stage = setStage();
  const stripe = await restrict(stage, slugs);
  expect(await refusedBy(await callsWith(stage, stripe))).toEqual(new Set());
  expect((await probeKey(stripe, keyRows)).filter(({ refusal }) => refusal !== null)).toEqual([]);
});

describe.each(keyRows)('without $row', ({ row, slug }) => {
  test('Stripe refuses what the functions do, and the probe names this row with Stripe’s sentence', async () => {
    const stage = setStage();
    const stripe = await restrict(
      stage,
      slugs.filter((each) => each !== slug),
    );
    const kind = slug.replace(/_(?:read|write)$/, '');
    const refused = [...(await refusedBy(await callsWith(stage, stripe)))];
    expect(refused.filter((each) => each.startsWith(kind))).not.toEqual([]);
    const lacking = (await probeKey(stripe, keyRows)).filter(({ refusal }) => refusal !== null);
    expect(lacking.map((each) => each.row)).toEqual([row]);
    expect(lacking[0]?.refusal).toMatch(
      new RegExp(`^Having the '${kind}_(?:read|write)' permission would allow this request to continue\\.$`),
    );
  });
});

test('write is not read: the finding names each row that may only read', async () => {
  const stage = setStage();
  const stripe = await restrict(
    stage,
    slugs.map((each) => each.replace(/_write$/, '_read')),
  );
  const lacking = (await probeKey(stripe, keyRows)).filter(({ refusal }) => refusal !== null);
  expect(lacking.map(({ slug }) => slug)).toEqual(slugs.filter((each) => each.endsWith('_write')));
});

test('the probes change nothing', async () => {
  const stage = setStage();
  const before = JSON.stringify([...stage.sandbox.state.world.events]);
  await probeKey(stage.stripe, [...keyRows, ...setupRows]);
  expect(JSON.stringify([...stage.sandbox.state.world.events])).toBe(before);
  expect((await openMembership(stage)).status).toBe('open');
});

test.each([
  [
    "The provided key 'rk_test_*****8Kgd' does not have the required permissions for this endpoint on account 'acct_1PJBLE'. Having the 'rak_charge_read' permission would allow this request to continue.",
    "Having the 'rak_charge_read' permission would allow this request to continue.",
  ],
  [
    "Having the 'rak_a_read' or 'rak_b_read' permission would allow this request to continue.",
    "Having the 'rak_a_read' or 'rak_b_read' permission would allow this request to continue.",
  ],
  ["Key 'rk_live_51Habc' of acct_1X is not allowed.", "Key '…' of … is not allowed."],
])('neither key nor account is in what is printed of: %s', (message, sentence) => {
  expect(permissionSentence({ message })).toBe(sentence);
});

test('the link fills in every row, in the mode of the stage', () => {
  const link = new URL(newKeyLink('test'));
  expect([link.origin, link.pathname]).toEqual(['https://dashboard.stripe.com', '/test/apikeys/create']);
  expect(link.searchParams.getAll('permissions[]')).toEqual(slugs);
  expect(new URL(newKeyLink('live')).pathname).toBe('/apikeys/create');
});
