// Pages of a site as frameworks make and change them, with the elements in them, under /frameworks of the local site: the
// frameworks are the published packages, bundled as a site would bundle them.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import type { BrowserContext } from 'playwright-core';

const { resolve } = createRequire(import.meta.url);

export interface SitePage {
  readonly title: string;
  /** What stands in the head behind the elements' own tags. */
  readonly head?: string;
  readonly body: string;
  /** The attributes of `<html>` beside its language. */
  readonly root?: string;
}
/** The tags that load the elements, as the local site writes them. */
export interface OurTags {
  readonly snippet: string;
  readonly style: string;
  readonly script: string;
}

export async function ourTags(site: string, article: string): Promise<OurTags> {
  const html = await (await fetch(site + article)).text();
  const found = (shape: RegExp): string => shape.exec(html)?.[0] ?? '';
  return {
    snippet: found(/<script data-pass[\s\S]*?<\/script>/),
    style: found(/<link rel="stylesheet" href="\/web\/[^>]*>/),
    script: found(/<script src="\/web\/[^>]*><\/script>/),
  };
}

export const closable =
  '<mainstay-banner closable placement="top"><p class="mainstay-line">Please support us.</p></mainstay-banner>';

export const documentOf = (
  { snippet, style, script }: OurTags,
  { title, head = '', body, root = '' }: SitePage,
): string =>
  `<!doctype html><html lang="en" ${root}><head><meta charset="utf-8"><title>${title}</title>${snippet}${style}${script}${head}</head><body>${body}</body></html>`;

/** Serves them to this browser; nothing of them is cached. */
export async function servePages(context: BrowserContext, pages: Readonly<Record<string, string>>): Promise<void> {
  await context.route('**/frameworks/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    const body = pages[pathname.replace('/frameworks/', '')];
    const contentType = pathname.endsWith('.js') ? 'text/javascript' : 'text/html';
    await route.fulfill(body === undefined ? { status: 404 } : { contentType, body });
  });
}

/** A package's file for `<script src>`. */
export const packedScript = (file: string): string => readFileSync(resolve(file), 'utf8');

/** A site's own script, bundled with what it imports. */
export async function bundledScript(contents: string): Promise<string> {
  const { outputFiles = [] } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true,
    write: false,
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles[0]?.text ?? '';
}
