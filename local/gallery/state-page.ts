// One state of one element on a page of its own, made as a newsroom makes its pages: from the published files, under the
// same strict policy. Language, theme and paper come from the address.
import { html, raw } from 'hono/html';
import { settings } from '#settings';
import { passText } from '../../shared/core/pass.ts';
import { day } from '../../shared/core/time.ts';
import { scriptFor } from '../../web/publish/manifest.ts';
import type { Markup } from '../demo/document.ts';
import type { Published } from '../demo/published.ts';
import type { GalleryPage, GalleryState } from './gallery-state.ts';
import { hebrew } from './hebrew.ts';

export interface Look {
  /** A published language, or `he`: the elements' English bundle with a page's own strings, from right to left. */
  readonly lang: string;
  readonly theme: 'light' | 'dark' | 'auto';
  /** `plain` is how the elements look without a theme; `meridian` the demo newspaper's. */
  readonly paper: 'plain' | 'meridian';
}
const passName = 'gallery';

export function statePage(state: GalleryState, look: Look, published: Published, now: number): Markup {
  const { manifest } = published;
  const { lang, theme, paper } = look;
  const isHebrew = lang === 'he';
  const script = scriptFor(manifest, state.kind, lang);
  const style = manifest.styles[state.kind];
  const pass = `${passText({ keyId: 'k1', tier: 'supporter', expiresAt: now + 30 * day })}.${'m'.repeat(43)}`;
  const { answers = {}, actions = [], hasPass = false } = state;
  const shown = JSON.stringify({ answers, actions, passName, pass: hasPass ? pass : '' });
  const paperStyle = paper === 'meridian' ? html`<link rel="stylesheet" href="/meridian.css">` : '';
  return html`<!doctype html>
<html lang="${lang}" dir="${isHebrew ? 'rtl' : 'ltr'}" data-theme="${theme}">
<head>
<meta charset="utf-8">
<script src="/_local/states/stand-in.js" data-state="${shown}"></script>
<script data-pass="${passName}">${raw(manifest.head.text)}</script>
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${state.title}</title>
<link rel="stylesheet" href="/web/${style.file}" integrity="${style.integrity}">
${paperStyle}
<link rel="icon" href="/pictures/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/_local/states/gallery.css">
<script src="/web/${script.file}" integrity="${script.integrity}" data-pass="${passName}" defer></script>
${isHebrew ? html`<script type="application/json" id="mainstay-strings">${raw(JSON.stringify(hebrew))}</script>` : ''}
</head>
<body class="state ${state.kind}">
<main>
<h1>${state.title}</h1>
${raw(state.markup(pageFor(look, published)))}
</main>
</body>
</html>`;
}

function pageFor({ lang }: Look, { print, offers }: Published): GalleryPage {
  const page = { lang, ...(lang === 'he' ? { strings: hebrew } : {}) };
  const [campaign] = settings.campaigns;
  const methods = ['Visa', 'Mastercard', 'American Express', 'Apple Pay', 'Google Pay', 'SEPA'];
  return {
    lang,
    printBox: (more = {}) => print.printBox(offers, { ...page, returnUrl: '/', source: 'gallery', methods, ...more }),
    printBanner: (placement, closable) => print.printBanner({ ...page, placement, closable, href: '#support' }),
    printProgress: () =>
      campaign === undefined
        ? ''
        : print.printProgress(
            { campaign: campaign.id, goalMinor: campaign.goalMinor, currency: campaign.currency },
            page,
          ),
    printNotes: () => print.printNotes(page),
  };
}
