// What a newcomer does on the stage `test`, which has no domain: the demo newsroom's pages as a deploy serves them, out of their
// own bundle, in a real browser beside the API of a local run. The smallest amount is given, and the page says thank you.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { settings } from '#settings';
import { builtFolder } from '../../local/environment/bundles.ts';
import { describeInBrowser } from '../support/browser.ts';

const answer = z.object({ statusCode: z.int(), headers: z.record(z.string(), z.string()), body: z.string() });

/** Every page and file of the site comes from the function that the stage deploys; the API stays that of the local run, and so does its clock. */
async function serveDemo(context: BrowserContext, site: string): Promise<string[]> {
  const { handler } = createRequire(import.meta.url)(resolve(builtFolder(), 'demo', 'index.js'));
  const served: string[] = [];
  const isPage = (url: URL): boolean => url.origin === site && !/^\/(?:v1|_local)(?:\/|$)/.test(url.pathname);
  await context.route(isPage, async (route) => {
    const rawPath = new URL(route.request().url()).pathname;
    const { statusCode: status, headers, body } = answer.parse(await handler({ rawPath }));
    served.push(`${status} ${rawPath}`);
    await route.fulfill({ status, headers, body });
  });
  return served;
}

describeInBrowser('the pages of a stage without a site', (scene) => {
  test('take the smallest amount, and say thank you', async () => {
    const reader = await scene.reader();
    const served = await serveDemo(reader.context, scene.environment().site);
    const complaints: string[] = [];
    reader.page.on('console', (line) => void (line.type() === 'error' && complaints.push(line.text())));
    await reader.open('/');
    await reader.page.getByRole('link', { name: 'Support us' }).first().click();
    await reader.page.waitForURL('**/support');
    const [{ minimumMinor } = { minimumMinor: 0 }] = settings.offer.currencies.map(({ amounts }) => amounts.once);
    const form = reader.box.locator('form[data-frequency=once]');
    await reader.box.getByRole('radio', { name: 'Once', exact: true }).check();
    await form.getByRole('radio', { name: 'Other' }).check();
    await form
      .getByRole('textbox')
      .first()
      .fill(String(minimumMinor / 100));
    await form.getByRole('button', { name: /^Give / }).click();
    await reader.page.waitForURL(`${scene.environment().sandboxAddress}/c/pay/**`);
    await reader.pay();
    expect(await reader.thanks.innerText()).toContain('Banners are off');
    expect(new URL(reader.page.url()).pathname).toBe('/support');
    expect(served.filter((each) => !each.startsWith('200'))).toEqual([]);
    expect(served.length).toBeGreaterThan(5);
    // The pages' own policy forbids nothing that they need.
    expect(complaints).toEqual([]);
  });
});
