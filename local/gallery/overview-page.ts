// The gallery's start page: every state in a frame of its own, with links to another language, theme or
// paper.
import { html } from 'hono/html';
import { languages } from '../../web/publish/manifest.ts';
import type { Markup } from '../demo/document.ts';
import type { GalleryState } from './gallery-state.ts';
import type { Look } from './state-page.ts';
import { states } from './states.ts';

export const overviewPage = (look: Look): Markup => html`<!doctype html>
<html lang="en" data-theme="${look.theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mainstay: every state of every element</title>
<link rel="icon" href="/pictures/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/_local/states/gallery.css">
</head>
<body class="overview">
<header>
<h1>Every state of every element</h1>
<p>The published files with canned answers: nothing here reaches the API, and nothing is paid.</p>
<nav aria-label="Look">
${choices('Language', [...languages, 'he'], look, 'lang')}
${choices('Theme', ['light', 'dark', 'auto'], look, 'theme')}
${choices('Paper', ['plain', 'meridian'], look, 'paper')}
</nav>
</header>
<main>${states.map((state) => framed(state, look))}</main>
</body>
</html>`;

const choices = (name: string, values: readonly string[], look: Look, key: keyof Look): Markup =>
  html`<p>${name}: ${values.map((value) =>
    value === look[key]
      ? html` <strong>${value}</strong>`
      : html` <a href="/_local/states?${new URLSearchParams({ ...look, [key]: value }).toString()}">${value}</a>`,
  )}</p>`;

function framed({ name, title, fragment = '' }: GalleryState, look: Look): Markup {
  const address = `/_local/states/${name}?${new URLSearchParams({ ...look }).toString()}`;
  const inFragment = fragment === '' ? address : `${address}#${fragment}`;
  return html`<section>
<h2><a href="${inFragment}">${title}</a> <code>${name}</code></h2>
<iframe src="${inFragment}" title="${title}" loading="lazy"></iframe>
</section>`;
}
