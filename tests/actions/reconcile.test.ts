// Going through Stripe's lists: what was lost is found, an interrupted run goes on where it was, and a comparison writes
// nothing. The sandbox answers through the real SDK; the stores are those in memory.
import { describe, expect, test } from 'vitest';
import { type AnswerNeeds, answerDoorbell } from '../../shared/actions/answer-doorbell.ts';
import { compareOnly, type Difference } from '../../shared/actions/compare-only.ts';
import { noCounts, reconcile } from '../../shared/actions/reconcile.ts';
import { ringOutcomeOf } from '../../shared/actions/ring-outcome-of.ts';
import type { Doorbell } from '../../shared/core/doorbell.ts';
import { type Ledger, ledgers } from '../../shared/ports/ledger.ts';
import type { ReconcilePlace } from '../../shared/ports/reconcile-store.ts';
import { openNewsroom } from '../support/newsroom.ts';
import * as deeds from '../support/newsroom-deeds.ts';

const everything = ledgers.filter((each) => each !== 'events' && each !== 'changes');
const rings = (...names: readonly string[]): Omit<Doorbell, 'eventId'>[] =>
  names.map((objectId) => ({ part: 'payment', objectId, customerId: null }));
/** Two lists of two pages each, the last entry of all being one that was there before. */
const pages: Readonly<
  Record<string, { readonly doorbells: Omit<Doorbell, 'eventId'>[]; readonly after: string | null }>
> = {
  'intents from the top': { doorbells: rings('pi_1', 'pi_2'), after: 'pi_2' },
  'intents from pi_2': { doorbells: rings('pi_3'), after: null },
  'refunds from the top': { doorbells: rings('pi_4'), after: 're_1' },
  'refunds from re_1': { doorbells: rings('pi_1', 'pi_5'), after: null },
};
const paged: Pick<Ledger, 'page'> = {
  page: async (name, _since, after) => {
    const page = pages[`${name} from ${after ?? 'the top'}`];
    if (page === undefined) throw new Error('nobody has such a page');
    return page;
  },
};
const order = { ledgers: ['intents', 'refunds'], since: null, run: 'one', from: null } as const;

describe('a run', () => {
  test('rings each part once, page by page, under a name of its own that no event of Stripe has', async () => {
    const rung: string[] = [];
    const ring = async ({ eventId }: Doorbell) => {
      rung.push(eventId);
      return 'queued' as const;
    };
    const place = await reconcile({ ledger: paged, ring, keepPlace: async () => undefined }, order);
    expect(rung).toEqual([1, 2, 3, 4, 5].map((each) => `rec_one_pi_${each}`));
    expect(place).toEqual({ ledger: null, after: null, counts: { ...noCounts, queued: 5 } });
  });

  test.each([1, 2, 3, 4])('that is cut off after page %i goes on there and leaves nothing out', async (calls) => {
    const rung: string[] = [];
    let [kept, left]: [ReconcilePlace | null, number] = [null, calls];
    const needs = {
      ledger: paged,
      ring: async ({ objectId }: Doorbell) => {
        rung.push(objectId);
        return 'queued' as const;
      },
      keepPlace: async (place: ReconcilePlace) => {
        kept = place;
        left -= 1;
      },
      hasTime: () => left > 0,
    };
    await reconcile(needs, order);
    left = 100;
    const place = await reconcile(needs, { ...order, from: kept });
    expect(place.ledger).toBeNull();
    expect([...new Set(rung)].sort()).toEqual(['pi_1', 'pi_2', 'pi_3', 'pi_4', 'pi_5']);
  });

  test('whose ring throws ends there, and the next one begins with the same page', async () => {
    const kept: ReconcilePlace[] = [];
    const ring = async ({ objectId }: Doorbell) => {
      if (objectId === 'pi_3') throw new Error('the queue is away');
      return 'queued' as const;
    };
    const keepPlace = async (place: ReconcilePlace) => void kept.push(place);
    await expect(reconcile({ ledger: paged, ring, keepPlace }, order)).rejects.toThrow('the queue is away');
    expect(kept).toMatchObject([{ ledger: 'intents', after: 'pi_2' }]);
  });
});

async function twoSupporters() {
  const newsroom = openNewsroom();
  await deeds.give(newsroom, newsroom.browser());
  await deeds.give(newsroom, newsroom.browser(), deeds.tenOnce);
  return newsroom;
}
const runOver = (newsroom: Awaited<ReturnType<typeof twoSupporters>>, needs: AnswerNeeds = newsroom.needs) =>
  reconcile(
    {
      ledger: newsroom.ledger,
      keepPlace: async () => undefined,
      ring: async (doorbell) => ringOutcomeOf(await answerDoorbell(needs, doorbell)),
    },
    { ledgers: everything, since: null, run: 'one', from: null },
  );

describe('answering at once', () => {
  test('finds nothing where nothing was lost, and changes nothing but versions', async () => {
    const newsroom = await twoSupporters();
    const { counts } = await runOver(newsroom);
    expect(counts).toMatchObject({ changed: 0, failed: 0 });
    expect(counts.unchanged).toBeGreaterThan(3);
    expect(newsroom.journal.of('reconcile-found-difference')).toEqual([]);
  });

  test('finds a refund nobody told us of, tells the journal which, and the totals follow', async () => {
    const newsroom = await twoSupporters();
    await deeds.holdWebhooks(newsroom);
    const { data } = await newsroom.stripe.paymentIntents.list();
    const [gift] = data.filter((each) => each.amount === 1000);
    await newsroom.stripe.refunds.create({ payment_intent: gift?.id ?? '' });
    const { counts } = await runOver(newsroom);
    expect(counts.changed).toBe(1);
    expect(newsroom.journal.of('reconcile-found-difference')).toMatchObject([{ part: 'checkout', outcome: 'changed' }]);
  });

  test('only compared, the same difference is told once and nothing at all is written', async () => {
    const newsroom = await twoSupporters();
    await deeds.holdWebhooks(newsroom);
    const { data } = await newsroom.stripe.paymentIntents.list();
    for (const { id } of data) await newsroom.stripe.refunds.create({ payment_intent: id, amount: 100 });
    const before = await newsroom.stores.held();
    const told: Difference[] = [];
    const needs = compareOnly(newsroom.needs, (difference) => void told.push(difference));
    const { counts } = await runOver(newsroom, needs);
    expect(told.map(({ key }) => key.id).sort()).toEqual(data.map(({ id }) => id).sort());
    expect(told[0]).toMatchObject({ before: { returnedMinor: 0 }, after: { returnedMinor: 100 } });
    expect(counts.changed).toBe(2);
    expect(await newsroom.stores.held()).toEqual(before);
  });
});
