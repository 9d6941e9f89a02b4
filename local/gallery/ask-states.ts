// The states of banners, of the campaign's progress and of the notes on coming back.
import type { GalleryState } from './gallery-state.ts';

const campaign = (raisedMinor: number, contributions: number) => ({
  'GET /campaigns/ad-free': {
    status: 200,
    body: {
      campaign: 'ad-free',
      month: '2026-11',
      goalMinor: 1_000_000,
      currency: 'usd',
      raisedMinor,
      contributions,
      asOf: '2026-11-19T06:00:00Z',
    },
  },
});

export const askStates: readonly GalleryState[] = [
  {
    name: 'banner-top',
    title: 'Banner at the top, closable',
    kind: 'banner',
    shows: '.mainstay-close',
    markup: ({ printBanner }) => printBanner('top', true),
  },
  {
    name: 'banner-inline',
    title: 'Banner within the text',
    kind: 'banner',
    shows: '.mainstay-continue',
    markup: ({ printBanner }) => printBanner('inline', false),
  },
  {
    name: 'banner-end',
    title: 'Banner at the end of an article',
    kind: 'banner',
    shows: '.mainstay-continue',
    markup: ({ printBanner }) => printBanner('end', false),
  },
  {
    name: 'banner-empty',
    title: 'One line of HTML: the element says it',
    kind: 'banner',
    shows: '.mainstay-close',
    markup: () => '<mainstay-banner placement="top" closable href="#support"></mainstay-banner>',
  },
  {
    name: 'progress-unknown',
    title: 'Progress before the figures come',
    kind: 'mainstay',
    shows: 'progress',
    markup: ({ printProgress }) => printProgress(),
    answers: { 'GET /campaigns/ad-free': 'never' },
  },
  {
    name: 'progress-begun',
    title: 'Progress, nothing yet',
    kind: 'mainstay',
    shows: '.mainstay-small span',
    markup: ({ printProgress }) => printProgress(),
    answers: campaign(0, 0),
  },
  {
    name: 'progress-half',
    title: 'Progress, two thirds',
    kind: 'mainstay',
    shows: '.mainstay-small span',
    markup: ({ printProgress }) => printProgress(),
    answers: campaign(640_000, 312),
  },
  {
    name: 'progress-over',
    title: 'Progress, more than the goal',
    kind: 'mainstay',
    shows: '.mainstay-small span',
    markup: ({ printProgress }) => printProgress(),
    answers: campaign(1_210_000, 1041),
  },
  {
    name: 'note-thanks',
    title: 'Back from giving: thanks',
    kind: 'mainstay',
    shows: '#mainstay-thanks',
    markup: ({ printNotes }) => printNotes(),
    hasPass: true,
    fragment: 'mainstay-thanks',
  },
  {
    name: 'note-pending',
    title: 'Back from a bank debit',
    kind: 'mainstay',
    shows: '#mainstay-pending',
    markup: ({ printNotes }) => printNotes(),
    fragment: 'mainstay-pending',
  },
  {
    name: 'note-link',
    title: 'Back in another browser',
    kind: 'mainstay',
    shows: '#mainstay-link',
    markup: ({ printNotes }) => printNotes(),
    fragment: 'mainstay-link',
  },
];
