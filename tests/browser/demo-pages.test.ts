// The demo newspaper's pages, with every element on them: without a flaw that axe finds, on a desk and a phone, by day
// and by night, and as wide as the window and no wider.
import { expect, test } from 'vitest';
import { monthReport } from '../../operations/report/month-report.ts';
import { reportPage } from '../../operations/report/page/report-page.ts';
import { readManifest } from '../../web/publish/manifest.ts';
import { accessibilityFlaws } from '../support/axe.ts';
import { describeInBrowser, takePicture } from '../support/browser.ts';
import { reportNeeds } from '../support/invented-report.ts';
import { linkIn, messageAfter } from '../support/mailbox.ts';

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

  test('the pages around it have no flaw on a phone: payment page, portal, code from an e-mail, report', async () => {
    const reader = await scene.reader({ viewport: { width: 375, height: 720 } });
    const { page } = reader;
    const isFlawless = async (name: string): Promise<void> => {
      await takePicture(page, `around ${name}`);
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect([name, isWide, await accessibilityFlaws(page)]).toEqual([name, false, []]);
    };
    await reader.open();
    await reader.choose({ frequency: 'Monthly', amount: '$5' });
    await isFlawless('payment page');
    await reader.pay('around@example.org');
    const text = await messageAfter(scene.environment(), 'around@example.org', async () => {
      await page.getByRole('button', { name: 'Send me my link' }).click();
      await page.getByLabel('Code from the e-mail').waitFor();
    });
    await isFlawless('code page');
    await page.goto(linkIn(text));
    await page.getByRole('button', { name: 'Recognise this browser' }).click();
    await page.getByRole('button', { name: 'Manage membership' }).click();
    await page.getByRole('button', { name: 'Cancel membership' }).waitFor();
    await isFlawless('portal');
    await page.getByRole('button', { name: 'Cancel membership' }).click();
    await page.getByText('is not renewed after that').waitFor();
    await isFlawless('portal question');
    const report = await monthReport(reportNeeds(), '2026-11');
    await page.route('**/report', (route) => route.fulfill({ contentType: 'text/html', body: reportPage(report) }));
    await page.goto(`${scene.environment().site}/report`);
    await isFlawless('report');
  });

  test('a page that has a box and is the supporter’s page at once runs both from one bundle', async () => {
    const reader = await scene.reader();
    const { scripts } = readManifest('dist/web');
    await reader.context.route('**/account', async (route) => {
      const response = await route.fetch();
      const body = (await response.text())
        .replace(/src="\/web\/account[^"]*" integrity="[^"]*"/, `src="/web/${scripts['en']?.both.file}"`)
        .replace('<mainstay-account', '<mainstay-contribute reminders></mainstay-contribute><mainstay-account');
      await route.fulfill({ response, body });
    });
    await reader.open('/account');
    await reader.page.locator('mainstay-account').getByText('This browser is not known to us').waitFor();
    await reader.choose({ frequency: 'Monthly', amount: '$5' });
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
