// The page on which readers confirm a reminder or end the messages. What proves their mailbox is in the fragment of the
// message's link, so no server gets it before a button is pressed. A mail program ends them without this page, with its own
// button.
import { html, raw } from 'hono/html';
import type { Page } from './document.ts';
import type { Published } from './published.ts';

export const reminderPage = (published: Published): Page => ({
  title: 'Reminders · The Meridian',
  description: 'Confirm a reminder, cancel it, or refuse them all.',
  script: 'cancel',
  main: html`<div class="account">
<header><p class="kind">For readers</p><h1>Reminders</h1></header>
${raw(published.print.printCancel({ lang: 'en' }))}
</div>`,
});
