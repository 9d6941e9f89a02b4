// What a failure looks like to a caller: a stable code, a sentence for a person, and nothing of what was sent.
import { describe, expect, test } from 'vitest';
import { invalidRequest, problemOf, requestProblems } from '../../shared/api/problem.ts';
import type { Failure } from '../../shared/core/failure.ts';
import { currencyOf } from '../support/builders.ts';

const usd = currencyOf('usd');
type Kind = Failure['kind'];
/** One failure of each kind: a new kind does not compile until it is listed here, with its status. */
const failures: { readonly [K in Kind]: readonly [Extract<Failure, { kind: K }>, status: number] } = {
  'amount-too-small': [{ kind: 'amount-too-small', minimumMinor: 200, currency: usd }, 422],
  'amount-too-large': [{ kind: 'amount-too-large', maximumMinor: 100_000, currency: usd }, 422],
  'amount-not-payable': [{ kind: 'amount-not-payable', stepMinor: 10, currency: usd }, 422],
  'currency-not-offered': [{ kind: 'currency-not-offered', offered: [usd] }, 422],
  'campaign-unknown': [{ kind: 'campaign-unknown' }, 422],
  'campaign-not-found': [{ kind: 'campaign-not-found' }, 404],
  'return-url-foreign': [{ kind: 'return-url-foreign' }, 422],
  'month-not-offered': [{ kind: 'month-not-offered', from: '2026-12', to: '2027-11' }, 422],
  'not-from-here': [{ kind: 'not-from-here' }, 403],
  'already-gives': [{ kind: 'already-gives' }, 409],
  'idempotency-key-invalid': [{ kind: 'idempotency-key-invalid' }, 400],
  'attempt-conflict': [{ kind: 'attempt-conflict' }, 409],
  'attempt-complete': [{ kind: 'attempt-complete' }, 409],
  'too-many-attempts': [{ kind: 'too-many-attempts', retryAfterSeconds: 30 }, 429],
  'checkouts-stopped': [{ kind: 'checkouts-stopped' }, 503],
  'captcha-failed': [{ kind: 'captcha-failed' }, 403],
  'captcha-unavailable': [{ kind: 'captcha-unavailable' }, 503],
  'payments-unavailable': [{ kind: 'payments-unavailable', retryAfterSeconds: 5 }, 503],
  'checkout-unknown': [{ kind: 'checkout-unknown' }, 404],
  'checkout-open': [{ kind: 'checkout-open' }, 409],
  'links-used-up': [{ kind: 'links-used-up' }, 409],
  'device-unknown': [{ kind: 'device-unknown' }, 401],
  'supporter-unknown': [{ kind: 'supporter-unknown' }, 404],
  'not-fresh': [{ kind: 'not-fresh' }, 403],
  'link-unknown': [{ kind: 'link-unknown' }, 404],
  'confirmation-unknown': [{ kind: 'confirmation-unknown' }, 404],
  'reminder-ended': [{ kind: 'reminder-ended' }, 409],
  'reminders-refused': [{ kind: 'reminders-refused' }, 409],
  'not-claimed': [{ kind: 'not-claimed' }, 403],
  'membership-unknown': [{ kind: 'membership-unknown' }, 404],
  'membership-ended': [{ kind: 'membership-ended' }, 409],
  'not-pausable': [{ kind: 'not-pausable' }, 409],
  'still-paid': [{ kind: 'still-paid' }, 409],
  'grant-unknown': [{ kind: 'grant-unknown' }, 404],
  'event-forged': [{ kind: 'event-forged' }, 400],
  'event-malformed': [{ kind: 'event-malformed' }, 400],
};

describe.each(Object.values(failures))('$kind', (failure, status) => {
  const problem = problemOf(failure);

  test('has its own code, which programs may rely on', () => expect(problem.code).toBe(failure.kind));
  test('can be corrected by the reader, or passes: never a defect of ours', () => {
    expect(problem.status).toBe(status);
    expect(problem.status === 503 || (problem.status >= 400 && problem.status < 500)).toBe(true);
  });
  test('is said in a whole sentence', () => expect(problem.detail).toMatch(/^[A-Za-z][^\n]{10,}\.$/));
  test('says when to come back where it passes by itself', () =>
    expect(problem.retryAfterSeconds !== undefined).toBe([429, 503].includes(status)));
  test('tells programs the numbers of the failure and nothing else', () => {
    const { kind, ...numbers } = failure;
    const shown = { ...problem.more, ...(problem.retryAfterSeconds === undefined ? {} : { wait: 0 }) };
    expect(Object.keys(shown).filter((name) => name !== 'wait')).toEqual(
      Object.keys(numbers).filter((name) => name !== 'retryAfterSeconds'),
    );
  });
});

describe('the sentence about an amount', () => {
  test('names the limit as people write it', () => {
    expect(problemOf(failures['amount-too-small'][0]).detail).toBe('The least that can be given is 2.00 USD.');
    expect(problemOf(failures['amount-too-large'][0]).detail).toBe(
      'The most that can be given at once is 1000.00 USD.',
    );
  });
});

describe('what is refused before any action runs', () => {
  test.each(Object.entries(requestProblems))('%s has that code and a whole sentence', (code, problem) => {
    expect(problem.code).toBe(code);
    expect(problem.detail).toMatch(/^[A-Z].{10,}\.$/);
    expect(problem.status).toBeGreaterThanOrEqual(400);
  });
  test('no two problems share a code', () => {
    const codes = [...Object.keys(requestProblems), ...Object.keys(failures), invalidRequest([]).code];
    expect(new Set(codes).size).toBe(codes.length);
  });
  test('an invalid request lists its fields, for people and for programs', () =>
    expect(invalidRequest(['amountMinor must be a whole number', 'currency must be a text'])).toEqual({
      status: 422,
      code: 'invalid-request',
      detail: 'Not valid: amountMinor must be a whole number; currency must be a text.',
      more: { fields: ['amountMinor must be a whole number', 'currency must be a text'] },
    }));
  test('an invalid request without fields is still a sentence', () =>
    expect(invalidRequest([]).detail).toBe('The request is not valid.'));
});
