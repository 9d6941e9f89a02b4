// A choice is never thrown away: not by the way back from a payment page, a reload, the browser's memory of pages, another
// currency or frequency, or another tab. What is about to happen is said before it does.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeInBrowser, type Scene, takePicture } from '../support/browser.ts';
import { article } from '../support/browser-reader.ts';

const formOf = (page: Page, frequency: string) =>
  page.locator('mainstay-contribute').first().locator(`form[data-frequency=${frequency}]`);
const choose = (page: Page, frequency: string) =>
  page.locator('mainstay-contribute').first().getByRole('radio', { name: frequency, exact: true }).check();
const currencyOf = (page: Page) => page.locator('mainstay-contribute select[name=mainstay-currency]').first();

async function type(page: Page, frequency: string, amount: string): Promise<void> {
  await formOf(page, frequency).getByRole('radio', { name: 'Other', exact: true }).check();
  await formOf(page, frequency).locator('[name=amount]').fill(amount);
}
/** As a reader sees it: how often, in which currency, and what the button says. */
async function shown(page: Page): Promise<string[]> {
  const form = page.locator('mainstay-contribute').first().locator('form:visible').first();
  const frequency = (await form.getAttribute('data-frequency')) ?? '';
  return [frequency, await currencyOf(page).inputValue(), await form.locator('.mainstay-continue').innerText()];
}
const onCheckout = (page: Page, scene: Scene) => page.waitForURL(`${scene.environment().sandboxAddress}/c/pay/**`);

describeInBrowser('what a reader chose', (scene) => {
  test('is there again when they come back from the payment page by its own link, and after a reload', async () => {
    const reader = await scene.reader();
    const { page } = reader;
    await reader.open();
    await choose(page, 'Once');
    await currencyOf(page).selectOption('eur');
    await type(page, 'once', '75');
    await formOf(page, 'once').getByRole('button', { name: 'Give €75 once' }).click();
    await onCheckout(page, scene);
    await page.getByRole('link', { name: 'Back' }).click();
    await page.waitForURL(`${scene.environment().site}${article}`);
    const saved = ['once', 'eur', 'Give €75 once'];
    await expect.poll(() => shown(page)).toEqual(saved);
    expect(await page.getByText('Nothing was charged').first().isVisible()).toBe(true);
    expect(new URL(page.url()).hash).toBe('');
    await takePicture(page, 'choice 1 back by link');
    await page.reload({ waitUntil: 'networkidle' });
    expect(await shown(page)).toEqual(saved);
    await reader.open('/support');
    expect(await shown(page)).toEqual(saved);
    await formOf(page, 'once').getByRole('button', { name: 'Give' }).click();
    await onCheckout(page, scene);
    expect(await page.getByText('75.00 EUR').first().isVisible()).toBe(true);
  });

  test('is there by the back button too, and each tab has its own', async () => {
    const reader = await scene.reader();
    const { page } = reader;
    await reader.open();
    const other = await reader.context.newPage();
    await other.goto(`${scene.environment().site}${article}`, { waitUntil: 'networkidle' });
    await choose(other, 'Annual');
    await choose(page, 'Once');
    await formOf(page, 'once').getByRole('radio', { name: '$100', exact: true }).check();
    await formOf(page, 'once').getByRole('button', { name: 'Give $100 once' }).click();
    await onCheckout(page, scene);
    await page.goBack();
    await expect.poll(() => shown(page)).toEqual(['once', 'usd', 'Give $100 once']);
    await other.reload({ waitUntil: 'networkidle' });
    expect(await shown(other)).toEqual(['annual', 'usd', 'Give $50 a year']);
  });

  test('is its nearest neighbour in another currency', async () => {
    const reader = await scene.reader();
    const { page } = reader;
    await reader.open();
    await formOf(page, 'monthly').getByRole('radio', { name: '$20', exact: true }).check();
    for (const [currency, sentence] of [
      ['gbp', 'Give £20 a month'],
      ['jpy', 'Give ¥3,000 a month'],
      ['kwd', 'Give KWD 5 a month'],
    ] as const) {
      await currencyOf(page).selectOption(currency);
      await expect
        .poll(async () => (await shown(page)).map((each) => each.replaceAll('\u00a0', ' ')))
        .toEqual(['monthly', currency, sentence]);
    }
  });

  test('as an amount of their own stays as they typed it, and says so where it cannot be given', async () => {
    const reader = await scene.reader();
    const { page } = reader;
    await reader.open();
    await type(page, 'monthly', '7');
    await currencyOf(page).selectOption('gbp');
    await expect.poll(() => shown(page)).toEqual(['monthly', 'gbp', 'Give £7 a month']);
    await choose(page, 'Once');
    expect(await shown(page)).toEqual(['once', 'gbp', 'Give £7 once']);
    expect(await formOf(page, 'once').locator('[name=amount]').inputValue()).toBe('7');
    await choose(page, 'Annual');
    const status = formOf(page, 'annual').locator('.mainstay-status');
    await expect.poll(() => status.innerText()).toBe('The least that can be given is £20.');
    expect(await shown(page)).toEqual(['annual', 'gbp', 'Continue']);
    await takePicture(page, 'choice 2 too little a year');
  });

  test('for a reminder keeps its address and its month', async () => {
    const reader = await scene.reader();
    const { page } = reader;
    await reader.open();
    const remind = page.locator('mainstay-remind').first();
    await remind.locator('summary').click();
    await remind.locator('select').selectOption({ index: 5 });
    const month = await remind.locator('select').inputValue();
    await remind.locator('[name=email]').fill('reader@example.org');
    await currencyOf(page).selectOption('eur');
    await expect.poll(() => shown(page)).toEqual(['monthly', 'eur', 'Give €5 a month']);
    expect(await remind.locator('[name=email]').inputValue()).toBe('reader@example.org');
    expect(await remind.locator('select').inputValue()).toBe(month);
    expect(await page.evaluate(() => Object.values({ ...sessionStorage, ...localStorage }).join())).not.toContain('@');
  });

  test('that can be read in two ways is shown back before it is sent', async () => {
    const reader = await scene.reader();
    const { page } = reader;
    await reader.open();
    await type(page, 'monthly', '5.005');
    const press = (frequency: string) => formOf(page, frequency).locator('[name=amount]').press('Enter');
    await press('monthly');
    await expect.poll(() => formOf(page, 'monthly').locator('.mainstay-status').innerText()).toContain('like $2');
    await choose(page, 'Once');
    await type(page, 'once', '1.000');
    reader.forgetRequests();
    await press('once');
    const status = formOf(page, 'once').locator('.mainstay-status');
    await expect.poll(() => status.innerText()).toContain('Give $1,000 once?');
    expect(reader.requests()).toEqual([]);
    await takePicture(page, 'choice 3 shown back');
    await press('once');
    await onCheckout(page, scene);
    expect(await page.getByText('1,000.00 USD').or(page.getByText('1000.00 USD')).first().isVisible()).toBe(true);
  });
});
