// Failure → RFC 9457 problem+json: a stable code for programs and a sentence for people. The only file that knows the
// status codes of failures. It never repeats what the caller sent.
import type { Failure } from '../core/failure.ts';
import { type Currency, plainAmount } from '../core/money.ts';

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  /** Values that a program can act on. */
  readonly more?: Readonly<Record<string, number | string | readonly string[]>>;
  readonly retryAfterSeconds?: number;
}

const problem = (status: number, code: string, detail: string, more?: Problem['more']): Problem => ({
  status,
  code,
  detail,
  ...(more === undefined ? {} : { more }),
});

/** What may be wrong with a request before any action sees it. */
export const requestProblems = {
  'not-found': problem(404, 'not-found', 'There is nothing at this address.'),
  'method-not-allowed': problem(405, 'method-not-allowed', 'This address does not answer that method.'),
  'malformed-json': problem(400, 'malformed-json', 'The body is not well-formed JSON.'),
  'unsupported-media-type': problem(415, 'unsupported-media-type', 'Send the body as application/json.'),
  'body-too-large': problem(413, 'body-too-large', 'The body is larger than this address takes.'),
  'origin-foreign': problem(403, 'origin-foreign', 'This call must come from a page of the newsroom.'),
  'navigation-required': problem(
    403,
    'navigation-required',
    'This opens by a form of the page, and answers no script.',
  ),
  'edge-required': problem(403, 'edge-required', 'This address is reached through the site only.'),
  'something-broke': problem(500, 'something-broke', 'Something broke on our side. Please try again in a moment.'),
} as const satisfies Record<string, Problem>;

/** `fields` name what was wrong and what is wanted, never what was sent. */
export const invalidRequest = (fields: readonly string[]): Problem =>
  problem(
    422,
    'invalid-request',
    fields.length === 0 ? 'The request is not valid.' : `Not valid: ${fields.join('; ')}.`,
    { fields },
  );

export function problemOf(failure: Failure): Problem {
  const { kind } = failure;
  switch (kind) {
    case 'amount-too-small':
      return invalid(failure, `The least that can be given is ${shown(failure.minimumMinor, failure.currency)}.`);
    case 'amount-too-large':
      return invalid(
        failure,
        `The most that can be given at once is ${shown(failure.maximumMinor, failure.currency)}.`,
      );
    case 'amount-not-payable':
      return invalid(failure, 'Cards cannot be charged this exact amount in this currency.');
    case 'currency-not-offered':
      return invalid(failure, 'This newsroom takes no contributions in this currency.');
    case 'month-not-offered':
      return invalid(failure, `Reminders can be set for the months from ${failure.from} to ${failure.to}.`);
    case 'too-many-attempts':
      return later(429, kind, 'Too many attempts. Please wait a little.', failure.retryAfterSeconds);
    case 'payments-unavailable':
      return later(503, kind, 'The payment service does not answer. Please try again.', failure.retryAfterSeconds);
    case 'checkouts-stopped':
      return later(503, kind, 'Contributions are paused at the moment. Please come back later.', 300);
    case 'captcha-unavailable':
      return later(503, kind, 'We could not check the captcha. Please try again.', 10);
    default:
      return problem(plain[kind][0], kind, plain[kind][1]);
  }
}

/** The failures that carry no numbers: status and sentence. A kind that is neither here nor above does not compile. */
const plain = {
  'campaign-unknown': [422, 'There is no campaign of this name.'],
  'campaign-not-found': [404, 'There is no campaign at this address.'],
  'return-url-foreign': [422, 'returnUrl must be a page of the newsroom.'],
  'not-from-here': [
    403,
    'Where this request comes from, giving to this newsroom can be held against whoever gives. Nothing was charged.',
  ],
  'already-gives': [
    409,
    'This browser is a supporter’s already. Another regular contribution would come on top of what may be running: send "again": true for it.',
  ],
  'idempotency-key-invalid': [
    400,
    'Idempotency-Key must be 16 to 128 characters of A-Z, a-z, 0-9, "-" and "_": a new random one each time the button is pressed.',
  ],
  'attempt-conflict': [409, 'This Idempotency-Key was already used for something else. Use a new one.'],
  'attempt-complete': [409, 'This checkout was already completed. Use a new Idempotency-Key to give again.'],
  'captcha-failed': [403, 'The captcha was not accepted. Please solve it once more.'],
  'checkout-unknown': [404, 'This browser opened no such checkout.'],
  'checkout-open': [409, 'This checkout is not completed yet.'],
  'links-used-up': [
    409,
    'The link was sent twice already. Ask for another one with your address, on the account page.',
  ],
  'device-unknown': [401, 'This browser is not recognised.'],
  'supporter-unknown': [404, 'This browser does not act for that supporter.'],
  'not-fresh': [403, 'Please prove once more that it is you: ask for a link by e-mail.'],
  'link-unknown': [404, 'This link or code is not valid any more. Please ask for a new one.'],
  'confirmation-unknown': [404, 'This link is not valid any more. Please ask to be reminded once more.'],
  'reminder-ended': [409, 'This reminder was cancelled, or it was sent. Another one can be asked for.'],
  'reminders-refused': [409, 'No reminder is sent to this address: its reader asked for none.'],
  'not-claimed': [403, 'A higher amount takes a new checkout, or the browser in which this was given.'],
  'membership-unknown': [404, 'This browser does not act for that membership.'],
  'membership-ended': [409, 'This membership has ended or is about to: there is no next payment to change.'],
  'not-pausable': [409, 'Only a membership that is paid for every month, and goes on, can be paused.'],
  'still-paid': [409, 'This membership goes on: it is ended on the page of the payment service.'],
  'grant-unknown': [404, 'This link is not valid any more.'],
  'event-forged': [400, 'The signature does not match.'],
  'event-malformed': [400, 'This is not an event.'],
} as const satisfies Partial<Record<Failure['kind'], readonly [status: number, detail: string]>>;

/** A request that is well-formed but cannot be met; a program gets the failure's own numbers. */
function invalid({ kind, ...more }: { readonly kind: string } & NonNullable<Problem['more']>, detail: string): Problem {
  return problem(422, kind, detail, more);
}
const later = (status: number, code: string, detail: string, retryAfterSeconds: number): Problem => ({
  ...problem(status, code, detail),
  retryAfterSeconds,
});
const shown = (amountMinor: number, currency: Currency): string => plainAmount({ amountMinor, currency });
