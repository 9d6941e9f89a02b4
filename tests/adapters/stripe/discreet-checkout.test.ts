// Stripe is asked for no more about a payer than it must be, and shown no more of us than the settings say. Whatever is sent
// beyond this list makes this test fail, so that nobody adds a question by the way.
import { beforeEach, describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { shownOf } from '../../../shared/adapters/stripe/checkout-texts.ts';
import { known } from '../../../shared/core/ids.ts';
import { parseCurrency } from '../../../shared/core/money.ts';
import { type Newsroom, openNewsroom } from '../../support/newsroom.ts';
import * as steps from '../../support/newsroom-steps.ts';

const requested = [
  ...['client_reference_id', 'success_url', 'cancel_url', 'expires_at', 'locale', 'mode', 'submit_type'],
  ...['billing_address_collection', 'adaptive_pricing', 'customer_creation'],
  ...['line_items', 'metadata', 'payment_intent_data', 'subscription_data'],
  ...['wallet_options', 'branding_settings', 'custom_text'],
];
let newsroom: Newsroom;
beforeEach(() => {
  newsroom = openNewsroom();
});
async function sent(input: object): Promise<URLSearchParams> {
  await steps.openCheckout(newsroom.browser(), input);
  const call = newsroom.stripeCalls.findLast((each) => each.call === 'POST /v1/checkout/sessions');
  return call?.body ?? new URLSearchParams();
}

describe.each([
  ['a gift', steps.tenOnce],
  ['a membership', steps.fiveMonthly],
  ['a gift with all that may be said', { ...steps.tenOnce, campaign: 'ad-free', source: 'article', locale: 'ru' }],
])('for %s Checkout', (_what, input) => {
  test('gets only this', async () => {
    const names = [...new Set([...(await sent(input)).keys()].map((name) => name.replace(/\[.*/, '')))];
    expect(names.filter((name) => !requested.includes(name))).toEqual([]);
  });
  test('asks for no phone, shipping, name, tax number, consent or saved card, and for an address only where the card needs one', async () => {
    const body = await sent(input);
    expect(body.get('billing_address_collection')).toBe('auto');
    expect([...body.keys()].join()).not.toMatch(
      /phone|shipping|name_collection|tax_id|consent|saved_payment|setup_future|custom_fields|invoice_creation/,
    );
  });
  test('is named as the settings say, and nothing that is sent says "donation" or the name of the newsroom', async () => {
    const body = await sent(input);
    const said = [...body].filter(([name]) => !/_url$|product/.test(name)).map(([, value]) => value);
    expect(said.join(' ').toLowerCase()).not.toMatch(/donat|support|contribut/);
    expect(said.join(' ')).not.toContain(settings.newsroom.name);
    expect(body.get('submit_type') ?? 'pay').toBe('pay');
    expect(body.get('payment_intent_data[statement_descriptor_suffix]') ?? settings.discreet.statementSuffix).toBe(
      settings.discreet.statementSuffix,
    );
  });
  test('does not offer Link, and is headed by the settings’ own name', async () => {
    const body = await sent(input);
    expect(body.get('wallet_options[link][display]')).toBe('never');
    expect(body.get('branding_settings[display_name]')).toBe(settings.discreet.checkoutName);
  });
  test('is given ids from chance and fixed words as metadata, and a way back without a query', async () => {
    const body = await sent(input);
    const metadata = [...body].filter(([name]) => name.includes('metadata'));
    expect(metadata.length).toBeGreaterThan(0);
    for (const [, value] of metadata) expect(value).toMatch(/^(?:harbor|co_[\w-]{22}|ad-free|article)$/);
    for (const name of ['success_url', 'cancel_url']) expect(new URL(body.get(name) ?? '').search).toBe('');
  });
});

describe('before paying, a payer reads what the statement will show', () => {
  const notice = async (input: object): Promise<string | null> =>
    (await sent(input)).get('custom_text[submit][message]');
  test.each([
    ['en', 'Your card statement will show “MERIDIAN”.'],
    ['de-AT', 'Auf Ihrer Kartenabrechnung steht „MERIDIAN“.'],
    ['uk', 'У виписці за карткою буде зазначено «MERIDIAN».'],
    ['ja', 'Your card statement will show “MERIDIAN”.'],
  ])('in the language of the page: %s', async (locale, said) => {
    expect(await notice({ ...steps.tenOnce, locale })).toBe(said);
    expect(await notice({ ...steps.fiveMonthly, locale })).toBe(said);
  });
  test('and the statement shows it: of a membership the product’s, of a gift the suffix', async () => {
    await steps.give(newsroom, newsroom.browser(), steps.fiveMonthly);
    await steps.give(newsroom, newsroom.browser(), steps.tenOnce);
    const { membershipStatement, statementSuffix } = settings.discreet;
    const intents = [...newsroom.sandbox.state.world.paymentIntents.values()];
    expect(intents.map((each) => [each.statement_descriptor, each.statement_descriptor_suffix])).toEqual([
      [membershipStatement, null],
      [null, statementSuffix],
    ]);
    await newsroom.advanceDays(32);
    const renewal = [...newsroom.sandbox.state.world.paymentIntents.values()].at(-1);
    expect(renewal?.statement_descriptor).toBe(membershipStatement);
  });
  test('but nothing about a membership whose product is not ours: its statement is not known', async () => {
    Reflect.deleteProperty(newsroom.made, 'product');
    expect(await notice(steps.fiveMonthly)).toBeNull();
    expect(await notice(steps.tenOnce)).toContain('MERIDIAN');
  });
  const { discreet } = settings;
  const usd = known(parseCurrency('usd'));
  const gift = { contribution: { frequency: 'once', amountMinor: 500, currency: usd }, locale: 'fr' } as const;
  const shown = (more: object) => shownOf({ ...discreet, ...more }, gift).custom_text;
  test('with the prefix that the account has', () =>
    expect(shown({ statementPrefix: 'NEWS' })).toEqual({
      submit: { message: 'Votre relevé de carte indiquera « NEWS* MERIDIAN ».' },
    }));
  test('in the newsroom’s own words, in their own language else English', () => {
    const own = (statementNotice: object) => shown({ statementNotice });
    expect(own({ fr: 'Relevé : {statement}' })).toEqual({ submit: { message: 'Relevé : MERIDIAN' } });
    expect(own({ en: 'It says {statement}' })).toEqual({ submit: { message: 'It says MERIDIAN' } });
    expect(own({ ru: 'Текст {statement}' })).toBeUndefined();
  });
  test('or nothing at all', () => expect(shown({ statementNotice: 'none' })).toBeUndefined());
});

test('what a browser keeps says nothing of what it is for', () => {
  const texts = [...Object.values(settings.cookies), settings.edge.passHeader, settings.edge.secretHeader].join(' ');
  expect(texts.toLowerCase()).not.toMatch(/donat|support|member|pay|mainstay|meridian|stripe|give|gift/);
});
