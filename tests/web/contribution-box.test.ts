// The contribution box as it is drawn: each of its forms, posted as it stands, must be one the API takes, with and
// without JavaScript.
import { describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { readForm } from '../../functions/runtime/form.ts';
import { checkoutIn } from '../../shared/api/schemas/checkout.ts';
import { checkContribution, frequencies } from '../../shared/core/offer.ts';
import { type BoxOptions, contributionBox } from '../../web/elements/contribution-box.ts';
import { contributionOfForm } from '../../web/elements/contribution-of-form.ts';
import { type Branch, type Tree, toHtml } from '../../web/elements/tree.ts';
import { offeredCurrencies, offerIn } from './offers.ts';
import { speechIn } from './speech.ts';

const page = 'https://meridian.example/articles/a?utm=1#top';
const options: BoxOptions = {
  action: '/v1/checkouts',
  returnUrl: '/articles/a',
  campaign: 'ad-free',
  source: 'article',
  methods: ['Visa'],
};
const branches = (piece: Tree): Branch[] =>
  typeof piece === 'string' ? [] : [piece, ...piece.children.flatMap(branches)];
const formsIn = (box: Branch): Branch[] => branches(box).filter(({ tag }) => tag === 'form');

/** What the browser would send: hidden and text fields, and of each group the radio button that is chosen. */
function fieldsOf(form: Branch, chosen?: string, typed = ''): URLSearchParams {
  const fields = new URLSearchParams();
  for (const { attributes } of branches(form).filter(({ tag }) => tag === 'input')) {
    const { type, name, value = '', checked } = attributes;
    const isSent = type !== 'radio' || (chosen === undefined ? checked === true : value === chosen);
    if (isSent) fields.append(String(name), type === 'text' ? typed : String(value));
  }
  return fields;
}
const posted = (fields: URLSearchParams) => checkoutIn.safeParse(readForm(fields.toString()));
function asFormData(fields: URLSearchParams): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}
const limitsOf = ({ attributes }: Branch) => ({
  minimumMinor: Number(attributes['data-minimum']),
  maximumMinor: Number(attributes['data-maximum']),
});
const inEnglish = (currency: string) => contributionBox(offerIn(currency), speechIn('en'), options);

describe.each(offeredCurrencies)('in %s', (currency) => {
  test('there is one form for each frequency, and a suggested amount is chosen in each', () => {
    const forms = formsIn(inEnglish(currency));
    expect(forms.map(({ attributes }) => attributes['data-frequency'])).toEqual([...frequencies]);
    for (const form of forms) expect(fieldsOf(form).get('amountMinor')).toMatch(/^\d+$/);
  });
  test('every amount of every form is one the API takes, by both ways of sending it', () => {
    for (const form of formsIn(inEnglish(currency))) {
      const amounts = branches(form).filter(({ attributes: { type, value } }) => type === 'radio' && value !== '');
      expect(amounts.length).toBeGreaterThan(0);
      for (const { attributes } of amounts) {
        const fields = fieldsOf(form, String(attributes['value']));
        const plain = posted(fields);
        expect(plain.success && checkContribution(settings.offer, plain.data).ok).toBe(true);
        const woken = contributionOfForm(asFormData(fields), limitsOf(form), page);
        expect(woken.ok && checkoutIn.safeParse(woken.value).success).toBe(true);
      }
    }
  });
  test('the least that may be typed is the least the API takes', () => {
    for (const form of formsIn(inEnglish(currency))) {
      const { minimumMinor } = limitsOf(form);
      const placeholder = branches(form).find(({ attributes }) => attributes['name'] === 'amount')?.attributes[
        'placeholder'
      ];
      const typed = String(placeholder).replace('At least ', '');
      const fields = fieldsOf(form, '', typed);
      expect(contributionOfForm(asFormData(fields), limitsOf(form), page)).toMatchObject({
        ok: true,
        value: { amountMinor: minimumMinor },
      });
      const plain = posted(fields);
      expect(plain.success && checkContribution(settings.offer, plain.data).ok).toBe(true);
    }
  });
});

test('a plain form sends an amount as it was typed', () => {
  const [once] = formsIn(inEnglish('usd'));
  if (once === undefined) throw new Error('no form');
  expect(posted(fieldsOf(once, '', ' $7,50 '))).toMatchObject({
    success: true,
    data: { amountMinor: 750, frequency: 'once' },
  });
});
test('values of a page cannot break out of its markup', () => {
  const hostile = '"><script>alert(1)</script>';
  const html = toHtml(
    contributionBox(offerIn('usd'), speechIn('en'), { ...options, source: hostile, methods: [hostile] }),
  );
  expect(html).not.toContain('<script>');
  expect(html).toContain('&quot;&gt;&lt;script&gt;');
});
test('an offer in a currency this build does not know is refused', () => {
  const offer = { ...offerIn('usd'), currency: 'xxx' };
  expect(() => contributionBox(offer, speechIn('en'), options)).toThrow('unknown currency');
});
