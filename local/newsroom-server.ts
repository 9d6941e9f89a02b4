// TEMPORARY until local/newsroom exists.
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { settings } from '../mainstay.config.ts';
import { contributionBox } from '../web/contribution-box.ts';
import { note, noteWords } from '../web/notes.ts';
import { toHtml } from '../web/tree.ts';
import { speechOf } from '../web/words.ts';

export async function openNewsroom({ web }: { web: string }): Promise<RequestListener> {
  const pass = settings.cookies.pass;
  return (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path.startsWith('/assets/')) {
      const file = path.slice(8);
      response.setHeader('content-type', file.endsWith('.css') ? 'text/css' : 'text/javascript');
      return void response.end(readFileSync(join(web, file)));
    }
    if (!/^\/(articles\/.*|account|)$/.test(path)) return void response.writeHead(404).end('no');
    const speech = speechOf('en');
    const usd = settings.offer.currencies[0];
    if (usd === undefined) throw new Error();
    const amounts = Object.fromEntries(Object.entries(usd.amounts).map(([f, r]) => [f, { ...r, suggestedMinor: [...r.suggestedMinor], stepMinor: 1 }])) as any;
    const box = toHtml(contributionBox({ frequencies: ['once', 'monthly', 'annual'], currencies: settings.offer.currencies.map((c) => c.currency), currency: 'usd', decimals: 2, amounts, campaign: null } as any, speech, { action: '/v1/checkouts', returnUrl: path, source: 'article', campaign: 'ad-free' }));
    const hasPass = new RegExp(`(^|; )${pass}=v1\\.[a-z0-9-]+\\.supporter\\.`).test(request.headers.cookie ?? '');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"${hasPass ? ' data-mainstay="peace"' : ''}><head><title>x</title><script src="/_local/clock.js"></script><script data-pass="${pass}">${readFileSync(join(web, 'head.js'), 'utf8')}</script><link rel="stylesheet" href="/assets/mainstay.css"><script src="/assets/mainstay.js" data-pass="${pass}" defer></script></head><body><mainstay-banner><p>Enjoying ad-free content?</p></mainstay-banner>${noteWords.map((w) => toHtml(note(w, speech))).join('')}<h1>Article</h1>${path === '/account' ? '<mainstay-account></mainstay-account>' : `<mainstay-contribute>${box}</mainstay-contribute>`}</body></html>`);
  };
}
