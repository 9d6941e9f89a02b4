// For the newsroom's side: the same boxes and notes as text, to stand in its pages before any script and without one.
// One ES module that runs in any JavaScript on a server or in a build; it asks nothing of anybody and keeps nothing.
import { parseCurrency } from '../../shared/core/money.ts';
import { frequencies } from '../../shared/core/offer.ts';
import { showAmount } from './amounts.ts';
import { request } from './banner-view.ts';
import { type BoxOptions, contributionBox, type DrawnOffer } from './contribution-box.ts';
import { type PrintedStrings, stringsOf } from './languages.ts';
import { noteKinds } from './note-kinds.ts';
import { note, noteAddressesUnder } from './note-view.ts';
import { offersText } from './printed-offers.ts';
import { type DrawnProgress, progressView } from './progress-view.ts';
import { remindForm } from './remind-view.ts';
import { localeOf, type Speech, speechOf } from './strings.ts';
import { type Branch, toHtml, tree } from './tree.ts';

/** The page's language tag, and strings of the newsroom's own in place of ours. */
export interface PrintedPage {
  readonly lang: string;
  readonly strings?: Partial<PrintedStrings>;
  /** Where the API lives, if not "/v1". */
  readonly api?: string;
}
/** Named as the element's attributes are, in JavaScript's way: `return-url` is `returnUrl`. */
export interface PrintedBox
  extends PrintedPage,
    Partial<Omit<BoxOptions, 'returnUrl' | 'action' | 'reminder' | 'caution'>> {
  /** Path of the page it stands on: where the reader comes back to. */
  readonly returnUrl: string;
  /** The currency it is printed in, whatever a reader's language. Without it the first offered, and the reader's own. */
  readonly currency?: string | undefined;
  /** It stays for supporters too, on a page they came to on purpose. */
  readonly always?: boolean | undefined;
  /** Offers "Remind me later". */
  readonly reminders?: boolean | undefined;
  /** Says who should not give: in our words with `true`, or in the newsroom's own. */
  readonly caution?: boolean | string | undefined;
}
const pageOptions = ['lang', 'strings', 'api'] as const;
const boxOptions = [
  ...pageOptions,
  ...([
    'returnUrl',
    'currency',
    'always',
    'reminders',
    'source',
    'campaign',
    'frequency',
    'methods',
    'statement',
    'caution',
  ] as const),
] as const;

/** `<mainstay-contribute>` with its forms. `offers` as `GET /v1/offer` answers them, one for each currency. */
export function printBox(offers: readonly DrawnOffer[], box: PrintedBox): string {
  refuseUnknown('printBox', box, boxOptions);
  const offer = offers.find((each) => each.currency === box.currency) ?? offers[0];
  if (offer === undefined) throw new Error('there is nothing offered to print');
  const { currency, source, campaign, methods, statement, frequency, always, returnUrl, api = '/v1' } = box;
  refuseOther('printBox', 'frequency', frequency, frequencies);
  refuseOther('printBox', 'reminders', box.reminders, [true, false]);
  const speech = speechFor(box);
  const remind = { action: `${api}/reminders`, returnUrl, now: null };
  const reminder = box.reminders === true ? remindForm(speech, remind) : undefined;
  const caution = box.caution === true ? speech.strings.caution : box.caution || undefined;
  const forms = contributionBox(offer, speech, {
    caution,
    ...{ action: `${api}/checkouts`, returnUrl, source, campaign, methods, statement, frequency, reminder },
  });
  const attributes = {
    ...{ source, currency, campaign, frequency, methods: methods?.join(', '), statement, caution, always },
    reminders: reminder !== undefined,
  };
  return toHtml(tree('mainstay-contribute', { ...attributes, offers: offersText(offers) }, forms));
}

/** The notes a reader may find on coming back from the payment page; before the end of the body. */
export function printNotes(page: PrintedPage): string {
  refuseUnknown('printNotes', page, pageOptions);
  return noteKinds.map((kind) => toHtml(note(kind, speechFor(page), noteAddressesUnder(page.api ?? '/v1')))).join('\n');
}

export interface PrintedProgress extends DrawnProgress {
  readonly campaign: string;
  /** It shows on quiet pages too. */
  readonly always?: boolean | undefined;
}
/** `<mainstay-progress>` with its goal; the figures come when it is looked at. */
export function printProgress(campaign: PrintedProgress, page: PrintedPage): string {
  refuseUnknown('printProgress', campaign, [
    ...['campaign', 'always', 'goalMinor', 'currency'],
    ...['raisedMinor', 'lastMonth', 'month'],
  ]);
  refuseUnknown('printProgress', page, pageOptions);
  const { campaign: id, always } = campaign;
  return toHtml(tree('mainstay-progress', { campaign: id, always }, progressView(campaign, speechFor(page))));
}

const placements = ['top', 'inline', 'end'] as const;
export interface PrintedBanner extends PrintedPage {
  readonly placement: (typeof placements)[number];
  /** Where its button leads. */
  readonly href: string;
  readonly closable?: boolean | undefined;
  /** How many days a closed one rests. */
  readonly restDays?: number | undefined;
}
/** `<mainstay-banner>` with our strings; with your own text, write it into the page yourself. */
export function printBanner(banner: PrintedBanner): string {
  refuseUnknown('printBanner', banner, [...pageOptions, 'placement', 'href', 'closable', 'restDays']);
  const { placement, href, closable, restDays, ...page } = banner;
  refuseOther('printBanner', 'placement', placement, placements);
  const piece: Branch = request(speechFor(page), href);
  const attributes = { placement, closable, 'rest-days': restDays, 'data-drawn': true };
  return toHtml(tree('mainstay-banner', attributes, piece));
}

/** A mistyped option would be ignored in silence, and the page would lack what its author wrote. */
function refuseUnknown(name: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).filter((each) => !known.includes(each));
  if (unknown.length > 0) throw new Error(`${name} knows no ${unknown.join(', ')}. It takes ${known.join(', ')}.`);
}
function refuseOther(name: string, option: string, value: unknown, allowed: readonly unknown[]): void {
  if (value !== undefined && !allowed.includes(value))
    throw new Error(`${name}: ${option} is one of ${allowed.join(', ')}.`);
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
