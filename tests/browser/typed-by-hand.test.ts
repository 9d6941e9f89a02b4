// An address is not a payment: whatever somebody types, copies or is sent, nothing is granted by loading a page.
import { expect, test } from 'vitest';
import { settings } from '#settings';
import { describeInBrowser, takePicture } from '../support/browser.ts';

const monthly = { frequency: 'Monthly', amount: '$5' } as const;

describeInBrowser('an address typed by hand', (scene) => {
  test.each(['re-a', 're-b', 're-c', 're-e', 'mainstay-thanks', 'mainstay-left=monthly.500.usd'])(
    'with #%s at its end grants nothing and thanks nobody',
    async (word) => {
      const reader = await scene.reader();
      await reader.open(`${reader.article}#${word}`);
      expect(await reader.thanks.isVisible()).toBe(false);
      expect(await reader.banner.isVisible()).toBe(true);
      expect(await reader.context.cookies()).toEqual([]);
      expect(reader.requests()).toEqual([]);
    },
  );

  test.each(['/v1/checkouts/return', '/v1/checkouts/co_AAAAAAAAAAAAAAAAAAAAAA/return'])(
    'of the way back from a checkout nobody opened grants nothing: %s',
    async (address) => {
      const reader = await scene.reader();
      await reader.open(address);
      await reader.page.getByText('Thank you. What you gave has arrived.').waitFor();
      await takePicture(reader.page, 'typed 1 unknown checkout');
      await reader.open();
      expect(await reader.banner.isVisible()).toBe(true);
      expect(await reader.context.cookies()).toEqual([]);
    },
  );

  test('of a cookie that thanks grants nothing either, and the cookie is taken away', async () => {
    const reader = await scene.reader();
    const { pass } = settings.cookies;
    await reader.context.addCookies([{ name: `${pass}-aXx`, value: 'a', url: scene.environment().site }]);
    await reader.open();
    expect([await reader.thanks.isVisible(), await reader.banner.isVisible()]).toEqual([false, true]);
    expect(await reader.context.cookies()).toEqual([]);
  });

  test('of the way back from a checkout that is open and unpaid grants nothing', async () => {
    const reader = await scene.reader();
    await reader.open();
    await reader.choose(monthly);
    const [session] = [...(scene.environment().sandbox?.state.world.sessions.values() ?? [])].slice(-1);
    await reader.page.goto(session?.success_url ?? '', { waitUntil: 'networkidle' });
    expect(await reader.thanks.isVisible()).toBe(false);
    await reader.open();
    expect(await reader.banner.isVisible()).toBe(true);
  });

  test('of somebody else’s way back, paid and all, grants nothing and does not tell where they read', async () => {
    const supporter = await scene.reader();
    await supporter.give(monthly);
    const [session] = [...(scene.environment().sandbox?.state.world.sessions.values() ?? [])].slice(-1);
    const other = await scene.reader();
    await other.page.goto(session?.success_url ?? '', { waitUntil: 'networkidle' });
    expect(other.page.url()).not.toContain(other.article);
    expect(await other.thanks.isVisible()).toBe(false);
    await takePicture(other.page, 'typed 2 somebody else');
    await other.open();
    expect(await other.banner.isVisible()).toBe(true);
    expect(await other.context.cookies()).toEqual([]);
    await supporter.open();
    expect(await supporter.banner.isVisible()).toBe(false);
  });
});
