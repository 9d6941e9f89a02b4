// Payouts on the virtual clock: every day by itself, by hand, sent back by the bank, and of a balance below zero.
import { beforeEach, describe, expect, test } from 'vitest';
import { idOf, openGift, paid, type Stage, setStage, typesOf } from './stage.ts';

let stage: Stage;
beforeEach(() => {
  // No midnight is between a gift and what is done with it in the same test.
  stage = setStage({ startsAt: '2027-03-10T09:00:00Z' });
});
const gift = async (amount = 5000, currency = 'usd') =>
  idOf((await paid(stage, await openGift(stage, amount, currency))).payment_intent);
const payouts = async () => (await stage.stripe.payouts.list()).data;
const netOf = async (payout: string) =>
  (await stage.stripe.balanceTransactions.list({ payout, limit: 100 })).data.map(({ type, net }) => [type, net]);

describe('a daily payout', () => {
  test('takes what is available by midnight, and lists it together with itself', async () => {
    await gift(5000);
    await gift(1000);
    await stage.days(4);
    const [payout, ...others] = await payouts();
    expect(others).toEqual([]);
    expect(payout).toMatchObject({ amount: 5000 - 175 + 1000 - 59, automatic: true, status: 'in_transit' });
    expect(await netOf(idOf(payout))).toEqual([
      ['payout', -5766],
      ['charge', 941],
      ['charge', 4825],
    ]);
  });

  test('reaches the bank days later, and only then says that its list is whole', async () => {
    await gift();
    await stage.days(3);
    expect(await payouts()).toMatchObject([{ status: 'in_transit', reconciliation_status: 'in_progress' }]);
    await stage.days(2);
    expect(await payouts()).toMatchObject([{ status: 'paid', reconciliation_status: 'completed' }]);
    expect(typesOf(stage.received).filter((type) => type.startsWith('payout'))).toEqual([
      'payout.created',
      'payout.paid',
      'payout.reconciliation_completed',
    ]);
  });

  test('that the bank sends back is in the next one', async () => {
    await gift();
    await stage.days(5);
    const [first] = await payouts();
    await stage.command(`/payouts/${first?.id}`, { outcome: 'failed' });
    expect(await payouts()).toMatchObject([{ status: 'failed', failure_code: 'account_closed' }]);
    await stage.days(4);
    const [next] = await payouts();
    expect(await netOf(idOf(next))).toEqual([
      ['payout', -4825],
      ['payout_failure', 4825],
    ]);
    expect((await stage.command(`/payouts/${first?.id}`, { outcome: 'paid' })).status).toBe(400);
  });

  test('is one for each balance, in its own currency', async () => {
    await stage.command('/settings', { ownBalances: ['jpy'] });
    await gift(5000);
    await gift(3000, 'jpy');
    await gift(2000, 'eur');
    await stage.days(5);
    const made = (await payouts()).map(({ currency, amount }) => [currency, amount]);
    expect(made.toSorted()).toEqual([
      ['jpy', 3000 - 117],
      ['usd', 5000 - 175 + 2200 - 94],
    ]);
  });

  test('is not made of a balance below zero, which waits for the next gifts', async () => {
    const intent = await gift(1000);
    await stage.days(4);
    await stage.command('/disputes', { paymentIntent: intent });
    await stage.days(3);
    expect(await payouts()).toHaveLength(1);
    await gift(9000);
    await stage.days(4);
    const [next] = await payouts();
    expect(next?.amount).toBe(9000 - 291 - 2500);
  });

  test('is a debit where the account lets Stripe take it from the bank', async () => {
    await stage.command('/settings', { negativeBalance: 'debit' });
    const intent = await gift(1000);
    await stage.days(4);
    await stage.command('/disputes', { paymentIntent: intent });
    await stage.days(3);
    expect((await payouts()).map(({ amount }) => amount)).toEqual([-2500, 941]);
  });
});

describe('a payout by hand', () => {
  beforeEach(() => stage.command('/settings', { payoutSchedule: 'manual' }));

  test('takes what was asked for, and nobody says which payments it holds', async () => {
    await gift();
    await stage.days(4);
    expect(await payouts()).toEqual([]);
    const made = await stage.stripe.payouts.create({ amount: 4000, currency: 'usd' });
    expect(made).toMatchObject({ automatic: false, reconciliation_status: 'not_applicable' });
    await expect(stage.stripe.balanceTransactions.list({ payout: made.id })).rejects.toMatchObject({ param: 'payout' });
    await stage.days(2);
    expect(await payouts()).toMatchObject([{ status: 'paid', reconciliation_status: 'not_applicable' }]);
  });

  test('is refused where the balance is lower', async () => {
    await gift();
    const early = { amount: 100, currency: 'usd' };
    await expect(stage.stripe.payouts.create(early)).rejects.toMatchObject({ code: 'balance_insufficient' });
    await stage.days(4);
    await stage.stripe.payouts.create({ amount: 4825, currency: 'usd' });
    await expect(stage.stripe.payouts.create(early)).rejects.toMatchObject({ code: 'balance_insufficient' });
  });
});

test('payouts live on in a snapshot', async () => {
  await gift();
  await stage.days(3);
  const before = await payouts();
  stage.sandbox.restore(JSON.parse(JSON.stringify(stage.sandbox.snapshot())));
  expect(await payouts()).toEqual(before);
  await stage.days(2);
  expect(await payouts()).toMatchObject([{ status: 'paid' }]);
});
