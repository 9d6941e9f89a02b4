// A member whose renewal fails loses the standing, and may pay weeks later on a page of Stripe's. The browser keeps a hint for
// as long as the membership has not ended, asks once a day or two, and is recognised again by itself.
import { beforeEach, expect, test } from 'vitest';
import { day, type Instant } from '../../shared/core/time.ts';
import { decide, leavesQuiet } from '../../web/elements/decide.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

let newsroom: Newsroom;
let browser: ReaderBrowser;
beforeEach(() => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
});
const passCookie = () => browser.cookie('fascia') ?? null;
const look = (now: Instant = newsroom.now()) =>
  decide({
    now,
    passCookie: passCookie(),
    isNotHere: false,
    supportingUntil: null,
    remindedUntil: null,
    dismissedUntil: null,
    asksThisMonth: 0,
    asksPerMonth: null,
  });
/** What a page does: it decides, and asks where that is due. */
async function openPage(): Promise<boolean> {
  if (!look().renew) return false;
  await steps.readStanding(browser);
  return true;
}
const outcome = (subscription: string, renewal: 'fails' | 'paid') =>
  newsroom.sandbox.state.world.renewalOutcomes.set(subscription, renewal);
/** So many days, on each of which the reader looks at a page; answers how often that called us. */
async function live(days: number): Promise<number> {
  let calls = 0;
  for (let at = 0; at < days; at += 1) {
    await newsroom.advanceDays(1);
    if (await openPage()) calls += 1;
  }
  return calls;
}
const settle = (afterLastRetry: 'unpaid' | 'past_due' | 'pause' | 'cancel') => {
  const { world } = newsroom.sandbox.state;
  world.settings = { ...world.settings, afterLastRetry };
};

test.each(['unpaid', 'past_due'] as const)('is recognised again after 25 days (%s)', async (afterLastRetry) => {
  settle(afterLastRetry);
  const { subscription } = await steps.partsOf(newsroom, await steps.give(newsroom, browser));
  outcome(subscription, 'fails');
  await live(60);
  expect(leavesQuiet(look())).toBe(false);
  // Until then it asks, and not at every page: the hint says from when.
  const calls = await live(25);
  expect(calls).toBeGreaterThan(8);
  expect(calls).toBeLessThan(26);
  await openPage();
  expect(await openPage()).toBe(false);
  expect(look().show).toBe(true);
  outcome(subscription, 'paid');
  // Where Stripe asks no more, it makes drafts; staff or the reader pay the newest.
  const { data } = await newsroom.stripe.invoices.list({ subscription, limit: 1 });
  const id = data[0]?.id ?? '';
  if (data[0]?.status === 'draft') await newsroom.stripe.invoices.finalizeInvoice(id);
  await newsroom.stripe.invoices.pay(id);
  await newsroom.drain();
  await live(3);
  expect(leavesQuiet(look())).toBe(true);
});

test('a membership that ended leaves no hint, and nobody asks any more', async () => {
  settle('cancel');
  const { subscription } = await steps.partsOf(newsroom, await steps.give(newsroom, browser));
  outcome(subscription, 'fails');
  await live(70);
  expect(passCookie()).toBeNull();
  expect(await live(30)).toBe(0);
});

test('of two memberships the one that goes on counts, and the other is not forgotten', async () => {
  settle('unpaid');
  const first = await steps.partsOf(newsroom, await steps.give(newsroom, browser));
  outcome(first.subscription, 'fails');
  const second = await steps.partsOf(newsroom, await steps.give(newsroom, browser));
  await live(60);
  expect(leavesQuiet(look())).toBe(true);
  await newsroom.stripe.subscriptions.cancel(second.subscription);
  await live(45);
  expect([leavesQuiet(look()), passCookie()]).toEqual([false, expect.stringMatching(/^v1\.0\.c\./)]);
});

test('the hint is the same text for everyone of a day, and outlives two days at most', async () => {
  settle('unpaid');
  const { subscription } = await steps.partsOf(newsroom, await steps.give(newsroom, browser));
  outcome(subscription, 'fails');
  await live(65);
  expect(passCookie()).toMatch(/^v1\.0\.c\.[0-9a-z]+\.$/);
  expect(look(newsroom.now() + 2 * day).renew).toBe(true);
});
