// Erasing through the deployed functions: the bundles, DynamoDB Local, signed webhooks, the worker and the nightly run. When it
// the end no row leads to the supporter, no row of anybody else changed, and the totals stay.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRefund } from '../../packages/stripe-sandbox/source/payments/refund.ts';
import { day } from '../../shared/core/time.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { askForLink, foundIn, proveMailbox, redeem } from '../support/link-steps.ts';
import { newestMessage } from '../support/newest-message.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

const run = promisify(execFile);
/** The harness has put every address into the environment, as a person would for a stage. */
const command = (name: string, ...strings: readonly string[]) =>
  run(process.execPath, [`operations/${name}.ts`, ...strings]);

describe.skipIf(isTableMissing())('erasing', () => {
  let harness: DeployedHarness;
  beforeAll(async () => {
    harness = await openDeployedHarness();
  });
  afterAll(() => harness.stop());

  async function give(browser: ReaderBrowser, input: object, email: string) {
    const opened = await steps.openCheckout(browser, { ...input, campaign: 'ad-free' });
    await steps.pay(harness, opened, 'card', email);
    await steps.comeBack(browser, opened);
    await harness.drain();
    const session = harness.sandbox.state.world.sessions.get(opened.session);
    return { ...opened, customer: String(session?.customer), intent: String(session?.payment_intent) };
  }
  const raised = async () =>
    (await harness.held())
      .filter(({ pk }) => /^CAMPAIGN#.*#\d$/.test(String(pk)))
      .reduce((sum, row) => sum + Number(row['raisedMinor']), 0);
  /** All rows except those of jobs and of the nightly counts. The version of a row does not matter. */
  const rows = async () =>
    (await harness.held())
      .filter(({ pk }) => !/^(?:JOB|CAMPAIGN)#/.test(String(pk)))
      .map(({ version: _version, forgetAt: _forgetAt, ttl: _ttl, ...row }) => JSON.stringify(row));

  test('leaves a tombstone, an anonymous payment and a redaction that is due at Stripe, and changes no row of anybody else', async () => {
    const bystander = harness.browser();
    await give(bystander, steps.fiveMonthly, 'bystander@example.org');
    // Until Stripe has settled it, which takes one more event.
    await harness.advanceDays(1);
    const before = new Set(await rows());
    const [browser, second] = [harness.browser(), harness.browser()];
    const given = await give(browser, steps.tenOnce, 'leaver@example.org');
    await askForLink(second, 'leaver@example.org');
    await harness.answerLinkRequests();
    const { token } = foundIn(await newestMessage(harness.mail.endpoint, 'leaver@example.org'));
    expect((await redeem(second, { token })).status).toBe(200);
    const total = await raised();

    await proveMailbox(harness, browser, 'leaver@example.org');
    const said = await browser.call('DELETE', '/v1/supporter', { body: { supporter: given.customer } });
    expect([said.status, said.json]).toEqual([200, { status: 'erased' }]);
    await harness.drain();
    expect((await steps.readStanding(second)).status).toBe(401);
    await harness.night();

    const left = (await harness.held()).filter((row) => JSON.stringify(row).includes(given.customer));
    expect(left.map(({ pk, sk }) => `${pk} ${sk}`)).toEqual([
      `JOB#erase ${given.customer}`,
      `SUP#${given.customer} STATE`,
    ]);
    expect(left[0]).toMatchObject({ step: 'redaction' });
    const added = (await rows()).filter((row) => !before.has(row));
    const ofNobody = added.filter((row) => !row.includes(given.customer)).map((row) => JSON.parse(row).pk);
    // How many messages went out today, whoever they went to: the mailbox was proved.
    expect(ofNobody.filter((pk) => !pk.startsWith('MESSAGES#'))).toEqual([`ANONYMOUS#${given.intent}`]);
    expect([...before].filter((row) => !added.includes(row)).length).toBe(before.size);
    expect(await raised()).toBe(total);
    expect((await steps.readStanding(bystander)).status).toBe(200);
  });

  test('is not undone by a late event, and a late refund still changes the total', async () => {
    const browser = harness.browser();
    const given = await give(browser, steps.tenOnce, 'late@example.org');
    await proveMailbox(harness, browser, 'late@example.org');
    await browser.call('DELETE', '/v1/supporter');
    await harness.drain();
    const total = await raised();
    createRefund(harness.sandbox.state.world, { payment_intent: given.intent, amount: 400 });
    await harness.drain();
    expect(await raised()).toBe(total - 400);
    const held = (await harness.held()).filter(({ pk }) => pk === `SUP#${given.customer}`);
    expect(held.map(({ sk }) => sk)).toEqual(['STATE']);
  });

  test('that Stripe interrupted is completed by the nightly run', async () => {
    const browser = harness.browser();
    const given = await give(browser, steps.fiveMonthly, 'interrupted@example.org');
    await proveMailbox(harness, browser, 'interrupted@example.org');
    await steps.command(harness, '/faults', { path: '/v1/customers', status: 429 });
    const said = await browser.call('DELETE', '/v1/supporter');
    expect([said.status, said.json]).toEqual([202, { status: 'pending' }]);
    await harness.advanceDays(1);
    await harness.night();
    expect(harness.sandbox.state.world.deletedCustomers.has(given.customer)).toBe(true);
    await harness.wait(day);
    await harness.night();
    const left = (await harness.held()).filter((row) => JSON.stringify(row).includes(given.customer));
    expect(left.map(({ pk }) => pk)).toEqual(['JOB#erase', `SUP#${given.customer}`]);
  });

  describe('by a command', () => {
    test('removes the last trace at once, and lists what is due at Stripe until staff record it', async () => {
      const browser = harness.browser();
      const { customer } = await give(browser, steps.fiveMonthly, 'asked-by-message@example.org');
      const { stdout } = await command('erase', customer);
      expect(stdout).toMatch(new RegExp(`${customer} is erased: no membership, no device, no address`));
      expect(stdout).not.toContain('@');
      const left = (await harness.held()).filter((row) => JSON.stringify(row).includes(customer));
      expect(left.map(({ pk }) => pk)).toEqual(['JOB#erase', `SUP#${customer}`]);
      expect(harness.sandbox.state.world.deletedCustomers.has(customer)).toBe(true);
      expect((await steps.readStanding(browser)).status).toBe(401);
      expect((await command('erase', '--due')).stdout).toMatch(new RegExp(`${customer}  erased .*to be redacted`));
      expect((await command('erase', '--redacted', customer)).stdout).toContain(`${customer} is done.`);
      expect((await command('erase', '--due')).stdout).not.toContain(customer);
    });

    test.each([
      ['nobody', 'cus_unheard', 'Nothing is held of cus_unheard'],
      ['what is no customer', 'sub_one', 'by the Stripe customer id'],
    ])('prints a sentence for %s, and ends with 1', async (_, id, sentence) => {
      const failed = { code: 1, stderr: expect.stringContaining(sentence) };
      await expect(command('erase', id)).rejects.toMatchObject(failed);
    });

    test.each([
      ['cus_unheard', 'Nothing is held of cus_unheard'],
      ['sub_unheard', ''],
      ['pi_unheard', ''],
      ['cs_test_unheard', ''],
      ['x', 'Pass an id that begins with'],
    ])('inspects %s, of which nothing is stored: one sentence, and ends with 1', async (id, sentence) => {
      const ended = await command('inspect', id).catch((error: unknown) => error);
      expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining(sentence) });
      expect(ended).not.toMatchObject({ stderr: expect.stringMatching(/\n\s+at /) });
    });

    test('makes one link for a whole mailing, which hides banners for anybody and creates no row', async () => {
      const [first, second] = [
        await command('grant-link', '--days', '60'),
        await command('grant-link', '--days', '60'),
      ];
      expect(second.stdout).toBe(first.stdout);
      const token = /\/account#grant=(\S+)/.exec(first.stdout)?.[1] ?? '';
      const before = await rows();
      const stranger = harness.browser();
      const said = await stranger.call('POST', '/v1/grants/redeem', { body: { token } });
      expect([said.status, said.json]).toMatchObject([200, { standing: { supporter: true } }]);
      expect((await steps.readStanding(stranger)).status).toBe(200);
      expect(await rows()).toEqual(before);
      await expect(command('grant-link', '--days', '93')).rejects.toMatchObject({ code: 1 });
    });
  });
});
