// One story in a newsroom in memory and in one on a real table: every answer is the same to the byte, and so is what
// is stored of every supporter. So whatever other tests prove in memory holds for the table too.
import { expect, test } from 'vitest';
import { known, parseCustomerId } from '../../shared/core/ids.ts';
import { hour } from '../../shared/core/time.ts';
import type { SupporterStore } from '../../shared/ports/supporter-store.ts';
import { freshTable, isTableMissing } from '../support/dynamodb-table.ts';
import { type Newsroom, openNewsroomOn } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import { inMemory, inTable } from '../support/newsroom-stores.ts';

interface Stage extends Pick<Newsroom, 'sandbox' | 'stripe' | 'browser' | 'call' | 'drain' | 'advanceDays'> {
  readonly stores: { readonly supporters: SupporterStore };
}

async function show(stage: Stage): Promise<unknown[]> {
  const [reader, other] = [stage.browser(), stage.browser()];
  const said: unknown[] = [];
  const readVersioned = async (saying: Promise<unknown>) => void said.push(await saying);
  const standings = async () => {
    await readVersioned(steps.readStanding(reader));
    await readVersioned(steps.readStanding(other));
  };
  const monthly = await steps.give(stage, reader, { ...steps.fiveMonthly, campaign: 'ad-free' });
  await steps.give(stage, reader, { ...steps.tenOnce, currency: 'eur', campaign: 'ad-free' });
  const contribution = await steps.give(stage, other, { ...steps.tenOnce, campaign: 'ad-free' });
  await standings();
  await readVersioned(
    stage.call('POST', '/v1/checkouts', { body: steps.fiveMonthly, headers: { 'idempotency-key': steps.pressKey() } }),
  );
  await readVersioned(
    stage.call('POST', '/v1/checkouts', { body: steps.tenOnce, headers: { 'idempotency-key': steps.pressKey() } }),
  );
  await stage.stripe.refunds.create({ payment_intent: (await steps.partsOf(stage, contribution)).intent });
  const debit = await steps.openCheckout(other);
  await steps.pay(stage, debit, 'bank_debit');
  await readVersioned(steps.comeBack(other, debit));
  await standings();
  await stage.stripe.subscriptions.update((await steps.partsOf(stage, monthly)).subscription, {
    cancel_at_period_end: true,
  });
  await stage.advanceDays(6);
  await standings();
  await readVersioned(other.call('DELETE', '/v1/standing?all=true'));
  await stage.advanceDays(60);
  await standings();
  for (const customer of stage.sandbox.state.world.customers.keys()) {
    await readVersioned(stage.stores.supporters.read(known(parseCustomerId(customer))).then(inOrder));
  }
  return said;
}
/** The table returns parts in the order of their names, memory in the order of their saves. */
const inOrder = (supporter: Awaited<ReturnType<SupporterStore['read']>>) => ({
  ...supporter,
  payments: [...(supporter?.payments ?? [])].sort((one, two) => (one.id < two.id ? -1 : 1)),
});

test.skipIf(isTableMissing())('a story ends the same in memory and on the table', async () => {
  const table = await freshTable();
  // Near the real time, because DynamoDB Local deletes expired rows by the real clock.
  const startAt = Math.floor(Date.now() / hour) * hour;
  const remembered = await show(openNewsroomOn(inMemory, { startAt }));
  expect(remembered.length).toBeGreaterThan(12);
  expect(await show(openNewsroomOn(inTable(table), { startAt }))).toEqual(remembered);
});
