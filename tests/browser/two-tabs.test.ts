// Whoever pays in two tabs has given twice: both are thanked, both contributions are held, and neither way back takes
// anything from the other (docs/decisions/0004).
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { day } from '../../shared/core/time.ts';
import { describeInBrowser, type Scene, takePicture } from '../support/browser.ts';
import { article } from '../support/browser-reader.ts';

async function open(scene: Scene, page: Page): Promise<void> {
  await page.goto(`${scene.environment().site}${article}`, { waitUntil: 'networkidle' });
  await page.locator('mainstay-contribute form:visible').first().getByRole('button', { name: 'Give' }).click();
  await page.waitForURL(`${scene.environment().sandboxAddress}/c/pay/**`);
}
async function pay(scene: Scene, page: Page, button: string): Promise<void> {
  await page.getByLabel('E-mail').fill('reader@example.org');
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.waitForURL(`${scene.environment().site}/**`, { waitUntil: 'networkidle' });
}
/** How many contributions this browser is recognised for. */
const heldBy = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const answer: unknown = await (await fetch('/v1/supporter')).json();
    const supporters: unknown = Object(answer).supporters;
    return Array.isArray(supporters) ? supporters.length : 0;
  });

describeInBrowser('two tabs', (scene) => {
  test('that both paid are both thanked and both held, also when the way back is opened again', async () => {
    const { page, context } = await scene.reader();
    const other = await context.newPage();
    await open(scene, page);
    await open(scene, other);
    const sessions = [...(scene.environment().sandbox?.state.world.sessions.values() ?? [])];
    for (const each of [page, other]) {
      await pay(scene, each, 'Pay');
      expect(await each.locator('#re-a').isVisible()).toBe(true);
    }
    expect(await heldBy(other)).toBe(2);
    await takePicture(other, 'two tabs both thanked');
    const charges = scene.environment().sandbox?.state.world.charges.size;
    for (const { success_url } of sessions) {
      await page.goto(success_url ?? '', { waitUntil: 'networkidle' });
      expect(await page.locator('#re-a').isVisible()).toBe(true);
      expect(await page.locator('mainstay-banner').first().isVisible()).toBe(false);
    }
    expect(await heldBy(page)).toBe(2);
    expect(scene.environment().sandbox?.state.world.charges.size).toBe(charges);
  });

  test('one with a bank debit and one with a card: the card hides the banner, and both are held', async () => {
    const { page, context } = await scene.reader();
    const other = await context.newPage();
    await open(scene, page);
    await open(scene, other);
    await pay(scene, page, 'Pay by bank debit');
    expect(await page.getByText('Your payment is on its way').isVisible()).toBe(true);
    await pay(scene, other, 'Pay');
    expect(await other.locator('#re-a').isVisible()).toBe(true);
    expect(await heldBy(other)).toBe(2);
    await scene.environment().advance(9 * day);
    await other.goto(`${scene.environment().site}${article}`, { waitUntil: 'networkidle' });
    expect(await other.locator('mainstay-banner').first().isVisible()).toBe(false);
    expect(await heldBy(other)).toBe(2);
  });
});
