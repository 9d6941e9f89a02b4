// A supporter is never asked, and a closed banner stays closed, whatever a framework does to the page: each as docs/web.md
// says to use it, and as somebody uses it who has not read that.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { settings } from '#settings';
import { describeInBrowser, type Scene, takePicture } from '../support/browser.ts';
import { article } from '../support/browser-reader.ts';
import {
  bundledScript,
  closable,
  documentOf,
  type OurTags,
  ourTags,
  packedScript,
  servePages,
} from '../support/framework-pages.ts';
import { siteFile } from '../support/site-styles.ts';

const links = '<nav><a href="/frameworks/one">One</a> <a href="/frameworks/two">Two</a></nav>';
const isShown = (page: Page): Promise<boolean> => page.locator('mainstay-banner').first().isVisible();
const markOf = (page: Page): Promise<string | null> => page.locator('html').getAttribute('data-mainstay');

interface Site {
  readonly page: Page;
  /** Follows a link of the page, as the framework does it, and waits until the other page is there. */
  go(title: 'One' | 'Two'): Promise<void>;
  back(title: 'One' | 'Two'): Promise<void>;
}
/** A reader at the first of two pages, in a browser of a supporter or of a stranger. */
async function at(scene: Scene, isSupporter: boolean, pages: (tags: OurTags) => Record<string, string>): Promise<Site> {
  const { site } = scene.environment();
  const reader = await scene.reader();
  if (isSupporter) await reader.give({ frequency: 'Monthly', amount: '$5' });
  await servePages(reader.context, pages(await ourTags(site, article)));
  const { page } = reader;
  const isThere = (title: string) => page.waitForFunction((wanted) => document.title === wanted, title);
  await page.goto(`${site}/frameworks/one`, { waitUntil: 'networkidle' });
  return {
    page,
    go: async (title) => {
      await page.getByRole('link', { name: title, exact: true }).click();
      await isThere(title);
    },
    back: async (title) => {
      await page.goBack();
      await isThere(title);
    },
  };
}

/** What every framework must leave as it is. */
async function isLeftAlone(scene: Scene, pages: (tags: OurTags) => Record<string, string>): Promise<void> {
  const supporter = await at(scene, true, pages);
  for (const step of [() => supporter.go('Two'), () => supporter.go('One'), () => supporter.back('Two')]) {
    await step();
    expect([await markOf(supporter.page), await isShown(supporter.page)]).toEqual(['quiet', false]);
    expect((await supporter.page.evaluate(() => window.mainstayPaint))?.framesWithBanner).toBe(0);
  }
  const stranger = await at(scene, false, pages);
  await stranger.go('Two');
  await stranger.back('One');
  expect(await isShown(stranger.page)).toBe(true);
  await stranger.page.locator('mainstay-banner .mainstay-close').first().click();
  expect(await isShown(stranger.page)).toBe(false);
  await stranger.go('Two');
  expect(await isShown(stranger.page)).toBe(false);
}

describeInBrowser('on a site with', (scene) => {
  test('Turbo', async () => {
    const turbo = await bundledScript('import "@hotwired/turbo";');
    await isLeftAlone(scene, (tags) => ({
      one: documentOf(tags, { title: 'One', head: '<script src="turbo.js" defer></script>', body: links + closable }),
      two: documentOf(tags, { title: 'Two', head: '<script src="turbo.js" defer></script>', body: links + closable }),
      'turbo.js': turbo,
    }));
  });

  test.each([
    ['htmx 4', 'htmx.org/dist/htmx.min.js'],
    ['htmx 2', 'htmx2/dist/htmx.min.js'],
  ])('%s', async (_, file) => {
    const head = '<script src="htmx.js"></script>';
    const body = `<div hx-boost="true" hx-boost:inherited="true">${links}</div>${closable}`;
    await isLeftAlone(scene, (tags) => ({
      one: documentOf(tags, { title: 'One', head, body }),
      two: documentOf(tags, { title: 'Two', head, body }),
      'htmx.js': packedScript(file),
    }));
  });

  test('Astro’s <ClientRouter />', async () => {
    const head =
      '<meta name="astro-view-transitions-enabled" content="true"><meta name="astro-view-transitions-fallback" content="animate"><script type="module" src="astro.js"></script>';
    await isLeftAlone(scene, (tags) => ({
      one: documentOf(tags, { title: 'One', head, body: links + closable, root: 'class="a"' }),
      two: documentOf(tags, { title: 'Two', head, body: links + closable, root: 'class="b"' }),
      'astro.js': siteFile('astro-client-router.js'),
    }));
  });

  test('SvelteKit, with the bundle from `onMount`', async () => {
    const site: Record<string, string> = JSON.parse(siteFile('sveltekit-site.json'));
    await isLeftAlone(scene, ({ snippet, style, script }) => {
      const [, source = ''] = /src="([^"]*)"/.exec(script) ?? [];
      const brought = `<meta name="bundle" data-src="${source}" data-pass="${settings.cookies.pass}">`;
      const tags = `${snippet}${style}${brought}`;
      return Object.fromEntries(
        Object.entries(site).map(([path, text]) => [path, text.replace('OUR-TAGS', () => tags)]),
      );
    });
  });
});

/** The whole document is React's: `hydrateRoot(document, …)`; `load` says how the page brings the elements along. */
const app = (body: string) => `
  import { createElement as h, useEffect, useState } from 'react';
  import { hydrateRoot } from 'react-dom/client';
  const tags = JSON.parse(document.getElementById('tags').textContent);
  function Banner() {
    return h('mainstay-banner', { closable: '', placement: 'top' }, h('p', { className: 'mainstay-line' }, 'Please support us.'));
  }
  function Page() {
    const [count, setCount] = useState(0);
    ${body}
    return h('button', { id: 'count', onClick: () => setCount(count + 1) }, 'Pressed ' + count);
  }
  window.complaints = [];
  hydrateRoot(
    document,
    h('html', { lang: 'en' },
      h('head', null, h('title', null, 'One')),
      h('body', null, h(Banner), h(Page), h('script', { id: 'tags', type: 'application/json', dangerouslySetInnerHTML: { __html: document.getElementById('tags').textContent } })),
    ),
    { onRecoverableError: (error) => window.complaints.push(String(error)) },
  );`;
type Brought = 'by the page' | 'before' | 'before, into a page with a mistake';
const reactPage = (tags: OurTags, brought: Brought): string => {
  const script = /src="([^"]*)"/.exec(tags.script)?.[1] ?? '';
  const scriptText = JSON.stringify({ script });
  const ours = brought === 'by the page' ? '' : tags.script;
  // React then draws the whole document anew, and takes every attribute from <html>.
  const pressed = brought === 'before, into a page with a mistake' ? 'Pressed twice' : 'Pressed 0';
  return `<!doctype html><html lang="en"><head>${tags.snippet}${tags.style}${ours}<script src="/frameworks/app.js" defer></script><title>One</title></head><body><mainstay-banner closable="" placement="top"><p class="mainstay-line">Please support us.</p></mainstay-banner><button id="count">${pressed}</button><script id="tags" type="application/json">${scriptText}</script></body></html>`;
};
const loads = `useEffect(() => {
  const script = document.createElement('script');
  Object.assign(script, { src: tags.script });
  script.dataset.pass = '${settings.cookies.pass}';
  document.body.append(script);
}, []);`;

describeInBrowser('a whole document that React 19 hydrates', (scene) => {
  test.each([
    ['by the page', loads],
    ['before', ''],
    ['before, into a page with a mistake', ''],
  ] as const)('with the elements brought %s asks no supporter, and closes its banner', async (brought, body) => {
    const bundle = await bundledScript(app(body));
    const pages = (tags: OurTags) => ({ one: reactPage(tags, brought), 'app.js': bundle });
    const press = async ({ page }: Site): Promise<void> => {
      // Hydrated: the page's own button answers, and draws again.
      await expect
        .poll(async () => {
          await page.locator('#count').click();
          return page.locator('#count').innerText();
        })
        .toMatch(/^Pressed [1-9]/);
    };
    const supporter = await at(scene, true, pages);
    await press(supporter);
    expect([await markOf(supporter.page), await isShown(supporter.page)]).toEqual(['quiet', false]);
    expect((await supporter.page.evaluate(() => window.mainstayPaint))?.framesWithBanner).toBe(0);
    const stranger = await at(scene, false, pages);
    await press(stranger);
    await takePicture(stranger.page, `react ${brought}`);
    await stranger.page.locator('mainstay-banner .mainstay-close').click();
    expect(await isShown(stranger.page)).toBe(false);
    const complaints = await stranger.page.evaluate<unknown[]>('complaints');
    expect(complaints.length > 0).toBe(brought === 'before, into a page with a mistake');
  });
});
