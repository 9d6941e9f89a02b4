// The frame of every page: one column on a phone, clear focus, dark at night, no script and no foreign resource, and the
// one thing a reader must never mistake at the top.
import { html, raw } from 'hono/html';
import { style } from './style.ts';

export type Html = ReturnType<typeof html>;

export function page(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<aside class="notice" aria-label="Notice">Sandbox: no real money</aside>
<main>${body}</main>
</body>
</html>`;
}

/** A page that says one thing and offers one way on. */
export function plainPage(title: string, words: string, way?: { readonly href: string; readonly text: string }): Html {
  return page(
    title,
    html`<section class="card"><h1>${title}</h1><p>${words}</p>${way ? html`<p><a href="${way.href}">${way.text}</a></p>` : ''}</section>`,
  );
}
