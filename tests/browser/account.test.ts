// The supporter's own page in a real browser: recognised in a second browser by a mailed link, the portal by mail, another
// amount, everything that is held to take away, and the end of it.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { day } from '../../shared/core/time.ts';
import { describeInBrowser, takePicture } from '../support/browser.ts';
import { accountPage } from '../support/browser-reader.ts';
import { askForLink, linkIn, messageAfter, proveMailbox } from '../support/mailbox.ts';
import { rowsOfRun } from '../support/rows-of-run.ts';

describeInBrowser('the supporter’s page', (scene) => {
  /** What all campaign counters hold together. */
  async function raisedInAll(): Promise<number> {
    const rows = (await rowsOfRun(scene.environment().site)) ?? [];
    return rows.reduce(
      (sum, row) => sum + (/^CAMPAIGN#/.test(String(row['pk'])) ? Number(row['raisedMinor'] ?? 0) : 0),
      0,
    );
  }
  test('a second browser is recognised by a mailed link, behind a button, and opens the portal', async () => {
    const giver = await scene.reader();
    await giver.give({ frequency: 'Monthly', amount: '$5' }, 'second@example.org');
    const second = await scene.reader();
    await second.open();
    expect(await second.banner.isVisible()).toBe(true);
    await second.open(accountPage);
    await takePicture(second.page, 'account 1 stranger');
    const text = await askForLink(scene.environment(), second, 'second@example.org');
    await takePicture(second.page, 'account 2 asked');
    second.forgetRequests();
    await second.page.goto(linkIn(text));
    await second.page.reload();
    await second.page.getByText('Recognise this browser?').waitFor();
    await takePicture(second.page, 'account 3 redeem');
    // Opening it, twice, has used nothing up.
    expect(second.requests().filter((each) => each.startsWith('POST'))).toEqual([]);
    await second.page.getByRole('button', { name: 'Recognise this browser' }).click();
    await second.page.getByText('$5 a month.').waitFor();
    await takePicture(second.page, 'account 4 borrowed');
    expect(new URL(second.page.url()).hash).toBe('');
    // The mailbox alone does not erase at once: whoever took it over must not.
    await second.page.getByRole('button', { name: 'Erase everything' }).click();
    await second.page.getByRole('button', { name: 'Erase for good' }).click();
    await second.page.getByText('One more link erases it').waitFor();
    await takePicture(second.page, 'account 4 one more link');
    await second.page.getByRole('button', { name: 'Keep it' }).click();
    await second.page.getByRole('button', { name: 'Manage membership' }).click();
    await second.page.waitForURL('**/p/session/**');
    await second.open();
    expect(await second.banner.isVisible()).toBe(false);
  });

  test('the portal stays shut without a proof of the mailbox, opens by the code of an e-mail, and shuts again', async () => {
    const reader = await scene.reader();
    await reader.give({ frequency: 'Monthly', amount: '$10' }, 'code@example.org');
    // Having opened the checkout proves no mailbox: whoever passed its address on must not read a name.
    await reader.open(accountPage);
    await reader.page.getByText('only within minutes of a link').waitFor();
    expect(await reader.page.getByRole('button', { name: 'Manage membership' }).count()).toBe(0);
    await takePicture(reader.page, 'account 5 prove');
    const text = await askForLink(scene.environment(), reader, 'code@example.org');
    const code = /^ *([0-9A-Z]{5}-[0-9A-Z]{5})$/m.exec(text)?.[1] ?? '';
    await reader.page.getByLabel('Code from the e-mail').fill('00000-00000');
    await reader.page.getByRole('button', { name: 'Open' }).click();
    await reader.page.getByText('not valid any more').waitFor();
    await reader.page.getByLabel('Code from the e-mail').fill(code.toLowerCase().replace('-', ' '));
    await reader.page.getByRole('button', { name: 'Open' }).click();
    await reader.page.getByText('$10 a month.').waitFor();
    await reader.page.getByRole('button', { name: 'Manage membership' }).first().click();
    await reader.page.waitForURL('**/p/session/**');
    await scene.environment().advance(day);
    await reader.open(accountPage);
    await reader.page.getByText('only within minutes of a link').waitFor();
    expect(await reader.page.getByRole('button', { name: 'Manage membership' }).count()).toBe(0);
  });

  test('another amount from the next payment on, all we hold to take away, and then nothing of it is left', async () => {
    const reader = await scene.reader();
    await reader.give({ frequency: 'Monthly', amount: '$20' }, 'amount@example.org');
    await proveMailbox(scene.environment(), reader, 'amount@example.org');
    await reader.page.getByLabel('New amount (USD)').fill('1');
    await reader.page.getByRole('button', { name: 'Change the amount' }).click();
    await reader.page.getByText('The least that can be given is $2.').waitFor();
    await reader.page.getByLabel('New amount (USD)').fill('7.50');
    await reader.page.getByRole('button', { name: 'Change the amount' }).click();
    await reader.page.getByText('on it is $7.50').waitFor();
    await reader.page.getByText('$7.50 a month.').waitFor();
    await takePicture(reader.page, 'account 6 changed');

    const [download] = await Promise.all([
      reader.page.waitForEvent('download'),
      reader.page.getByRole('button', { name: 'Download what we hold' }).click(),
    ]);
    const taken = readFileSync(await download.path(), 'utf8');
    expect(taken).toMatch(/"amountMinor": 750/);
    expect(taken).not.toMatch(/@|example/);

    const world = () => scene.environment().sandbox?.state.world;
    const subscription = [...(world()?.subscriptions.values() ?? [])].at(-1);
    const totals = await raisedInAll();
    await reader.page.getByRole('button', { name: 'Erase everything' }).click();
    await reader.page.getByText('This cannot be undone').waitFor();
    await takePicture(reader.page, 'account 7 sure');
    await reader.page.getByRole('button', { name: 'Keep it' }).click();
    await reader.page.getByRole('button', { name: 'Erase everything' }).click();
    await reader.page.getByRole('button', { name: 'Erase for good' }).click();
    await reader.page.getByText('Everything is erased').waitFor();
    await takePicture(reader.page, 'account 8 erased');
    expect(world()?.subscriptions.get(subscription?.id ?? '')?.status).toBe('canceled');
    expect(world()?.deletedCustomers.has(String(subscription?.customer))).toBe(true);
    expect(await reader.context.cookies()).toEqual([]);
    expect(await scene.environment().drain()).toBe(true);
    // Of all rows only the tombstone and the record of the erasure still name the customer, and the totals are what they were.
    const rows = (await rowsOfRun(scene.environment().site)) ?? [];
    const named = rows.filter((row) => JSON.stringify(row).includes(String(subscription?.customer)));
    expect(
      named
        .map(({ pk }) => String(pk).split('#')[0])
        .filter((kind) => !['SUP', 'JOB', 'CHECKOUT'].includes(String(kind))),
    ).toEqual([]);
    expect(named.filter(({ sk }) => /^(?:PAYMENT|MEMBERSHIP)#/.test(String(sk)))).toEqual([]);
    expect(await raisedInAll()).toBe(totals);
    if (rows.length > 0) expect(totals).toBeGreaterThan(0);
    await reader.open();
    expect(await reader.banner.isVisible()).toBe(true);
  });

  test('a pause is set, ended early, set again; what rests ends, or by the year something new begins', async () => {
    const reader = await scene.reader();
    const { page } = reader;
    await reader.give({ frequency: 'Monthly', amount: '$5' }, 'pause@example.org');
    await proveMailbox(scene.environment(), reader, 'pause@example.org');
    const subscription = () => [...(scene.environment().sandbox?.state.world.subscriptions.values() ?? [])].at(-1);
    const pause = async () => {
      await page.getByLabel('Pause it for').selectOption({ label: '2 months' });
      await page.getByRole('button', { name: 'Pause', exact: true }).click();
      await page.getByRole('button', { name: 'End the pause' }).waitFor();
    };
    await takePicture(page, 'account 14 before the end');
    await pause();
    expect(subscription()?.pause_collection?.behavior).toBe('void');
    await takePicture(page, 'account 15 paused');
    await page.getByRole('button', { name: 'End the pause' }).click();
    await page.getByLabel('Pause it for').waitFor();
    expect(subscription()?.pause_collection).toBeNull();
    await pause();
    await page.getByRole('button', { name: 'End it now' }).click();
    await page.getByText('It has ended. Nothing more is charged.').waitFor();
    expect(subscription()?.status).toBe('canceled');
    await takePicture(page, 'account 16 ended');

    const yearly = await scene.reader();
    await yearly.give({ frequency: 'Monthly', amount: '$5' }, 'yearly@example.org');
    const monthly = subscription()?.id ?? '';
    await proveMailbox(scene.environment(), yearly, 'yearly@example.org');
    expect(await yearly.page.getByLabel('By the year instead (USD)').inputValue()).toBe('60');
    await yearly.page.getByRole('button', { name: 'Give by the year' }).click();
    await yearly.page.getByText('A new payment, today.').waitFor();
    await takePicture(yearly.page, 'account 17 by the year');
    await yearly.page.getByRole('button', { name: 'Go to the payment page' }).click();
    await yearly.page.waitForURL(`${scene.environment().sandboxAddress}/c/pay/**`);
    await yearly.pay('yearly@example.org');
    await scene.environment().drain();
    expect(scene.environment().sandbox?.state.world.subscriptions.get(monthly)?.status).toBe('canceled');
    expect(subscription()?.items.data[0]?.price.unit_amount).toBe(6000);
  });

  test('without JavaScript a plain form asks, the code of the e-mail is typed, and banners are off', async () => {
    const giver = await scene.reader();
    await giver.give({ frequency: 'Monthly', amount: '$5' }, 'plain@example.org');
    const reader = await scene.reader({ javaScriptEnabled: false });
    await reader.open(accountPage);
    await takePicture(reader.page, 'account 9 without javascript');
    const text = await messageAfter(scene.environment(), 'plain@example.org', async () => {
      await reader.page.locator('mainstay-account').getByLabel('E-mail address').fill('plain@example.org');
      await reader.page.getByRole('button', { name: 'Send me a code' }).click();
    });
    const code = /^ *([0-9A-Z]{5}-[0-9A-Z]{5})$/m.exec(text)?.[1] ?? '';
    await reader.page.getByRole('textbox').fill(code);
    await takePicture(reader.page, 'account 10 code without javascript');
    await reader.page.getByRole('button').click();
    await reader.page.locator('mainstay-account [data-mainstay-show=quiet]').waitFor();
    await reader.open();
    expect(await reader.banner.isVisible()).toBe(false);
  });

  test.each([true, false])(
    'whoever has just given types no address: the note that thanks sends their link (JavaScript: %s)',
    async (javaScriptEnabled) => {
      const reader = await scene.reader({ javaScriptEnabled });
      const email = `thanked-${javaScriptEnabled}@example.org`;
      await reader.give({ frequency: 'Monthly', amount: '$5' }, email);
      const text = await messageAfter(scene.environment(), email, () =>
        reader.thanks.getByRole('button', { name: 'Send me my link' }).click(),
      );
      expect(await reader.page.content()).not.toContain(email);
      await takePicture(reader.page, `account 11 own link ${javaScriptEnabled}`);
      await reader.page.getByRole('textbox').fill(/^ *([0-9A-Z]{5}-[0-9A-Z]{5})$/m.exec(text)?.[1] ?? '');
      await reader.page.getByRole('button').click();
      await reader.page.locator('mainstay-account [data-mainstay-show=quiet], mainstay-account h2').first().waitFor();
      if (javaScriptEnabled) await reader.page.getByText('$5 a month.').waitFor();
    },
  );

  test('a browser that forgets keeps no cookie of ours, and nothing that our scripts remembered', async () => {
    const reader = await scene.reader();
    await reader.open();
    await reader.page.evaluate(() => localStorage.setItem('re.closed', String(Date.now() + 60_000)));
    await reader.give({ frequency: 'Once', amount: '$25' }, 'forgets@example.org');
    expect(new URL(reader.page.url()).hash).toBe('');
    const pass = (await reader.context.cookies()).map(({ value }) => value).join(' ');
    expect(pass).not.toMatch(/support|member|donat|pending|gift/);
    await reader.open(accountPage);
    await reader.page.getByRole('button', { name: 'Forget this device' }).click();
    await reader.page.getByText('own history').waitFor();
    expect(await reader.context.cookies()).toEqual([]);
    const saved = await reader.page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
    expect(saved.filter((key) => key.startsWith('mainstay'))).toEqual([]);
  });
});
