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
  test('takes the names of the attributes, and refuses every other in a sentence', () => {
    const box = { lang: 'en', returnUrl: '/a' };
    expect(printBox(offers, { ...box, always: true, reminders: true })).toMatch(
      /<mainstay-contribute always reminders offers=.*<form[^>]*action="\/v1\/reminders"/,
    );
    expect(printBox(offers, { ...box, reminders: true, api: 'https://api.example/v1' })).toContain(
      'action="https://api.example/v1/reminders"',
    );
    expect(printBox(offers, { ...box, reminders: false })).not.toContain('reminders');
    for (const each of ['isAlways', 'return-url', 'Source', 'amounts', 'closable'])
      expect(() => printBox(offers, { ...box, [each]: true })).toThrow(`printBox knows no ${each}. It takes lang,`);
    for (const wrong of [{ reminders: '/v1/reminders' }, { frequency: 'weekly' }])
      expect(() => Reflect.apply(printBox, null, [offers, { ...box, ...wrong }])).toThrow(/printBox: \w+ is one of/);
    const banner = { lang: 'en', placement: 'top', href: '/s' } as const;
    expect(printBanner({ ...banner, closable: true, restDays: 30 })).toMatch(
      /^<mainstay-banner placement="top" closable rest-days="30" data-drawn>/,
    );
    expect(() => printBanner(Object.assign({ ...banner }, { isClosable: true }))).toThrow('knows no isClosable');
    expect(() => printBanner(Object.assign({ ...banner }, { placement: 'left' }))).toThrow('placement is one of');
    expect(() => printNotes(Object.assign({ lang: 'en' }, { locale: 'de' }))).toThrow('printNotes knows no locale');
    const campaign = { campaign: 'ad-free', goalMinor: 100, currency: 'usd' };
    expect(() => printProgress(Object.assign({ ...campaign }, { goal: 5 }), { lang: 'en' })).toThrow('knows no goal');
  });
  test('of nothing offered is refused', () => expect(() => printBox([], { lang: 'en', returnUrl: '/a' })).toThrow());
});

test.each(languages)('everything can be printed in %s, with no blank left open', (lang) => {
  const campaign = { campaign: 'ad-free', goalMinor: 1_000_000, currency: 'usd' };
  const pieces = [
    printBox(offers, { lang, returnUrl: '/a', methods: ['Visa'] }).replace(/ offers="[^"]*"/, ''),
    printNotes({ lang }),
    printProgress(campaign, { lang }),
    printCancel({ lang }),
    printBanner({ lang, placement: 'top', href: '/support', closable: true, restDays: 30 }),
  ];
  for (const piece of pieces) expect(piece).not.toMatch(/[{}]|undefined/);
});
describe('progress', () => {
  const campaign = { campaign: 'ad-free', goalMinor: 1_000_000, currency: 'usd' };
  const shown = (raisedMinor: number | null) => printProgress({ ...campaign, raisedMinor }, { lang: 'en' });
  test('that has not begun is the goal alone; the bar keeps its room, and nobody sees or hears it', () => {
    for (const raised of [0, null]) {
      expect(shown(raised)).toContain('Our goal for this month: $10,000');
      // The style sheet hides a bar without it.
      expect(shown(raised)).not.toMatch(/\$0|aria-valuetext|every morning/);
    }
  });
  test('that has begun says how far it is', () => {
    expect(shown(300_000)).toContain('At least $3,000 of $10,000');
    expect(shown(300_000)).toContain('aria-valuetext="At least $3,000 of $10,000"');
  });
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
