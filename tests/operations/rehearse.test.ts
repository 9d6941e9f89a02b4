// The rehearsal against the sandbox, in process. Its recording is committed: a change of what Mainstay asks, or of what the sandbox
// answers, is a difference here. UPDATE_RECORDING=1 writes it anew; the review of that file is the review of the change.
import { readFileSync, writeFileSync } from 'node:fs';
import Stripe from 'stripe';
import { beforeAll, describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { payByHand, payNone } from '../../operations/rehearse/pay-by-hand.ts';
import type { Payer } from '../../operations/rehearse/payer.ts';
import { type Fetch, startRecorder } from '../../operations/rehearse/recorder.ts';
import {
  differences,
  parseRecording,
  recordingText,
  type Section,
  withoutSteps,
} from '../../operations/rehearse/recording.ts';
import { rehearse } from '../../operations/rehearse/rehearse.ts';
import { paidSteps } from '../../operations/rehearse/rehearse-checkouts.ts';
import { sandboxPayer } from '../../operations/rehearse/sandbox-payer.ts';
import { shapeLines } from '../../operations/rehearse/shape-lines.ts';
import { sdkFor, setStage } from '../../packages/stripe-sandbox/tests/stage.ts';
import { systemChance } from '../../shared/adapters/node/system.ts';
import { expands } from '../../shared/adapters/stripe/expands.ts';
import { productIdOf } from '../../shared/adapters/stripe/product.ts';

const productId = productIdOf(settings.installation);
const file = 'operations/rehearse/sandbox-recording.txt';

/** `change` stands between the product and Stripe: an answer that is not what the sandbox says. */
async function record(
  change: (answer: string, path: string) => string = (answer) => answer,
  other: Partial<Payer> = {},
): Promise<readonly Section[]> {
  const stage = setStage();
  await stage.stripe.products.create({ id: productId, name: 'Support' });
  const portal = (await stage.stripe.billingPortal.configurations.list({ is_default: true })).data[0]?.id;
  const fetch: Fetch = async (request) => {
    const { pathname } = new URL(request.url);
    const answer = await stage.sandbox.fetch(request);
    return new Response(change(await answer.text(), pathname), answer);
  };
  const recorder = startRecorder(fetch);
  const stripe = new Stripe('sk_test_rehearsal', {
    ...{ host: 'sandbox.test', protocol: 'http' as const, telemetry: false, maxNetworkRetries: 0 },
    httpClient: recorder.httpClient,
  });
  const payer = sandboxPayer({
    stripe: stage.stripe,
    product: productId,
    command: stage.command,
    advanceDays: stage.days,
  });
  await rehearse({
    ...{
      recorder,
      stripe,
      payer: { ...payer, ...other },
      chance: systemChance,
      now: stage.now,
      webhookUrl: 'https://example.org/hook',
    },
    ...{ unrecorded: stage.stripe, made: { product: productId, portal }, installation: settings.installation },
  });
  return recorder.sections;
}

let now: readonly Section[] = [];
const committed = (): readonly Section[] => parseRecording(readFileSync(file, 'utf8'));
beforeAll(async () => {
  now = await record();
  if (process.env['UPDATE_RECORDING'] === '1') writeFileSync(file, recordingText(now));
});

test('the sandbox says what the committed recording says', () => expect(differences(committed(), now)).toEqual([]));

test('the recording is of the whole story', () => {
  const steps = new Set(now.map(({ title }) => title.split(' · ')[0]));
  expect([...steps]).toEqual([
    ...['checkout once', 'checkout monthly', 'checkout annual', ...paidSteps, 'membership', 'amount', 'portal'],
    ...['renewal', 'failed renewal', 'recovery', 'cancel', 'un-cancel', 'erasure'],
    ...['gift', 'partial refund', 'full refund', 'dispute', 'bank debit', 'webhook endpoints', 'key probes'],
  ]);
  const eventsIn = (step: string) => now.find(({ title }) => title === `${step} · events`)?.lines ?? [];
  expect(eventsIn('renewal')).toContain('* invoice.paid');
  expect(eventsIn('failed renewal')).toContain('* invoice.payment_failed');
  expect(eventsIn('dispute')).toContain('* charge.dispute.created');
  expect(eventsIn('erasure')).toContain('* customer.deleted');
});

test('a paid Checkout is read with all that it made, as the function sync reads it', () => {
  for (const step of paidSteps) {
    const reads = now.filter(({ title }) => title.startsWith(`${step} · GET /v1/checkout/sessions/`));
    const whole = reads.filter(({ lines }) => expands.wholeCheckout.every((path) => lines.join().includes(path)));
    expect([step, whole.length]).toEqual([step, 1]);
    const isPaid = '< payment_status: "paid"';
    expect(reads.map(({ lines }) => lines.includes(isPaid))).toEqual([true, true]);
    const made = step.endsWith('once') ? '< payment_intent.latest_charge.' : '< subscription.customer.';
    expect(whole[0]?.lines.some((line) => line.startsWith(made))).toBe(true);
  }
});

test('where nobody pays by hand, only those steps are left out', async () => {
  const unpaid = await record(undefined, { payCheckout: payNone });
  expect(differences(withoutSteps(committed(), paidSteps), withoutSteps(unpaid, paidSteps))).toEqual([]);
});

test('a person who pays is waited for, and one who does not is an end in a sentence', async () => {
  const stage = setStage();
  const { id, url } = await stage.stripe.checkout.sessions.create({
    ...{ mode: 'payment', success_url: 'https://example.org/', cancel_url: 'https://example.org/' },
    line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'One' } } }],
  });
  const lines: string[] = [];
  let waits = 0;
  const pay = payByHand({
    stripe: stage.stripe,
    screen: { write: (line) => void lines.push(line) },
    pause: {
      wait: async () => {
        waits += 1;
        if (waits === 3) await stage.command(`/checkouts/${id}/pay`, { method: 'card', email: 'a@example.org' });
      },
    },
  });
  expect(await pay({ session: id, url: url ?? '' })).toBe(true);
  expect([waits, lines.join()]).toEqual([3, expect.stringContaining(url ?? 'no address')]);
  const other = payByHand({
    stripe: sdkFor(setStage().sandbox),
    screen: { write: () => {} },
    pause: { wait: async () => {} },
  });
  await expect(other({ session: id, url: '' })).rejects.toThrow();
});

test('nothing personal, no id and no amount is in it', () => {
  expect(readFileSync(file, 'utf8')).not.toMatch(/@|4242|example\.org|\b[a-z]{2,}_(?:test_)?[A-Za-z0-9]{14,}|: \d/);
});

describe('a difference is printed', () => {
  test('when a field of the sandbox is taken away', async () => {
    const isThere = (name: string, value: unknown) => (name === 'collection_method' ? undefined : value);
    const without = await record((answer) => JSON.stringify(JSON.parse(answer, isThere)));
    const found = differences(committed(), without);
    expect(found).toContain(
      'renewal · GET /v1/subscriptions/{sub}: lacks    < collection_method: "charge_automatically"',
    );
    expect(found.filter((each) => !each.includes('collection_method'))).toEqual([]);
  });
  test('when a value, a kind or a status is another', async () => {
    const other = await record((answer, path) =>
      path.startsWith('/v1/refunds') ? answer.replace('"reason":null', '"reason":"duplicate"') : answer,
    );
    expect(differences(committed(), other)).toEqual(
      expect.arrayContaining([
        'full refund · POST /v1/refunds: lacks    < reason: null',
        'full refund · POST /v1/refunds: has also < reason: "duplicate"',
      ]),
    );
  });
});

test('a section that is missing, new, or in another order is a difference too', () => {
  const section = (title: string, ...lines: string[]): Section => ({ title, lines });
  expect(differences([section('a', 'x')], [section('b', 'x')])).toEqual([
    'a: was not asked this time',
    'b: is not in the recording',
  ]);
  expect(differences([section('a', '* x', '* y')], [section('a', '* y', '* x')])).toEqual([
    'a: has another order: * y * x',
  ]);
  expect(parseRecording(recordingText([section('a', 'x', 'y'), section('b')]))).toEqual([
    section('a', 'x', 'y'),
    section('b'),
  ]);
});

test('what is personal is not looked at, however deep it lies', () => {
  const lines = shapeLines({
    id: 'cus_Abcdefgh1234',
    data: [{ email: 'a@b.example', billing_details: { name: 'A' }, amount: 500, metadata: { note: 'x' } }],
    none: [],
    status: 'active',
    paid: null,
  });
  expect(lines).toEqual([
    'data[].amount: number',
    'data[].billing_details: personal',
    'data[].email: personal',
    'data[].metadata: bag',
    'id: id cus',
    'none[]',
    'paid: null',
    'status: "active"',
  ]);
});
