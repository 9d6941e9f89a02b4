// The contribution box as a piece of page: three plain forms, one per frequency, that post to the API as they are. The
// same function draws it into static pages and in the browser, so what a reader without JavaScript sees is what
// everybody sees. Which form shows is a matter of the checked frequency and the style sheet alone.
import type { OfferOut } from '../../shared/api/schemas/offer.ts';
import { type Currency, parseCurrency } from '../../shared/core/money.ts';
import { type Frequency, frequencies } from '../../shared/core/offer.ts';
import type boxStrings from '../strings/en/box.json';
import { nameOf, showAmount, signOf } from './amounts.ts';
import type { ProblemString } from './contribution-of-form.ts';
import { boxId } from './note-kinds.ts';
import { remindFold } from './remind-fold.ts';
import { fill, type Speech } from './strings.ts';
import { type Branch, type Tree, tree } from './tree.ts';

export type BoxSpeech = Speech<keyof typeof boxStrings | ProblemString | 'already'>;
/** What of an offer is drawn. */
export type DrawnOffer = Pick<OfferOut, 'currency' | 'currencies' | 'amounts'>;
export interface BoxOptions {
  /** Where the forms post to, like "/v1/checkouts". */
  readonly action: string;
  /** The page to come back to; a path is enough on the site's first origin. */
  readonly returnUrl: string;
  readonly campaign?: string | undefined;
  readonly source?: string | undefined;
  readonly frequency?: Frequency | undefined;
  /** Names of payment methods, as readers know them: "Visa". Names are the same in every language. */
  readonly methods?: readonly string[] | undefined;
  /** What the reader's bank statement will show; nothing is said of it without. */
  readonly statement?: string | undefined;
  /** Who should not give, as the newsroom says it; nothing is said without. */
  readonly caution?: string | undefined;
  /** What stands behind "Remind me later"; without it nobody is offered a reminder. */
  readonly reminder?: Branch | undefined;
}

/** Which of the suggested amounts is chosen at first: not the least, not a stretch. */
const preferredSuggestion = 1;
const assurance = { once: 'assureOnce', monthly: 'assureRepeated', annual: 'assureRepeated' } as const;
const amountLegend = { once: 'amountOnce', monthly: 'amountMonthly', annual: 'amountAnnual' } as const;

/** Throws for an offer in a currency this build does not know, which is a defect of the page. */
export function contributionBox(offer: DrawnOffer, speech: BoxSpeech, options: BoxOptions): Branch {
  const currency = parseCurrency(offer.currency);
  if (currency === null) throw new Error('an offer in an unknown currency');
  const forms = frequencies.map((each) => form({ offer, currency, speech, options }, each));
  return tree(
    'div',
    { class: 'mainstay-box', id: boxId, tabindex: '-1' },
    tree('p', { class: 'mainstay-back' }, speech.strings.nothingCharged),
    frequencyChoice(speech, options),
    currencyChoice(offer, speech),
    ...forms,
    methodsRow(options.methods ?? [], speech),
    ...(options.caution ? [tree('p', { class: 'mainstay-assurance' }, options.caution)] : []),
    tree('button', { class: 'mainstay-already', type: 'button' }, speech.strings.already),
    ...reminder(speech, options),
  );
}

// For those whom we may ask; whoever supports us needs no reminding.
function reminder(speech: BoxSpeech, { reminder: content, returnUrl }: BoxOptions): Branch[] {
  if (content === undefined) return [];
  const attributes = { 'return-url': returnUrl, 'data-mainstay-show': 'ask' };
  return [tree('mainstay-remind', attributes, remindFold(speech, content))];
}
/** Instead of a box that could not be had. */
export const missingBox = ({ strings }: BoxSpeech): Branch =>
  tree(
    'div',
    { class: 'mainstay-box' },
    tree('p', { role: 'alert' }, strings['offer-failed']),
    tree('button', { class: 'mainstay-secondary', type: 'button', name: 'try-again' }, strings.tryAgain),
  );

function frequencyChoice(
  { strings }: BoxSpeech,
  { source = 'page', frequency: chosen = 'monthly' }: BoxOptions,
): Branch {
  // Two boxes on one page are two groups of radio buttons.
  const name = `mainstay-frequency-${source}`;
  const choices = frequencies.map((frequency) =>
    tree(
      'label',
      {},
      tree('input', { type: 'radio', name, value: frequency, checked: frequency === chosen }),
      tree('span', {}, strings[frequency]),
    ),
  );
  return tree('fieldset', { class: 'mainstay-frequencies' }, tree('legend', {}, strings.howOften), ...choices);
}

// Belongs to no form: without JavaScript it could not bring its currency's amounts, so the style sheet hides it there.
function currencyChoice({ currency, currencies }: DrawnOffer, { strings, locale }: BoxSpeech): Branch {
  const choices = currencies.map((each) =>
    tree('option', { value: each, selected: each === currency }, `${each.toUpperCase()} · ${nameOf(each, locale)}`),
  );
  const select = tree('select', { name: 'mainstay-currency', autocomplete: 'off' }, ...choices);
  return tree('label', { class: 'mainstay-currency' }, tree('span', {}, strings.currency), select);
}

interface FormNeeds {
  readonly offer: DrawnOffer;
  readonly currency: Currency;
  readonly speech: BoxSpeech;
  readonly options: BoxOptions;
}
function form({ offer, currency, speech, options }: FormNeeds, frequency: Frequency): Branch {
  const { suggestedMinor, markedMinor, minimumMinor, maximumMinor } = offer.amounts[frequency];
  const { strings, locale } = speech;
  const { action, returnUrl, campaign, source = 'page' } = options;
  const sent = { campaign: wordIn(campaign), source: wordIn(options.source) };
  const hidden = Object.entries({ frequency, currency, returnUrl, ...sent, locale }).flatMap(([name, value]) =>
    value === undefined ? [] : [tree('input', { type: 'hidden', name, value })],
  );
  const chosen = markedMinor ?? suggestedMinor[preferredSuggestion] ?? suggestedMinor[0];
  const amounts = suggestedMinor.map((each) => {
    const mark = each === markedMinor ? [tree('small', {}, strings.marked)] : [];
    return choice(String(each), [showAmount(each, currency, locale), ...mark], each === chosen);
  });
  return tree(
    'form',
    {
      class: 'mainstay-form',
      method: 'post',
      action,
      // Checkout refuses to be framed.
      target: '_top',
      'data-frequency': frequency,
      'data-minimum': minimumMinor,
      'data-maximum': maximumMinor,
    },
    ...hidden,
    tree(
      'fieldset',
      { class: 'mainstay-amounts' },
      tree('legend', {}, strings[amountLegend[frequency]]),
      ...amounts,
      choice('', [strings.other], false),
    ),
    typedAmount(currency, minimumMinor, speech),
    tree('p', { class: 'mainstay-status', id: `mainstay-status-${source}-${frequency}`, 'aria-live': 'assertive' }),
    // Woken up it names what will happen. Without a script it could not follow the choice.
    tree('button', { class: 'mainstay-continue', type: 'submit' }, strings.continue),
    tree('p', { class: 'mainstay-assurance' }, assuranceOf(frequency, speech, options)),
  );
}

function assuranceOf(frequency: Frequency, { strings }: BoxSpeech, { statement }: BoxOptions): string {
  const sentence = strings[assurance[frequency]];
  return statement === undefined ? sentence : `${sentence} ${fill(strings.onStatement, { statement })}`;
}

/** What the API takes as a name; a page's slip in it must not cost a contribution. */
const wordIn = (word: string | undefined): string | undefined =>
  /^[a-z0-9-]{1,32}$/.test(word ?? '') ? word : undefined;

// "Other" posts an empty amountMinor, and only then does the typed amount count.
const choice = (amountMinor: string, label: readonly Tree[], checked: boolean): Branch =>
  tree(
    'label',
    {},
    tree('input', { type: 'radio', name: 'amountMinor', value: amountMinor, checked, autocomplete: 'off' }),
    tree('span', {}, ...label),
  );

function typedAmount(currency: Currency, minimumMinor: number, { strings, locale }: BoxSpeech): Branch {
  const { sign, isBefore } = signOf(currency, locale);
  const field = tree('input', {
    name: 'amount',
    type: 'text',
    inputmode: 'decimal',
    autocomplete: 'off',
    maxlength: '20',
    placeholder: fill(strings.atLeast, { amount: showAmount(minimumMinor, currency, locale) }),
  });
  const signed = tree('span', { 'aria-hidden': 'true' }, sign);
  return tree(
    'label',
    { class: 'mainstay-typed' },
    tree('span', { class: 'mainstay-label' }, fill(strings.typedAmount, { currency: nameOf(currency, locale) })),
    tree('span', { class: 'mainstay-field' }, ...(isBefore ? [signed, field] : [field, signed])),
  );
}

function methodsRow(methods: readonly string[], { strings }: BoxSpeech): Branch {
  const names = methods.map((each) => tree('li', {}, each));
  return tree('ul', { class: 'mainstay-methods', 'aria-label': strings.methods, hidden: names.length === 0 }, ...names);
}
