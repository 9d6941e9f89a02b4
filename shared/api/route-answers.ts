// What each route answers, in the words of its OpenAPI document: what it is for, its good answers, and the codes of its
// own problems. Problems that follow from a route's access policy and schemas are added to these by the document itself. Every
// answer that a test gets from a function is held against this table (tests/support/described-answers.ts).
import type { Failure } from '../core/failure.ts';
import type { RouteName } from './routes.ts';

type Answered = 200 | 201 | 202 | 204 | 303;
type Refused = 400 | 401 | 403 | 404 | 409 | 422 | 429 | 503;
export interface RouteAnswers {
  readonly summary: string;
  readonly answers: Readonly<Partial<Record<Answered, string>>>;
  readonly problems: Readonly<Partial<Record<Refused, readonly Failure['kind'][]>>>;
}

const amounts = ['amount-too-small', 'amount-too-large', 'amount-not-payable'] as const;

export const routeAnswers: Readonly<Record<RouteName, RouteAnswers>> = {
  readOffer: {
    summary: 'What may be given, in one currency: the one asked for, else one guessed from the locale, else the first.',
    answers: { 200: 'The offer; anybody may keep it for five minutes.' },
    problems: { 422: ['currency-not-offered'] },
  },
  readCampaign: {
    summary:
      'A campaign’s goal and what was raised towards it this month: at least so many tenths, as of this morning.',
    answers: { 200: 'The campaign.' },
    problems: { 404: ['campaign-not-found'] },
  },
  readHealth: { summary: 'Liveness.', answers: { 200: 'It answers.' }, problems: {} },
  readOpenapi: { summary: 'This document.', answers: { 200: 'OpenAPI 3.1.' }, problems: {} },
  createCheckout: {
    summary: 'Opens a checkout. The same Idempotency-Key with the same body is the same checkout.',
    answers: {
      201: 'The address of the payment page, with a claim cookie.',
      303: 'To the payment page, for a plain form.',
    },
    problems: {
      400: ['idempotency-key-invalid'],
      409: ['already-gives', 'attempt-conflict', 'attempt-complete'],
      422: [...amounts, 'currency-not-offered', 'campaign-unknown', 'return-url-foreign'],
      403: ['not-from-here', 'captcha-failed'],
      503: ['checkouts-stopped', 'captcha-unavailable', 'payments-unavailable'],
    },
  },
  returnFromCheckout: {
    summary: 'Where the payment page sends the reader: makes the browser a device, and leads back to the article.',
    answers: {
      303: 'To the page the reader came from, with a word in a cookie of one minute, or in the fragment for a page without a script.',
    },
    problems: {},
  },
  returnFromNamedCheckout: {
    summary: 'The same for sessions that were opened while the address named the checkout.',
    answers: { 303: 'To the page the reader came from, with a word in the fragment.' },
    problems: {},
  },
  claimCheckout: {
    summary: 'The same as the return, for sites that keep the claim’s secret in the page.',
    answers: { 200: 'Confirmed: standing, pass and device cookie.', 202: 'Complete; the money is on its way.' },
    problems: { 404: ['checkout-unknown'], 409: ['checkout-open'], 429: ['too-many-attempts'] },
  },
  sendOwnLink: {
    summary:
      'Mails a link to the address of a checkout’s payer, for the browser that opened it: twice, and without showing it.',
    answers: { 202: 'The message is on its way. `link` redeems it together with its code.' },
    problems: {
      404: ['checkout-unknown'],
      409: ['checkout-open', 'links-used-up'],
    },
  },
  openPortal: {
    summary:
      'Leads to the payment service’s portal, or to one page of it; only minutes after a link, and only by a form that a reader posts.',
    answers: { 303: 'To the portal. Its address is a key to a name, so no script gets it.' },
    problems: {
      401: ['device-unknown'],
      403: ['not-fresh'],
      404: ['supporter-unknown', 'membership-unknown'],
      409: ['membership-ended'],
      503: ['payments-unavailable'],
    },
  },
  readStanding: {
    summary: 'Whether this browser sees no banners: yes or no. Renews its pass and device cookies.',
    answers: { 200: 'The standing, and the pass while there is any.' },
    problems: { 401: ['device-unknown'] },
  },
  forgetDevice: {
    summary: 'Forgets this browser; with `all`, minutes after a link, every browser of the same supporters.',
    answers: { 204: 'Forgotten, or not known in the first place.' },
    problems: { 403: ['not-fresh'] },
  },
  readSupporter: {
    summary: 'All that is held of the supporters this browser proves by a fresh link; of others, whether they stand.',
    answers: { 200: 'What is held.' },
    problems: { 401: ['device-unknown'] },
  },
  changeMembership: {
    summary:
      'Changes a membership’s amount from its next period on, leaves out one to three of its monthly payments, or ends one that rests; only minutes after a link.',
    answers: { 200: 'The membership as it is now.' },
    problems: {
      400: ['idempotency-key-invalid'],
      401: ['device-unknown'],
      403: ['not-fresh', 'not-claimed'],
      404: ['membership-unknown'],
      409: ['membership-ended', 'not-pausable', 'still-paid'],
      422: [...amounts, 'currency-not-offered'],
      503: ['payments-unavailable'],
    },
  },
  replaceMembership: {
    summary:
      'Opens a checkout for another amount of a membership, or by the year, which ends once that checkout is paid; only minutes after a link.',
    answers: { 201: 'The address of the payment page, with a claim cookie.' },
    problems: {
      400: ['idempotency-key-invalid'],
      401: ['device-unknown'],
      403: ['not-fresh', 'not-from-here'],
      404: ['membership-unknown'],
      409: ['membership-ended', 'attempt-conflict', 'attempt-complete'],
      422: [...amounts, 'currency-not-offered', 'return-url-foreign'],
      503: ['checkouts-stopped', 'payments-unavailable'],
    },
  },
  eraseSupporter: {
    summary:
      'Erases a supporter, minutes after a link, where it was given or by a second link: memberships end, what we hold goes, the customer is deleted.',
    answers: { 200: 'Erased.', 202: 'Begun, and it ends by itself; or asked for, until a second link confirms it.' },
    problems: {
      401: ['device-unknown'],
      403: ['not-fresh'],
      404: ['supporter-unknown'],
    },
  },
  makeGrant: {
    summary:
      'Makes a link for a reader who cannot give, for a browser with standing: the same for everybody who asks in one week, and nothing is stored.',
    answers: { 200: 'The link, and until when it lasts. A page that shows it, for a plain form.' },
    problems: { 401: ['device-unknown'] },
  },
  redeemGrant: {
    summary: 'Redeems the link of a mailing, the same for all its readers: standing until a day, and no device.',
    answers: { 200: 'The standing, and the pass.' },
    problems: { 404: ['grant-unknown'] },
  },
  requestLink: {
    summary: 'Asks for a link by e-mail. The same answer for every address, known or not.',
    answers: {
      202: 'Accepted. `link` and the code from the message redeem it without the address in the message.',
    },
    problems: {},
  },
  redeemLink: {
    summary: 'Redeems a mailed link, once: this browser is recognised from now on.',
    answers: {
      200: 'The standing, and the pass while there is any; with a device cookie.',
      303: 'To the account page, for a plain form.',
    },
    problems: { 404: ['link-unknown'], 429: ['too-many-attempts'] },
  },
  requestReminder: {
    summary:
      'Asks for one reminder by e-mail, in a month up to twelve ahead. A first e-mail asks its reader; nothing is stored before they confirm. The same answer for every address.',
    answers: { 202: 'Accepted.', 303: 'Back to the page, for a plain form.' },
    problems: { 422: ['month-not-offered', ...amounts, 'currency-not-offered'] },
  },
  confirmReminder: {
    summary: 'Stores the reminder that a first e-mail asked about, once, however often it is confirmed.',
    answers: { 204: 'One reminder is sent, in its month; with a cookie for the browser that confirmed.' },
    problems: { 404: ['confirmation-unknown'], 409: ['reminder-ended', 'reminders-refused'] },
  },
  cancelReminder: {
    summary:
      'Cancels a reminder by the token in its message, once or for ever; a first e-mail can be refused so too. The same answer for every token.',
    answers: { 204: 'There is nothing to be sent any more.' },
    problems: {},
  },
  showCancel: {
    summary: 'The same address opened by a person: leads to the page with the buttons, and changes nothing.',
    answers: { 303: 'To the page that cancels.' },
    problems: {},
  },
  stopReminders: {
    summary:
      'A mail program’s one-click unsubscribe (RFC 8058): no more reminders, ever. The same answer for every token.',
    answers: { 200: 'There is nothing to be sent any more.' },
    problems: {},
  },
  receiveStripeEvent: {
    summary: 'Stripe’s webhook.',
    answers: { 200: 'Accepted, or not ours.' },
    problems: { 400: ['event-forged', 'event-malformed'] },
  },
};
