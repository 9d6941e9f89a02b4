// Going through Stripe's lists: what was lost is found, an interrupted run goes on where it was, and a comparison writes
// nothing. The sandbox answers through the real SDK; the stores are those in memory.
import { describe, expect, test } from 'vitest';
import { type AnswerNeeds, answerSyncRequest } from '../../shared/actions/answer-sync-request.ts';
import { compareOnly, type Difference } from '../../shared/actions/compare-only.ts';
import { noCounts, reconcile, reconcileOutcomeOf } from '../../shared/actions/reconcile.ts';
import type { SyncRequest } from '../../shared/core/sync-request.ts';
import type { ReconcileCursor } from '../../shared/ports/reconcile-store.ts';
import { listings, type StripeListing } from '../../shared/ports/stripe-listing.ts';
import { openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';

const everything = listings.filter((each) => each !== 'events' && each !== 'changes');
const syncRequests = (...names: readonly string[]): Omit<SyncRequest, 'eventId'>[] =>
  names.map((objectId) => ({ part: 'payment', objectId, customerId: null }));
/** Two lists of two pages each, the last entry of all being one that was there before. */
const pages: Readonly<
  Record<string, { readonly syncRequests: Omit<SyncRequest, 'eventId'>[]; readonly after: string | null }>
> = {
  'intents from the top': { syncRequests: syncRequests('pi_1', 'pi_2'), after: 'pi_2' },
  'intents from pi_2': { syncRequests: syncRequests('pi_3'), after: null },
  'refunds from the top': { syncRequests: syncRequests('pi_4'), after: 're_1' },
  'refunds from re_1': { syncRequests: syncRequests('pi_1', 'pi_5'), after: null },
};
const paged: Pick<StripeListing, 'page'> = {
  page: async (name, _since, after) => {
    const page = pages[`${name} from ${after ?? 'the top'}`];
    if (page === undefined) throw new Error('nobody has such a page');
    return page;
  },
};
const scope = { listings: ['intents', 'refunds'], since: null, run: 'one', from: null } as const;

describe('a run', () => {
  test('requests a sync of each part once, page by page, under a name of its own that no event of Stripe has', async () => {
    const taken: string[] = [];
    const syncRequest = async ({ eventId }: SyncRequest) => {
      taken.push(eventId);
      return 'queued' as const;
    };
    const cursor = await reconcile({ listing: paged, syncRequest, saveCursor: async () => undefined }, scope);
    expect(taken).toEqual([1, 2, 3, 4, 5].map((each) => `rec_one_pi_${each}`));
    expect(cursor).toEqual({ listing: null, after: null, counts: { ...noCounts, queued: 5 } });
  });

  test.each([1, 2, 3, 4])('that is cut off after page %i goes on there and leaves nothing out', async (calls) => {
    const taken: string[] = [];
    let [saved, left]: [ReconcileCursor | null, number] = [null, calls];
    const needs = {
      listing: paged,
      syncRequest: async ({ objectId }: SyncRequest) => {
        taken.push(objectId);
        return 'queued' as const;
      },
      saveCursor: async (cursor: ReconcileCursor) => {
        saved = cursor;
        left -= 1;
      },
      hasTime: () => left > 0,
    };
    await reconcile(needs, scope);
    left = 100;
    const cursor = await reconcile(needs, { ...scope, from: saved });
    expect(cursor.listing).toBeNull();
    expect([...new Set(taken)].sort()).toEqual(['pi_1', 'pi_2', 'pi_3', 'pi_4', 'pi_5']);
  });

  test('whose sync request throws ends there, and the next one begins with the same page', async () => {
    const saved: ReconcileCursor[] = [];
    const syncRequest = async ({ objectId }: SyncRequest) => {
      if (objectId === 'pi_3') throw new Error('the queue is away');
      return 'queued' as const;
    };
    const saveCursor = async (cursor: ReconcileCursor) => void saved.push(cursor);
    await expect(reconcile({ listing: paged, syncRequest, saveCursor }, scope)).rejects.toThrow('the queue is away');
    expect(saved).toMatchObject([{ listing: 'intents', after: 'pi_2' }]);
  });
});

async function twoSupporters() {
  const newsroom = openNewsroom();
  await steps.give(newsroom, newsroom.browser());
  await steps.give(newsroom, newsroom.browser(), steps.tenOnce);
  return newsroom;
}
const runOver = (newsroom: Awaited<ReturnType<typeof twoSupporters>>, needs: AnswerNeeds = newsroom.needs) =>
  reconcile(
    {
      listing: newsroom.listing,
      saveCursor: async () => undefined,
      syncRequest: async (syncRequest) => reconcileOutcomeOf(await answerSyncRequest(needs, syncRequest)),
    },
    { listings: everything, since: null, run: 'one', from: null },
  );

describe('answering at once', () => {
  test('finds nothing where nothing was lost, and changes nothing but versions', async () => {
    const newsroom = await twoSupporters();
    const { counts } = await runOver(newsroom);
    expect(counts).toMatchObject({ changed: 0, failed: 0 });
    expect(counts.unchanged).toBeGreaterThan(3);
    expect(newsroom.log.of('reconcile-found-difference')).toEqual([]);
  });

  test('finds a refund without an event, logs which, and corrects the totals', async () => {
    const newsroom = await twoSupporters();
    await steps.holdWebhooks(newsroom);
    const { data } = await newsroom.stripe.paymentIntents.list();
    const [contribution] = data.filter((each) => each.amount === 1000);
    await newsroom.stripe.refunds.create({ payment_intent: contribution?.id ?? '' });
    const { counts } = await runOver(newsroom);
    expect(counts.changed).toBe(1);
    expect(newsroom.log.of('reconcile-found-difference')).toMatchObject([{ part: 'checkout', outcome: 'changed' }]);
  });

  test('only compared, the same difference is logged once and nothing at all is written', async () => {
    const newsroom = await twoSupporters();
    await steps.holdWebhooks(newsroom);
    const { data } = await newsroom.stripe.paymentIntents.list();
    for (const { id } of data) await newsroom.stripe.refunds.create({ payment_intent: id, amount: 100 });
    const before = await newsroom.stores.held();
    const shown: Difference[] = [];
    const needs = compareOnly(newsroom.needs, (difference) => void shown.push(difference));
    const { counts } = await runOver(newsroom, needs);
    expect(shown.map(({ key }) => key.id).sort()).toEqual(data.map(({ id }) => id).sort());
    expect(shown[0]).toMatchObject({ before: { returnedMinor: 0 }, after: { returnedMinor: 100 } });
    expect(counts.changed).toBe(2);
    expect(await newsroom.stores.held()).toEqual(before);
  });
});
