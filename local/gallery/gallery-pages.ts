// `/_local/states`: the gallery's addresses, under the same policy as the newspaper's pages, except that its states may
// be in frames of its own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import type { Clock } from '../../shared/ports/system.ts';
import { languages } from '../../web/publish/manifest.ts';
import { headersFor } from '../demo/policy.ts';
import type { Published } from '../demo/published.ts';
import { overviewPage } from './overview-page.ts';
import { standInScript } from './stand-in-script.ts';
import { type Look, statePage } from './state-page.ts';
import { states } from './states.ts';

export function galleryPages(published: Published, clock: Clock): Hono {
  const headers = headersFor(published.manifest.head.policy, []);
  const policy = headers['content-security-policy'] ?? '';
  const framed = {
    ...headers,
    'content-security-policy': `${policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")}; frame-src 'self'`,
  };
  const style = readFileSync(join(import.meta.dirname, 'gallery.css'), 'utf8');
  const app = new Hono();
  app.get('/_local/states', async (context) => context.html(await overviewPage(lookOf(context)), 200, framed));
  app.get('/_local/states/stand-in.js', (context) =>
    context.body(standInScript, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
  app.get('/_local/states/gallery.css', (context) =>
    context.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }),
  );
  app.get('/_local/states/:state', async (context) => {
    const state = states.find(({ name }) => name === context.req.param('state'));
    if (state === undefined) return context.notFound();
    return context.html(await statePage(state, lookOf(context), published, clock.now()), 200, framed);
  });
  return app;
}

function lookOf(context: Context): Look {
  const requested = (key: string, known: readonly string[]): string =>
    known.find((each) => each === context.req.query(key)) ?? '';
  const theme = requested('theme', ['light', 'dark']);
  return {
    lang: requested('lang', [...languages, 'he']) || 'en',
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
    paper: requested('paper', ['meridian']) === 'meridian' ? 'meridian' : 'plain',
  };
}
