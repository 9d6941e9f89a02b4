// The frame of every page: head, masthead, the page's own part, footer. Order in the head matters: the clock,
// then the decision, then the style sheets, so that the first paint is already right.
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { type Kind, scriptFor } from '../../web/publish/manifest.ts';
import { topicSlug } from './article.ts';
import type { Published } from './published.ts';

export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;
export interface Page {
  readonly title: string;
  readonly description: string;
  /** Language of its text; the masthead is English everywhere. */
  readonly lang?: string;
  /** Which of the scripts it needs. */
  readonly script: Kind;
  /** Above the masthead. */
  readonly banner?: Markup;
  readonly main: Markup;
}
export interface Printing {
  readonly isQuiet: boolean;
  /** The reader is where giving is a danger: nothing on the page asks. */
  readonly isNotFromHere: boolean;
  readonly published: Published;
  /** Null where the page's clock is the browser's. */
  readonly clockScript: string | null;
  readonly passName: string;
}

export const documentOf = (page: Page, printing: Printing): Markup => html`<!doctype html>
<html lang="${page.lang ?? 'en'}"${raw(marksOf(printing))}>
<head>
<meta charset="utf-8">
${printing.clockScript === null ? '' : html`<script src="${printing.clockScript}"></script>`}
<script data-pass="${printing.passName}">${raw(printing.published.manifest.head.text)}</script>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title}</title>
<meta name="description" content="${page.description}">
<link rel="icon" href="/pictures/icon.svg" type="image/svg+xml">
${mainstayStyle(page, printing)}
<link rel="stylesheet" href="/meridian.css">
${mainstayScript(page, printing)}
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
${page.banner ?? ''}
${masthead}
<main id="main" tabindex="-1">
${page.main}
</main>
${foot}
${raw(printing.published.print.printNotes({ lang: page.lang ?? 'en' }))}
</body>
</html>`;

const marksOf = ({ isQuiet, isNotFromHere }: Printing): string =>
  [isQuiet ? ' data-mainstay="quiet"' : '', isNotFromHere ? ' data-mainstay-here="not-from-here"' : ''].join('');

function mainstayStyle({ script }: Page, { published }: Printing): Markup {
  const { file, integrity } = published.manifest.styles[script];
  return html`<link rel="stylesheet" href="/web/${file}" integrity="${integrity}">`;
}

function mainstayScript({ script, lang = 'en' }: Page, { published, passName }: Printing): Markup {
  const { file, integrity } = scriptFor(published.manifest, script, lang);
  return html`<script src="/web/${file}" integrity="${integrity}" data-pass="${passName}" data-asks-per-month="40" defer></script>`;
}

const sections = ['Orsava', 'Public records', 'Culture', 'Trade', 'Borders'];

const masthead = html`<header class="masthead">
<div class="masthead-top">
<p class="edition"><span>Weekend edition</span><time datetime="2026-11-22">Sunday, 22 November 2026</time></p>
<a class="name" href="/">The <span>Meridian</span></a>
<p class="reader"><a class="support-link" href="/support" data-mainstay-show="ask">Support us</a><a href="/account" data-mainstay-show="quiet">Your account</a></p>
</div>
<nav aria-label="Sections"><ul>${sections.map(
  (each) => html`<li><a href="/topics/${topicSlug(each)}">${each}</a></li>`,
)}</ul></nav>
</header>`;

const foot = html`<footer class="foot">
<p class="name">The Meridian</p>
<p>Independent, read in 61 countries, banned in one. The newspaper, its people and its places are invented; it is here to show Mainstay at work.</p>
<p><a href="/support">Support us</a> · <a href="/account">Your account</a> · <a href="/articles/what-your-two-dollars-do">Who pays for us</a></p>
</footer>`;
