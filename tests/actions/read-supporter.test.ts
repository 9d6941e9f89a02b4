// A browser is shown all we hold of the supporters it proves by a fresh link, and nothing else; of any other only whether it
// stands. What it is shown is everything: compared with what is held, field by field.
import { beforeEach, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { supporterOut } from '../../shared/api/schemas/supporter.ts';
import { isoOf } from '../../shared/core/time.ts';
import { borrow } from '../support/borrow.ts';
import { freshen } from '../support/freshen.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

let newsroom: Newsroom;
let browser: ReaderBrowser;
beforeEach(() => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
});
const give = async (from = browser, input: object = steps.fiveMonthly) => {
  const given = await steps.give(newsroom, from, input);
  await freshen(newsroom, from);
  return given;
};
const look = (from = browser) => from.call('GET', '/v1/supporter');
const shown = async (from = browser) => z.parse(supporterOut, (await look(from)).json);

test('a membership is shown with what it costs, when it renews and until when it is paid; a payment with what came of it', async () => {
  const given = await give();
  const { customer, subscription } = await steps.partsOf(newsroom, given);
  const said = await look();
  expect([said.status, said.headers['cache-control'], said.cookies]).toEqual([200, 'no-store', []]);
  const { supporters, device } = z.parse(supporterOut, said.json);
  const next = '2026-12-23T09:00:00Z';
  expect(supporters).toEqual([
    {
      supporter: customer,
      proof: 'both',
      freshUntil: '2026-11-23T09:15:00Z',
      standing: { supporter: true, until: next, reason: 'membership' },
      memberships: [
        {
          membership: subscription,
          amountMinor: 500,
          currency: 'usd',
          frequency: 'monthly',
          status: 'active',
          renewsAt: next,
          endsAt: null,
          paidThrough: next,
          grantedUntil: null,
        },
      ],
      payments: [
        {
          payment: expect.stringMatching(/^pi_/),
          amountMinor: 500,
          currency: 'usd',
          status: 'confirmed',
          date: '2026-11-23T09:00:00Z',
          purpose: 'membership',
          membership: subscription,
          periodEnd: next,
          returnedMinor: 0,
          dispute: null,
          settled: null,
          campaign: null,
          counted: null,
        },
      ],
    },
  ]);
  expect(device).toEqual({ forgetAt: '2027-12-27T00:00:00Z' });
});

test('what was returned of a gift, and what of it counts in public, is shown too', async () => {
  const given = await give(browser, { ...steps.tenOnce, campaign: 'ad-free' });
  const { intent } = await steps.partsOf(newsroom, given);
  await newsroom.stripe.refunds.create({ payment_intent: intent, amount: 300 });
  await newsroom.drain();
  expect((await shown()).supporters[0]?.payments).toEqual([
    expect.objectContaining({
      payment: intent,
      purpose: 'gift',
      returnedMinor: 300,
      campaign: 'ad-free',
      counted: { campaign: 'ad-free', month: '2026-11', amountMinor: 700 },
    }),
  ]);
});

test('it is all that is held: no id, amount or date in the rows of its supporter is missing', async () => {
  await give(browser, { ...steps.fiveMonthly, campaign: 'ad-free' });
  const body = JSON.stringify((await look()).json);
  const { supporters } = (await newsroom.stores.held()).supporters;
  const parts = supporters.flatMap(([, held]) => Object.values(held.parts).map(({ part }) => part));
  for (const value of parts.flatMap((part) => Object.values(part ?? {}))) {
    if (typeof value === 'string' && !['membership', 'payment'].includes(value)) expect(body).toContain(value);
    if (typeof value === 'number' && value > 1_000_000_000) expect(body).toContain(isoOf(value));
    else if (typeof value === 'number') expect(body).toContain(String(value));
  }
});

test('of several supporters each is shown; of another reader none', async () => {
  await give();
  await give(browser, steps.tenOnce);
  const other = newsroom.browser();
  const theirs = await steps.partsOf(newsroom, await give(other));
  expect((await shown()).supporters).toHaveLength(2);
  expect((await look()).body).not.toContain(theirs.customer);
});

test.each([
  ['a claim', 'claim', async () => {}],
  ['a link of an hour ago', 'stale-link', (other: ReaderBrowser) => borrow(newsroom, browser, other)],
])(
  'what only %s proves is shown as standing, yes or no: no amount, no date, no id of a payment',
  async (_, proof, via) => {
    const { customer, subscription } = await steps.partsOf(newsroom, await give());
    const other = newsroom.browser();
    await via(other);
    newsroom.wait(3_600_000);
    const from = proof === 'claim' ? browser : other;
    const { supporters } = await shown(from);
    const found = supporters.find((each) => each.supporter === customer);
    const bare = { standing: { supporter: true, until: null, reason: null }, memberships: [], payments: [] };
    expect(found).toMatchObject({ proof, ...bare });
    expect((await look(from)).body).not.toContain(subscription);
    // Nor does it show that the membership was cancelled, as long as what was paid for lasts.
    const before = (await look(from)).body;
    await newsroom.stripe.subscriptions.update(subscription, { cancel_at_period_end: true });
    await newsroom.drain();
    expect((await look(from)).body).toBe(before);
  },
);

test('a stranger learns nothing', async () => {
  await give();
  const said = await look(newsroom.browser());
  expect([said.status, said.json]).toEqual([401, expect.objectContaining({ code: 'device-unknown' })]);
  await browser.call('DELETE', '/v1/standing?all=true');
  expect((await look()).status).toBe(401);
});

test('a fresh link shows it all, and no name', async () => {
  await give();
  expect((await look()).body).not.toMatch(/@|name|email/i);
});
