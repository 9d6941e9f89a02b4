// The states of banners, of the campaign's progress and of the notes on coming back.
import type { GalleryState } from './gallery-state.ts';

const campaign = (raisedMinor: number | null, lastMonth: number | null = null) => ({
  'GET /campaigns/ad-free': {
    status: 200,
    body: {
      campaign: 'ad-free',
      month: '2026-11',
      goalMinor: 1_000_000,
      currency: 'usd',
      raisedMinor,
      lastMonth: lastMonth === null ? null : { month: '2026-10', raisedMinor: lastMonth },
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
    shows: '.mainstay-far .mainstay-title',
    markup: ({ printProgress }) => printProgress(),
    answers: { 'GET /campaigns/ad-free': 'never' },
  },
  {
    name: 'progress-begun',
    title: 'Progress, too little to show yet, and the month before',
    kind: 'mainstay',
    shows: '.mainstay-small span',
    markup: ({ printProgress }) => printProgress(),
    answers: campaign(null, 900_000),
  },
  {
    name: 'progress-half',
    title: 'Progress, six tenths, and the month before',
    kind: 'mainstay',
    shows: '.mainstay-small span',
    markup: ({ printProgress }) => printProgress(),
    answers: campaign(600_000, 900_000),
  },
  {
    name: 'progress-over',
    title: 'Progress, the goal reached',
    kind: 'mainstay',
    shows: '.mainstay-small span',
    markup: ({ printProgress }) => printProgress(),
    answers: campaign(1_000_000),
  },
  {
    name: 'note-thanks',
    title: 'Back from giving: thanks',
    kind: 'mainstay',
    shows: '#re-a',
    markup: ({ printNotes }) => printNotes(),
    hasPass: true,
    fragment: 're-a',
  },
  {
    name: 'note-pending',
    title: 'Back from a bank debit',
    kind: 'mainstay',
    shows: '#re-b',
    markup: ({ printNotes }) => printNotes(),
    fragment: 're-b',
  },
  {
    name: 'note-link',
    title: 'Back in another browser',
    kind: 'mainstay',
    shows: '#re-c',
    markup: ({ printNotes }) => printNotes(),
    fragment: 're-c',
  },
];
