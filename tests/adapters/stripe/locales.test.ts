// Stripe's Checkout is only ever asked for a language it speaks.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkoutLocale } from '../../../shared/adapters/stripe/locales.ts';

const sessions = readFileSync('node_modules/stripe/esm/resources/Checkout/Sessions.d.ts', 'utf8');
const documented = [...(/type Locale = ([^;]+);/.exec(sessions)?.[1]?.matchAll(/'([^']+)'/g) ?? [])].map(
  ([, name = '']) => name,
);

describe('the language of Checkout', () => {
  test.each(documented)('%s is spoken, by what the SDK says itself', (locale) =>
    expect(checkoutLocale(locale)).toBe(locale),
  );
  test('is read from a list that is there', () => expect(documented.length).toBeGreaterThan(40));
  test.each([
    ['en-US', 'en'],
    ['ru-RU', 'ru'],
    ['pt-AO', 'pt'],
    ['zh-Hans-CN', 'zh'],
    ['es-MX', 'es'],
    ['ar', 'auto'],
    ['uk-UA', 'auto'],
    ['be', 'auto'],
    ['EN', 'auto'],
    ['xx', 'auto'],
    ['', 'auto'],
    ['__proto__', 'auto'],
  ])('%j becomes %s', (requested, spoken) => {
    expect(checkoutLocale(requested)).toBe(spoken);
    expect([...documented, 'auto']).toContain(spoken);
  });
  test('is left to Stripe where nothing was asked', () => expect(checkoutLocale(null)).toBe('auto'));
});
