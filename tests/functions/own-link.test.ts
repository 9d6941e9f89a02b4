// "Send my link" on the page that thanks: the claim proves the checkout, and Stripe has the payer's address. Whoever opened a
// checkout that somebody else paid may try this too, and learns nothing. Through the deployed functions, with real mail.
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../shared/core/time.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { foundIn, linkIn, proveMailbox, redeem } from '../support/link-steps.ts';
import { newestMessage } from '../support/newest-message.ts';
import * as steps from '../support/newsroom-steps.ts';
import { pressPortal } from '../support/portal-steps.ts';
import type { ReaderBrowser, Sent } from '../support/reader-browser.ts';

describe.skipIf(isTableMissing())('a link that nobody types an address for', () => {
  let harness: DeployedHarness;
  beforeAll(async () => {
    harness = await openDeployedHarness();
  });
  afterAll(() => harness?.stop());
  const paid = async (email: string, claimHash?: string) => {
    const browser = harness.browser();
    const opened = await steps.openCheckout(browser, {
      ...steps.fiveMonthly,
      ...(claimHash === undefined ? {} : { claimHash }),
    });
    await steps.pay(harness, opened, 'card', email);
    await steps.comeBack(browser, opened);
    await harness.drain();
    return { browser, ...opened };
  };
  const send = (browser: ReaderBrowser, body: object = {}, sent: Sent = {}) =>
    browser.call('POST', '/v1/checkouts/link', { body, ...sent });
  const count = async () => (await harness.witness.mail(harness.mail.endpoint)).length;

  test('reaches the payer, opens all by its code, and is shown to nobody', async () => {
    const { browser } = await paid('payer@example.org');
    const said = await send(browser, { locale: 'de' });
    expect([said.status, said.body.includes('payer@')]).toEqual([202, false]);
    await harness.answerLinkRequests();
    const { code } = foundIn(await newestMessage(harness.mail.endpoint, 'payer@example.org'));
    expect((await redeem(browser, { link: linkIn(said.json), code })).status).toBe(200);
    expect((await pressPortal(browser)).status).toBe(303);
    expect(`${JSON.stringify(await harness.table.rows())}${harness.log()}`).not.toContain('payer@');
  });

  test('is asked for by a plain form, which is answered with the page that takes the code', async () => {
    const { browser } = await paid('form@example.org');
    const said = await send(
      browser,
      {},
      {
        body: new URLSearchParams({ locale: 'uk' }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      },
    );
    expect([said.status, said.body]).toEqual([202, expect.stringContaining('<html lang="')]);
    await harness.answerLinkRequests();
    expect(await newestMessage(harness.mail.endpoint, 'form@example.org')).toContain('#redeem=');
  });

  test('comes twice for one checkout, and never a third time, whoever presses and how often at once', async () => {
    const { browser } = await paid('twice@example.org');
    const before = await count();
    const all = await Promise.all(Array.from({ length: 6 }, () => send(browser)));
    expect(all.map(({ status }) => status).sort()).toEqual([202, 202, 409, 409, 409, 409]);
    await harness.wait(2 * day);
    expect((await send(browser)).status).toBe(409);
    await harness.answerLinkRequests();
    // Both links are opened by the code of one message: they were asked for in one quarter of an hour.
    expect(await count()).toBe(before + 1);
  });

  test('is for the checkout that this browser came back from last', async () => {
    const { browser } = await paid('first@example.net');
    const second = await steps.openCheckout(browser, steps.tenOnce);
    await steps.pay(harness, second, 'card', 'second@example.net');
    // Opened and paid, not yet come back from: still the first.
    await send(browser);
    await steps.comeBack(browser, second);
    await harness.drain();
    await send(browser);
    await harness.answerLinkRequests();
    for (const email of ['first@example.net', 'second@example.net'])
      expect(await newestMessage(harness.mail.endpoint, email)).toContain('#redeem=');
  });

  test('works for a page that keeps the secret itself, and not with another', async () => {
    const secret = randomBytes(32).toString('base64url');
    const { checkout } = await paid('page@example.org', createHash('sha256').update(secret).digest('base64url'));
    const stranger = harness.browser();
    expect((await send(stranger, { checkoutId: checkout, secret: randomBytes(32).toString('base64url') })).status).toBe(
      404,
    );
    expect((await send(stranger, { checkoutId: checkout })).status).toBe(404);
    expect((await send(stranger, { checkoutId: checkout, secret })).status).toBe(202);
  });

  test('is refused to who opened nothing, to a checkout that nobody paid, and after the payer forgot all browsers', async () => {
    // What the test before left in the queue is not this one's.
    await harness.answerLinkRequests();
    const before = await count();
    expect((await send(harness.browser())).status).toBe(404);
    const open = harness.browser();
    const opened = await steps.openCheckout(open);
    await steps.comeBack(open, opened);
    expect((await send(open)).status).toBe(404);
    const { browser } = await paid('forgets@example.org');
    const payer = harness.browser();
    await proveMailbox(harness, payer, 'forgets@example.org');
    expect((await payer.call('DELETE', '/v1/standing?all=true')).status).toBe(204);
    expect((await send(browser)).status).toBe(404);
    await harness.answerLinkRequests();
    expect(await count()).toBe(before + 1);
  });

  test('is nothing that a page of another site can ask for', async () => {
    const { browser } = await paid('quiet@example.org');
    const said = await send(
      browser,
      {},
      {
        isCrossSite: true,
        body: 'locale=en',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' },
      },
    );
    expect(said.status).toBe(403);
  });
});
