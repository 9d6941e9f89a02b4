// What a reader may give: the settings' own table, in one currency, for everyone alike.
import { expect, test } from 'vitest';
import { settings } from '#settings';
import { openNewsroom } from '../support/newsroom.ts';

const newsroom = openNewsroom();

test('the offer is the settings, with what each currency can be divided into', async () => {
  const said = await newsroom.call('GET', '/v1/offer?currency=kwd');
  const inKwd = settings.offer.currencies.find((each) => each.currency === 'kwd');
  expect(said.json).toMatchObject({
    frequencies: ['once', 'monthly', 'annual'],
    currencies: ['usd', 'eur', 'gbp', 'jpy', 'kwd'],
    currency: 'kwd',
    decimals: 3,
    amounts: { monthly: { ...inKwd?.amounts.monthly, stepMinor: 10 } },
  });
});

test('without a currency the first of the settings is shown', async () => {
  expect((await newsroom.call('GET', '/v1/offer')).json).toMatchObject({ currency: 'usd', decimals: 2 });
});

test.each([
  ['locale=de', 'eur'],
  ['locale=en-GB', 'gbp'],
  ['locale=ja', 'jpy'],
  ['locale=ru', 'usd'],
  ['locale=de&currency=gbp', 'gbp'],
])('asked with %s, the offer is in %s', async (query, currency) => {
  expect((await newsroom.call('GET', `/v1/offer?${query}`)).json).toMatchObject({ currency });
});

test.each([
  ['?currency=chf', 422, 'currency-not-offered'],
  ['?currency=dollars', 422, 'invalid-request'],
])('%s is refused', async (query, status, code) => {
  const said = await newsroom.call('GET', `/v1/offer${query}`);
  expect([said.status, said.json]).toEqual([status, expect.objectContaining({ code })]);
});

test('anybody may keep the offer for five minutes, and nobody a refusal', async () => {
  expect((await newsroom.call('GET', '/v1/offer')).headers['cache-control']).toBe('public, max-age=300');
  expect((await newsroom.call('GET', '/v1/offer?currency=chf')).headers['cache-control']).toBe('no-store');
});
