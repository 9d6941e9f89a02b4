// Another regular contribution from a browser that is a supporter's already: the reader is asked first, in the same bytes whatever
// the standing came from. Through the deployed functions and signed webhooks.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { parseKeyRing } from '../../functions/runtime/secret-shapes.ts';
import { secretNames } from '../../local/environment/secrets.ts';
import { grantSigner } from '../../shared/adapters/node/grant-signer.ts';
import { grantEnd, grantText } from '../../shared/core/grant.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

const formHeaders = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
const annual = { ...steps.fiveMonthly, frequency: 'annual', amountMinor: 5000 };

describe.skipIf(isTableMissing())('who supports already and wants another', () => {
  let harness: DeployedHarness;
  let [member, giver, granted, failing]: ReaderBrowser[] = [];
  const known = (browser: ReaderBrowser | undefined): ReaderBrowser => browser ?? harness.browser();
  const post = (browser: ReaderBrowser, body: object, headers = {}) =>
    browser.call('POST', '/v1/checkouts', { body, headers });
  const give = async (input: object) => {
    const browser = harness.browser();
    const opened = await steps.openCheckout(browser, input);
    await steps.pay(harness, opened);
    await steps.comeBack(browser, opened);
    await harness.drain();
    return { browser, opened };
  };
  const grant = async () => {
    const signer = grantSigner(async () => parseKeyRing(harness.secrets[secretNames.pass] ?? '{}'));
    const key = await signer.currentKey();
    const text = grantText({ keyId: key.keyId, until: grantEnd(harness.now(), 35) });
    const browser = harness.browser();
    await browser.call('POST', '/v1/grants/redeem', { body: { token: `${text}.${key.sign(text)}` } });
    return browser;
  };

  const form = (fields: object) => {
    const body = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]));
    return known(member).call('POST', '/v1/checkouts', { body: body.toString(), headers: formHeaders });
  };

  beforeAll(async () => {
    harness = await openDeployedHarness();
    const { opened, browser } = await give(steps.fiveMonthly);
    failing = browser;
    // Its renewal fails, and what was paid for is over: it stands by grace.
    const subscription = String(harness.sandbox.state.world.sessions.get(opened.session)?.subscription);
    harness.sandbox.state.world.renewalOutcomes.set(subscription, 'fails');
    await harness.advanceDays(33);
    expect(harness.sandbox.state.world.subscriptions.get(subscription)?.status).toBe('past_due');
    [member, giver, granted] = [
      (await give(steps.fiveMonthly)).browser,
      (await give(steps.tenOnce)).browser,
      await grant(),
    ];
  });
  afterAll(() => harness?.stop());

  test('is asked first, in the same bytes for a member, a gift, a grant and a renewal under way, and nothing is opened', async () => {
    const before = harness.sandbox.state.world.sessions.size;
    const answers = [];
    for (const browser of [member, giver, granted, failing])
      for (const input of [steps.fiveMonthly, annual]) answers.push(await post(known(browser), input));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(409));
    expect(new Set(answers.map(({ body, cookies }) => body + cookies.join())).size).toBe(1);
    // No amount and no kind: a detail in words, and nothing beside it.
    expect(answers[0]?.json).toEqual({
      ...{ type: 'about:blank', title: 'Conflict', status: 409, code: 'already-gives' },
      detail: expect.not.stringMatching(/\d/),
    });
    expect(harness.sandbox.state.world.sessions.size).toBe(before);
  });

  test('may give once, or say that it is really another', async () => {
    for (const browser of [member, giver, granted]) {
      expect((await post(known(browser), steps.tenOnce)).status).toBe(201);
      expect((await post(known(browser), { ...annual, again: true })).status).toBe(201);
    }
  });

  test('a stranger is not asked, nor who brings a pass that we did not sign, or one that is none', async () => {
    const pass = known(member).cookie(settings.cookies.pass, '/') ?? '';
    expect(pass).toMatch(/^v1\./);
    for (const value of [`${pass.slice(0, -2)}xx`, 'v1.k1.a.zzzzzz.', '', 'x']) {
      const cookies = [`${settings.cookies.pass}=${value}`];
      const said = await harness.browser().call('POST', '/v1/checkouts', { body: steps.fiveMonthly, cookies });
      expect([value, said.status]).toEqual([value, 201]);
    }
    // The pass alone is enough: the browser of a grant has no more.
    const cookies = [`${settings.cookies.pass}=${pass}`];
    const said = await harness.browser().call('POST', '/v1/checkouts', { body: steps.fiveMonthly, cookies });
    expect(said.status).toBe(409);
  });

  test('the same press again is the same checkout, also when the first one was paid meanwhile in another tab', async () => {
    const browser = harness.browser();
    const headers = { 'idempotency-key': steps.pressKey('twice') };
    const first = await steps.openCheckout(browser, steps.fiveMonthly, { headers });
    const again = await steps.openCheckout(browser, steps.fiveMonthly, { headers });
    expect(again.session).toBe(first.session);
    await steps.pay(harness, first);
    await steps.comeBack(browser, first);
    await harness.drain();
    expect((await post(browser, steps.fiveMonthly)).json).toMatchObject({ code: 'already-gives' });
    expect((await post(browser, steps.fiveMonthly, headers)).status).toBe(409);
  });

  test('a plain form is answered by a page with the choices, which hold what was sent and nothing that it can break', async () => {
    const fields = { ...steps.fiveMonthly, amountMinor: '', amount: '7.50"><script>', locale: 'de', source: 'support' };
    const broken = await form(fields);
    expect([broken.status, broken.body.includes('<script')]).toEqual([422, false]);
    const said = await form({ ...fields, amount: '7.50' });
    expect([said.status, said.headers['content-type']]).toEqual([409, 'text/html; charset=utf-8']);
    expect(said.body).toContain('Ja, einen weiteren');
    expect(said.body).toContain(`href="https://meridian.example${settings.newsroom.accountPath}"`);
    expect(said.body).not.toContain('<script');
    const forms = [...said.body.matchAll(/<form method="post" action="\/v1\/checkouts">(.*?)<\/form>/g)].map(
      ([, within = '']) =>
        Object.fromEntries(
          [...within.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
        ),
    );
    const sent = { amount: '7.50', currency: 'usd', returnUrl: steps.article, locale: 'de', source: 'support' };
    expect(forms).toEqual([
      { ...sent, frequency: 'once' },
      { ...sent, frequency: 'monthly', again: 'true' },
    ]);
    for (const each of forms) {
      expect((await form(each)).status).toBe(303);
    }
  });
});
