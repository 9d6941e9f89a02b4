// Ending a membership: what was paid for is honoured to its last day, and then the banner is back.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import type { LocalEnvironment } from '../../local/environment/environment.ts';
import { day } from '../../shared/core/time.ts';
import { chromiumPath, describeInBrowser, flags, takePicture } from '../support/browser.ts';
import { accountPage, article, type Reader, readerAt } from '../support/browser-reader.ts';
import { proveMailbox } from '../support/mailbox.ts';

async function openPortal(environment: LocalEnvironment, reader: Reader, email: string): Promise<void> {
  await proveMailbox(environment, reader, email);
  await reader.page.getByRole('button', { name: 'Manage membership' }).click();
  await reader.page.waitForURL('**/p/session/**');
}

/** The first view after a pass ran out shows no banners and renews; from the next one on the answer counts. */
async function lookTwice(reader: Reader): Promise<void> {
  await reader.open();
  await reader.open();
}

describeInBrowser('cancelling in the portal', (scene) => {
  test('hides banners from the supporter until the period ends, and brings the banner back after it', async () => {
    const reader = await scene.reader();
    await reader.give({ frequency: 'Monthly', amount: '$5' }, 'ends@example.org');
    await openPortal(scene.environment(), reader, 'ends@example.org');
    await takePicture(reader.page, 'ending 1 portal');
    await reader.page.getByRole('button', { name: 'Cancel membership' }).click();
    await reader.page.getByText('is not renewed after that').waitFor();
    await takePicture(reader.page, 'ending 2 the question');
    await reader.page.getByRole('button', { name: 'Cancel membership' }).click();
    await reader.page.getByText('Ends on').waitFor();
    await takePicture(reader.page, 'ending 3 cancelled');
    await reader.page.getByRole('link', { name: 'Return to site' }).click();
    await reader.page.waitForURL(`${scene.environment().site}${accountPage}`);
    await reader.page.getByText('Your membership is paid until').waitFor();
    await takePicture(reader.page, 'ending 4 account');

    for (const days of [0, 10, 19]) {
      await scene.environment().advance(days * day);
      await lookTwice(reader);
      expect(await reader.banner.isVisible(), `${days} days later`).toBe(false);
    }
    // Past the end of the month that was paid for, and past the common day until which the last pass may overrun it.
    await scene.environment().advance(14 * day);
    await lookTwice(reader);
    expect(await reader.banner.isVisible()).toBe(true);
    reader.forgetRequests();
    await reader.open();
    expect(reader.requests()).toEqual([]);
    await takePicture(reader.page, 'ending 5 banner is back');
  });
});

/** All that scripts of the account page see, which ask for the portal in every way that they can. */
const seenByScripts = ({ page }: Reader): Promise<string[]> =>
  page.evaluate(async () => {
    const types = ['application/x-www-form-urlencoded', 'application/json', 'text/plain'];
    const modes = ['same-origin', 'cors', 'no-cors', 'navigate'] as const;
    const redirects = ['follow', 'manual', 'error'] as const;
    const ways = types.flatMap((type) =>
      modes.flatMap((mode) => redirects.map((redirect) => ({ type, mode, redirect }))),
    );
    const byFetch = ways.map(async ({ type, mode, redirect }) => {
      const headers = { 'content-type': type, accept: 'text/html', 'Sec-Fetch-Mode': 'navigate' };
      const body = type.endsWith('json') ? '{}' : '';
      const sent = (): Promise<Response> =>
        fetch('/v1/portal', { method: 'POST', credentials: 'include', mode, redirect, headers, body });
      // A mode that a script may not choose throws.
      const said = await Promise.resolve()
        .then(sent)
        .catch((error: unknown) => String(error));
      if (typeof said === 'string') return `refused ${said}`;
      const text = [said.status, said.type, said.url, ...said.headers.values(), await said.text()].join(' ');
      return said.status === 403 && !text.includes('/p/session/') ? `refused ${said.status}` : text;
    });
    const byRequest = types.flatMap((type) =>
      [true, false].map(
        (withCredentials) =>
          new Promise<string>((resolve) => {
            const request = new XMLHttpRequest();
            request.withCredentials = withCredentials;
            request.open('POST', '/v1/portal');
            request.setRequestHeader('content-type', type);
            request.setRequestHeader('sec-fetch-mode', 'navigate');
            request.onloadend = () =>
              resolve(`${request.status === 403 ? 'refused ' : ''}${request.responseURL} ${request.responseText}`);
            request.send('');
          }),
      ),
    );
    return Promise.all([...byFetch, ...byRequest]);
  });

describeInBrowser('one page of the portal, from the account page', (scene) => {
  test('changes the card without showing anything else, then cancels, and leads back each time', async () => {
    const reader = await scene.reader();
    const { site } = scene.environment();
    await reader.give({ frequency: 'Monthly', amount: '$5' }, 'pages@example.org');
    await proveMailbox(scene.environment(), reader, 'pages@example.org');
    const sessions = () => scene.environment().sandbox?.state.world.portalSessions.size;
    const seen = await seenByScripts(reader);
    expect(seen).toHaveLength(42);
    expect(seen.filter((each) => !each.startsWith('refused '))).toEqual([]);
    expect(sessions()).toBe(0);
    await reader.page.getByRole('button', { name: 'Change the payment method' }).click();
    await reader.page.waitForURL('**/p/session/**');
    expect(await reader.page.getByText('Invoices').count()).toBe(0);
    await reader.page.getByRole('button', { name: 'Update card' }).click();
    await reader.page.waitForURL(`${site}${accountPage}`);

    await reader.page.getByRole('button', { name: 'Cancel this membership' }).click();
    await reader.page.getByText('is not renewed after that').waitFor();
    await reader.page.getByRole('button', { name: 'Cancel membership' }).click();
    await reader.page.waitForURL(`${site}${accountPage}`);
    // Stripe's event may come after the reader did.
    await scene.environment().advance(60_000);
    await reader.page.reload();
    await reader.page.getByText('It ends on').waitFor();
    expect(await reader.page.getByRole('button', { name: 'Cancel this membership' }).count()).toBe(0);
    const [subscription] = scene.environment().sandbox?.state.world.subscriptions.values() ?? [];
    expect(subscription?.cancel_at).not.toBeNull();
  });
});

/** The addresses in Chromium's own history, which no page can take out of it. */
function historyIn(folder: string): string[] {
  const history = new DatabaseSync(join(folder, 'Default/History'), { readOnly: true });
  const rows = history.prepare('SELECT url FROM urls').all();
  history.close();
  return rows.map(({ url }) => String(url)).sort();
}
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(folder, file)).isFile())
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'latin1') }));

describeInBrowser('forgetting this device', (scene) => {
  test('leaves no secret, no checkout and no word of ours anywhere in the profile; its history holds the pages and no more', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mainstay-profile-'));
    try {
      const profile = { executablePath: chromiumPath ?? '', args: flags, locale: 'en-US' };
      const context = await chromium.launchPersistentContext(folder, profile);
      const reader = readerAt(scene.environment(), context, await context.newPage());
      const { site, sandboxAddress } = scene.environment();
      await reader.open();
      await reader.choose({ frequency: 'Monthly', amount: '$5' });
      const leftOn = reader.page.url();
      await reader.page.getByRole('link', { name: 'Back' }).click();
      await reader.page.getByText('Nothing was charged').first().waitFor();
      await reader.choose({ frequency: 'Monthly', amount: '$5' });
      const paidOn = reader.page.url();
      await reader.pay();
      expect(await reader.thanks.isVisible()).toBe(true);
      expect(reader.page.url()).toBe(`${site}${article}`);
      const cookies = await context.cookies([`${site}/v1/checkouts`]);
      const secrets = cookies.flatMap(({ value }) => value.split('.')).filter((each) => each.length >= 20);
      const [, checkout = ''] = /(co_[\w-]{22})/.exec(cookies.map(({ value }) => value).join()) ?? [];
      expect([secrets.length >= 3, checkout === '']).toEqual([true, false]);
      await reader.open(accountPage);
      await reader.page.getByRole('button', { name: 'Forget this device' }).click();
      await reader.page.getByText('also the payment page and the way back from it').waitFor();
      await context.close();
      const files = filesIn(folder);
      const holding = (word: string) => files.filter(({ text }) => text.includes(word)).map(({ file }) => file);
      // The search finds what is there.
      expect(holding('/v1/checkouts/return')).toContain('Default/History');
      const chosen = ['monthly.500.usd', 'mainstay-left', 'mainstay-thanks', `${article}#`, '#re-'];
      const ours = [...chosen, 'data-mainstay="quiet"', ...cookies.map(({ name }) => name)];
      const words = [...secrets, checkout, ...ours];
      expect(words.flatMap((word) => holding(word).map((file) => `${word}: ${file}`))).toEqual([]);
      expect(files.flatMap(({ file, text }) => (/co_[\w-]{22}/.test(text) ? [file] : []))).toEqual([]);
      // The payment page is of another site, and its address in the history is nobody's to clear but the reader's.
      const left = [leftOn, paidOn, ...[article, '/v1/checkouts/return', accountPage].map((path) => `${site}${path}`)];
      expect(historyIn(folder)).toEqual(left.sort());
      expect(paidOn).toMatch(new RegExp(`^${sandboxAddress}/c/pay/cs_test_`));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('brings the banner back here at once, and the membership goes on', async () => {
    const reader = await scene.reader();
    await reader.give({ frequency: 'Monthly', amount: '$5' });
    await reader.open(accountPage);
    await reader.page.evaluate(() => {
      for (const key of ['re.later', 're.then', 'mainstay.closed', 'mainstay.asks']) localStorage.setItem(key, '0');
    });
    await reader.page.getByRole('button', { name: 'Forget this device' }).click();
    await reader.page.getByText('This device is forgotten').waitFor();
    expect(await reader.page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    reader.forgetRequests();
    await reader.open();
    expect(await reader.banner.isVisible()).toBe(true);
    expect(reader.requests()).toEqual([]);
    expect(await reader.context.cookies()).toEqual([]);
    const [subscription] = scene.environment().sandbox?.state.world.subscriptions.values() ?? [];
    expect(subscription?.status).toBe('active');
  });
});
