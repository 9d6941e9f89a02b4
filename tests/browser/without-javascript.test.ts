// All of it without JavaScript: plain forms, plain links, and no banner from the first paint on, by the cookie alone.
import { expect, test } from 'vitest';
import { describeInBrowser, takePicture } from '../support/browser.ts';
import { accountPage } from '../support/browser-reader.ts';

const plain = { javaScriptEnabled: false };

describeInBrowser('without JavaScript', (scene) => {
  test.each(['Once', 'Monthly', 'Annual'] as const)(
    '%s: gives, is thanked, and sees no banner again',
    async (frequency) => {
      const reader = await scene.reader(plain);
      await reader.open();
      expect(await reader.banner.isVisible()).toBe(true);
      await takePicture(reader.page, `without javascript 1 ${frequency}`);
      await reader.choose({ frequency, amount: { Once: '$25', Monthly: '$5', Annual: '$50' }[frequency] });
      await reader.pay();
      expect(new URL(reader.page.url()).pathname).toBe(reader.article);
      expect(await reader.thanks.isVisible()).toBe(true);
      expect(await reader.banner.isVisible()).toBe(false);
      await takePicture(reader.page, `without javascript 2 ${frequency} thanks`);
      await reader.open();
      expect(await reader.banner.isVisible()).toBe(false);
      expect(await reader.thanks.isVisible()).toBe(false);
    },
  );

  test('an amount of one’s own, typed as people type', async () => {
    const reader = await scene.reader(plain);
    await reader.open();
    await reader.box.getByRole('radio', { name: 'Once', exact: true }).check();
    const form = reader.box.locator('form[data-frequency=once]');
    await form.getByRole('radio', { name: 'Other' }).check();
    await form.getByRole('textbox').fill('$ 12,50');
    await form.getByRole('button', { name: 'Continue' }).click();
    await reader.page.waitForURL('**/c/pay/**');
    expect(await reader.page.getByText('12.50 USD').isVisible()).toBe(true);
  });

  test('an amount that is too small is answered with a page that says so and leads back', async () => {
    const reader = await scene.reader(plain);
    await reader.open();
    await reader.box.getByRole('radio', { name: 'Monthly', exact: true }).check();
    const form = reader.box.locator('form[data-frequency=monthly]');
    await form.getByRole('radio', { name: 'Other' }).check();
    await form.getByRole('textbox').fill('1');
    await form.getByRole('button', { name: 'Continue' }).click();
    await reader.page.getByText('The least that can be given is 2.00 USD.').waitFor();
    await takePicture(reader.page, 'without javascript 3 too small');
    await reader.page.getByRole('link', { name: 'Back to the page' }).click();
    await reader.page.waitForURL(`**${reader.article}`);
  });

  test('the supporter’s page says what can be said without it', async () => {
    const reader = await scene.reader(plain);
    await reader.give({ frequency: 'Monthly', amount: '$5' });
    await reader.open(accountPage);
    expect(await reader.banner.isVisible()).toBe(false);
    expect((await reader.page.locator('main').innerText()).length).toBeGreaterThan(80);
    await takePicture(reader.page, 'without javascript 4 account');
  });
});
