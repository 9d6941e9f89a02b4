// What the woken form sends and says: the reader's mistakes in the reader's words, before anything goes out.
import { describe, expect, test } from 'vitest';
import { problemOf } from '../../shared/api/problem.ts';
import { known } from '../../shared/core/ids.ts';
import { parseCurrency } from '../../shared/core/money.ts';
import type { ApiProblem } from '../../web/elements/api-problem.ts';
import { contributionOfForm, sentenceFor } from '../../web/elements/contribution-of-form.ts';
import { speechIn } from './speech.ts';

const limits = { minimumMinor: 200, maximumMinor: 100_000 };
const page = 'https://meridian.example/articles/a?token=secret#part';
const filled = { frequency: 'monthly', currency: 'usd', amountMinor: '500', returnUrl: '/articles/a', amount: '' };
const read = (fields: Readonly<Record<string, string>>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return contributionOfForm(form, limits, page);
};

describe('what is sent', () => {
  test('the chosen amount, and the page to come back to without query or fragment', () =>
    expect(read(filled)).toEqual({
      ok: true,
      value: {
        frequency: 'monthly',
        amountMinor: 500,
        currency: 'usd',
        returnUrl: 'https://meridian.example/articles/a',
      },
    }));
  test('without an address of its own, the page it stands on', () =>
    expect(read({ ...filled, returnUrl: '' })).toMatchObject({
      value: { returnUrl: 'https://meridian.example/articles/a' },
    }));
  test('the typed amount counts only where "Other" is chosen', () => {
    expect(read({ ...filled, amount: '7' })).toMatchObject({ value: { amountMinor: 500 } });
    expect(read({ ...filled, amountMinor: '', amount: '7' })).toMatchObject({ value: { amountMinor: 700 } });
  });
  test('campaign, source and language, where the page names them', () => {
    expect(read({ ...filled, campaign: 'ad-free', source: 'article', locale: 'en' })).toMatchObject({
      value: { campaign: 'ad-free', source: 'article', locale: 'en' },
    });
    const contribution = read({ ...filled, campaign: '' });
    expect(contribution.ok && 'campaign' in contribution.value).toBe(false);
    expect(contribution.ok).toBe(true);
  });
});

describe('what is said', () => {
  test.each([
    [{ amountMinor: '', amount: '' }, 'Please choose an amount.'],
    [{ amountMinor: '', amount: '  ' }, 'Please choose an amount.'],
    [{ amountMinor: '', amount: 'much' }, 'Please type an amount like $2.'],
    [{ amountMinor: '', amount: '1,99' }, 'The least that can be given is $2.'],
    [
      { amountMinor: '', amount: '1000,01' },
      'The most that can be given at once is $1,000. For more, please write to us.',
    ],
  ])('%j: %s', (fields, sentence) => {
    const contribution = read({ ...filled, ...fields });
    expect(contribution.ok ? '' : sentenceFor(contribution.failure, 'usd', speechIn('en'))).toBe(sentence);
  });
  test('no amount chosen at all', () => {
    const { amountMinor: _, ...others } = filled;
    expect(read(others)).toEqual({ ok: false, failure: { kind: 'amount-missing' } });
  });
  const problem = (code: string, more: Partial<ApiProblem> = {}): ApiProblem => ({
    status: 422,
    code,
    detail: '',
    numbers: {},
    ...more,
  });
  const said = (failure: ApiProblem) => sentenceFor(failure, 'usd', speechIn('en'));
  test('limits the API names are shown as amounts', () => {
    const currency = known(parseCurrency('usd'));
    const { code, more } = problemOf({ kind: 'amount-too-small', minimumMinor: 300, currency });
    expect(said(problem(code, { numbers: { minimumMinor: Number(more?.['minimumMinor']) } }))).toBe(
      'The least that can be given is $3.',
    );
  });
  test('a code without words of its own speaks with the words of the API', () =>
    expect(said(problem('campaign-unknown', { detail: 'There is no campaign of this name.' }))).toBe(
      'There is no campaign of this name.',
    ));
  test.each(['unreadable', 'brand-new-code', 'toString'])('%s without a detail still says something', (code) =>
    expect(said(problem(code))).toBe(speechIn('en').strings['something-broke']),
  );
  test.each(['unreachable', 'payments-unavailable', 'something-broke'])('%s says that nothing was charged', (code) =>
    expect(said(problem(code))).toContain('Nothing was charged'),
  );
});
