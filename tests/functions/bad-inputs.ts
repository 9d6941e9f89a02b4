// What anybody may send to open a checkout, as a table: what it is, how it is sent, and the code it is refused with.
// The canary is in every field that a careless answer or log line would repeat.
import * as steps from '../support/newsroom-steps.ts';
import type { Sent } from '../support/reader-browser.ts';

export const canary = 'canary-7f3a';
const input = steps.fiveMonthly;
const json = (body: object): Sent => ({ body: { ...input, ...body } });
export const raw = (body: string): Sent => ({ body, headers: { 'content-type': 'application/json' } });
const headed = (headers: Readonly<Record<string, string>>): Sent => ({ body: input, headers });
export const form = (fields: Readonly<Record<string, string>>): Sent => ({
  body: new URLSearchParams({ frequency: 'once', currency: 'usd', returnUrl: steps.article, ...fields }).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});
const without = (name: keyof typeof input): Sent => {
  const { [name]: _, ...rest } = input;
  return { body: rest };
};
type Row = readonly [what: string, sent: Sent, code?: string, status?: number];

const malformed: Row[] = [
  ...[
    '',
    '{',
    `{"frequency": ${canary}}`,
    '{"a":1}{"b":2}',
    "{'a':1}",
    `${canary}`,
    '\u0000',
    '{"amountMinor":NaN}',
  ].map((body): Row => [`not JSON: ${JSON.stringify(body.slice(0, 12))}`, raw(body), 'malformed-json', 400]),
  ...['null', '[]', `"${canary}"`, '5', 'true', '[[[]]]'].map(
    (body): Row => [`JSON but no object: ${body}`, raw(body)],
  ),
  ['JSON nested five thousand deep', raw('['.repeat(5000) + ']'.repeat(5000))],
  [
    'a body of another kind',
    { ...raw('<a/>'), headers: { 'content-type': 'text/xml' } },
    'unsupported-media-type',
    415,
  ],
  ['a body of no kind', { ...raw('{}'), headers: { 'content-type': '' } }, 'unsupported-media-type', 415],
  ['a body a byte too long', raw(JSON.stringify({ ...input, pad: 'x'.repeat(16_384) })), 'body-too-large', 413],
  ['five megabytes', raw(`{"pad":"${'x'.repeat(5_000_000)}"}`), 'body-too-large', 413],
];
const wrongTypes: Row[] = [
  ...(['frequency', 'amountMinor', 'currency', 'returnUrl'] as const).flatMap((name): Row[] => [
    [`no ${name}`, without(name)],
    ...[null, true, [canary], { [canary]: 1 }].map(
      (value): Row => [`${name} as ${typeof value} ${value}`, json({ [name]: value })],
    ),
  ]),
  ['an amount as text', json({ amountMinor: '500' })],
  ['a currency as number', json({ currency: 840 })],
  ['a customer, which no caller may name', json({ customer: 'cus_of_somebody' })],
  ['an unknown field', json({ [canary]: 1 })],
  ['__proto__ as a field', raw(JSON.stringify(input).replace('{', '{"__proto__":{"amountMinor":500},'))],
  ['constructor as a field', json({ constructor: { name: canary } })],
];
const amounts: Row[] = [
  ...[-500, 0, 0.5, 500.5, -0.1, 2 ** 53, 2 ** 53 + 2, 1e300].map(
    (amountMinor): Row => [`an amount of ${amountMinor}`, json({ amountMinor })],
  ),
  ['an amount beyond all numbers', raw(JSON.stringify(input).replace('500', '1e999'))],
  ['an amount below the least', json({ amountMinor: 199 }), 'amount-too-small'],
  ['an amount above the most', json({ amountMinor: 100_001 }), 'amount-too-large'],
  ['a yearly amount below the yearly least', json({ frequency: 'annual', amountMinor: 500 }), 'amount-too-small'],
  ['an amount no card can be charged', json({ currency: 'kwd', amountMinor: 1005 }), 'amount-not-payable'],
];
const choices: Row[] = [
  ['a currency that is not offered', json({ currency: 'chf' }), 'currency-not-offered'],
  ...['xxx', 'USD', 'us', '__proto__', 'constructor', canary].map(
    (currency): Row => [`the currency ${currency}`, json({ currency })],
  ),
  ...['weekly', 'Once', '', 'toString', canary].map(
    (frequency): Row => [`the frequency ${frequency}`, json({ frequency })],
  ),
  ['a campaign that does not exist', json({ campaign: 'unheard-of' }), 'campaign-unknown'],
  ...['__proto__', 'A', 'a'.repeat(33)].map((campaign): Row => [`the campaign ${campaign}`, json({ campaign })]),
  ...['UPPER', canary.replace('-', '_'), 'x'.repeat(33)].map(
    (source): Row => [`the source ${source}`, json({ source })],
  ),
  ...['english', 'en_US', `en\r\nx: ${canary}`].map(
    (locale): Row => [`the locale ${JSON.stringify(locale.slice(0, 8))}`, json({ locale })],
  ),
  ...['short', 'x'.repeat(44), `${'x'.repeat(42)}!`].map(
    (claimHash): Row => [`the claim hash ${claimHash}`, json({ claimHash })],
  ),
  ...[
    `${canary}`,
    'a@b',
    'a b@example.org',
    `a@example.org\nbcc: ${canary}@example.org`,
    `${'a'.repeat(300)}@example.org`,
  ].map((email): Row => [`the address no. ${email.length}`, json({ email })]),
];
const pages: Row[] = [
  'https://evil.example/',
  'https://meridian.example.evil.example/',
  'https://meridian.example@evil.example/',
  `https://reader:${canary}@meridian.example/`,
  'http://meridian.example/',
  'https://meridian.example:8443/',
  '//evil.example/',
  '\\\\evil.example\\',
  'javascript:alert(1)',
  'data:text/html,x',
  'https://[',
].map((returnUrl): Row => [`the page ${returnUrl}`, json({ returnUrl }), 'return-url-foreign']);
const keys: Row[] = [
  '',
  'short',
  'x'.repeat(129),
  'with a space in it',
  '../../../../etc/passwd',
  `${canary}-ключ-ключ`,
  `${canary}\r\nx: 1`,
].map(
  (key): Row => [
    `the key ${JSON.stringify(key.slice(0, 12))}`,
    headed({ 'idempotency-key': key }),
    'idempotency-key-invalid',
    400,
  ],
);
const origins: Row[] = [
  'https://evil.example',
  'https://meridian.example.evil.example',
  'null',
  '',
  'https://meridian.example/',
].map((origin): Row => [`from ${JSON.stringify(origin)}`, headed({ origin }), 'origin-foreign', 403]);
const forms: Row[] = [
  ...['', '-5', '0', `5 ${canary}`, '5,5555', '1.000,00.0', '1e3', '99999999999999999999'].map(
    (amount): Row => [`a form with ${amount}`, form({ amount })],
  ),
  ['a form with a thousand or one dinar', form({ currency: 'kwd', amount: '1.000' })],
  ['a form with too little', form({ amount: '1' }), 'amount-too-small'],
  [
    'a form from elsewhere',
    {
      ...form({ amount: '5' }),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' },
    },
    'origin-foreign',
    403,
  ],
  ['a form to elsewhere', form({ amount: '5', returnUrl: 'https://evil.example/' }), 'return-url-foreign'],
];

export const badInputs = [
  ...[...malformed, ...wrongTypes, ...amounts, ...choices],
  ...[...pages, ...keys, ...origins, ...forms],
].map(([what, sent, code = 'invalid-request', status = 422]) => ({ what, sent, code, status }));
