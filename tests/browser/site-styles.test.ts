// The elements on pages with a site's own styles, loaded before ours and after them: every word keeps its contrast, and
// every part of the box lies where it lies without them.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeInBrowser, takePicture } from '../support/browser.ts';
import type { Reader } from '../support/browser-reader.ts';
import { siteStyles } from '../support/site-styles.ts';

const phone = { width: 390, height: 844 };
const desk = { width: 1280, height: 900 };
const state = (name: string): string => `/_local/states/${name}?theme=light`;
const shownStates = ['box-too-small', 'banner-empty', 'remind-open', 'note-link'];

interface Part {
  readonly name: string;
  readonly box: readonly number[];
  /** Of its text against what lies behind it; null where it has no text of its own. */
  readonly contrast: number | null;
}

/** Handed to the browser as it is: every visible part of ours, relative to the first element of ours. */
function partsOf(selector: string): Part[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgb = (color: string, under: readonly number[]): number[] => {
    if (canvas === null) return [];
    canvas.fillStyle = `rgb(${under.join(' ')})`;
    canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const behind = (element: Element | null): number[] =>
    element === null ? [255, 255, 255] : rgb(getComputedStyle(element).backgroundColor, behind(element.parentElement));
  const light = (color: readonly number[]): number => {
    const [red = 0, green = 0, blue = 0] = color.map((each) =>
      each / 255 <= 0.03928 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrastOf = (element: Element): number => {
    const ground = behind(element);
    const [dark = 0, bright = 0] = [light(ground), light(rgb(getComputedStyle(element).color, ground))].sort();
    return (bright + 0.05) / (dark + 0.05);
  };
  const host = document.querySelector(selector);
  const { left = 0, top = 0 } = host?.getBoundingClientRect() ?? {};
  return [...(host?.querySelectorAll('*') ?? [])]
    .filter(
      (each) => each.checkVisibility({ visibilityProperty: true }) && !['OPTION', 'DETAILS'].includes(each.tagName),
    )
    .map((each) => {
      const box = each.getBoundingClientRect();
      const hasText = [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== '');
      return {
        name: `${each.tagName.toLowerCase()}.${each.className} ${each.getAttribute('value') ?? ''}`,
        box: [box.left - left, box.top - top, box.width, box.height].map(Math.round),
        contrast: hasText ? contrastOf(each) : null,
      };
    });
}

const room = ':is(mainstay-contribute, mainstay-banner) { width: 340px !important }';
const hosts = 'mainstay-contribute, mainstay-banner, #re-c';

/** As WordPress marks a single post, in classic and in block themes. */
const bodyOfPost = 'wp-singular single single-post wp-embed-responsive is-light-theme singular';
const mainOfPost =
  'content prose entry-content wp-block-post-content has-global-padding is-layout-constrained wp-block-post-content-is-layout-constrained';

/** The same page with the sheet in it, before ours or after; `content` is what themes call the place of articles. */
async function styled(reader: Reader, css: string, position: 'before' | 'after' | 'without'): Promise<void> {
  await reader.context.unrouteAll();
  await reader.context.route('**/theme.css', (route) => route.fulfill({ contentType: 'text/css', body: css }));
  await reader.context.route('**/room.css', (route) => route.fulfill({ contentType: 'text/css', body: room }));
  await reader.context.route('**/_local/states/*?*', async (route) => {
    const response = await route.fetch();
    const link = position === 'without' ? '' : '<link rel="stylesheet" href="/theme.css">';
    // Where themes leave articles differs; what is compared is what they do within the same room.
    const room = '<link rel="stylesheet" href="/room.css">';
    const html = (await response.text())
      .replace('<body', `<body class="${bodyOfPost}"`)
      .replace('<main>', `<main class="${mainOfPost}">`)
      .replace(position === 'before' ? '<link rel="stylesheet" href="/web/' : '</head>', (found) => `${link}${found}`)
      .replace('</head>', `${room}</head>`);
    await route.fulfill({ response, body: html });
  });
}

async function partsAt(page: Page, site: string, name: string): Promise<Part[]> {
  await page.goto(`${site}${state(name)}${name === 'note-link' ? '#re-c' : ''}`, { waitUntil: 'networkidle' });
  return page.evaluate(partsOf, hosts);
}
/** Of the parts that are there in both, those of another size. */
const isNear = (one: readonly number[] = [], other: readonly number[] = []): boolean =>
  one.every((each, at) => Math.abs(each - (other[at] ?? Number.NaN)) <= 2);

/** Of the page without a theme: the same for every theme, so it is looked at once. */
const bareParts = new Map<string, readonly Part[]>();

describeInBrowser('on a page styled by', (scene) => {
  test.each(Object.keys(siteStyles))(
    '%s, before or after ours, all words can be read and nothing is moved',
    async (name) => {
      const css = (await siteStyles[name]?.()) ?? '';
      expect(css.length).toBeGreaterThan(500);
      const { site } = scene.environment();
      const reader = await scene.reader({ viewport: phone, reducedMotion: 'reduce' });
      for (const shown of shownStates) {
        if (!bareParts.has(shown)) {
          await styled(reader, '', 'without');
          bareParts.set(shown, await partsAt(reader.page, site, shown));
        }
        const bare = bareParts.get(shown) ?? [];
        expect(bare.length).toBeGreaterThan(3);
        for (const position of ['before', 'after'] as const) {
          await styled(reader, css, position);
          const parts = await partsAt(reader.page, site, shown);
          await takePicture(reader.page, `styled ${name} ${position} ${shown}`);
          const pale = parts.filter(({ contrast }) => contrast !== null && contrast < 4.5);
          expect([name, position, shown, pale]).toEqual([name, position, shown, []]);
          const moved = parts.filter(({ box }, at) => !isNear(bare[at]?.box.slice(2), box.slice(2)));
          expect([name, position, shown, moved.map((each) => [each, bare[parts.indexOf(each)]?.box])]).toEqual([
            name,
            position,
            shown,
            [],
          ]);
        }
      }
      await reader.page.setViewportSize(desk);
      await partsAt(reader.page, site, 'box-too-small');
      await takePicture(reader.page, `styled ${name} desk`);
      expect(await reader.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    },
  );
});
