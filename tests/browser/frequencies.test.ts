// Once and annual, like monthly: given on the page, and without a banner for as long as the settings say.
import { expect, test } from 'vitest';
import { settings } from '#settings';
import { day } from '../../shared/core/time.ts';
import { describeInBrowser, takePicture } from '../support/browser.ts';

describeInBrowser('once', (scene) => {
  test(`a gift hides banners from its giver for ${settings.standing.giftDays} days, and no longer`, async () => {
    const reader = await scene.reader();
    await reader.open();
    await reader.choose({ frequency: 'Once', amount: '$25' });
    expect(await reader.page.getByText('25.00 USD').isVisible()).toBe(true);
    await takePicture(reader.page, 'once checkout');
    await reader.pay();
    expect(await reader.thanks.isVisible()).toBe(true);
    expect(await reader.banner.isVisible()).toBe(false);
    for (const days of [30, settings.standing.giftDays - 31]) {
      await scene.environment().advance(days * day);
      await reader.open();
      await reader.open();
      expect(await reader.banner.isVisible()).toBe(false);
    }
    await scene.environment().advance(14 * day);
    await reader.open();
    await reader.open();
    expect(await reader.banner.isVisible()).toBe(true);
  });
});

describeInBrowser('annual', (scene) => {
  test('a year is paid at once, honoured for a year, and renewed', async () => {
    const reader = await scene.reader();
    // A number of a person is no mailing: such a word is not sent.
    for (const word of ['reader-83625147', 'spring-12']) {
      await reader.page.goto('about:blank');
      await reader.open(`${reader.article}#from=${word}`);
      await reader.choose({ frequency: 'Annual', amount: '$50' });
      const [session] = [...(scene.environment().sandbox?.state.world.sessions.values() ?? [])].slice(-1);
      expect(session?.metadata?.['mainstay_source']).toBe(word === 'spring-12' ? word : 'article');
    }
    expect(await reader.page.getByText('per year').isVisible()).toBe(true);
    await takePicture(reader.page, 'annual checkout');
    await reader.pay();
    expect(await reader.banner.isVisible()).toBe(false);
    // Within the year, near its end, and in the next one.
    for (const days of [200, 160, 40]) {
      await scene.environment().advance(days * day);
      reader.forgetRequests();
      await reader.open();
      expect(await reader.banner.isVisible()).toBe(false);
      await expect.poll(() => reader.requests()).toEqual(['GET /v1/standing']);
    }
    const payments = [...(scene.environment().sandbox?.state.world.charges.values() ?? [])];
    expect(payments.map((each) => each.amount)).toEqual([5000, 5000]);
  });
});
