// The decision in a real page, before its first paint: pages that are marked, months that are full, banners that rest.
import { expect, test } from 'vitest';
import { day } from '../../shared/core/time.ts';
import { readManifest } from '../../web/publish/manifest.ts';
import { describeInBrowser, takePicture } from '../support/browser.ts';
import type { Reader } from '../support/browser-reader.ts';

/** The demo's article as another newsroom would print it. */
const printed = async (reader: Reader, change: (html: string) => string): Promise<void> => {
  await reader.context.route('**/articles/**', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: change(await response.text()) });
  });
};
const reasonOf = (reader: Reader): Promise<string> =>
  reader.page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener('mainstay:decided', (event) => {
          resolve(event instanceof CustomEvent ? event.detail.reason : '');
        });
        window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      }),
  );

describeInBrowser('a page', (scene) => {
  test.each([
    ['by a meta element', '<head>', '<head><meta name="mainstay" content="never">'],
    ['on its html element', '<html lang="en">', '<html lang="en" data-mainstay-here="never">'],
  ])('marked %s asks nobody, from the first paint on, with and without JavaScript', async (_, plain, marked) => {
    for (const javaScriptEnabled of [true, false]) {
      const reader = await scene.reader({ javaScriptEnabled });
      await printed(reader, (html) => html.replace(plain, marked));
      await reader.open();
      expect(await reader.banner.isVisible()).toBe(false);
      expect(await reader.box.isVisible()).toBe(false);
      expect(reader.requests()).toEqual([]);
      if (!javaScriptEnabled) continue;
      expect(await reader.paint()).toMatchObject({ framesWithBanner: 0, shift: 0 });
      expect(await reasonOf(reader)).toBe('not-here');
    }
  });

  test('that was the last of its month to ask is followed by pages that do not, until the next month', async () => {
    const reader = await scene.reader();
    await printed(reader, (html) => html.replace('data-asks-per-month="40"', 'data-asks-per-month="2"'));
    for (const isRequested of [true, true, false, false]) {
      await reader.open();
      expect(await reader.banner.isVisible()).toBe(isRequested);
    }
    // Known before the first paint: a banner that went away late would have moved the page.
    expect((await reader.paint()).shift).toBe(0);
    expect(await reasonOf(reader)).toBe('month-full');
    // The box is no banner: whoever wants to give, can.
    expect(await reader.box.isVisible()).toBe(true);
    await scene.environment().advance(31 * day);
    await reader.open();
    expect(await reader.banner.isVisible()).toBe(true);
  });

  test('with a trial shows each browser one variant for good, and names it in the source of its checkout', async () => {
    const { file } = readManifest('dist/web').trial.script;
    const variants = [{}, {}].map((_, at) => ({
      ...{ strings: { assureOnce: `Variant ${at}.` }, replaced: {}, amounts: { usd: { monthly: [300, 700 + at] } } },
      isReversed: at === 1,
    }));
    const trial = JSON.stringify({ id: 'k7', from: 0, until: Date.now() + 90 * day, variants });
    const head = `<script type="application/json" id="mainstay-trial">${trial}</script><script src="/web/${file}" defer></script>`;
    const withTrial = (html: string) => html.replace(/<script src="\/web\/mainstay\./, (main) => head + main);
    const seen = new Set<string>();
    for (let toss = 0; toss < 12 && seen.size < 2; toss += 1) {
      const reader = await scene.reader();
      await printed(reader, withTrial);
      await reader.open();
      const word = await reader.page.evaluate(() => localStorage.getItem('re.trial'));
      const arm = word === 'k7-b' ? 1 : 0;
      expect(word).toBe(['k7-a', 'k7-b'][arm]);
      seen.add(String(word));
      const form = reader.box.locator('form[data-frequency=monthly]');
      const shown = () => form.locator('.mainstay-amounts label').allInnerTexts();
      expect(await shown()).toEqual(arm === 1 ? ['$7.01', '$3', 'Other'] : ['$3', '$7', 'Other']);
      // The first paint has it already, so nothing moves.
      expect((await reader.paint()).shift).toBe(0);
      await reader.open();
      expect(await reader.page.evaluate(() => localStorage.getItem('re.trial'))).toBe(word);
      const sent = reader.page.waitForRequest('**/v1/checkouts');
      await form.locator('.mainstay-continue').click();
      const { source, amountMinor } = (await sent).postDataJSON();
      expect([source, amountMinor]).toEqual([expect.stringMatching(new RegExp(`--${word}$`)), 700 + arm]);
    }
    expect(seen.size).toBe(2);
    // Over, and before: the word goes, and the page is as it was printed.
    const reader = await scene.reader();
    await printed(reader, (html) => withTrial(html).replace(/"until":\d+/, '"until":1'));
    await reader.context.addInitScript(() => localStorage.setItem('re.trial', 'k7-b'));
    await reader.open();
    expect(await reader.page.evaluate(() => localStorage.getItem('re.trial'))).toBeNull();
    expect(await reader.box.locator('form[data-frequency=monthly] [name=source]').inputValue()).not.toContain('k7');
  });

  test('whose banner was closed leaves it closed for a week, on every page', async () => {
    const reader = await scene.reader();
    await reader.open();
    await reader.banner.getByRole('button', { name: 'Close' }).click();
    expect(await reader.banner.isVisible()).toBe(false);
    await scene.environment().advance(6 * day);
    await reader.open('/');
    expect(await reader.banner.isVisible()).toBe(false);
    expect(await reasonOf(reader)).toBe('dismissed');
    await scene.environment().advance(2 * day);
    await reader.open('/');
    expect(await reader.banner.isVisible()).toBe(true);
  });

  test.each([1200, 700, 375])(
    'with one line of HTML for a banner moves nothing when its words come, %i wide',
    async (width) => {
      const reader = await scene.reader({ viewport: { width, height: 800 } });
      const line = '<body><mainstay-banner placement="top" closable></mainstay-banner>';
      for (const lang of ['en', 'de', 'uk']) {
        await reader.page.goto(`${scene.environment().site}/_local/states/banner-empty?lang=${lang}`);
        await reader.banner.locator('.mainstay-close').waitFor();
        expect([lang, (await reader.paint()).shift]).toEqual([lang, 0]);
      }
      await printed(reader, (html) => html.replace('<body>', line));
      await reader.open();
      await reader.banner.getByRole('button', { name: 'Close' }).waitFor();
      expect((await reader.paint()).shift).toBe(0);
    },
  );

  test('in a browser that keeps nothing is read, asked and closed all the same', async () => {
    const reader = await scene.reader();
    await reader.context.addInitScript(() =>
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('no', 'SecurityError');
        },
      }),
    );
    await reader.open();
    expect(await reader.banner.isVisible()).toBe(true);
    await reader.banner.getByRole('button', { name: 'Close' }).click();
    expect(await reader.banner.isVisible()).toBe(false);
  });
});

describeInBrowser('where giving is a danger', (scene) => {
  const countryPage = '/_local/country';
  const goTo = async ({ page, open }: Reader, country: string): Promise<void> => {
    await open(countryPage);
    await page.getByLabel('Country').selectOption(country);
    await page.getByRole('button', { name: 'Be there' }).click();
  };
  test('nothing asks from the first paint on, with and without JavaScript, and elsewhere everything does', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const reader = await scene.reader({ javaScriptEnabled });
      await goTo(reader, 'BY');
      await reader.open();
      for (const asking of [reader.banner, reader.box, reader.page.locator('mainstay-progress').first()])
        expect(await asking.isVisible()).toBe(false);
      await reader.open('/support');
      expect(await reader.box.isVisible()).toBe(false);
      expect(await reader.page.getByText('We do not ask where you are.').isVisible()).toBe(true);
      await takePicture(reader.page, `not from here ${javaScriptEnabled}`);
      expect(reader.requests()).toEqual([]);
      if (javaScriptEnabled) {
        expect(await reader.paint()).toMatchObject({ framesWithBanner: 0, shift: 0 });
        expect(await reasonOf(reader)).toBe('not-here');
      }
      await goTo(reader, 'DE');
      await reader.open('/support');
      expect(await reader.box.isVisible()).toBe(true);
      expect(await reader.page.getByText('We do not ask where you are.').isVisible()).toBe(false);
    }
  });

  test('a page that was open before says why, and nothing is opened', async () => {
    const { sandbox } = scene.environment();
    const reader = await scene.reader();
    await reader.open();
    await reader.context.addCookies([{ name: 'mainstay-country', value: 'BY', url: scene.environment().site }]);
    const before = sandbox?.state.world.sessions.size;
    await reader.box.locator('form[data-frequency=monthly]').getByRole('button').last().click();
    await reader.box.getByText('Where you are, giving to us can be held against you.').waitFor();
    expect(sandbox?.state.world.sessions.size).toBe(before);
  });
});
