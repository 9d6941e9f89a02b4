// A browser is shown all we hold of the supporters it claimed, and nothing else; of a borrowed one only what stands and
// goes on. What it is shown is everything: compared with what is held, field by field.
import { beforeEach, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { supporterOut } from '../../shared/api/schemas/supporter.ts';
import { isoOf } from '../../shared/core/time.ts';
import { borrow } from '../support/borrow.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

let newsroom: Newsroom;
let browser: ReaderBrowser;
beforeEach(() => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
});
const look = (from = browser) => from.call('GET', '/v1/supporter');
const shown = async (from = browser) => z.parse(supporterOut, (await look(from)).json);

test('a membership is shown with what it costs, when it renews and until when it is paid; a payment with what came of it', async () => {
  const given = await steps.give(newsroom, browser);
  const { customer, subscription } = await steps.partsOf(newsroom, given);
  const said = await look();
  expect([said.status, said.headers['cache-control'], said.cookies]).toEqual([200, 'no-store', []]);
  const { supporters, device } = z.parse(supporterOut, said.json);
  const next = '2026-12-23T09:00:00Z';
  expect(supporters).toEqual([
    {
      supporter: customer,
      since: '2026-11-23T09:00:00Z',
      isBorrowed: false,
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
  expect(device).toEqual({ forgetAt: '2027-12-28T09:00:00Z' });
});

test('what was returned of a gift, and what of it counts in public, is shown too', async () => {
  const given = await steps.give(newsroom, browser, { ...steps.tenOnce, campaign: 'ad-free' });
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
  await steps.give(newsroom, browser, { ...steps.fiveMonthly, campaign: 'ad-free' });
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
  await steps.give(newsroom, browser);
  await steps.give(newsroom, browser, steps.tenOnce);
  const other = newsroom.browser();
  const theirs = await steps.partsOf(newsroom, await steps.give(newsroom, other));
  expect((await shown()).supporters).toHaveLength(2);
  expect((await look()).body).not.toContain(theirs.customer);
});

test('of a borrowed supporter only its standing and the membership that goes on are shown', async () => {
  const given = await steps.give(newsroom, browser, { ...steps.fiveMonthly, campaign: 'ad-free' });
  const borrower = newsroom.browser();
  await borrow(newsroom, browser, borrower);
  const { supporters } = await shown(borrower);
  const [borrowed] = supporters.filter((each) => each.isBorrowed);
  const { customer, subscription } = await steps.partsOf(newsroom, given);
  expect(borrowed).toMatchObject({ supporter: customer, standing: { reason: 'membership' }, payments: [] });
  expect(borrowed?.memberships).toEqual([
    expect.objectContaining({ membership: subscription, amountMinor: 500, paidThrough: null }),
  ]);
  await newsroom.stripe.subscriptions.cancel(subscription);
  await newsroom.drain();
  newsroom.wait(1000);
  expect((await shown(borrower)).supporters.find((each) => each.isBorrowed)?.memberships).toEqual([]);
});

test('a stranger is told nothing', async () => {
  await steps.give(newsroom, browser);
  const said = await look(newsroom.browser());
  expect([said.status, said.json]).toEqual([401, expect.objectContaining({ code: 'device-unknown' })]);
  await browser.call('DELETE', '/v1/standing?all=true');
  expect((await look()).status).toBe(401);
});

test('the same whether or not the browser is fresh: it holds no name', async () => {
  await steps.give(newsroom, browser);
  const fresh = await look();
  newsroom.wait(16 * 60_000);
  expect((await look()).body).toBe(fresh.body);
  expect(fresh.body).not.toMatch(/@|name|email/i);
});
