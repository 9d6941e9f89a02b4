// One story, told to a newsroom in memory and to one on a real table: every answer is the same to the byte, and so is what
// is held of every supporter. Whatever is proven in memory elsewhere is thereby proven for the table too.
import { expect, test } from 'vitest';
import { known, parseCustomerId } from '../../shared/core/ids.ts';
import { hour } from '../../shared/core/time.ts';
import type { SupporterStore } from '../../shared/ports/supporter-store.ts';
import { freshTable, isTableMissing } from '../support/dynamodb-table.ts';
import { type Newsroom, openNewsroomOn } from '../support/newsroom.ts';
import * as deeds from '../support/newsroom-deeds.ts';
import { inMemory, inTable } from '../support/newsroom-stores.ts';

interface Stage extends Pick<Newsroom, 'sandbox' | 'stripe' | 'browser' | 'call' | 'drain' | 'advanceDays'> {
  readonly stores: { readonly supporters: SupporterStore };
}

async function tell(stage: Stage): Promise<unknown[]> {
  const [reader, other] = [stage.browser(), stage.browser()];
  const said: unknown[] = [];
  const note = async (saying: Promise<unknown>) => void said.push(await saying);
  const standings = async () => {
    await note(deeds.readStanding(reader));
    await note(deeds.readStanding(other));
  };
  const monthly = await deeds.give(stage, reader, { ...deeds.fiveMonthly, campaign: 'ad-free' });
  await deeds.give(stage, reader, { ...deeds.tenOnce, currency: 'eur', campaign: 'ad-free' });
  const gift = await deeds.give(stage, other, { ...deeds.tenOnce, campaign: 'ad-free', email: 'reader@example.org' });
  await standings();
  await note(
    stage.call('POST', '/v1/checkouts', { body: deeds.fiveMonthly, headers: { 'idempotency-key': deeds.pressKey() } }),
  );
  await note(
    stage.call('POST', '/v1/checkouts', { body: deeds.tenOnce, headers: { 'idempotency-key': deeds.pressKey() } }),
  );
  await stage.stripe.refunds.create({ payment_intent: (await deeds.partsOf(stage, gift)).intent });
  const debit = await deeds.openCheckout(other);
  await deeds.pay(stage, debit, 'bank_debit');
  await note(deeds.comeBack(other, debit));
  await standings();
  await stage.stripe.subscriptions.update((await deeds.partsOf(stage, monthly)).subscription, {
    cancel_at_period_end: true,
  });
  await stage.advanceDays(6);
  await standings();
  await note(other.call('DELETE', '/v1/standing?all=true'));
  await stage.advanceDays(60);
  await standings();
  for (const customer of stage.sandbox.desk.world.customers.keys()) {
    await note(stage.stores.supporters.read(known(parseCustomerId(customer))).then(inOrder));
  }
  return said;
}
/** The table hands parts out by their names, memory as they came. */
const inOrder = (supporter: Awaited<ReturnType<SupporterStore['read']>>) => ({
  ...supporter,
  payments: [...(supporter?.payments ?? [])].sort((one, two) => (one.id < two.id ? -1 : 1)),
});

test.skipIf(isTableMissing())('a story ends the same in memory and on the table', async () => {
  const table = await freshTable();
  // Near the real time, because the table deletes by the real clock what is past its end.
  const startAt = Math.floor(Date.now() / hour) * hour;
  const remembered = await tell(openNewsroomOn(inMemory, startAt));
  expect(remembered.length).toBeGreaterThan(12);
  expect(await tell(openNewsroomOn(inTable(table), startAt))).toEqual(remembered);
});
