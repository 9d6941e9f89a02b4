// The states of the contribution box: what is chosen, what was typed, and what can go wrong.
import type { GalleryState, ReaderAction } from './gallery-state.ts';

const problem = (status: number, code: string, more: object = {}) => ({
  'POST /checkouts': { status, body: { type: 'about:blank', title: '', status, code, detail: '', ...more } },
});
const press: ReaderAction = { action: 'press', on: 'form[data-frequency=monthly] .mainstay-continue' };
const other: ReaderAction = { action: 'choose', on: 'form[data-frequency=monthly] [name=amountMinor][value=""]' };
const typed = (text: string): ReaderAction => ({
  action: 'type',
  on: 'form[data-frequency=monthly] [name=amount]',
  text,
});
const isSaid = 'form[data-frequency=monthly] .mainstay-status:not(:empty)';

const box = (
  name: string,
  title: string,
  more: Partial<GalleryState> & { readonly options?: object } = {},
): GalleryState => ({
  name: `box-${name}`,
  title,
  kind: 'mainstay',
  shows: 'form:has([name=frequency][value=monthly]) .mainstay-continue',
  markup: ({ printBox }) => printBox(more.options),
  ...more,
});

export const boxStates: readonly GalleryState[] = [
  box('monthly', 'The box'),
  box('once', 'Once', { options: { frequency: 'once' }, shows: 'form[data-frequency=once] button' }),
  box('annual', 'A year', { options: { frequency: 'annual' }, shows: 'form[data-frequency=annual] button' }),
  box('other', 'An amount of one’s own', { actions: [other], shows: 'form[data-frequency=monthly] .mainstay-typed' }),
  box('too-small', 'Too small', { actions: [other, typed('1'), press], shows: isSaid }),
  box('unclear', 'Not an amount', { actions: [other, typed('a lot'), press], shows: isSaid }),
  box('opening', 'The payment page is being opened', {
    answers: { 'POST /checkouts': 'never' },
    actions: [press],
    shows: 'form[aria-busy] button',
  }),
  box('unreachable', 'No network', { answers: { 'POST /checkouts': 'offline' }, actions: [press], shows: isSaid }),
  box('broke', 'The API broke', { answers: problem(500, 'something-broke'), actions: [press], shows: isSaid }),
  box('stopped', 'Giving is paused', { answers: problem(503, 'checkouts-stopped'), actions: [press], shows: isSaid }),
  box('caution', 'Who should not give', { options: { caution: true } }),
  box('euro', 'In euros', { options: { currency: 'eur' } }),
  box('yen', 'Without decimals', { options: { currency: 'jpy' } }),
  box('dinar', 'With three decimals', { options: { currency: 'kwd' } }),
  box('back', 'Back from a payment page that was left', { fragment: 're-e', shows: '.mainstay-back' }),
  box('supporter', 'On a supporter’s own way', { options: { always: true }, hasPass: true }),
  box('bare', 'Without methods', { options: { methods: [] } }),
  box('marked', 'With a suggestion, and what the statement shows', {
    options: { currency: 'gbp', frequency: 'once', statement: 'MERIDIAN' },
    shows: 'form[data-frequency=once] .mainstay-continue',
  }),
  box('shown-back', 'An amount that can be read in two ways', {
    options: { frequency: 'once' },
    actions: [
      { action: 'choose', on: 'form[data-frequency=once] [name=amountMinor][value=""]' },
      { action: 'type', on: 'form[data-frequency=once] [name=amount]', text: '1.000' },
      { action: 'press', on: 'form[data-frequency=once] .mainstay-continue' },
    ],
    shows: 'form[data-frequency=once] .mainstay-status:not(:empty)',
  }),
  box('unanswered', 'One line of HTML, and no answer yet', {
    markup: () => '<mainstay-contribute></mainstay-contribute>',
    answers: { 'GET /offer': 'never' },
    shows: 'mainstay-contribute:defined',
  }),
  box('failed', 'One line of HTML, and no network', {
    markup: () => '<mainstay-contribute></mainstay-contribute>',
    answers: { 'GET /offer': 'offline' },
    shows: '[name=try-again]',
  }),
];
