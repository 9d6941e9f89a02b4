// Every state of every element, as readers meet it: reached, accessible, within the policy, within the window at 400 %
// zoom, in light and dark, on a phone and a desk, in every language and from right to left. Pictures of all of them lie
// in the folder of screenshots, to be looked at.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { GalleryState } from '../../local/gallery/gallery-state.ts';
import { states } from '../../local/gallery/states.ts';
import { languages } from '../../web/publish/manifest.ts';
import { accessibilityFlaws } from '../support/axe.ts';
import { describeInBrowser, type Scene, takePicture } from '../support/browser.ts';
import { complaintsOf } from '../support/page-complaints.ts';

const desk = { width: 1200, height: 720 };
const phone = { width: 375, height: 720 };
/** 1280 points at 400 %. */
const zoomed = { width: 320, height: 720 };

/** One page shows them one after the other: a new browser for each would take most of the time. */
async function opened(scene: Scene): Promise<(state: GalleryState, query: string) => Promise<Page>> {
  const { page } = await scene.reader({ viewport: desk, reducedMotion: 'reduce' });
  const complaints = complaintsOf(page);
  return async (state, query) => {
    const fragment = state.fragment === undefined ? '' : `#${state.fragment}`;
    await page.goto(`${scene.environment().site}/_local/states/${state.name}?${query}${fragment}`);
    await page.locator(state.shows).first().waitFor({ state: 'visible' });
    expect(complaints).toEqual([]);
    return page;
  };
}
/** The page's own theme, without drawing the state again. */
const wear = (page: Page, theme: 'light' | 'dark'): Promise<void> =>
  page.evaluate((worn) => {
    document.documentElement.dataset['theme'] = worn;
  }, theme);
const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

async function lookAt(page: Page, name: string, sizes: readonly (typeof desk)[]): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    expect([name, size.width, await isTooWide(page)]).toEqual([name, size.width, false]);
    if (size !== zoomed) await takePicture(page, `state ${name} ${size.width}`);
  }
  expect(await accessibilityFlaws(page)).toEqual([]);
}

describeInBrowser('every state', (scene) => {
  const groups = ['banner', 'progress', 'note', 'box', 'account', 'remind'].map((group) => ({
    group,
    members: states.filter(({ name }) => name.startsWith(group)),
  }));
  test('belongs to a group', () => expect(groups.flatMap(({ members }) => members).length).toBe(states.length));
  test.each(groups)(
    'of $group is reached, has no flaw, breaks no policy and fits, by day and by night',
    async ({ members }) => {
      const open = await opened(scene);
      for (const state of members) {
        const page = await open(state, 'theme=light');
        await lookAt(page, `${state.name} light`, [zoomed, desk]);
        await wear(page, 'dark');
        await lookAt(page, `${state.name} dark`, [phone]);
      }
    },
  );
});

const spoken = ['banner-top', 'box-too-small', 'progress-half', 'note-pending', 'account-membership'];
const widths = [320, 390, 768, 1280, 1920];
describeInBrowser('in every language, at every width, in light, dark and forced colours', (scene) => {
  test.each([...languages, 'he'])('%s', async (language) => {
    const open = await opened(scene);
    const members = states.filter(({ name }) => spoken.includes(name));
    for (const state of members) {
      const page = await open(state, `theme=light&lang=${language}`);
      expect(await page.locator('main').innerText()).not.toMatch(/[{}]|undefined/);
      for (const theme of ['light', 'dark'] as const) {
        await wear(page, theme);
        await lookEverywhere(page, `${state.name} ${language} ${theme}`);
        expect(await accessibilityFlaws(page)).toEqual([]);
      }
    }
    // At the end, because Chromium does not find the way back from them. Their contrast is the reader's own.
    for (const state of members) {
      const page = await open(state, `theme=light&lang=${language}`);
      await page.emulateMedia({ forcedColors: 'active' });
      await lookEverywhere(page, `${state.name} ${language} forced colours`);
    }
  });
});

/** They take a minute more: MAINSTAY_PICTURES=all takes them, to be looked at. */
const isPictured = process.env['MAINSTAY_PICTURES'] === 'all';

async function lookEverywhere(page: Page, name: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 720 });
    expect([name, width, await isTooWide(page)]).toEqual([name, width, false]);
    if (isPictured) await takePicture(page, `state ${name} ${width}`);
  }
}

describeInBrowser('with a reader’s own ways', (scene) => {
  const shown = states.filter(({ name }) => ['box-monthly', 'banner-top', 'note-thanks'].includes(name));
  test.each(shown)('$name in forced colours tells what is chosen', async (state) => {
    const { page } = await scene.reader({ viewport: { width: 800, height: 640 }, forcedColors: 'active' });
    const fragment = state.fragment === undefined ? '' : `#${state.fragment}`;
    await page.goto(`${scene.environment().site}/_local/states/${state.name}${fragment}`);
    await page.locator(state.shows).first().waitFor({ state: 'visible' });
    await takePicture(page, `state ${state.name} forced colours`);
    if (state.name !== 'box-monthly') return;
    const [chosen, other] = await page.evaluate(() =>
      [':checked + span', 'input:not(:checked) + span'].map((each) => {
        const found = document.querySelector(`.mainstay-frequencies ${each}`);
        return found === null ? '' : getComputedStyle(found).backgroundColor;
      }),
    );
    expect(chosen).not.toBe(other);
  });
  test('nothing moves for who asked for no motion', async () => {
    const { page } = await scene.reader({ reducedMotion: 'reduce' });
    await page.goto(`${scene.environment().site}/_local/states/note-thanks#re-a`);
    await page.locator('#re-a').waitFor({ state: 'visible' });
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });
  test('the overview leads to every state', async () => {
    const { page } = await scene.reader({ viewport: { width: 1400, height: 900 } });
    await page.goto(`${scene.environment().site}/_local/states`);
    expect(await page.locator('iframe').count()).toBe(states.length);
    await takePicture(page, 'states overview');
  });
});
