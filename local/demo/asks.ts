// Where the newspaper asks for money: the banner above the page, the text after an article, and the contribution box. The
// text is the newspaper's own and is part of the page; the elements around it are Mainstay's.
import { html, raw } from 'hono/html';
import { settings } from '#settings';
import type { Markup } from './document.ts';
import type { Published } from './published.ts';

const lang = 'en';

/** `target`: the box on the same page, or the page that has one. */
export const topBanner = (
  published: Published,
  target: string,
): Markup => html`<mainstay-banner closable placement="top">
<section aria-label="A request from The Meridian">
<div class="mainstay-line">
<div class="mainstay-text">
<p class="mainstay-title">Enjoying ad-free content?</p>
<p>Since <time datetime="2026-07-01">1 July</time> our pages carry no advertisements, so that you can read undisturbed, and unwatched. That costs us <strong>${monthlyGoal(published)} a month</strong>. Your support helps to fill the gap.</p>
</div>
<a class="mainstay-continue" href="${target}">Support us</a>
</div>
<div class="mainstay-line">
<p class="mainstay-text">Our journalism is banned in Orsava. Help us to keep providing it to the people who live there.</p>
<a class="mainstay-secondary" href="${target}">Contribute today</a>
</div>
</section>
</mainstay-banner>`;

export const message = (published: Published): Markup => html`<mainstay-banner placement="end">
<section aria-labelledby="message">
<h2 class="mainstay-title" id="message">A message from The Meridian</h2>
<p>Dear readers,</p>
<p>In Orsava we have been declared an “undesirable organisation”. Our reporters’ work there is a crime by that word, and so is giving to us, for the readers who live there. Before that it was “foreign agent”. It has not stopped us: we still report from every one of its provinces, still print what others had to leave out, and still reach its readers every day.</p>
<p>We can, because readers elsewhere stand behind us. If you are able to, please do so too, <strong>no matter how small the amount</strong>. You can support us <strong>every month from just ${leastMonthly(published)}</strong>. It takes a minute to set up, and every contribution matters.</p>
</section>
</mainstay-banner>`;

const methods = ['Visa', 'Mastercard', 'American Express', 'Apple Pay', 'Google Pay', 'SEPA'];
const [campaign] = settings.campaigns;

export interface BoxOptions {
  /** Path of the page that holds it: where the reader comes back to. */
  readonly page: string;
  readonly source: string;
  /** It stays visible for supporters too, on a page they opened to give. */
  readonly always?: boolean;
  readonly lang?: string;
}
export const box = ({ print, offers }: Published, { page: returnUrl, ...place }: BoxOptions): Markup =>
  raw(print.printBox(offers, { lang, ...place, returnUrl, campaign: campaign?.id, methods, reminders: true }));

export const progress = ({ print }: Published): Markup =>
  campaign === undefined
    ? html``
    : raw(
        print.printProgress(
          { campaign: campaign.id, goalMinor: campaign.goalMinor, currency: campaign.currency },
          { lang },
        ),
      );

const monthlyGoal = ({ print }: Published): string =>
  campaign === undefined ? '$10,000' : print.printAmount(campaign.goalMinor, campaign.currency, { lang });

function leastMonthly({ print, offers: [offer] }: Published): string {
  if (offer === undefined) throw new Error('nothing is offered');
  return print.printAmount(offer.amounts.monthly.minimumMinor, offer.currency, { lang });
}
