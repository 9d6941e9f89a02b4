// `npm run reconcile` and `npm run inspect` without their processes: what they change, store and print.
import { describe, expect, test } from 'vitest';
import { inspectedLines } from '../../operations/inspect/inspected-lines.ts';
import { syncListings } from '../../operations/reconcile/sync-listings.ts';
import { inspect } from '../../shared/actions/inspect.ts';
import { memoryReconcileStore } from '../../shared/adapters/memory/reconcile-store.ts';
import type { Payments } from '../../shared/ports/payments.ts';
import { openNewsroom } from '../support/newsroom.ts';
import * as actions from '../support/newsroom-steps.ts';

/** A supporter whose one-time contribution was refunded by 300 cents, without an event that reached us. */
async function openCommand() {
  const newsroom = openNewsroom();
  const browser = newsroom.browser();
  const parts = await actions.partsOf(
    newsroom,
    await actions.give(newsroom, browser, { ...actions.tenOnce, campaign: 'ad-free' }),
  );
  await actions.holdWebhooks(newsroom);
  await newsroom.stripe.refunds.create({ payment_intent: parts.intent, amount: 300 });
  const { supporters, anonymousPayments, devices } = newsroom.stores;
  const reconciliations = memoryReconcileStore(supporters, anonymousPayments, devices);
  let said = '';
  const screen = {
    isTerminal: false,
    write: (text: string) => {
      said += text;
    },
  };
  const { listing, needs } = newsroom;
  const command = (isDry: boolean, payments: Payments = needs.payments) =>
    syncListings(
      { listing, reconciliations, worker: { ...needs, payments }, clock: needs.clock, log: needs.log, screen },
      { since: null, isFull: true, isDry },
    );
  const raised = () => newsroom.stores.supporters.totals()[0]?.raisedMinor;
  return { newsroom, ...parts, reconciliations, command, raised, said: () => said };
}
const failing = (payments: Payments, times: number): Payments => {
  let left = times;
  return {
    ...payments,
    readPayment: async (id) => {
      left -= 1;
      if (left >= 0) throw new Error('Stripe is away');
      return payments.readPayment(id);
    },
  };
};

describe('npm run reconcile', () => {
  test('makes our state and the totals what Stripe says, and prints the counts', async () => {
    const { command, raised, said } = await openCommand();
    expect(await command(false)).toBe(true);
    expect(raised()).toBe(700);
    expect(said()).toContain('changed 1, ');
  });

  test('with --dry-run prints which field would change and to what, and writes nothing, not even its cursor', async () => {
    const { command, raised, said, newsroom, intent, reconciliations } = await openCommand();
    const before = await newsroom.stores.held();
    expect(await command(true)).toBe(true);
    expect(said()).toMatch(new RegExp(`payment ${intent} of cus_\\w+: returnedMinor 0 → 300`));
    expect(said().match(/returnedMinor/g)).toHaveLength(1);
    expect(await newsroom.stores.held()).toEqual(before);
    expect(await reconciliations.readRun('command')).toBeNull();
    expect(raised()).toBe(1000);
  });

  test('tries failed sync requests again at the end, and counts them once', async () => {
    const { command, raised, said, newsroom } = await openCommand();
    expect(await command(false, failing(newsroom.needs.payments, 1))).toBe(true);
    expect(raised()).toBe(700);
    expect(said()).toContain('failed 0');
  });

  test('prints the id of what fails twice, reports failure, and saves no cursor past it', async () => {
    const { command, said, newsroom, intent, reconciliations } = await openCommand();
    expect(await command(false, failing(newsroom.needs.payments, 100))).toBe(false);
    expect(said()).toContain(`could not be synced: payment ${intent}`);
    expect((await reconciliations.readRun('command'))?.isDone ?? false).toBe(false);
    expect(await command(false)).toBe(true);
    expect(await reconciliations.readRun('command')).toMatchObject({ isDone: true });
  });
});

describe('npm run inspect', () => {
  test('shows both sides, marks differences, and prints nothing personal', async () => {
    const { newsroom, customer, intent } = await openCommand();
    for (const id of [customer, intent]) {
      const lines =
        (await inspect({ ...newsroom.needs, listing: newsroom.listing }, id))?.flatMap(inspectedLines) ?? [];
      expect(lines.join('\n')).toMatch(/≠ returnedMinor\s+0\s+300/);
      expect(lines.filter((line) => line.includes('≠'))).toHaveLength(1);
      expect(lines.join('\n')).not.toContain('@');
    }
  });

  test('shows for a customer also what only Stripe has', async () => {
    const { newsroom, customer, intent } = await openCommand();
    const { supporters } = newsroom.stores;
    supporters.restore({ ...supporters.dump(), supporters: [] });
    const inspected = await inspect({ ...newsroom.needs, listing: newsroom.listing }, customer);
    expect(inspected).toMatchObject([{ id: intent, held: { version: 0 }, there: { amountMinor: 1000 }, isOurs: true }]);
  });

  test('accepts only a Stripe id', async () => {
    const { newsroom } = await openCommand();
    expect(await inspect({ ...newsroom.needs, listing: newsroom.listing }, 'nonsense')).toBeNull();
  });
});
