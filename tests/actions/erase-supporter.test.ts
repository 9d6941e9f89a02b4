// A browser erases what it claimed: no more money is asked for, nothing leads to it any more, nothing of it comes back,
// and what it gave is counted on. Nobody erases what they did not claim.
import { beforeEach, describe, expect, test } from 'vitest';
import { known, parseCustomerId } from '../../shared/core/ids.ts';
import { borrow } from '../support/borrow.ts';
import { freshen } from '../support/freshen.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';
import { askForReminder, confirmationIn, confirmReminder } from '../support/reminder-steps.ts';

let newsroom: Newsroom;
let browser: ReaderBrowser;
beforeEach(() => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
});
const press = (body?: object, from = browser) =>
  from.call('DELETE', '/v1/supporter', body === undefined ? {} : { body });
const erase = async (body?: object, from = browser) => {
  await freshen(newsroom, from);
  return press(body, from);
};
const look = (from = browser) => from.call('GET', '/v1/supporter');
const idOf = (customer: string) => known(parseCustomerId(customer));
const held = async () => JSON.stringify(await newsroom.stores.held());
const adFree = { campaign: 'ad-free' };
const raised = () => newsroom.stores.supporters.totals().reduce((sum, { raisedMinor }) => sum + raisedMinor, 0);
/** What the night takes with it, in this newsroom without a timer. */
const night = async () => {
  const { erasures } = newsroom.stores;
  await erasures.removeTraces((await erasures.unfinished()).map(({ customer }) => customer));
};

test('the membership ends at Stripe, its customer is deleted, the browser is a stranger, and the total stays', async () => {
  const given = await steps.give(newsroom, browser, { ...steps.fiveMonthly, ...adFree });
  const { customer, subscription } = await steps.partsOf(newsroom, given);
  const said = await erase();
  expect([said.status, said.json, said.cookies.length]).toEqual([200, { status: 'erased' }, 3]);
  expect((await newsroom.stripe.subscriptions.retrieve(subscription)).status).toBe('canceled');
  expect(await newsroom.stripe.customers.retrieve(customer)).toMatchObject({ deleted: true });
  expect([browser.cookie('fascia'), browser.cookie('__Secure-seat', '/v1')]).toEqual([undefined, undefined]);
  await newsroom.drain();
  expect([(await look()).status, raised()]).toEqual([401, 500]);
  await newsroom.advanceDays(40);
  expect([...newsroom.sandbox.state.world.invoices.values()]).toHaveLength(1);
});

test('after the night nothing names it but the tombstone and the note that it is to be redacted', async () => {
  const given = await steps.give(newsroom, browser, { ...steps.fiveMonthly, ...adFree });
  const { customer, subscription } = await steps.partsOf(newsroom, given);
  await erase();
  await newsroom.drain();
  await night();
  const { supporters, erasures, ...others } = await newsroom.stores.held();
  expect(JSON.stringify(others)).not.toMatch(new RegExp(`${customer}|${subscription}|${given.session}`));
  expect(supporters.supporters).toEqual([[customer, expect.objectContaining({ parts: {} })]]);
  expect([supporters.pointers, erasures.map((each) => each.customer)]).toEqual([[], [customer]]);
});

test('a reminder that waits for its address is withdrawn, and one of another address stays', async () => {
  const given = await steps.openCheckout(browser, steps.tenOnce);
  await steps.pay(newsroom, given, 'card', 'leaver@example.org');
  await steps.comeBack(browser, given);
  await newsroom.drain();
  for (const email of ['leaver@example.org', 'stayer@example.org']) {
    await askForReminder(newsroom.browser(), email);
    await newsroom.answerLinkRequests();
    const question = newsroom.mailer.posted().findLast(({ to }) => to === email);
    expect((await confirmReminder(newsroom.browser(), confirmationIn(question?.message.text))).status).toBe(204);
  }
  const pending = () => newsroom.stores.reminders.dump().held.filter(([, each]) => each.pending !== null).length;
  expect(pending()).toBe(2);
  expect((await erase()).status).toBe(200);
  expect(pending()).toBe(1);
});

test('a late refund of what an erased supporter gave still moves the total', async () => {
  const given = await steps.give(newsroom, browser, { ...steps.tenOnce, ...adFree });
  const { intent, customer } = await steps.partsOf(newsroom, given);
  await erase();
  await newsroom.drain();
  await newsroom.stripe.refunds.create({ payment_intent: intent, amount: 400 });
  await newsroom.drain();
  expect(raised()).toBe(600);
  expect(await newsroom.stores.supporters.read(idOf(customer))).toMatchObject({ isErased: true, payments: [] });
});

test('every event of the past, delivered once more after it, restores nothing', async () => {
  const given = await steps.give(newsroom, browser, { ...steps.fiveMonthly, ...adFree });
  await erase();
  await newsroom.drain();
  const before = await held();
  const page = await newsroom.listing.page('events', null, null);
  for (const syncRequest of page.syncRequests)
    newsroom.queue.send({ ...syncRequest, eventId: `evt_again_${syncRequest.objectId}` });
  await newsroom.drain();
  const { customer } = await steps.partsOf(newsroom, given);
  expect(await newsroom.stores.supporters.read(idOf(customer))).toMatchObject({ memberships: [], payments: [] });
  expect([(await held()).length, raised()]).toEqual([before.length, 500]);
});

test('of several the default is the one whose membership goes on; a named one goes instead; the rest stays', async () => {
  const contribution = await steps.partsOf(newsroom, await steps.give(newsroom, browser, steps.tenOnce));
  const monthly = await steps.partsOf(newsroom, await steps.give(newsroom, browser));
  const said = await erase({});
  expect([said.status, said.cookies]).toEqual([200, []]);
  expect((await look()).body).not.toContain(monthly.customer);
  expect((await look()).body).toContain(contribution.customer);
  expect((await erase({ supporter: contribution.customer })).cookies).toHaveLength(3);
  expect((await look()).status).toBe(401);
});

test('other browsers that claimed it are strangers at their next look', async () => {
  const secret = Buffer.alloc(32, 5).toString('base64url');
  const claimHash = newsroom.needs.hasher.digest(secret);
  const { checkout } = await steps.give(newsroom, browser, { ...steps.fiveMonthly, claimHash });
  const other = newsroom.browser();
  await other.call('POST', `/v1/checkouts/${checkout}/claim`, { body: { secret } });
  expect((await steps.readStanding(other)).status).toBe(200);
  await erase();
  const said = await steps.readStanding(other);
  expect([said.status, other.cookie('fascia')]).toEqual([401, undefined]);
});

test.each([
  ['ending the membership', '/v1/subscriptions'],
  ['deleting the customer', '/v1/customers'],
])('where Stripe does not answer while %s, it begins, and a sync request completes it', async (_, path) => {
  const given = await steps.give(newsroom, browser, { ...steps.fiveMonthly, ...adFree });
  const { customer } = await steps.partsOf(newsroom, given);
  await steps.command(newsroom, '/faults', { path, status: 429 });
  const said = await erase();
  expect([said.status, said.json]).toEqual([202, { status: 'pending' }]);
  const syncRequest = { part: 'customer', objectId: customer, customerId: idOf(customer) } as const;
  newsroom.queue.send({ ...syncRequest, eventId: 'rec_tonight' });
  await newsroom.drain();
  expect(await newsroom.stripe.customers.retrieve(customer)).toMatchObject({ deleted: true });
  expect(await newsroom.stores.supporters.read(idOf(customer))).toMatchObject({ isErased: true, memberships: [] });
  expect(raised()).toBe(500);
});

describe('nothing is erased', () => {
  const refused = async (said: { status: number; json: unknown }, status: number, code: string) => {
    expect([said.status, said.json]).toEqual([status, expect.objectContaining({ code })]);
    expect((await newsroom.stores.held()).erasures).toEqual([]);
  };
  beforeEach(() => steps.give(newsroom, browser));

  test('a quarter of an hour after the link, nor by a claim alone', async () => {
    await refused(await press(), 403, 'not-fresh');
    await freshen(newsroom, browser);
    newsroom.wait(15 * 60_000);
    await refused(await press(), 403, 'not-fresh');
  });

  test('by a stranger, or from a page of another site', async () => {
    await refused(await press({}, newsroom.browser()), 401, 'device-unknown');
    const headers = { origin: 'https://evil.example' };
    await refused(await browser.call('DELETE', '/v1/supporter', { headers }), 403, 'origin-foreign');
  });

  test('of somebody else, in the same words as of nobody', async () => {
    const other = newsroom.browser();
    const theirs = await steps.partsOf(newsroom, await steps.give(newsroom, other));
    const both = [await erase({ supporter: theirs.customer }), await erase({ supporter: 'cus_unheard' })];
    for (const said of both) await refused(said, 404, 'supporter-unknown');
    expect(both[0]).toEqual(both[1]);
  });

  test.each([{ supporter: 'sub_one' }, { supporter: ['cus_one'] }, { all: true }, { supporter: 'cus_\r\nX-Evil: 1' }])(
    'by the malformed body %j',
    async (body) => refused(await erase(body), 422, 'invalid-request'),
  );

  test('by what is no JSON, or not called so', async () => {
    await refused(await browser.call('DELETE', '/v1/supporter', { body: '{' }), 400, 'malformed-json');
    const headers = { 'content-type': 'text/plain' };
    await refused(
      await browser.call('DELETE', '/v1/supporter', { body: '{}', headers }),
      415,
      'unsupported-media-type',
    );
  });
});

describe('who only reads the mail', () => {
  const hours = 3_600_000;
  let linked: ReaderBrowser;
  let customer: string;
  beforeEach(async () => {
    customer = (await steps.partsOf(newsroom, await steps.give(newsroom, browser))).customer;
    linked = newsroom.browser();
    await borrow(newsroom, browser, linked);
  });
  const ask = () => erase({ supporter: customer }, linked);
  const unconfirmed = (said: { status: number; json: unknown }, confirmFrom: string) =>
    expect([said.status, said.json]).toEqual([202, { status: 'unconfirmed', confirmFrom }]);

  test('asks first, and erases by a second link from a Monday at least 72 hours later, not a second before', async () => {
    unconfirmed(await ask(), '2026-11-30T00:00:00Z');
    newsroom.wait(159 * hours - 1000);
    unconfirmed(await ask(), '2026-11-30T00:00:00Z');
    // The link of a second before is still fresh, and is no second one.
    newsroom.wait(1000);
    unconfirmed(await press({ supporter: customer }, linked), '2026-11-30T00:00:00Z');
    expect(await newsroom.stripe.customers.retrieve(customer)).not.toMatchObject({ deleted: true });
    expect((await ask()).json).toEqual({ status: 'erased' });
    expect(await newsroom.stripe.customers.retrieve(customer)).toMatchObject({ deleted: true });
  });

  test.each([
    ['on a Thursday', 3 * 24, '2026-11-30T00:00:00Z'],
    ['72 hours before a Monday', 4 * 24 - 9, '2026-11-30T00:00:00Z'],
    ['less than 72 hours before a Monday', 4 * 24 - 8, '2026-12-07T00:00:00Z'],
  ])('who asks %s gets the Monday that leaves 72 hours', async (_, after, from) => {
    newsroom.wait(after * hours);
    unconfirmed(await ask(), from);
  });

  test('begins anew after a month', async () => {
    await ask();
    newsroom.wait((7 * 24 - 9 + 28 * 24) * hours);
    unconfirmed(await ask(), '2027-01-04T00:00:00Z');
  });

  test('begins anew once the owner of the mailbox has forgotten all browsers', async () => {
    await ask();
    newsroom.wait(hours);
    await freshen(newsroom, browser);
    expect((await browser.call('DELETE', '/v1/standing?all=true')).status).toBe(204);
    newsroom.wait(160 * hours);
    expect((await ask()).status).toBe(404);
    expect(await newsroom.stripe.customers.retrieve(customer)).not.toMatchObject({ deleted: true });
  });
});
