// The demo newspaper's pages, with every element on them: without a flaw that axe finds, on a desk and a phone, by day
// and by night, and as wide as the window and no wider.
import { expect, test } from 'vitest';
import { accessibilityFlaws } from '../support/axe.ts';
import { describeInBrowser, takePicture } from '../support/browser.ts';

const paths = ['/', '/support', '/account', '/articles/two-flags-one-grain-port'];

describeInBrowser('the demo newspaper', (scene) => {
  test.each([
    ['on a desk by day', 1280, 'light'],
    ['on a phone by night', 375, 'dark'],
    ['at 400 % zoom', 320, 'light'],
  ] as const)('%s', async (name, width, colorScheme) => {
    const reader = await scene.reader({ viewport: { width, height: 800 }, colorScheme });
    for (const path of paths) {
      await reader.open(path);
      expect([path, await accessibilityFlaws(reader.page)]).toEqual([path, []]);
      const isWide = await reader.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect([path, isWide]).toEqual([path, false]);
      await reader.page.evaluate(() => document.querySelector('.ask')?.scrollIntoView());
      await takePicture(reader.page, `demo ${path} ${name}`);
    }
  });

  test('a reader in Germany is shown euros, without a question to the API, and may choose another', async () => {
    const reader = await scene.reader({ locale: 'de-DE' });
    await reader.open();
    const amounts = reader.box.locator('form[data-frequency=monthly] .mainstay-amounts');
    expect(await amounts.innerText()).toContain('€5');
    await reader.box.getByLabel('Currency').selectOption('jpy');
    await expect.poll(() => amounts.innerText()).toContain('¥500');
    expect(reader.requests()).toEqual([]);
    expect(await reader.box.getByLabel('Currency').evaluate((select) => select === document.activeElement)).toBe(true);
  });
});
