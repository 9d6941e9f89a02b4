// What all sync requests of a supporter cost where the queue delivers them together, as it does after a
// checkout: a new membership, a gift, a renewal and a refund, each with its budget.
import type { FlowHarness, Spent } from './flow-harness.ts';
import type { FlowRow } from './measure-flows.ts';
import { comeBack, openCheckout } from './measure-flows.ts';

interface Budgets {
  readonly mostStripe: number;
  readonly mostWrites: number;
}
type Step = () => Promise<unknown>;

export async function measureBatches(harness: FlowHarness): Promise<readonly FlowRow[]> {
  const rows: FlowRow[] = [];
  const spent = async (step: Step): Promise<Spent> => {
    harness.takeSpent();
    await step();
    return harness.takeSpent();
  };
  const show = (flow: string, each: readonly Spent[], budgets: Budgets | null) =>
    rows.push({ flow, mostStripe: null, mostWrites: null, ...budgets, ...sumOf(each) });
  const answerAll = async () => harness.answer((await harness.takeRequests()).map(({ syncRequest }) => syncRequest));

  await openCheckout(harness, 'once'); // The salt of the day is made once a day and belongs to no checkout.
  let intent = '';
  for (const [life, frequency, worker, whole] of [
    ['gift', 'once', 1, { mostStripe: 5, mostWrites: 19 }],
    ['membership', 'monthly', 2, { mostStripe: 6, mostWrites: 24 }],
  ] as const) {
    let opened = { checkoutId: '', session: '', claim: '' };
    const opening = await spent(async () => {
      opened = await openCheckout(harness, frequency);
    });
    await harness.sandbox.command(`checkouts/${opened.session}/pay`, {
      method: 'card',
      email: `${life}@batch.example`,
    });
    const working = await spent(answerAll);
    show(`${life}: worker, all its events`, [working], { mostStripe: worker, mostWrites: 16 });
    const returning = await spent(() => comeBack(harness, opened));
    show(`${life}: from checkout to return`, [opening, working, returning], whole);
  }
  await harness.sandbox.command('clock', { advanceDays: 32 });
  // The first checkout was never paid: its end is no part of a renewal.
  const renewal = (await harness.takeRequests()).filter(({ syncRequest }) => syncRequest.part !== 'checkout');
  intent = renewal.map(({ syncRequest }) => syncRequest.objectId).find((id) => id.startsWith('pi_')) ?? '';
  const renewing = await spent(() => harness.answer(renewal.map(({ syncRequest }) => syncRequest)));
  show('renewal: worker, all its events', [renewing], { mostStripe: 3, mostWrites: 10 });
  await harness.sandbox.ask('/v1/refunds', { payment_intent: intent, amount: '100' });
  show('refund: worker, all its events', [await spent(answerAll)], { mostStripe: 3, mostWrites: 6 });
  return rows;
}

const sumOf = (each: readonly Spent[]): Spent => ({
  stripe: each.flatMap(({ stripe }) => stripe),
  writes: each.flatMap(({ writes }) => writes),
  readUnits: each.reduce((sum, { readUnits }) => sum + readUnits, 0),
});
