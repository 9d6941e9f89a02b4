// The ways a checkout does not end in a payment: nothing is granted, nothing is lost, and giving is still possible.
import { expect, test } from 'vitest';
import { hour } from '../../shared/core/time.ts';
import { describeInBrowser, takePicture } from '../support/browser.ts';
import { article } from '../support/browser-reader.ts';

const monthly = { frequency: 'Monthly', amount: '$5' } as const;

describeInBrowser('a checkout', (scene) => {
  test('with a declined card stays open, grants nothing, and can be paid with another', async () => {
    const reader = await scene.reader();
    await reader.open();
    await reader.choose(monthly);
    await reader.page.getByLabel('E-mail').fill('reader@example.org');
    await reader.page.getByRole('button', { name: 'Decline' }).click();
    await reader.page.getByText('Your card was declined').waitFor();
    await takePicture(reader.page, 'left 1 declined');
    const checkout = reader.page.url();
    await reader.open();
    expect(await reader.banner.isVisible()).toBe(true);
    await reader.page.goto(checkout);
    await reader.pay();
    expect(await reader.thanks.isVisible()).toBe(true);
    expect(await reader.banner.isVisible()).toBe(false);
  });

  test('left by its own way back leads to the article, where nothing was charged and all is ready', async () => {
    const reader = await scene.reader();
    await reader.open();
    await reader.choose(monthly);
    await reader.page.getByRole('link', { name: 'Back' }).click();
    await reader.page.waitForURL(`${scene.environment().site}${reader.article}*`);
    expect(await reader.banner.isVisible()).toBe(true);
    expect(await reader.thanks.isVisible()).toBe(false);
    expect(await reader.page.getByText('Nothing was charged').first().isVisible()).toBe(true);
    await takePicture(reader.page, 'left 2 back by link');
    await reader.choose(monthly);
    await reader.pay();
    expect(await reader.banner.isVisible()).toBe(false);
  });

  test('left by the back button leaves the article as it was, ready to be pressed again', async () => {
    const reader = await scene.reader();
    await reader.open();
    await reader.choose(monthly);
    await reader.page.goBack();
    expect(await reader.banner.isVisible()).toBe(true);
    // It may have been paid in the meantime, so nothing is said of it.
    expect(await reader.page.getByText('Nothing was charged').first().isVisible()).toBe(false);
    await takePicture(reader.page, 'left 3 back by button');
    await reader.choose({ frequency: 'Monthly', amount: '$10' });
    expect(await reader.page.getByText('10.00 USD').isVisible()).toBe(true);
    await reader.pay();
    expect(await reader.banner.isVisible()).toBe(false);
  });

  test('that never opened leaves nothing to say: not after a reload, a link of the site, in another tab, or once it was paid', async () => {
    const reader = await scene.reader();
    const { page, context } = reader;
    const said = (each = page) => each.getByText('Nothing was charged').first().isVisible();
    const press = async () => {
      const stopped = page.waitForEvent('requestfailed');
      await reader.box.locator('form:visible .mainstay-continue').click();
      await stopped;
    };
    // As if the reader had stopped it: the page stays as it is.
    await page.route(`${scene.environment().sandboxAddress}/c/pay/**`, (route) => route.abort('aborted'));
    // A reader who came from another site: its address stays the page's referrer over a reload.
    const from = { referer: 'https://search.example/', waitUntil: 'networkidle' } as const;
    await page.goto(`${scene.environment().site}${article}`, from);
    await press();
    await page.reload({ waitUntil: 'networkidle' });
    expect(await said()).toBe(false);
    await press();
    await page.evaluate((path) => location.assign(path), '/support');
    await page.waitForURL('**/support');
    expect(await said()).toBe(false);
    await reader.open();
    await press();
    const other = await context.newPage();
    await other.goto(`${scene.environment().site}${article}`, from);
    expect(await said(other)).toBe(false);
    await page.unroute(`${scene.environment().sandboxAddress}/c/pay/**`);
    await reader.open();
    await reader.choose(monthly);
    await reader.page.getByLabel('E-mail').fill('reader@example.org');
    await reader.page.getByRole('button', { name: 'Pay by bank debit' }).click();
    await page.waitForURL(`${scene.environment().site}/**`, { waitUntil: 'networkidle' });
    expect([await said(), await page.evaluate(() => Object.keys(sessionStorage))]).toEqual([false, []]);
  });

  test('left in a browser that stores nothing finds the box ready to be pressed', async () => {
    const reader = await scene.reader();
    await reader.page.addInitScript(() => {
      for (const name of ['sessionStorage', 'localStorage'])
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('denied', 'SecurityError');
          },
        });
    });
    await reader.open();
    await reader.choose(monthly);
    await reader.page.getByRole('link', { name: 'Back' }).click();
    await reader.page.waitForURL(`${scene.environment().site}${reader.article}`, { waitUntil: 'networkidle' });
    await reader.choose(monthly);
    await reader.pay();
    expect(await reader.thanks.isVisible()).toBe(true);
  });

  test('that was paid is not paid again by the back button', async () => {
    const reader = await scene.reader();
    await reader.give(monthly);
    const charges = scene.environment().sandbox?.state.world.charges.size;
    await reader.page.goBack();
    await reader.page.reload();
    expect(await reader.page.getByRole('button', { name: 'Pay', exact: true }).isVisible()).toBe(false);
    await takePicture(reader.page, 'left 4 back after paying');
    expect(scene.environment().sandbox?.state.world.charges.size).toBe(charges);
    await reader.open();
    expect(await reader.banner.isVisible()).toBe(false);
  });

  test('abandoned and never come back to expires, and the banner goes on asking', async () => {
    const reader = await scene.reader();
    await reader.open();
    await reader.choose(monthly);
    await scene.environment().advance(2 * hour);
    await reader.page.reload();
    await reader.page.getByText('This page has expired').waitFor();
    await takePicture(reader.page, 'left 5 expired');
    await reader.open();
    expect(await reader.banner.isVisible()).toBe(true);
    await reader.choose(monthly);
    await reader.pay();
    expect(await reader.banner.isVisible()).toBe(false);
  });

  test('paid from a bank account rests the banner, and leaves the page without asks when the bank has confirmed it', async () => {
    const reader = await scene.reader();
    await reader.open();
    await reader.choose(monthly);
    await reader.page.getByLabel('E-mail').fill('reader@example.org');
    await reader.page.getByRole('button', { name: 'Pay by bank debit' }).click();
    await reader.page.waitForURL(`${scene.environment().site}/**`, { waitUntil: 'networkidle' });
    expect(await reader.page.getByText('Your payment is on its way').isVisible()).toBe(true);
    // What can be closed rests meanwhile; the page is not a supporter's yet.
    expect(await reader.banner.isVisible()).toBe(false);
    expect(await reader.box.isVisible()).toBe(true);
    await takePicture(reader.page, 'left 6 on its way');
    await scene.environment().advance(9 * 24 * hour);
    await reader.open();
    await reader.open();
    expect(await reader.banner.isVisible()).toBe(false);
  });
});
