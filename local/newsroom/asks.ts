// Where the newspaper asks: the banner above the page, the message after an article, and the contribution box. The words
// are the newspaper's own and stand in the page; the frames and the box are Mainstay's.
import { html, raw } from 'hono/html';
import type { CampaignOut } from '../../shared/api/schemas.ts';
import { parseCurrency } from '../../shared/core/money.ts';
import { showAmount } from '../../web/amounts.ts';
import { contributionBox, type DrawnOffer } from '../../web/contribution-box.ts';
import { toHtml } from '../../web/tree.ts';
import { type Markup, speech } from './document.ts';

/** What is printed on the pages: nothing that changes between two editions, like what was raised. */
export interface PrintedOffer extends DrawnOffer {
  readonly campaign: Pick<CampaignOut, 'campaign' | 'currency' | 'goalMinor'> | null;
}

/** `target`: the box on the same page, or the page that has one. */
export const topBanner = (
  offer: PrintedOffer,
  target: string,
): Markup => html`<mainstay-banner closable placement="top">
<section aria-label="A request from The Meridian">
<div class="mainstay-line">
<div class="mainstay-words">
<p class="mainstay-title">Enjoying ad-free content?</p>
<p>Since <time datetime="2026-07-01">1 July</time> our pages carry no advertisements, so that you can read in peace, and unwatched. That costs us <strong>${monthlyGoal(offer)} a month</strong>. Your support helps to fill the gap.</p>
</div>
<a class="mainstay-continue" href="${target}">Support us</a>
</div>
<div class="mainstay-line">
<p class="mainstay-words">Our journalism is banned in Orsava. Help us to keep providing it to the people who live there.</p>
<a class="mainstay-quiet" href="${target}">Contribute today</a>
</div>
</section>
</mainstay-banner>`;

export const message = (offer: PrintedOffer): Markup => html`<mainstay-banner placement="inline">
<section aria-labelledby="message">
<h2 class="mainstay-title" id="message">A message from The Meridian</h2>
<p>Dear readers,</p>
<p>In Orsava we have been declared an “undesirable organisation”. Our reporters’ work there is a crime by that word, and so is giving to us, for the readers who live there. Before that it was “foreign agent”. It has not stopped us: we still report from every one of its provinces, still print what others were told to leave out, and still reach its readers every day.</p>
<p>We can, because readers elsewhere stand behind us. If you are able to, please do so too, <strong>no matter how small the amount</strong>. You can support us <strong>every month from just ${leastMonthly(offer)}</strong>. It takes a minute to set up, and every contribution matters.</p>
</section>
</mainstay-banner>`;

const methods = ['Visa', 'Mastercard', 'American Express', 'Apple Pay', 'Google Pay', 'SEPA'];

export interface BoxPlace {
  /** Path of the page it stands on: where the reader comes back to. */
  readonly page: string;
  readonly source: string;
  /** It stays for supporters too, on a page they came to on purpose. */
  readonly always?: boolean;
}
export function box(offer: PrintedOffer, { page, source, always = false }: BoxPlace): Markup {
  const campaign = offer.campaign?.campaign;
  const drawn = contributionBox(offer, speech, { action: '/v1/checkouts', returnUrl: page, campaign, source, methods });
  return html`<mainstay-contribute source="${source}" methods="${methods.join(', ')}"${raw(always ? ' always' : '')}${
    campaign === undefined ? '' : html` campaign="${campaign}"`
  }>${raw(toHtml(drawn))}</mainstay-contribute>`;
}

const monthlyGoal = ({ campaign }: PrintedOffer): string =>
  campaign === null ? '$10,000' : shown(campaign.goalMinor, campaign.currency);
const leastMonthly = ({ amounts, currency }: PrintedOffer): string => shown(amounts.monthly.minimumMinor, currency);

function shown(amountMinor: number, code: string): string {
  const currency = parseCurrency(code);
  if (currency === null) throw new Error('the offer is in a currency without a unit');
  return showAmount(amountMinor, currency, speech.locale);
}
