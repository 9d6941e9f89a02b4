// The whole path with nothing but a keyboard: from the banner over the box and the payment page to the thanks.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeInBrowser, takePicture } from '../support/browser.ts';

/** What has the focus, as a person would name it: a choice by its label, a button by its words. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (element instanceof HTMLInputElement) {
      return element.labels?.[0]?.textContent?.trim() || `${element.type} ${element.name}`;
    }
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
  });

/** Tab until what is wanted has the focus; what cannot be reached in so many steps is out of reach. */
async function tabTo(page: Page, wanted: string | RegExp): Promise<string[]> {
  const passed: string[] = [];
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (typeof wanted === 'string' ? now === wanted : wanted.test(now)) return passed;
    passed.push(now);
  }
  throw new Error(`${wanted} is out of reach; passed ${passed.join(', ')}`);
}
const hasMark = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const element = document.activeElement;
    const drawn =
      element instanceof HTMLInputElement && element.type === 'radio' ? element.nextElementSibling : element;
    const around = drawn?.closest('.mainstay-field') ?? drawn;
    return around !== null && getComputedStyle(around).outlineStyle !== 'none';
  });

describeInBrowser('by keyboard alone', (scene) => {
  test('a reader gives fifteen dollars once, is thanked, and closes the note', async () => {
    const reader = await scene.reader();
    const { page } = reader;
    await reader.open();
    await tabTo(page, 'Support us');
    expect(await hasMark(page)).toBe(true);
    await page.keyboard.press('Enter');
    await tabTo(page, 'Monthly');
    expect(await hasMark(page)).toBe(true);
    await page.keyboard.press('ArrowLeft');
    expect(await focused(page)).toBe('Once');
    await tabTo(page, '$25');
    // Walking over "Other" must not throw the reader into its field.
    for (const label of ['$50', '$100', 'Other']) {
      await page.keyboard.press('ArrowRight');
      expect(await focused(page)).toBe(label);
    }
    await tabTo(page, /Your amount/);
    expect(await hasMark(page)).toBe(true);
    await page.keyboard.type('1');
    await tabTo(page, 'Continue');
    await page.keyboard.press('Enter');
    // Too little: said aloud, and the reader is where it can be put right.
    const status = page.locator('form[data-frequency=once] .mainstay-status');
    await expect.poll(() => status.textContent()).toContain('The least that can be given is $2.');
    expect(await status.getAttribute('aria-live')).toBe('assertive');
    expect(await focused(page)).toMatch(/Your amount/);
    await takePicture(page, 'keyboard 1 too little');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('15');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/c/pay/**');
    await tabTo(page, /e-?mail/i);
    await page.keyboard.type('reader@example.org');
    await tabTo(page, 'Pay');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${scene.environment().site}/**`, { waitUntil: 'networkidle' });
    expect(await reader.thanks.isVisible()).toBe(true);
    // A screen reader goes on at the note, and the next thing is the way to close it.
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('re-a');
    await tabTo(page, 'Close');
    await page.keyboard.press('Enter');
    expect(await reader.thanks.isVisible()).toBe(false);
    expect(await reader.banner.isVisible()).toBe(false);
  });

  test('a banner is closed, and stays closed on the next page', async () => {
    const reader = await scene.reader();
    await reader.open();
    await tabTo(reader.page, 'Close');
    expect(await hasMark(reader.page)).toBe(true);
    await reader.page.keyboard.press('Enter');
    expect(await reader.banner.isVisible()).toBe(false);
    await reader.open('/');
    expect(await reader.banner.isVisible()).toBe(false);
    expect(await reader.paint()).toMatchObject({ framesWithBanner: 0, shift: 0 });
    expect(reader.requests()).toEqual([]);
  });

  test('the first stop of a page is the way past everything', async () => {
    const reader = await scene.reader();
    await reader.open();
    await reader.page.keyboard.press('Tab');
    expect(await focused(reader.page)).toBe('Skip to the text');
  });
});
