// A claim asks Stripe only where what is stored gives no standing yet: a return that comes after the worker costs no request.
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { borrow } from '../support/borrow.ts';
import { freshen } from '../support/freshen.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

const secret = Buffer.alloc(32, 5).toString('base64url');
const claimHash = createHash('sha256').update(secret).digest('base64url');
let newsroom: Newsroom;
let browser: ReaderBrowser;
beforeEach(() => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
});
const claim = ({ checkout }: { checkout: string }, from = browser) =>
  from.call('POST', `/v1/checkouts/${checkout}/claim`, { body: { secret } });
const openAndPay = async (method: steps.Method = 'card', from = browser) => {
  const opened = await steps.openCheckout(from, { ...steps.fiveMonthly, claimHash });
  await steps.pay(newsroom, opened, method);
  return opened;
};
const standing = async () => (await steps.readStanding(browser)).json;
async function refundLast(): Promise<void> {
  const intent = [...newsroom.sandbox.state.world.paymentIntents.keys()].at(-1) ?? '';
  await newsroom.stripe.refunds.create({ payment_intent: intent });
}

describe('Stripe', () => {
  const requestsOf = async (work: () => Promise<unknown>) => {
    const before = newsroom.stripeCalls.length;
    await work();
    return newsroom.stripeCalls.slice(before).map(({ call }) => call.replace(/\/(?:cs|pi|sub|in)_\w+/, ''));
  };

  test.each(['card', 'bank_debit'] as const)('is asked where the worker was not here yet: %s', async (method) => {
    const opened = await openAndPay(method);
    expect(await requestsOf(() => claim(opened))).toContain('GET /v1/checkout/sessions');
  });

  test('is not asked once the worker stored what gives standing, and the answer is the same', async () => {
    const [early, late] = [await openAndPay(), await openAndPay('card', newsroom.browser())];
    const before = await claim(early, newsroom.browser());
    await newsroom.drain();
    let after = before;
    const requests = await requestsOf(async () => {
      after = await claim(late, newsroom.browser());
    });
    expect(requests).toEqual([]);
    expect([after.status, after.json]).toEqual([200, before.json]);
  });

  const dispute = (outcome?: 'lost' | 'won') => async () => {
    const paymentIntent = [...newsroom.sandbox.state.world.paymentIntents.keys()].at(-1);
    await steps.command(newsroom, '/disputes', { paymentIntent, ...(outcome === undefined ? {} : { outcome }) });
  };
  test.each([
    ['open', dispute()],
    ['won', dispute('won')],
  ] as const)('is not asked where a dispute is %s: the money counts until it is lost', async (_, meanwhile) => {
    const opened = await openAndPay();
    await newsroom.drain();
    await meanwhile();
    await newsroom.drain();
    expect(await requestsOf(() => claim(opened))).toEqual([]);
    expect(await standing()).toMatchObject({ standing: { supporter: true } });
  });

  test('is not asked for a membership that another replaced, nor for the other, and both are held', async () => {
    const old = await openAndPay();
    await claim(old);
    await newsroom.drain();
    const { subscription } = await steps.partsOf(newsroom, old);
    await borrow(newsroom, browser, browser);
    await freshen(newsroom, browser);
    const body = { amountMinor: 1500, returnUrl: steps.article };
    const said = await browser.call('POST', `/v1/memberships/${subscription}/checkouts`, { body });
    const larger = steps.openedIn(said);
    await steps.pay(newsroom, larger);
    await newsroom.drain();
    expect((await newsroom.stripe.subscriptions.retrieve(subscription)).status).toBe('canceled');
    expect(await requestsOf(() => claim(old))).toEqual([]);
    expect(await requestsOf(() => steps.comeBack(browser, larger))).toEqual([]);
    expect(await standing()).toMatchObject({ standing: { supporter: true } });
  });

  test.each([
    ['a bank debit is on its way', 'bank_debit', async () => {}],
    ['a dispute is lost', 'card', dispute('lost')],
    ['all was paid back', 'card', refundLast],
  ] as const)('is asked as before where %s', async (_, method, meanwhile) => {
    const opened = await openAndPay(method);
    await newsroom.drain();
    await meanwhile();
    await newsroom.drain();
    expect(await requestsOf(() => claim(opened))).toContain('GET /v1/checkout/sessions');
    expect(await standing()).toMatchObject({ standing: { supporter: false } });
  });
});

describe('one look at the table', () => {
  /** How often the payer's rows are read, from the claim's first step to its answer. */
  async function readsOf(work: () => Promise<unknown>): Promise<number> {
    let reads = 0;
    const { supporters } = newsroom.needs;
    const { read } = supporters;
    supporters.read = (customer) => {
      reads += 1;
      return read(customer);
    };
    try {
      await work();
    } finally {
      supporters.read = read;
    }
    return reads;
  }

  test('says who paid and whether their browsers were forgotten; another says what the device acts for', async () => {
    const opened = await openAndPay();
    await newsroom.drain();
    expect(await readsOf(() => claim(opened))).toBe(2);
  });
});
