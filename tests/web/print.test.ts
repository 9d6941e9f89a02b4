// What a newsroom prints into its pages, by the published module and from a shell: whole elements that work as they are.
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { escapeHtml } from '../../shared/core/escape-html.ts';
import { stringsOf } from '../../web/elements/languages.ts';
import {
  printAmount,
  printBanner,
  printBox,
  printCancel,
  printNotes,
  printProgress,
} from '../../web/elements/print.ts';
import { printedOffers } from '../../web/elements/printed-offers.ts';
import { languages } from '../../web/publish/manifest.ts';
import { offeredCurrencies, offerIn } from './offers.ts';

const offers = offeredCurrencies.map(offerIn);
const offersIn = (html: string): string =>
  (/ offers="([^"]*)"/.exec(html)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

describe('a printed box', () => {
  test('carries every currency, so that changing it asks nobody', () => {
    const html = printBox(offers, { lang: 'en', returnUrl: '/a' });
    expect(printedOffers(offersIn(html))).toEqual(
      offers.map(({ currency, currencies, amounts }) => ({ currency, amounts, currencies })),
    );
  });
  test('is in the currency it was printed in, and says so where that is to stay', () => {
    expect(printBox(offers, { lang: 'de', returnUrl: '/a', currency: 'eur' })).toMatch(
      /<mainstay-contribute currency="eur".*>5\u00a0€</,
    );
    expect(printBox(offers, { lang: 'de', returnUrl: '/a' })).not.toContain(' currency="');
  });
  test('posts to the API where that lives elsewhere', () =>
    expect(printBox(offers, { lang: 'en', returnUrl: '/a', api: 'https://api.example/v1' })).toContain(
      'action="https://api.example/v1/checkouts"',
    ));
  test('speaks in the newsroom’s own words', () =>
    expect(printBox(offers, { lang: 'nl', returnUrl: '/a', strings: { continue: 'Verder' } })).toContain('>Verder<'));
  test('of nothing offered is refused', () => expect(() => printBox([], { lang: 'en', returnUrl: '/a' })).toThrow());
});

test.each(languages)('everything can be printed in %s, with no blank left open', (lang) => {
  const campaign = { campaign: 'ad-free', goalMinor: 1_000_000, currency: 'usd' };
  const pieces = [
    printBox(offers, { lang, returnUrl: '/a', methods: ['Visa'] }).replace(/ offers="[^"]*"/, ''),
    printNotes({ lang }),
    printProgress(campaign, { lang }),
    printCancel({ lang }),
    printBanner({ lang, placement: 'top', href: '/support', isClosable: true }),
  ];
  for (const piece of pieces) expect(piece).not.toMatch(/[{}]|undefined/);
});
test.each(languages)('the page of reminders says in %s that it needs a script, before any runs', (lang) => {
  const { withoutScript } = stringsOf(lang);
  expect(printCancel({ lang })).toBe(
    `<mainstay-cancel><noscript><p>${escapeHtml(withoutScript)}</p></noscript></mainstay-cancel>`,
  );
  expect(lang === 'en' || withoutScript !== stringsOf('en').withoutScript).toBe(true);
});
test('an amount is shown as the elements show it', () =>
  expect(printAmount(1_000_000, 'usd', { lang: 'en' })).toBe('$10,000'));
test('what in the offers is no offer is left out', () => {
  for (const text of [null, '', '{', '5', '{}', '[1,null,{"currency":"usd"}]']) expect(printedOffers(text)).toEqual([]);
});
test('npm run print-box says what it needs', () => {
  const run = () => execFileSync(process.execPath, ['web/publish/print-box.ts'], { encoding: 'utf8', stdio: 'pipe' });
  expect(run).toThrow(/return-url/);
});
