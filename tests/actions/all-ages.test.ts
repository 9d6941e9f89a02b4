// Nothing is held for ever: debits that bounced or were never decided on, memberships that Stripe keeps open without money,
// and the pointers that lead to them. And nobody has too many payments to be erased.
import { beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../functions/reconcile.ts';
import { runErasure } from '../../shared/actions/run-erasure.ts';
import { memoryReconcileStore } from '../../shared/adapters/memory/reconcile-store.ts';
import { known, parseCustomerId } from '../../shared/core/ids.ts';
import { day } from '../../shared/core/time.ts';
import * as make from '../support/builders.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';

let newsroom: Newsroom;
beforeEach(() => {
  newsroom = openNewsroom();
});
async function night() {
  const { supporters, anonymousPayments, devices } = newsroom.stores;
  const reconciliations = memoryReconcileStore(supporters, anonymousPayments, devices);
  const call = serve({ ...newsroom.needs, listing: newsroom.listing, reconciliations });
  await call({ job: 'nightly' }, { getRemainingTimeInMillis: () => 900_000 });
  await newsroom.drain();
}
const held = async () => {
  const { supporters, pointers } = (await newsroom.stores.held()).supporters;
  return { supporters: supporters.length, pointers: pointers.length };
};
const nobody = { supporters: 0, pointers: 0 };
const somebody = { supporters: 1, pointers: 1 };

describe('a bank debit that bounced', () => {
  test.each([steps.tenOnce, steps.fiveMonthly])('leaves after linkDays, with its pointer (%j)', async (input) => {
    const opened = await steps.openCheckout(newsroom.browser(), input);
    await steps.pay(newsroom, opened, 'bank_debit', 'reader@example.org');
    await newsroom.drain();
    const { world } = newsroom.sandbox.state;
    const { subscription } = await steps.partsOf(newsroom, opened);
    world.settings = { ...world.settings, afterLastRetry: 'unpaid' };
    if (subscription !== '') world.renewalOutcomes.set(subscription, 'fails');
    const { data } = await newsroom.stripe.paymentIntents.list({ limit: 1 });
    await steps.command(newsroom, `/bank-debits/${data[0]?.id}`, { outcome: 'failed' });
    await newsroom.drain();
    expect(await held()).toEqual(somebody);
    await newsroom.advanceDays(760);
    await night();
    expect(await held()).toEqual(somebody);
    await newsroom.advanceDays(75);
    await night();
    expect(await held()).toEqual(nobody);
  });

  test('and one that the bank never decides on', async () => {
    const opened = await steps.openCheckout(newsroom.browser(), steps.tenOnce);
    await steps.pay(newsroom, opened, 'bank_debit', 'reader@example.org');
    await newsroom.drain();
    expect(await held()).toEqual(somebody);
    newsroom.wait(801 * day);
    await night();
    expect(await held()).toEqual(nobody);
  });
});

test.each(['unpaid', 'past_due', 'pause'] as const)(
  'a membership that stays %s for ever leaves',
  async (afterLastRetry) => {
    const { world } = newsroom.sandbox.state;
    const { customer, subscription } = await steps.partsOf(newsroom, await steps.give(newsroom, newsroom.browser()));
    const customerId = known(parseCustomerId(customer));
    world.settings = { ...world.settings, afterLastRetry };
    world.renewalOutcomes.set(subscription, 'fails');
    await newsroom.advanceDays(760);
    await night();
    expect((await newsroom.stores.supporters.read(customerId))?.memberships).toHaveLength(1);
    await newsroom.advanceDays(80);
    await night();
    expect((await newsroom.stores.supporters.read(customerId))?.memberships ?? []).toEqual([]);
  },
);

test('a supporter with more payments than any one person makes is erased whole', async () => {
  const customer = make.customerId('many');
  for (let at = 0; at < 700; at += 1) {
    const part = make.payment({ customer, id: make.paymentId(`many${at}`) });
    await newsroom.stores.supporters.save({
      key: make.keyOf(part),
      versioned: { version: 0, part: null, counted: null },
      part,
      counted: make.counted(1000),
    });
  }
  await newsroom.stores.supporters.pointEmail({ pepper: 'k1', hash: make.hashOf('many') }, customer);
  const payments = { ...newsroom.needs.payments, deleteCustomer: async () => ({ ok: true, value: null }) as const };
  expect(await runErasure({ ...newsroom.needs, payments }, customer)).toEqual({ ok: true, value: 'erased' });
  expect(await newsroom.stores.supporters.read(customer)).toMatchObject({ payments: [], isErased: true });
  expect(newsroom.stores.supporters.dump().pointers).toEqual([]);
  expect(newsroom.stores.anonymousPayments.dump()).toHaveLength(700);
});
