// Whatever the network and the API do, the page is whole, nothing is lost, and the box can be used again.
import { expect, test } from 'vitest';
import { day } from '../../shared/core/time.ts';
import { describeInBrowser, takePicture } from '../support/browser.ts';
import type { Reader } from '../support/browser-reader.ts';
import { complaintsOf } from '../support/page-complaints.ts';

const monthly = { frequency: 'Monthly', amount: '$5' } as const;
const press = ({ box }: Reader) =>
  box.locator('form[data-frequency=monthly]').getByRole('button', { name: 'Give $5 a month' });
const saidBy = ({ box }: Reader) => box.locator('form[data-frequency=monthly] .mainstay-status');

describeInBrowser('in bad weather', (scene) => {
  test.each([
    ['no network', 'abort', 'We could not be reached.'],
    ['an API that breaks', '{"code":"something-broke"}', 'Something broke on our side.'],
    ['a captive portal', '<html>Log in to the hotel</html>', 'Something broke on our side.'],
  ])('with %s the article is whole, the box says so, and works when it has passed', async (_, weather, sentence) => {
    const reader = await scene.reader();
    await reader.context.route('**/v1/**', (route) =>
      weather === 'abort'
        ? route.abort()
        : route.fulfill({ status: 500, body: weather, contentType: 'application/json' }),
    );
    await reader.open();
    expect(await reader.banner.isVisible()).toBe(true);
    expect(await reader.page.locator('article .text p').count()).toBeGreaterThan(8);
    await press(reader).click();
    await expect.poll(() => saidBy(reader).textContent()).toContain(sentence);
    await takePicture(reader.page, `bad weather ${weather.slice(0, 6)}`);
    await reader.context.unroute('**/v1/**');
    await reader.choose(monthly);
  });

  test('an API that never answers takes nothing from a supporter, and keeps nobody waiting', async () => {
    const reader = await scene.reader();
    await reader.give(monthly);
    await scene.environment().advance(11 * day);
    await reader.context.route('**/v1/**', () => undefined);
    await reader.page.goto(`${scene.environment().site}${reader.article}`, { waitUntil: 'load' });
    expect(await reader.banner.isVisible()).toBe(false);
    expect((await reader.context.cookies()).map(({ name }) => name)).toContain('fascia');
    expect(await reader.paint()).toMatchObject({ framesWithBanner: 0, shift: 0 });
  });

  test('a double click is one checkout', async () => {
    const reader = await scene.reader();
    await reader.open();
    reader.forgetRequests();
    await press(reader).dblclick();
    await reader.page.waitForURL('**/c/pay/**');
    expect(reader.requests().filter((each) => each === 'POST /v1/checkouts')).toHaveLength(1);
  });

  test('while the payment page opens the box says so, and the reader may still leave', async () => {
    const reader = await scene.reader();
    await reader.context.route('**/v1/checkouts', () => undefined);
    await reader.open();
    await press(reader).click();
    await expect.poll(() => saidBy(reader).textContent()).toContain('Opening the payment page');
    await reader.open('/');
    expect(await reader.banner.isVisible()).toBe(true);
  });

  test('one line of HTML and a failing API: the page is whole, and the box can be tried again', async () => {
    const reader = await scene.reader();
    await reader.context.route('**/v1/offer*', (route) => route.abort());
    await reader.open('/_local/states/box-failed');
    await reader.page.getByRole('button', { name: 'Try again' }).waitFor();
  });

  test('over a slow network the page of the box moves nothing while it comes', async () => {
    const reader = await scene.reader();
    const network = await reader.context.newCDPSession(reader.page);
    const slow = { offline: false, latency: 200, downloadThroughput: 40_000, uploadThroughput: 20_000 };
    await network.send('Network.emulateNetworkConditions', slow);
    await reader.open('/support');
    await press(reader).waitFor();
    const { shift, moved } = await reader.paint();
    expect([shift, moved]).toEqual([0, []]);
  });

  test.each(['/', '/support', '/account', '/articles/two-flags-one-grain-port', '/topics/orsava'])(
    '%s breaks no policy and complains of nothing',
    async (path) => {
      const reader = await scene.reader();
      const complaints = complaintsOf(reader.page);
      await reader.open(path);
      await reader.page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
      await reader.page.waitForLoadState('networkidle');
      expect(complaints).toEqual([]);
      expect((await reader.paint()).shift).toBe(0);
    },
  );
});
