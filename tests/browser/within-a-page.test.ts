// What a page can do to the elements, and a reader with a keyboard, a zoomed window, a printer or a frame around them.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeInBrowser, type Scene, takePicture } from '../support/browser.ts';

const state = (scene: Scene, name: string, lang = 'en'): string =>
  `${scene.environment().site}/_local/states/${name}?theme=light&lang=${lang}`;
const boxOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((each) => each.getBoundingClientRect().toJSON());

/** Does the currency lie over the question beside it, and is its text cut while there is room between them? */
const besideCurrency = (page: Page): Promise<{ isOver: boolean; isCutInRoom: boolean }> =>
  page.locator('form:visible .mainstay-amounts legend').evaluate((legend) => {
    const range = document.createRange();
    range.selectNodeContents(legend);
    const question = range.getBoundingClientRect();
    const select = document.querySelector<HTMLSelectElement>('.mainstay-currency select');
    const { left = 0, width = 0 } = select?.getBoundingClientRect() ?? {};
    const whole = select?.cloneNode(true);
    if (!(whole instanceof HTMLSelectElement)) throw new Error('no currency is chosen here');
    Object.assign(whole.style, { position: 'absolute', maxWidth: 'none' });
    if (select !== null) whole.selectedIndex = select.selectedIndex;
    select?.after(whole);
    const needed = whole.getBoundingClientRect().width;
    whole.remove();
    return { isOver: left < question.right, isCutInRoom: width + 1 < needed && left - question.right > 56 };
  });

describeInBrowser('a page', (scene) => {
  test.each(['ru-RUS', 'zh-CHT', 'en-USA', 'x', '"><b>', 'de_DE'])('in the language %j has a box', async (lang) => {
    const { page, context } = await scene.reader();
    await context.route('**/_local/states/*?*', async (route) => {
      const response = await route.fetch();
      const body = (await response.text())
        .replace(/<html lang="[^"]*"/, `<html lang="${lang.replaceAll('"', '&quot;')}"`)
        .replace(
          /(<mainstay-contribute)([^>]*>)[\s\S]*<\/mainstay-contribute>/,
          '$1 currency="XYZ" return-url="http://"$2</mainstay-contribute>',
        );
      await route.fulfill({ response, body });
    });
    await page.goto(state(scene, 'box-monthly'));
    await page.locator('form[data-frequency=monthly] .mainstay-continue').waitFor();
  });

  test.each(['en', 'de', 'fr', 'es', 'ru', 'uk'])(
    'in %s leaves two thirds of a phone free, and breaks no word',
    async (lang) => {
      const { page } = await scene.reader({ viewport: { width: 360, height: 640 } });
      await page.goto(state(scene, 'banner-top', lang));
      await page.locator('mainstay-banner').waitFor();
      await takePicture(page, `phone banner ${lang}`);
      expect((await boxOf(page, 'mainstay-banner')).height).toBeLessThanOrEqual(640 / 3);
      for (const width of [320, 360, 390, 430]) {
        await page.setViewportSize({ width, height: 640 });
        await page.goto(state(scene, 'box-other', lang));
        const words = page.locator('.mainstay-frequencies span');
        const heights = await words.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
        expect([lang, width, Math.max(...heights)]).toEqual([lang, width, 44]);
        for (const frequency of ['annual', 'once', 'monthly']) {
          await page.locator(`.mainstay-frequencies [value=${frequency}]`).check();
          expect([lang, width, frequency, await besideCurrency(page)]).toEqual([
            ...[lang, width, frequency],
            { isOver: false, isCutInRoom: false },
          ]);
        }
        if (width === 320) await takePicture(page, `phone box ${lang}`);
        const [field, button] = [
          await boxOf(page, 'form:visible .mainstay-field'),
          await boxOf(page, 'form:visible .mainstay-continue'),
        ];
        expect(Math.round(field.width)).toBe(Math.round(button.width));
      }
    },
  );

  test('with a banner that leads nowhere draws none, and says so to the web team', async () => {
    const { page, context } = await scene.reader();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await context.route('**/_local/states/*?*', async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(
        /<main>[\s\S]*<\/main>/,
        '<main><mainstay-banner placement="top" closable></mainstay-banner></main>',
      );
      await route.fulfill({ response, body });
    });
    await page.goto(state(scene, 'banner-empty'), { waitUntil: 'networkidle' });
    expect(await page.locator('mainstay-banner').isVisible()).toBe(false);
    expect(said.join()).toContain('has no href');
  });

  test('is printed without what asks', async () => {
    const reader = await scene.reader();
    await reader.open();
    await reader.page.emulateMedia({ media: 'print' });
    for (const part of ['mainstay-banner', 'mainstay-contribute', 'mainstay-progress'])
      for (const each of await reader.page.locator(part).all()) expect(await each.isVisible()).toBe(false);
  });
});

describeInBrowser('a note', (scene) => {
  test('at 400 % zoom shows its title and its close button, and Escape closes it', async () => {
    const { page } = await scene.reader({ viewport: { width: 320, height: 256 }, reducedMotion: 'reduce' });
    await page.goto(`${state(scene, 'note-link')}#re-c`);
    for (const part of ['.mainstay-note-title', '.mainstay-close']) {
      const { top, bottom } = await boxOf(page, `#re-c ${part}`);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(bottom).toBeLessThanOrEqual(256);
    }
    await takePicture(page, 'note at 400 percent');
    await page.keyboard.press('Escape');
    expect(await page.locator('#re-c').isVisible()).toBe(false);
    expect(new URL(page.url()).hash).toBe('');
  });

  test('hands the keyboard back to where it was', async () => {
    const { page } = await scene.reader();
    await page.goto(state(scene, 'note-link'), { waitUntil: 'networkidle' });
    await page.evaluate(() => {
      const link = document.createElement('a');
      Object.assign(link, { href: '#re-c', id: 'before', textContent: 'A link of the page' });
      document.querySelector('main')?.append(link);
    });
    await page.locator('#before').click();
    await page.locator('#re-c .mainstay-close').click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('before');
  });
});

describeInBrowser('the box', (scene) => {
  test('says of the field itself what is wrong with it', async () => {
    const { page } = await scene.reader();
    await page.goto(state(scene, 'box-too-small'));
    const field = page.locator('form:visible [name=amount]');
    await expect.poll(() => field.getAttribute('aria-invalid'), { timeout: 60_000 }).toBe('true');
    const id = (await field.getAttribute('aria-describedby')) ?? '';
    expect(await page.locator(`[id="${id}"]`).innerText()).toContain('The least');
  });

  test('in a frame opens Checkout in the whole window', async () => {
    const reader = await scene.reader();
    // The demo's policy forbids frames, and this is about sites that do not.
    await reader.context.route(`**${reader.article}`, async (route) => {
      const response = await route.fetch();
      const { 'content-security-policy': _policy, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    });
    await reader.context.route('**/_local/framing', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<iframe src="${reader.article}" width="900" height="700"></iframe>`,
      }),
    );
    await reader.page.goto(`${scene.environment().site}/_local/framing`);
    await reader.page.frameLocator('iframe').locator('form[data-frequency=monthly] .mainstay-continue').first().click();
    await reader.page.waitForURL(`${scene.environment().sandboxAddress}/c/pay/**`);
  });

  test('has nothing to press that is smaller than a fingertip', async () => {
    const { page } = await scene.reader({ viewport: { width: 320, height: 640 } });
    for (const name of ['box-other', 'remind-open', 'banner-top']) {
      await page.goto(state(scene, name), { waitUntil: 'networkidle' });
      const small = await page
        .locator('main :is(a, button, select, summary, input:not([type=hidden])):visible')
        .evaluateAll((all) =>
          all
            .map((each) => [each.outerHTML.slice(0, 60), each.getBoundingClientRect().height] as const)
            .filter(([, height]) => height < 24),
        );
      expect([name, small]).toEqual([name, []]);
    }
  });
});
