// A higher amount for who reads the payer's mail but did not open its checkout: a new Checkout, and the old membership ends when
// the new one is paid, and not before. Through the deployed functions and signed webhooks.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { proveMailbox } from '../support/link-steps.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

describe.skipIf(isTableMissing())('a membership that is replaced', () => {
  let harness: DeployedHarness;
  beforeAll(async () => {
    harness = await openDeployedHarness();
  });
  afterAll(() => harness?.stop());
  const world = () => harness.sandbox.state.world;
  const statusOf = (subscription: string) => world().subscriptions.get(subscription)?.status;
  const member = async (email: string) => {
    const [giver, reader] = [harness.browser(), harness.browser()];
    const opened = await steps.openCheckout(giver);
    await steps.pay(harness, opened, 'card', email);
    await steps.comeBack(giver, opened);
    await harness.drain();
    await proveMailbox(harness, reader, email);
    return { giver, reader, subscription: String(world().sessions.get(opened.session)?.subscription) };
  };
  const replace = (browser: ReaderBrowser, membership: string, body: object = {}, key = 'one') =>
    browser.call('POST', `/v1/memberships/${membership}/checkouts`, {
      body: { amountMinor: 1500, returnUrl: steps.article, ...body },
      headers: { 'idempotency-key': steps.pressKey(`${membership}-${key}`) },
    });

  test('goes on until the new one is paid, then ends once; the reader stands all the while and pays one of them', async () => {
    const { reader, subscription } = await member('up@example.org');
    const opened = steps.openedIn(await replace(reader, subscription));
    await harness.drain();
    expect(statusOf(subscription)).toBe('active');
    await steps.pay(harness, opened, 'declined', 'up@example.org').catch(() => undefined);
    await harness.drain();
    expect(statusOf(subscription)).toBe('active');
    await steps.pay(harness, opened, 'card', 'up@example.org');
    await steps.comeBack(reader, opened);
    await harness.drain();
    const next = String(world().sessions.get(opened.session)?.subscription);
    expect([statusOf(subscription), statusOf(next)]).toEqual(['canceled', 'active']);
    expect(world().subscriptions.get(next)?.items.data[0]?.price.unit_amount).toBe(1500);
    expect((await steps.readStanding(reader)).json).toMatchObject({ standing: { supporter: true } });
    // The table says the same, from Stripe's own event.
    await proveMailbox(harness, reader, 'up@example.org');
    const shown = JSON.stringify((await reader.call('GET', '/v1/supporter')).json);
    expect(shown).toMatch(new RegExp(`"membership":"${subscription}"[^}]*"status":"canceled"`));
  });

  test('is paused in the meantime: nothing is charged, and the new one ends the pause and it', async () => {
    const { giver, reader, subscription } = await member('rest@example.org');
    const change = (body: object) => reader.call('PATCH', `/v1/memberships/${subscription}`, { body });
    const said = await change({ pauseMonths: 2 });
    expect([said.status, said.json]).toEqual([200, expect.objectContaining({ status: 'paused', endsAt: null })]);
    expect((await giver.call('PATCH', `/v1/memberships/${subscription}`, { body: { pauseMonths: 0 } })).status).toBe(
      403,
    );
    const row = async () => (await harness.held()).find(({ id, kind }) => id === subscription && kind === 'membership');
    expect(await row()).toMatchObject({ status: 'paused' });
    expect(world().subscriptions.get(subscription)?.pause_collection?.behavior).toBe('void');
    const opened = steps.openedIn(await replace(reader, subscription, { amountMinor: 6000, frequency: 'annual' }));
    await steps.pay(harness, opened, 'card', 'rest@example.org');
    await harness.drain();
    expect([statusOf(subscription), (await row())?.['status']]).toEqual(['canceled', 'canceled']);
  });

  test.each([
    ['failed', 'active'],
    ['succeeded', 'canceled'],
  ] as const)(
    'by a bank debit goes on while the money is on its way; when the debit %s it is %s',
    async (outcome, status) => {
      const email = `debit-${outcome}@example.org`;
      const { reader, subscription } = await member(email);
      const opened = steps.openedIn(await replace(reader, subscription));
      await steps.pay(harness, opened, 'bank_debit', email);
      await harness.drain();
      expect(statusOf(subscription)).toBe('active');
      const intent = [...world().paymentIntents.values()].findLast((each) => each.status === 'processing');
      await steps.command(harness, `/bank-debits/${intent?.id}`, { outcome });
      await harness.drain();
      expect(statusOf(subscription)).toBe(status);
      // Nor does the week's look at Stripe end what nothing replaced.
      await harness.timer('reconcile', { job: 'weekly' });
      await harness.drain();
      expect(statusOf(subscription)).toBe(status);
      expect((await steps.readStanding(reader)).json).toMatchObject({ standing: { supporter: true } });
    },
  );

  test('ends also where Stripe does not answer at first, and where the webhook comes twice', async () => {
    const { reader, subscription } = await member('late@example.org');
    const opened = steps.openedIn(await replace(reader, subscription));
    await steps.pay(harness, opened, 'card', 'late@example.org');
    await steps.command(harness, '/faults', { status: 500, times: 3, method: 'DELETE', shouldRetry: false });
    await harness.drain();
    await steps.command(harness, '/faults', { release: true });
    await harness.timer('reconcile', { job: 'weekly' });
    await harness.drain();
    expect(statusOf(subscription)).toBe('canceled');
    const cancelled = world().subscriptions.get(subscription)?.ended_at;
    await harness.timer('reconcile', { job: 'weekly' });
    await harness.drain();
    expect(world().subscriptions.get(subscription)?.ended_at).toBe(cancelled);
  });

  test('is refused to who opened the checkout and proved no mailbox, to strangers, and for what is not theirs', async () => {
    const { giver, reader, subscription } = await member('mine@example.org');
    const other = await member('other@example.org');
    const sessions = world().sessions.size;
    const said = [
      await replace(giver, subscription),
      await replace(harness.browser(), subscription),
      await replace(reader, other.subscription),
      await replace(reader, 'sub_nobody'),
      await replace(reader, subscription, { amountMinor: 1 }),
      await replace(reader, subscription, { returnUrl: 'https://evil.example/' }),
    ];
    expect(said.map(({ status }) => status)).toEqual([403, 401, 404, 404, 422, 422]);
    expect([world().sessions.size, statusOf(subscription)]).toEqual([sessions, 'active']);
  });

  test('opens one checkout for one press, and ends nothing that a page names itself', async () => {
    const { reader, subscription } = await member('press@example.org');
    const [one, same] = [await replace(reader, subscription), await replace(reader, subscription)];
    expect(steps.openedIn(same)).toEqual(steps.openedIn(one));
    const planted = { ...steps.fiveMonthly, replaces: subscription };
    expect((await harness.browser().call('POST', '/v1/checkouts', { body: planted })).status).toBe(422);
  });
});
