// The page that readers open to give. Its box is visible to supporters too: they may give once more, or for somebody else.
import { html } from 'hono/html';
import { box, progress } from './asks.ts';
import type { Page } from './document.ts';
import type { Published } from './published.ts';

export const supportPage = (published: Published): Page => ({
  title: 'Support us · The Meridian',
  description: 'The Meridian is paid for by its readers. Once, monthly or annually.',
  script: 'mainstay',
  main: html`<div class="support">
<header>
<p class="kind">Paid for by readers</p>
<h1>A newspaper that answers to you</h1>
<p class="standfirst">No advertisers, no owners, no state. Readers pay for the reporting, and for every page being free to those who cannot.</p>
<p class="already" data-mainstay-show="quiet"><strong>You are a supporter already: thank you.</strong> Nothing here asks you again. What you give below comes on top; to change what you give, go to <a href="/account">your account</a>.</p>
<p class="already" data-mainstay-show="not-from-here"><strong>We do not ask where you are.</strong> There, giving to us can be held against you. You help us most by reading, and by staying safe.</p>
</header>
${progress(published)}
<ul class="reasons">
<li><strong>You are never asked twice.</strong> Give any amount and the banners in this browser go away.</li>
<li><strong>You stay unknown.</strong> No account, no password. We do not keep your name or your address.</li>
<li><strong>You can stop at any time.</strong> One page, one button, no message.</li>
</ul>
${box(published, { page: '/support', source: 'support', always: true })}
</div>`,
});
