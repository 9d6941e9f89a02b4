// The table of rights × proofs, cell by cell, through the functions' handlers. It is repeated here by hand: a cell
// that is changed in the code alone fails.
import { beforeEach, describe, expect, test } from 'vitest';
import { type Allowed, allowed, type Proof, proofs, type Right, rights } from '../../shared/core/rights.ts';
import { mailedLink, redeem } from '../support/link-steps.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import { pressPortal } from '../support/portal-steps.ts';
import type { ReaderBrowser, Said } from '../support/reader-browser.ts';

const table: Readonly<Record<Right, readonly [claim: Allowed, stale: Allowed, fresh: Allowed, both: Allowed]>> = {
  standing: ['yes', 'yes', 'yes', 'yes'],
  'pass-on': ['yes', 'yes', 'yes', 'yes'],
  'forget-this-browser': ['yes', 'yes', 'yes', 'yes'],
  'read-all': ['no', 'no', 'yes', 'yes'],
  portal: ['no', 'no', 'yes', 'yes'],
  'amount-down': ['no', 'no', 'yes', 'yes'],
  'amount-up': ['no', 'no', 'new-checkout', 'yes'],
  pause: ['no', 'no', 'yes', 'yes'],
  end: ['no', 'no', 'yes', 'yes'],
  'forget-all-browsers': ['no', 'no', 'yes', 'yes'],
  erase: ['no', 'no', 'second-link', 'yes'],
};
const cells = rights.flatMap((right) =>
  proofs.map((proof, at) => ({ right, proof, expected: table[right][at] ?? 'no' })),
);

let newsroom: Newsroom;
let opener: ReaderBrowser;
let parts: { readonly customer: string; readonly subscription: string };
const email = 'payer@example.org';
beforeEach(async () => {
  newsroom = openNewsroom();
  opener = newsroom.browser();
  const opened = await steps.openCheckout(opener);
  await steps.pay(newsroom, opened, 'card', email);
  await steps.comeBack(opener, opened);
  await newsroom.drain();
  parts = await steps.partsOf(newsroom, opened);
});

async function linked(browser: ReaderBrowser, purpose: 'portal' | 'device' = 'portal'): Promise<ReaderBrowser> {
  const { token } = await mailedLink(newsroom, browser, { email, purpose });
  expect((await redeem(browser, { token })).status).toBe(200);
  return browser;
}
const browserWith: Readonly<Record<Proof, () => Promise<ReaderBrowser>>> = {
  claim: async () => opener,
  'stale-link': async () => {
    const browser = await linked(newsroom.browser());
    newsroom.wait(15 * 60_000);
    return browser;
  },
  'fresh-link': () => linked(newsroom.browser()),
  both: () => linked(opener),
};

const calls: Readonly<Record<Right, (browser: ReaderBrowser) => Promise<Said>>> = {
  standing: (browser) => browser.call('GET', '/v1/standing'),
  'pass-on': (browser) => browser.call('POST', '/v1/grants', { body: {} }),
  'forget-this-browser': (browser) => browser.call('DELETE', '/v1/standing'),
  'read-all': (browser) => browser.call('GET', '/v1/supporter'),
  portal: (browser) => pressPortal(browser),
  'amount-down': (browser) => amount(browser, 300),
  'amount-up': (browser) => amount(browser, 100_000),
  pause: (browser) => changed(browser, { pauseMonths: 1 }),
  end: async (browser) => {
    // Nothing is charged for it now: only then it is ended here.
    await newsroom.stripe.subscriptions.update(parts.subscription, { pause_collection: { behavior: 'void' } });
    await newsroom.drain();
    return changed(browser, { ends: 'now' });
  },
  'forget-all-browsers': (browser) => browser.call('DELETE', '/v1/standing?all=true'),
  erase: (browser) => browser.call('DELETE', '/v1/supporter', { body: { supporter: parts.customer } }),
};
const changed = (browser: ReaderBrowser, body: object) =>
  browser.call('PATCH', `/v1/memberships/${parts.subscription}`, { body });
const amount = (browser: ReaderBrowser, amountMinor: number) => changed(browser, { amountMinor });

/** What a cell means in an answer. What may be read is always answered with 200, and holds more or less. */
function answerOf(right: Right, said: Said): Allowed | string {
  if (right === 'read-all' && said.status === 200) return /amountMinor|renewsAt|2026-12/.test(said.body) ? 'yes' : 'no';
  if (right === 'erase' && said.body.includes('"unconfirmed"')) return 'second-link';
  if (said.status < 400) return 'yes';
  return (
    { 'not-fresh': 'no', 'not-claimed': 'new-checkout' }[String(Reflect.get(Object(said.json), 'code'))] ?? said.body
  );
}

describe('a right and a proof', () => {
  test.each(cells)('$right by $proof: $expected', async ({ right, proof, expected }) => {
    expect(allowed(right, proof)).toBe(expected);
    const browser = await browserWith[proof]();
    const before = await atStripe();
    const said = await calls[right](browser);
    expect(answerOf(right, said)).toBe(expected);
    if (expected !== 'yes') expect(await atStripe()).toEqual(before);
  });
});
const atStripe = async () => {
  const { items, status } = await newsroom.stripe.subscriptions.retrieve(parts.subscription);
  return [status, items.data[0]?.price.unit_amount, newsroom.sandbox.state.world.portalSessions.size];
};

test('a link that was asked for to be recognised only is never fresh', async () => {
  const browser = await linked(newsroom.browser(), 'device');
  for (const right of rights) {
    if (right === 'forget-this-browser') continue;
    expect([right, answerOf(right, await calls[right](browser))]).toEqual([right, table[right][1]]);
  }
});

test('the standing says the same of a membership that goes on, was cancelled, or whose payment failed', async () => {
  const said = async () => (await calls.standing(opener)).body;
  const before = await said();
  await newsroom.stripe.subscriptions.update(parts.subscription, { cancel_at_period_end: true });
  await newsroom.drain();
  expect(await said()).toBe(before);
  expect(before).not.toMatch(/until|reason|membership|cancel/);
});
