// What a restricted key may, as public reports show Stripe: parameters are read first, then the permission is checked, also of
// what is expanded, and only then is the object looked for.
import { Stripe } from 'stripe';
import { beforeEach, describe, expect, test } from 'vitest';
import { newMember, openGift, paid, type Stage, sdkFor, setStage } from './stage.ts';

let stage: Stage;
const restricted = async (...may: string[]): Promise<Stripe> => {
  await stage.command('/keys', { key: 'rk_test_narrow', may });
  return sdkFor(stage.sandbox, 0, 'rk_test_narrow');
};
const refusal = async (call: Promise<unknown>): Promise<Stripe.errors.StripeError> => {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Stripe.errors.StripeError)) throw new Error('it was not refused');
  return error;
};
const needs = (permission: string) => ({
  type: 'StripePermissionError',
  statusCode: 403,
  message: expect.stringContaining(`Having the '${permission}' permission would allow this request to continue.`),
});
beforeEach(() => {
  stage = setStage();
});

describe('a read that expands', () => {
  test.each([
    ['customer', 'rak_customer_read'],
    ['latest_charge', 'rak_charge_read'],
    ['latest_charge.balance_transaction', 'rak_charge_read'],
    ['payment_method', 'rak_payment_method_read'],
  ])('%s needs %s too', async (path, permission) => {
    const { payment_intent: intent } = await paid(stage, await openGift(stage));
    const stripe = await restricted('rak_payment_intent_read');
    expect(await stripe.paymentIntents.retrieve(String(intent))).toMatchObject({ status: 'succeeded' });
    expect(await refusal(stripe.paymentIntents.retrieve(String(intent), { expand: [path] }))).toMatchObject(
      needs(permission),
    );
    expect(await refusal(stripe.paymentIntents.list({ expand: [`data.${path}`] }))).toMatchObject(needs(permission));
  });

  test('the payments of an invoice needs credit notes', async () => {
    const { session } = await newMember(stage);
    const read = (stripe: Stripe) => stripe.checkout.sessions.retrieve(session.id, { expand: ['invoice.payments'] });
    const rows = ['rak_checkout_session_read', 'rak_invoice_read'];
    expect(await refusal(read(await restricted(...rows)))).toMatchObject(needs('rak_credit_note_read'));
    expect(await read(await restricted(...rows, 'rak_credit_note_read'))).toHaveProperty('invoice.payments');
  });

  test('is refused for an object that does not exist, and for a list that is empty', async () => {
    const stripe = await restricted('rak_dispute_read');
    expect(await refusal(stripe.disputes.list({ expand: ['data.charge'] }))).toMatchObject(needs('rak_charge_read'));
    expect(await refusal(stripe.disputes.retrieve('du_none', { expand: ['charge'] }))).toMatchObject(
      needs('rak_charge_read'),
    );
    expect(await refusal(stripe.disputes.retrieve('du_none'))).toMatchObject({ code: 'resource_missing' });
  });
});

test('a wrong parameter is refused before the permission is asked for', async () => {
  const stripe = await restricted('rak_event_read');
  expect(await refusal(stripe.customers.list({ limit: 1000 }))).toMatchObject({ statusCode: 400 });
  expect(await refusal(stripe.customers.list({ limit: 10 }))).toMatchObject(needs('rak_customer_read'));
});

test('writing needs write, which reads as well', async () => {
  const stripe = await restricted('rak_customer_write', 'rak_subscription_read');
  expect((await stripe.customers.list()).data).toEqual([]);
  expect(await refusal(stripe.subscriptions.cancel('sub_none'))).toMatchObject(needs('rak_subscription_write'));
});

test('a refused write is no answer that its idempotency key repeats', async () => {
  const request = { idempotencyKey: 'one' };
  const refused = await restricted('rak_customer_read');
  expect(await refusal(refused.customers.create({ name: 'A' }, request))).toMatchObject(needs('rak_customer_write'));
  const allowed = await restricted('rak_customer_write');
  expect(await allowed.customers.create({ name: 'A' }, request)).toMatchObject({ object: 'customer' });
});

test('the refusal shows only the ends of the key', async () => {
  const stripe = await restricted();
  const { message } = await refusal(stripe.events.list());
  expect(message).toContain("'rk_test_**********rrow'");
  expect(message).not.toContain('rk_test_narrow');
});
