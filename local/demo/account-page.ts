// The supporter's page, all of which is Mainstay's element. Without JavaScript it says what the server has verified, and a
// plain form requests a link, whose code makes this browser known.
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
<p data-mainstay-show="quiet">Banners are off in this browser. Thank you for your support.</p>
<p>Seeing more, and changing what you give, needs JavaScript on this one page.</p>
<form class="mainstay-ask" method="post" action="/v1/links">
<p>If you gave in another browser: type the address you gave with, and an e-mail brings you a code for this one. We keep no address.</p>
<input type="hidden" name="purpose" value="device"><input type="hidden" name="locale" value="en">
<label>E-mail address<input class="mainstay-field" type="email" name="email" autocomplete="email" required></label>
<button class="mainstay-secondary" type="submit">Send me a code</button>
</form>
</noscript>
</mainstay-account>
</div>`,
});
