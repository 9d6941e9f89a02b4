// The supporter's page: all of it is Mainstay's element. Without JavaScript it can only say what the server has proved.
import { html } from 'hono/html';
import type { Page } from './document.ts';

export const accountPage = (): Page => ({
  title: 'Your account · The Meridian',
  description: 'What this browser is known for, and how to change or end it.',
  script: 'account',
  main: html`<div class="account">
<header><p class="kind">For supporters</p><h1>Your account</h1></header>
<mainstay-account support-page="/support">
<noscript>
<p data-mainstay-show="peace">Banners are off in this browser. Thank you for your support.</p>
<p>Seeing more, and changing what you give, needs JavaScript on this one page.</p>
</noscript>
</mainstay-account>
</div>`,
});
