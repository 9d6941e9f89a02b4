// For the newsroom's side: the same boxes and notes as text, to stand in its pages before any script and without one.
// One ES module that runs in any JavaScript on a server or in a build; it asks nothing of anybody and keeps nothing.
import { parseCurrency } from '../../shared/core/money.ts';
import { showAmount } from './amounts.ts';
import { request } from './banner-view.ts';
import { type BoxOptions, contributionBox, type DrawnOffer } from './contribution-box.ts';
import { type PrintedStrings, stringsOf } from './languages.ts';
import { noteKinds } from './note-kinds.ts';
import { note, noteAddressesUnder } from './note-view.ts';
import { offersText } from './printed-offers.ts';
import { type DrawnProgress, progressView } from './progress-view.ts';
import { localeOf, type Speech, speechOf } from './strings.ts';
import { type Branch, toHtml, tree } from './tree.ts';

/** The page's language tag, and strings of the newsroom's own in place of ours. */
export interface PrintedPage {
  readonly lang: string;
  readonly strings?: Partial<PrintedStrings>;
  /** Where the API lives, if not "/v1". */
  readonly api?: string;
}
export interface PrintedBox extends PrintedPage, Partial<Omit<BoxOptions, 'returnUrl' | 'action'>> {
  /** Path of the page it stands on: where the reader comes back to. */
  readonly returnUrl: string;
  /** The currency it is printed in, whatever a reader's language. Without it the first offered, and the reader's own. */
  readonly currency?: string | undefined;
  /** It stays for supporters too, on a page they came to on purpose. */
  readonly isAlways?: boolean | undefined;
}

/** `<mainstay-contribute>` with its forms. `offers` as `GET /v1/offer` answers them, one for each currency. */
export function printBox(offers: readonly DrawnOffer[], box: PrintedBox): string {
  const offer = offers.find((each) => each.currency === box.currency) ?? offers[0];
  if (offer === undefined) throw new Error('there is nothing offered to print');
  const {
    currency,
    source,
    campaign,
    methods,
    statement,
    frequency,
    isAlways,
    returnUrl,
    reminders,
    api = '/v1',
  } = box;
  const forms = contributionBox(offer, speechFor(box), {
    action: `${api}/checkouts`,
    returnUrl,
    source,
    campaign,
    methods,
    statement,
    frequency,
    reminders,
  });
  const attributes = {
    source,
    currency,
    campaign,
    frequency,
    methods: methods?.join(', '),
    statement,
    always: isAlways,
    reminders: reminders !== undefined,
  };
  return toHtml(tree('mainstay-contribute', { ...attributes, offers: offersText(offers) }, forms));
}

/** The notes a reader may find on coming back from the payment page; before the end of the body. */
export const printNotes = (page: PrintedPage): string =>
  noteKinds.map((kind) => toHtml(note(kind, speechFor(page), noteAddressesUnder(page.api ?? '/v1')))).join('\n');

/** `<mainstay-progress>` with its goal; the figures come when it is looked at. */
export const printProgress = (campaign: DrawnProgress & { readonly campaign: string }, page: PrintedPage): string =>
  toHtml(tree('mainstay-progress', { campaign: campaign.campaign }, progressView(campaign, speechFor(page))));

export interface PrintedBanner extends PrintedPage {
  readonly placement: 'top' | 'inline' | 'end';
  /** Where its button leads. */
  readonly href: string;
  readonly isClosable?: boolean;
}
/** `<mainstay-banner>` with our strings; with your own text, write it into the page yourself. */
export function printBanner({ placement, href, isClosable, ...page }: PrintedBanner): string {
  const piece: Branch = request(speechFor(page), href);
  return toHtml(tree('mainstay-banner', { placement, closable: isClosable, 'data-drawn': true }, piece));
}

/** `<mainstay-cancel>`, with what it says where no script runs: the page that e-mails about reminders lead to. */
export const printCancel = (page: PrintedPage): string =>
  toHtml(tree('mainstay-cancel', {}, tree('noscript', {}, tree('p', {}, speechFor(page).strings.withoutScript))));

/** "$10,000": an amount in minor units as the elements show it. */
export function printAmount(amountMinor: number, code: string, { lang }: PrintedPage): string {
  const currency = parseCurrency(code);
  if (currency === null) throw new Error('an amount in an unknown currency');
  return showAmount(amountMinor, currency, localeOf(lang));
}

const speechFor = ({ lang, strings = {} }: PrintedPage): Speech<keyof PrintedStrings> =>
  speechOf(lang, stringsOf(lang), Object.fromEntries(Object.entries(strings)));
