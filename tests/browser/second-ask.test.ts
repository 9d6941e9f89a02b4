// Who gave, or says so, is not asked again: in a tab that was open meanwhile, while a bank takes its days, and for three
// months where a reader says that they support us already. A view that nobody saw is no ask.
import { expect, test } from 'vitest';
import { day } from '../../shared/core/time.ts';
import { describeInBrowser, takePicture } from '../support/browser.ts';
import { article } from '../support/browser-reader.ts';

/** Headless tabs are all in front; a page learns of another state as from the browser. */
const bringTo = (state: 'hidden' | 'visible'): string =>
  `${stateIs(state)}; document.dispatchEvent(new Event('visibilitychange'));`;
const stateIs = (state: string): string =>
  `Object.defineProperty(document, 'visibilityState', { configurable: true, value: '${state}' })`;

describeInBrowser('a reader', (scene) => {
  test('who gave in another tab finds the first one quiet when they look at it again', async () => {
    const reader = await scene.reader();
    const first = await reader.context.newPage();
    await first.goto(`${scene.environment().site}${article}`, { waitUntil: 'networkidle' });
    const banner = first.locator('mainstay-banner').first();
    expect(await banner.isVisible()).toBe(true);
    await first.evaluate(bringTo('hidden'));
    await reader.give({ frequency: 'Monthly', amount: '$5' });
    await first.evaluate(bringTo('visible'));
    expect(await banner.isVisible()).toBe(false);
    expect(await first.locator('mainstay-contribute').first().isVisible()).toBe(false);
  });

  test('is asked by views they saw, not by those that stayed in the back', async () => {
    const { page } = await scene.reader();
    const counted = () => page.evaluate(() => localStorage.getItem('re.asks')?.split(' ')[1] ?? '0');
    const open = () => page.goto(`${scene.environment().site}${article}`, { waitUntil: 'networkidle' });
    await open();
    expect(await counted()).toBe('1');
    await page.addInitScript(stateIs('hidden'));
    await open();
    await page.reload({ waitUntil: 'networkidle' });
    expect(await counted()).toBe('1');
    await page.evaluate(bringTo('visible'));
    await page.evaluate(bringTo('hidden'));
    await page.evaluate(bringTo('visible'));
    expect(await counted()).toBe('2');
  });

  test.each(['banner', 'box'] as const)('who says in the %s that they support us rests for 90 days', async (from) => {
    const reader = await scene.reader();
    const words = 'Already supporting us?';
    if (from === 'box') {
      await reader.open();
      await reader.box.getByRole('button', { name: words }).click();
    } else {
      await reader.open('/_local/states/banner-empty');
      // The gallery keeps nothing; so here it is said on the newspaper's page.
      await reader.context.route('**/articles/**', async (route) => {
        const response = await route.fetch();
        const line = '<body><mainstay-banner placement="top" closable></mainstay-banner>';
        await route.fulfill({ response, body: (await response.text()).replace('<body>', line) });
      });
      await reader.open();
      await reader.banner.getByRole('button', { name: words }).click();
    }
    const asks = reader.page.locator('mainstay-banner:visible, mainstay-contribute:visible');
    expect(await asks.count()).toBe(0);
    reader.forgetRequests();
    await scene.environment().advance(89 * day);
    await reader.open();
    expect(await asks.count()).toBe(0);
    expect(await reader.paint()).toMatchObject({ framesWithBanner: 0, shift: 0 });
    expect(reader.requests()).toEqual([]);
    const stored = await reader.page.evaluate(() =>
      Object.entries({ ...localStorage })
        .flat()
        .join(' '),
    );
    expect(stored).not.toMatch(/support/);
    await takePicture(reader.page, `asked twice ${from} rests`);
    await scene.environment().advance(2 * day);
    await reader.open();
    expect(await reader.banner.isVisible()).toBe(true);
  });

  test('whose bank takes its days sees no closable banner meanwhile, and may still give', async () => {
    const reader = await scene.reader();
    await reader.open();
    await reader.choose({ frequency: 'Monthly', amount: '$5' });
    await reader.page.getByLabel('E-mail').fill('reader@example.org');
    await reader.page.getByRole('button', { name: 'Pay by bank debit' }).click();
    await reader.page.waitForURL(`${scene.environment().site}/**`, { waitUntil: 'networkidle' });
    expect(await reader.banner.isVisible()).toBe(false);
    await reader.open();
    expect(await reader.banner.isVisible()).toBe(false);
    expect((await reader.paint()).shift).toBe(0);
    expect(await reader.box.isVisible()).toBe(true);
  });

  test.each([true, false])(
    'who supports already is asked what they mean, once, then gives what they say (JavaScript: %s)',
    async (javaScriptEnabled) => {
      const reader = await scene.reader({ javaScriptEnabled });
      await reader.give({ frequency: 'Monthly', amount: '$5' });
      const press = async () => {
        await reader.open('/support');
        await reader.box.getByRole('radio', { name: 'Annual', exact: true }).check();
        const form = reader.box.locator('form[data-frequency=annual]');
        await form.getByRole('radio', { name: '$100', exact: true }).check();
        await form.getByRole('button', { name: /^(?:Give|Continue)/ }).click();
        await reader.page.getByText('This browser is a supporter’s already.').waitFor();
      };
      await press();
      await takePicture(reader.page, `already gives ${javaScriptEnabled}`);
      await reader.page.getByRole('button', { name: 'Yes, another one' }).click();
      await reader.page.waitForURL('**/c/pay/**');
      expect(await reader.page.getByText('100.00 USD').first().isVisible()).toBe(true);
      await press();
      await reader.page.getByRole('link', { name: 'See what is running' }).click();
      await reader.page.waitForURL('**/account');
    },
  );
});
