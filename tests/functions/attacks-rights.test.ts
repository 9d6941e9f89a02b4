// Attacks by a person who opens a checkout that another person pays, or who reads a mailbox that is not theirs: through
// the deployed functions, with real cookies and real mail.
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { proveMailbox } from '../support/link-steps.ts';
import * as steps from '../support/newsroom-steps.ts';
import { pressPortal } from '../support/portal-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

describe.skipIf(isTableMissing())('whoever opens a checkout that somebody else pays', () => {
  let harness: DeployedHarness;
  beforeAll(async () => {
    harness = await openDeployedHarness();
  });
  afterAll(() => harness?.stop());
  /** The opener sends Stripe's genuine address to the victim, who pays two dollars a month there. */
  const paidByVictim = async (email: string) => {
    const [opener, secret] = [harness.browser(), randomBytes(32).toString('base64url')];
    const claimHash = createHash('sha256').update(secret).digest('base64url');
    const opened = await steps.openCheckout(opener, { ...steps.fiveMonthly, amountMinor: 200, claimHash });
    await steps.pay(harness, opened, 'card', email);
    await harness.drain();
    const claim = () => opener.call('POST', `/v1/checkouts/${opened.checkout}/claim`, { body: { secret } });
    const session = harness.sandbox.state.world.sessions.get(opened.session);
    return { opener, claim, customer: String(session?.customer), subscription: String(session?.subscription) };
  };
  const rightsOf = async (
    browser: ReaderBrowser,
    { customer, subscription }: { customer: string; subscription: string },
  ) => [
    (await pressPortal(browser, { supporter: customer })).status,
    (await browser.call('PATCH', `/v1/memberships/${subscription}`, { body: { amountMinor: 100_000 } })).status,
    (await browser.call('PATCH', `/v1/memberships/${subscription}`, { body: { amountMinor: 200 } })).status,
    (await browser.call('DELETE', '/v1/standing?all=true')).status,
    (await browser.call('DELETE', '/v1/supporter', { body: { supporter: customer } })).status,
  ];
  const price = (subscription: string) =>
    harness.sandbox.state.world.subscriptions.get(subscription)?.items.data[0]?.price.unit_amount;

  test('has the standing and no more: no name, no amount, no erasure, and nobody is charged another sum', async () => {
    const victim = await paidByVictim('victim@example.org');
    expect((await victim.claim()).status).toBe(200);
    expect(await rightsOf(victim.opener, victim)).toEqual([403, 403, 403, 403, 403]);
    const shown = (await victim.opener.call('GET', '/v1/supporter')).body;
    expect(shown).not.toMatch(/amountMinor|sub_|pi_|renewsAt/);
    expect(price(victim.subscription)).toBe(200);
    expect(harness.sandbox.state.world.deletedCustomers.has(victim.customer)).toBe(false);
  });

  test('does not get more by claiming again, nor by a link to an own address', async () => {
    const victim = await paidByVictim('again@example.org');
    await victim.claim();
    const own = await steps.openCheckout(victim.opener, steps.tenOnce);
    await steps.pay(harness, own, 'card', 'opener@example.org');
    await steps.comeBack(victim.opener, own);
    await harness.drain();
    await proveMailbox(harness, victim.opener, 'opener@example.org');
    await victim.claim();
    const [portal, up, down, , erased] = await rightsOf(victim.opener, victim).catch(() => []);
    expect([portal, up, down]).toEqual([403, 403, 403]);
    // Forgetting all of its own has ended this browser in the meantime.
    expect(erased).toBe(401);
    expect(price(victim.subscription)).toBe(200);
  });

  test('is ended for good by the payer, who proved their mailbox; the same claim sent again stays ended', async () => {
    const victim = await paidByVictim('ends@example.org');
    await victim.claim();
    const payer = harness.browser();
    await proveMailbox(harness, payer, 'ends@example.org');
    expect((await payer.call('DELETE', '/v1/standing?all=true')).status).toBe(204);
    expect((await steps.readStanding(victim.opener)).status).toBe(401);
    expect((await victim.claim()).status).toBe(404);
    expect((await steps.readStanding(victim.opener)).status).toBe(401);
  });

  test('cannot see that the payment failed, was cancelled, or what kind it is: byte for byte', async () => {
    const [one, other] = [await paidByVictim('one@example.org'), await paidByVictim('other@example.org')];
    for (const { claim } of [one, other]) await claim();
    await steps.command(harness, `/subscriptions/${one.subscription}/renewals`, { outcome: 'fails' });
    await harness.advanceDays(32);
    const [failed, fine] = [await steps.readStanding(one.opener), await steps.readStanding(other.opener)];
    expect([failed.status, failed.body]).toEqual([200, fine.body]);
  });

  test('does not push a membership off its link by gifts that are typed with its address, before or after it', async () => {
    const email = 'pushed@example.org';
    const plant = async (count: number) => {
      for (let at = 0; at < count; at += 1) {
        await steps.pay(harness, await steps.openCheckout(harness.browser(), steps.tenOnce), 'card', email);
      }
      await harness.drain();
    };
    await plant(12);
    const victim = await paidByVictim(email);
    await plant(13);
    const payer = harness.browser();
    await proveMailbox(harness, payer, email);
    const reached = await pressPortal(payer, { supporter: victim.customer });
    expect(reached.status).toBe(303);
    // Nothing else is cut either: they are as much the mailbox's.
    const shown = (await payer.call('GET', '/v1/supporter')).body;
    expect(new Set(shown.match(/cus_\w+/g)).size).toBe(26);
  });

  test.each(['cors', 'no-cors', 'same-origin', 'websocket'])(
    'a script of the site gets no address of the portal, whatever it sends with mode %s, minutes after a link',
    async (mode) => {
      const victim = await paidByVictim(`script-${mode}@example.org`);
      const reader = harness.browser();
      await proveMailbox(harness, reader, `script-${mode}@example.org`);
      const sessions = () => harness.sandbox.state.world.portalSessions.size;
      const before = sessions();
      const script = { 'sec-fetch-mode': mode, accept: 'text/html' };
      const said = [
        await pressPortal(reader, { supporter: victim.customer }, script),
        await pressPortal(reader, {}, { 'sec-fetch-mode': mode }),
        await reader.call('POST', '/v1/portal', { body: { supporter: victim.customer }, headers: script }),
        await reader.call('POST', '/v1/portal', { body: '', headers: { ...script, 'content-type': 'text/plain' } }),
      ];
      expect(said.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
      expect(JSON.stringify(said)).not.toContain('/p/session/');
      expect(sessions()).toBe(before);
      // The reader's own press of the button.
      const pressed = await pressPortal(reader, { supporter: victim.customer });
      expect([pressed.status, pressed.body, sessions()]).toEqual([303, '', before + 1]);
    },
  );

  test('whoever took over a mailbox erases nothing with one link, and the amount only falls', async () => {
    const victim = await paidByVictim('taken@example.org');
    const thief = harness.browser();
    await proveMailbox(harness, thief, 'taken@example.org');
    const up = await thief.call('PATCH', `/v1/memberships/${victim.subscription}`, { body: { amountMinor: 100_000 } });
    expect([up.status, up.json]).toEqual([403, expect.objectContaining({ code: 'not-claimed' })]);
    const erased = await thief.call('DELETE', '/v1/supporter', { body: { supporter: victim.customer } });
    expect([erased.status, erased.json]).toEqual([202, expect.objectContaining({ status: 'unconfirmed' })]);
    await harness.drain();
    expect(price(victim.subscription)).toBe(200);
    expect(harness.sandbox.state.world.deletedCustomers.has(victim.customer)).toBe(false);
  });
});
