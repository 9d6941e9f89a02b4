// Erasing through the deployed doors: the bundles, DynamoDB Local, signed webhooks, the worker and the nightly run. When it
// is over nothing in the table leads to the supporter, nobody else's row is another, and the totals stay.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRefund } from '../../local/stripe-sandbox/payments/refund.ts';
import { day } from '../../shared/core/time.ts';
import { type DeployedHouse, openDeployedHouse } from '../support/deployed-house.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { askForLink, foundIn, redeem } from '../support/link-deeds.ts';
import { newestLetter } from '../support/newest-letter.ts';
import * as deeds from '../support/newsroom-deeds.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

const run = promisify(execFile);
/** The house has put where everything is into the environment, as a person would for a stage. */
const command = (name: string, ...words: readonly string[]) =>
  run(process.execPath, [`local/commands/${name}.ts`, ...words]);

describe.skipIf(isTableMissing())('erasing', () => {
  let house: DeployedHouse;
  beforeAll(async () => {
    house = await openDeployedHouse();
  });
  afterAll(() => house.stop());

  async function give(browser: ReaderBrowser, wish: object, email: string) {
    const opened = await deeds.openCheckout(browser, { ...wish, campaign: 'ad-free' });
    await deeds.pay(house, opened, 'card', email);
    await deeds.comeBack(browser, opened);
    await house.drain();
    const session = house.sandbox.desk.world.sessions.get(opened.session);
    return { ...opened, customer: String(session?.customer), intent: String(session?.payment_intent) };
  }
  const raised = async () =>
    (await house.held())
      .filter(({ pk }) => /^CAMPAIGN#.*#\d$/.test(String(pk)))
      .reduce((sum, row) => sum + Number(row['raisedMinor']), 0);
  /** All rows but those of jobs and what a night counts; how often a row was looked at is no difference. */
  const rows = async () =>
    (await house.held())
      .filter(({ pk }) => !/^(?:JOB|CAMPAIGN)#/.test(String(pk)))
      .map(({ version: _version, forgetAt: _forgetAt, ttl: _ttl, ...row }) => JSON.stringify(row));

  test('leaves a tombstone, a book and the note that Stripe must redact, and of nobody else a row changed', async () => {
    const bystander = house.browser();
    await give(bystander, deeds.fiveMonthly, 'bystander@example.org');
    // Until Stripe has settled it, which is one more word of theirs.
    await house.advanceDays(1);
    const before = new Set(await rows());
    const [browser, second] = [house.browser(), house.browser()];
    const given = await give(browser, deeds.tenOnce, 'leaver@example.org');
    await askForLink(second, 'leaver@example.org');
    await house.answerWishes();
    const { token } = foundIn(await newestLetter(house.mail.endpoint, 'leaver@example.org'));
    expect((await redeem(second, { token })).status).toBe(200);
    const total = await raised();

    const said = await browser.call('DELETE', '/v1/supporter', { body: { supporter: given.customer } });
    expect([said.status, said.json]).toEqual([200, { status: 'erased' }]);
    await house.drain();
    expect((await deeds.readStanding(second)).status).toBe(401);
    await house.night();

    const left = (await house.held()).filter((row) => JSON.stringify(row).includes(given.customer));
    expect(left.map(({ pk, sk }) => `${pk} ${sk}`)).toEqual([
      `JOB#erase ${given.customer}`,
      `SUP#${given.customer} STATE`,
    ]);
    expect(left[0]).toMatchObject({ place: 'redaction' });
    const added = (await rows()).filter((row) => !before.has(row));
    expect(added.filter((row) => !row.includes(given.customer)).map((row) => JSON.parse(row).pk)).toEqual([
      `BOOK#${given.intent}`,
    ]);
    expect([...before].filter((row) => !added.includes(row)).length).toBe(before.size);
    expect(await raised()).toBe(total);
    expect((await deeds.readStanding(bystander)).status).toBe(200);
  });

  test('is not undone by any late word of Stripe, and a late refund still moves the total', async () => {
    const browser = house.browser();
    const given = await give(browser, deeds.tenOnce, 'late@example.org');
    await browser.call('DELETE', '/v1/supporter');
    await house.drain();
    const total = await raised();
    createRefund(house.sandbox.desk.world, { payment_intent: given.intent, amount: 400 });
    await house.drain();
    expect(await raised()).toBe(total - 400);
    const held = (await house.held()).filter(({ pk }) => pk === `SUP#${given.customer}`);
    expect(held.map(({ sk }) => sk)).toEqual(['STATE']);
  });

  test('that Stripe interrupted is ended by the night', async () => {
    const browser = house.browser();
    const given = await give(browser, deeds.fiveMonthly, 'interrupted@example.org');
    await deeds.order(house, '/faults', { path: '/v1/customers', status: 429 });
    const said = await browser.call('DELETE', '/v1/supporter');
    expect([said.status, said.json]).toEqual([202, { status: 'pending' }]);
    await house.advanceDays(1);
    await house.night();
    expect(house.sandbox.desk.world.deletedCustomers.has(given.customer)).toBe(true);
    await house.wait(day);
    await house.night();
    const left = (await house.held()).filter((row) => JSON.stringify(row).includes(given.customer));
    expect(left.map(({ pk }) => pk)).toEqual(['JOB#erase', `SUP#${given.customer}`]);
  });

  describe('by a command', () => {
    test('goes to the last trace at once, and lists what is left to do at Stripe until it is noted', async () => {
      const browser = house.browser();
      const { customer } = await give(browser, deeds.fiveMonthly, 'asked-by-letter@example.org');
      const { stdout } = await command('erase', customer);
      expect(stdout).toMatch(new RegExp(`${customer} is erased: no membership, no device, no address`));
      expect(stdout).not.toContain('@');
      const left = (await house.held()).filter((row) => JSON.stringify(row).includes(customer));
      expect(left.map(({ pk }) => pk)).toEqual(['JOB#erase', `SUP#${customer}`]);
      expect(house.sandbox.desk.world.deletedCustomers.has(customer)).toBe(true);
      expect((await deeds.readStanding(browser)).status).toBe(401);
      expect((await command('erase', '--due')).stdout).toMatch(new RegExp(`${customer}  erased .*to be redacted`));
      expect((await command('erase', '--redacted', customer)).stdout).toContain(`${customer} is done.`);
      expect((await command('erase', '--due')).stdout).not.toContain(customer);
    });

    test.each([
      ['nobody', 'cus_unheard', 'Nothing is held of cus_unheard'],
      ['what is no customer', 'sub_one', 'named by its customer'],
    ])('says in a sentence that there is %s, and ends with 1', async (_, id, sentence) => {
      const failed = { code: 1, stderr: expect.stringContaining(sentence) };
      await expect(command('erase', id)).rejects.toMatchObject(failed);
    });

    test('makes one link for a whole mailing, which leaves a stranger in peace and makes no row', async () => {
      const [first, second] = [
        await command('grant-link', '--days', '60'),
        await command('grant-link', '--days', '60'),
      ];
      expect(second.stdout).toBe(first.stdout);
      const token = /\/account#mainstay-grant=(\S+)/.exec(first.stdout)?.[1] ?? '';
      const before = await rows();
      const stranger = house.browser();
      const said = await stranger.call('POST', '/v1/grants/redeem', { body: { token } });
      expect([said.status, said.json]).toMatchObject([200, { standing: { supporter: true, reason: 'granted' } }]);
      expect((await deeds.readStanding(stranger)).status).toBe(200);
      expect(await rows()).toEqual(before);
      await expect(command('grant-link', '--days', '93')).rejects.toMatchObject({ code: 1 });
    });
  });
});
