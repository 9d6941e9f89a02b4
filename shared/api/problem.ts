// Failure → RFC 9457 problem+json: a stable code for programs and a sentence for people. The only place that knows
// status codes for failures; it never repeats what the caller sent.
import type { Failure } from '../core/failure.ts';
import { plainAmount } from '../core/money.ts';

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  /** Numbers a program can act on, and nothing else. */
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
  'edge-required': problem(403, 'edge-required', 'This address is reached through the site only.'),
  'something-broke': problem(500, 'something-broke', 'Something broke on our side. Please try again in a moment.'),
} as const satisfies Record<string, Problem>;

/** `fields` name what was wrong and what is wanted, never what was sent. */
export const invalidRequest = (fields: readonly string[]): Problem =>
  problem(
    422,
    'invalid-request',
    fields.length === 0 ? 'The request is not valid.' : `Not valid: ${fields.join('; ')}.`,
    {
      fields,
    },
  );

export function problemOf(failure: Failure): Problem {
  switch (failure.kind) {
    case 'amount-too-small':
      return problem(
        422,
        failure.kind,
        `The least that can be given is ${plainAmount({ amountMinor: failure.minimumMinor, currency: failure.currency })}.`,
        numbers(failure),
      );
    case 'amount-too-large':
      return problem(
        422,
        failure.kind,
        `The most that can be given at once is ${plainAmount({ amountMinor: failure.maximumMinor, currency: failure.currency })}.`,
        numbers(failure),
      );
    case 'amount-not-payable':
      return problem(
        422,
        failure.kind,
        'Cards cannot be charged this exact amount in this currency.',
        numbers(failure),
      );
    case 'currency-not-offered':
      return problem(422, failure.kind, 'Nothing can be given in this currency here.', { offered: failure.offered });
    case 'campaign-unknown':
      return problem(422, failure.kind, 'There is no campaign of this name.');
    case 'campaign-not-found':
      return problem(404, failure.kind, 'There is no campaign at this address.');
    case 'return-url-foreign':
      return problem(422, failure.kind, 'returnUrl must be a page of the newsroom.');
    case 'month-not-offered':
      return problem(
        422,
        failure.kind,
        `Reminders can be set for the months from ${failure.from} to ${failure.to}.`,
        numbers(failure),
      );
    case 'idempotency-key-invalid':
      return problem(
        400,
        failure.kind,
        'Idempotency-Key must be 16 to 128 characters of A-Z, a-z, 0-9, "-" and "_": make it from chance, once per press of the button.',
      );
    case 'attempt-conflict':
      return problem(409, failure.kind, 'This Idempotency-Key was already used for something else. Use a new one.');
    case 'attempt-complete':
      return problem(
        409,
        failure.kind,
        'This checkout was already completed. Use a new Idempotency-Key to give again.',
      );
    case 'too-many-attempts':
      return later(429, failure.kind, 'Too many attempts. Please wait a little.', failure.retryAfterSeconds);
    case 'checkouts-stopped':
      return later(503, failure.kind, 'Giving is paused for the moment. Please come back later.', 300);
    case 'captcha-failed':
      return problem(403, failure.kind, 'Please show once more that a person is giving.');
    case 'captcha-unavailable':
      return later(503, failure.kind, 'We could not check that a person is giving. Please try again.', 10);
    case 'payments-unavailable':
      return later(
        503,
        failure.kind,
        'The payment service does not answer. Please try again.',
        failure.retryAfterSeconds,
      );
    case 'checkout-unknown':
      return problem(404, failure.kind, 'We do not know this checkout in this browser.');
    case 'checkout-open':
      return problem(409, failure.kind, 'This checkout is not completed yet.');
    case 'device-unknown':
      return problem(401, failure.kind, 'This browser is not known to us.');
    case 'supporter-unknown':
      return problem(404, failure.kind, 'This browser does not act for that supporter.');
    case 'not-fresh':
      return problem(403, failure.kind, 'Please prove once more that it is you: ask for a link by e-mail.');
    case 'link-unknown':
      return problem(404, failure.kind, 'This link or code is not valid any more. Please ask for a new one.');
    case 'not-claimed':
      return problem(403, failure.kind, 'Only a browser that gave this contribution itself can do that.');
    case 'membership-unknown':
      return problem(404, failure.kind, 'This browser does not act for that membership.');
    case 'membership-ended':
      return problem(
        409,
        failure.kind,
        'This membership has ended or is about to: there is no next payment to change.',
      );
    case 'grant-unknown':
      return problem(404, failure.kind, 'This link is not valid any more.');
    case 'event-forged':
      return problem(400, failure.kind, 'The signature does not match.');
    case 'event-malformed':
      return problem(400, failure.kind, 'This is not an event.');
  }
}

function numbers({ kind, ...more }: { readonly kind: string } & Record<string, number | string>): Problem['more'] {
  return more;
}
const later = (status: number, code: string, detail: string, retryAfterSeconds: number): Problem => ({
  ...problem(status, code, detail),
  retryAfterSeconds,
});
