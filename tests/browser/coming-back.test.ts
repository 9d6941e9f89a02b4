// A supporter who comes back sees no banners for as long as the membership goes on; renewing that takes one call, in
// the background, and only when the pass has run out. Nobody else profits from it.
import { expect, test } from 'vitest';
import { day } from '../../shared/core/time.ts';
import { describeInBrowser, takePicture } from '../support/browser.ts';

const monthly = { frequency: 'Monthly', amount: '$5' } as const;
const renewal = 'GET /v1/standing';

describeInBrowser('coming back', (scene) => {
  test('after 11, 40 and 200 days there is no banner, nothing flashes, and each time one renewal is enough', async () => {
    const reader = await scene.reader();
    await reader.give(monthly);
    // A pass lasts for ten days at most: it ends on a common Monday that is at least three days away.
    for (const days of [11, 40, 200]) {
      await scene.environment().advance(days * day);
      reader.forgetRequests();
      await reader.open();
      expect(await reader.banner.isVisible(), `${days} days`).toBe(false);
      expect(await reader.paint(), `${days} days`).toMatchObject({ framesWithBanner: 0, shift: 0 });
      await expect.poll(() => reader.requests()).toEqual([renewal]);
      await reader.open();
      expect(await reader.banner.isVisible(), `${days} days, again`).toBe(false);
      expect(reader.requests(), `${days} days, again`).toEqual([renewal]);
    }
    await takePicture(reader.page, 'coming back after 251 days');
  });

  test('on the same day, on any page, asks nothing', async () => {
    const reader = await scene.reader();
    await reader.give(monthly);
    reader.forgetRequests();
    for (const path of ['/', reader.article]) await reader.open(path);
    expect(reader.requests()).toEqual([]);
  });

  test('in another browser the banner is there, and that browser asks nothing', async () => {
    const supporter = await scene.reader();
    await supporter.give(monthly);
    const other = await scene.reader();
    await other.open();
    expect(await other.banner.isVisible()).toBe(true);
    expect(other.requests()).toEqual([]);
    await takePicture(other.page, 'another browser');
  });

  test('in a second tab, while the first is still renewing, asks nothing more', async () => {
    const reader = await scene.reader();
    await reader.give(monthly);
    await scene.environment().advance(11 * day);
    reader.forgetRequests();
    const answered = Promise.withResolvers<void>();
    await reader.context.route('**/v1/standing', async (route) => {
      await answered.promise;
      await route.continue();
    });
    await reader.page.goto(`${scene.environment().site}${reader.article}`);
    await expect.poll(() => reader.requests()).toEqual([renewal]);
    const second = await reader.context.newPage();
    await second.goto(`${scene.environment().site}/`, { waitUntil: 'networkidle' });
    expect(await second.locator('mainstay-banner').first().isVisible()).toBe(false);
    answered.resolve();
    await reader.open();
    expect(reader.requests()).toEqual([renewal]);
  });
});

describeInBrowser(
  'coming back from a payment page on another site',
  (scene) => {
    test('the browser is known by its cookies, which another site may not read or send along', async () => {
      const reader = await scene.reader();
      await reader.give(monthly);
      expect(await reader.thanks.isVisible()).toBe(true);
      expect(await reader.banner.isVisible()).toBe(false);
      const cookies = await reader.context.cookies(`${scene.environment().site}/v1/standing`);
      const device = cookies.find((each) => each.name.startsWith('__Secure-'));
      expect(device).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/v1' });
      await scene.environment().advance(11 * day);
      reader.forgetRequests();
      await reader.open();
      await expect.poll(() => reader.requests()).toEqual([renewal]);
      expect(await reader.banner.isVisible()).toBe(false);
    });
  },
  { sandboxHost: '127.0.0.1' },
);
