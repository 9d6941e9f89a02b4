// The newsroom's settings: a wrong one gives one clear sentence that names the setting, before anything starts.
import { describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { parseSettings } from '../../shared/api/settings.ts';

const range = { suggestedMinor: [500, 1000], minimumMinor: 200, maximumMinor: 100_000 };
/** Valid in currencies without decimals too. */
const wide = { suggestedMinor: [50_000], minimumMinor: 20_000, maximumMinor: 900_000 };
const fine = {
  newsroom: {
    name: 'The Meridian',
    timeZone: 'Europe/Riga',
    accountPath: '/account',
    supportPath: '/support',
    reminderPath: '/reminders',
  },
  installation: { id: 'harbor', formerIds: [] },
  discreet: { productName: 'A contribution', statementSuffix: 'MERIDIAN' },
  mail: {
    sender: 'post@meridian.example',
    senderName: 'Post',
    isDiscreet: true,
    mostPerDay: 1000,
    perSecond: 10,
    suppressDays: { bounce: 30, complaint: 365 },
  },
  cookies: { pass: 'fascia', device: '__Secure-seat', claim: '__Secure-stub', reminder: '__Secure-later' },
  linkDays: 800,
  captcha: null,
  edge: { passHeader: 'x-fascia', secretHeader: 'x-source', addressHeader: 'cloudfront-viewer-address' },
  offer: [{ currency: 'usd', once: range, monthly: range, annual: range }],
  standing: settings.standing,
  portalFreshMinutes: 15,
  // Also for the currencies that the tests below add to the offer.
  campaigns: [
    {
      id: 'ad-free',
      currency: 'usd',
      goalMinor: 1_000_000,
      rates: { eur: [108, 100], huf: [28, 100], isk: [72, 100], krw: [7, 100], kwd: [325, 1000] },
    },
  ],
  stages: { test: { mode: 'test', origins: ['https://test.meridian.example'] } },
};

/** The settings with one value changed; the path is written with dots. `undefined` removes it. */
function changed(ref: string, value: unknown) {
  const copy = JSON.parse(JSON.stringify(fine));
  const steps = ref.split('.');
  const last = steps.pop() ?? '';
  const at = steps.reduce((within, step) => within[step], copy);
  at[last] = value;
  return JSON.parse(JSON.stringify(copy));
}
function refusal(input: Parameters<typeof parseSettings>[0]): string[] {
  try {
    parseSettings(input);
  } catch (error) {
    return error instanceof Error ? error.message.split('\n') : [];
  }
  return [];
}

describe("the newsroom's own settings", () => {
  test('parse, with its currencies in the order in which it offers them', () =>
    expect(settings.offer.currencies.map(({ currency }) => currency)).toEqual(['usd', 'eur', 'gbp', 'jpy', 'kwd']));
  test('are what the brief of a campaign says: ten thousand dollars a month', () =>
    expect(settings.campaigns).toMatchObject([{ id: 'ad-free', currency: 'usd', goalMinor: 1_000_000 }]));
  test('take two dollars a month', () => expect(settings.offer.currencies[0]?.amounts.monthly.minimumMinor).toBe(200));
});

describe('settings that are fine', () => {
  test('are accepted', () => expect(refusal(changed('standing.giftDays', 60))).toEqual([]));
  test.each(['Europe/Kyiv', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires', 'UTC'])('may be in %s', (timeZone) =>
    expect(refusal(changed('newsroom.timeZone', timeZone))).toEqual([]),
  );
  test.each(['NEWS', 'The News', 'N.E.W.S. 24', 'x'.repeat(14)])('may stand on a statement as %s', (statementSuffix) =>
    expect(refusal(changed('discreet', { ...fine.discreet, statementPrefix: 'MERI', statementSuffix }))).toEqual([]),
  );
  test('may give no grace at all', () => expect(refusal(changed('standing.graceDays.active.missing', 0))).toEqual([]));
});

// [setting, its value, the sentence about it]
const wrong: readonly [string, unknown, string][] = [
  ['newsroom', undefined, 'newsroom must be an object'],
  ['newsroom.name', '', 'newsroom.name must be at least 1 character long'],
  ['newsroom.name', 'x'.repeat(81), 'newsroom.name must be at most 80 characters long'],
  ['newsroom.timeZone', 'Nowhere/Island', 'newsroom.timeZone must be an IANA time zone like "Europe/Riga"'],
  ['newsroom.accountPath', 'account', 'newsroom.accountPath must be a path like "/support"'],
  ['newsroom.accountPath', '/account?x=1', 'newsroom.accountPath must be a path like "/support"'],
  ['newsroom.adress', 'x', 'newsroom has what is not known here: adress'],
  [
    'discreet.statementSuffix',
    'THE MERIDIAN',
    'discreet.statementSuffix must be at most 10 characters long: the prefix can take 10 of 22; name a shorter one',
  ],
  [
    'discreet',
    { ...fine.discreet, statementPrefix: 'THE NEWS', statementSuffix: 'MERIDIAN PAPER' },
    'discreet.statementSuffix must be at most 12 characters long: "THE NEWS* " takes the rest of 22',
  ],
  ['discreet.statementPrefix', 'N', 'discreet.statementPrefix must be at least 2 characters long'],
  ['discreet.statementPrefix', 'A VERY LONG', 'discreet.statementPrefix must be at most 10 characters long'],
  ['discreet.statementSuffix', '2026', 'discreet.statementSuffix must hold at least one Latin letter: Stripe refuses'],
  ...[...`<>\\'"*`].map((sign): [string, unknown, string] => [
    'discreet.statementSuffix',
    `NEWS${sign}`,
    `discreet.statementSuffix must not hold < > \\ ' " or *: Stripe refuses them on a statement`,
  ]),
  ['discreet.statementSuffix', 'NEWS ’26', 'discreet.statementSuffix must be plain Latin letters, digits and signs'],
  ['discreet.statementSuffix', 'NEWS ', 'discreet.statementSuffix must not begin or end with a space'],
  ['discreet.membershipStatement', 'NEWS', 'discreet.membershipStatement must be at least 5 characters long'],
  ['discreet.membershipStatement', 'x'.repeat(23), 'discreet.membershipStatement must be at most 22 characters long'],
  ['discreet.membershipStatement', '12345', 'discreet.membershipStatement must hold at least one Latin letter'],
  ['discreet.membershipStatement', 'NEWS*24', `discreet.membershipStatement must not hold < > \\ ' " or *`],
  ['discreet.statementNotice', { en: 'no place for it' }, 'discreet.statementNotice.en must hold {statement}'],
  [
    'discreet.statementNotice',
    { en: `{statement}${'x'.repeat(1200)}` },
    'discreet.statementNotice.en must be at most 1178',
  ],
  ...[true, 'some', { EN: '{statement}' }].map((value): [string, unknown, string] => [
    'discreet.statementNotice',
    value,
    `discreet.statementNotice must be 'none', or by language ("en") a text with {statement} in it`,
  ]),
  ['discreet.checkoutName', ' News', 'discreet.checkoutName must not begin or end with a space'],
  ['discreet.checkoutName', 'x'.repeat(61), 'discreet.checkoutName must be at most 60 characters long'],
  ['discreet.productName', '   ', 'discreet.productName must not begin or end with a space'],
  ['discreet.productName', 'A\nB', 'discreet.productName must be one line'],
  [
    'cookies.pass',
    'lay out',
    'cookies.pass must be a cookie name of letters, digits, "-" and "_" that does not begin with "__Host-"',
  ],
  [
    'cookies.device',
    '__Host-seat',
    'cookies.device must be a cookie name of letters, digits, "-" and "_" that does not begin with "__Host-"',
  ],
  ['cookies.claim', 'fascia', 'cookies names fascia twice'],
  ['edge.passHeader', 'X-Layout', 'edge.passHeader must be a header name of a-z, 0-9 and "-"'],
  ['edge.notFromHereHeader', 'x-fascia', 'edge names the header x-fascia twice'],
  ['neverAsk', ['by'], 'neverAsk.0 must be a country as ISO writes it, like "BY"'],
  ['neverAsk', ['BY', 'UK'], 'neverAsk.1 must be a country as ISO writes it, like "BY"'],
  ['neverAsk', ['ZZ'], 'neverAsk.0 must be a country as ISO writes it, like "BY"'],
  ['neverAsk', ['XX'], 'neverAsk.0 must be a country as ISO writes it, like "BY"'],
  ['neverAsk', ['Belarus'], 'neverAsk.0 must be a country as ISO writes it, like "BY"'],
  ['neverAsk', ['BY', 'RU', 'BY'], 'neverAsk names BY twice'],
  ['offer', [], 'offer must be at least 1 long'],
  [
    'offer.0.currency',
    'USD',
    'offer.0.currency must be a currency that shared/core/money.ts has, as three lower-case letters, like "usd"',
  ],
  ['offer.0.weekly', range, 'offer.0 has what is not known here: weekly'],
  ['offer.0.once.minimumMinor', 2.5, 'offer.0.once.minimumMinor must be a whole number'],
  ['offer.0.once.minimumMinor', -1, 'offer.0.once.minimumMinor must be at least 1'],
  ['offer.0.once.minimumMinor', 20, 'offer.usd.once.minimumMinor must be at least 50: Stripe charges no less'],
  ['offer.0.once.minimumMinor', 600, 'offer.usd.once.suggestedMinor: 500 is outside the limits'],
  ['offer.0.once.maximumMinor', 700, 'offer.usd.once.suggestedMinor: 1000 is outside the limits'],
  ['offer.0.once.maximumMinor', 100_000_000, 'offer.0.once.maximumMinor must be at most 99999999'],
  ['offer.0.once.suggestedMinor', [], 'offer.0.once.suggestedMinor must be at least 1 long'],
  ['offer.0.once.suggestedMinor', [1, 2, 3, 4, 5, 6, 7, 8, 9], 'offer.0.once.suggestedMinor must be at most 8 long'],
  ['offer.1', { ...fine.offer[0] }, 'offer names usd twice'],
  [
    'offer.1',
    { currency: 'kwd', once: { ...range, suggestedMinor: [505] }, monthly: range, annual: range },
    'offer.kwd.once: 505 is no amount a card can be charged in kwd: it must be a multiple of 10',
  ],
  [
    'offer.1',
    { currency: 'isk', once: { ...wide, suggestedMinor: [20_050] }, monthly: wide, annual: wide },
    'offer.isk.once: 20050 is no amount a card can be charged in isk: it must be a multiple of 100',
  ],
  [
    'offer.1',
    { currency: 'krw', once: wide, monthly: { ...wide, minimumMinor: 500 }, annual: wide },
    'offer.krw.monthly.minimumMinor must be at least 1000: Stripe charges no less',
  ],
  [
    'offer.1',
    { currency: 'huf', once: wide, monthly: wide, annual: { ...wide, minimumMinor: 17_400 } },
    'offer.huf.annual.minimumMinor must be at least 17500: Stripe charges no less',
  ],
  [
    'offer.0.currency',
    'xau',
    'offer.0.currency must be a currency that shared/core/money.ts has, as three lower-case letters, like "usd"',
  ],
  ['standing.giftDays', 0, 'standing.giftDays must be at least 1'],
  ['standing.giftDays', 4000, 'standing.giftDays must be at most 3660'],
  ['standing.openDispute', 'maybe', 'standing.openDispute must be one of paid, returned'],
  ['standing.graceDays.active.failed', -1, 'standing.graceDays.active.failed must be at least 0'],
  ['standing.graceDays.active.failed', 367, 'standing.graceDays.active.failed must be at most 366'],
  ['standing.graceDays.active.failed', '14', 'standing.graceDays.active.failed must be a whole number'],
  ['standing.graceDays.active.failed', undefined, 'standing.graceDays.active.failed must be a whole number'],
  ['standing.graceDays.paused', undefined, 'standing.graceDays.paused must be an object'],
  ['standing.graceDays.asleep', {}, 'standing.graceDays has what is not known here: asleep'],
  ['standing.graceDays.active.late', 1, 'standing.graceDays.active has what is not known here: late'],
  ['mail.transport', { kind: 'post' }, 'mail.transport.kind must be written { kind: "ses" }, or { kind: "smtp", '],
  ['mail.transport', 'smtp', 'mail.transport must be written { kind: "ses" }'],
  ['mail.suppressDays.bounce', 0, 'mail.suppressDays.bounce must be at least 1'],
  ['mail.suppressDays.complaint', 381, 'mail.suppressDays.complaint must be at most 380'],
  ['linkDays', 380, 'linkDays must be at least 381: a year with its grace, and a gift, end before'],
  ['portalFreshMinutes', 1441, 'portalFreshMinutes must be at most 1440'],
  ['campaigns.0.id', 'Ad Free', 'campaigns.0.id must be a campaign id: a-z, 0-9 and "-", at most 32'],
  ['campaigns.0.goalMinor', 0, 'campaigns.0.goalMinor must be at least 1'],
  ['campaigns.0.shownFromTenths', 11, 'campaigns.0.shownFromTenths must be at most 10'],
  ['campaigns.0.shownFromTenths', 0, 'campaigns.0.shownFromTenths must be at least 1'],
  ['campaigns.1', { ...fine.campaigns[0] }, 'campaigns names ad-free twice'],
  ['campaigns.0.rates.eur', [108, 0], 'campaigns.ad-free.rates.eur must be two numbers of at least 1'],
  ['campaigns.0.rates.eur', [-108, 100], 'campaigns.ad-free.rates.eur must be two numbers of at least 1'],
  ['campaigns.0.rates.eur', [1.08, 1], 'campaigns.0.rates.eur.0 must be a whole number'],
  ['campaigns.0.rates.euro', [1, 1], 'campaigns.ad-free.rates: euro is no currency that can be given'],
  [
    'offer.1',
    { currency: 'cad', once: range, monthly: range, annual: range },
    'campaigns.ad-free.rates must have cad, which the offer has: without a rate it counts for nothing',
  ],
  ['stages.test.mode', 'sandbox', 'stages.test.mode must be one of test, live'],
  ['stages.test.origins', [], 'stages.test.origins must be at least 1 long'],
  [
    'stages.test.origins.0',
    'https://meridian.example/',
    'stages.test.origins.0 must be an origin like "https://example.org", without a path',
  ],
  ['stages.test.origins.0', '*', 'stages.test.origins.0 must be an origin like "https://example.org", without a path'],
  ['stages.Test Stage', { ...fine.stages.test }, 'stages.Test Stage must be a stage name of a-z'],
  ['stripeKey', 'sk_live_x', 'settings has what is not known here: stripeKey'],
];
describe('a wrong setting is named', () => {
  test.each(wrong)('%s: %j', (ref, value, sentence) =>
    expect(refusal(changed(ref, value))).toEqual([
      'mainstay.config.ts is not valid:',
      expect.stringContaining(`  - ${sentence}`),
    ]),
  );
  test('offer.0.once.maximumMinor below the minimum, together with the amounts that are then outside', () =>
    expect(refusal(changed('offer.0.once.maximumMinor', 100))).toEqual([
      'mainstay.config.ts is not valid:',
      '  - offer.usd.once.maximumMinor is below the minimum',
      '  - offer.usd.once.suggestedMinor: 500 is outside the limits',
      '  - offer.usd.once.suggestedMinor: 1000 is outside the limits',
    ]));
  test('together with every other', () => {
    const twice = { ...changed('standing.giftDays', 0), linkDays: 0 };
    expect(refusal(twice)).toEqual([
      'mainstay.config.ts is not valid:',
      '  - standing.giftDays must be at least 1',
      '  - linkDays must be at least 1',
    ]);
  });
});

describe('a transport of mail by SMTP', () => {
  const smtp = { kind: 'smtp', host: 'smtp.provider.example', port: 587, security: 'starttls' };
  const at = (change: object) => refusal(changed('mail.transport', { ...smtp, ...change }));
  test.each([{}, { port: 465, security: 'tls' }, { port: 2525 }, { port: 2465, security: 'tls' }])(
    'may be %j',
    (change) => expect(at(change)).toEqual([]),
  );
  test.each([
    [{ port: 25 }, 'mail.transport.port must not be 25, which AWS blocks'],
    [{ port: 587, security: 'tls' }, 'mail.transport.security must be "starttls" on port 587'],
    [{ port: 465 }, 'mail.transport.security must be "tls" on port 465'],
    [{ port: 0 }, 'mail.transport.port must be at least 1'],
    [{ port: '587' }, 'mail.transport.port must be a whole number'],
    [{ host: 'https://smtp.provider.example' }, 'mail.transport.host must be a host name'],
    [{ host: 'localhost' }, 'mail.transport.host must be a host name'],
    [{ security: 'none' }, 'mail.transport.security must be one of starttls, tls'],
    [{ user: 'post' }, 'mail.transport has what is not known here: user'],
    [{ kind: 'ses' }, 'mail.transport has what is not known here: host, port, security'],
  ])('is refused with %j', (change, sentence) => expect(at(change).join()).toContain(sentence));
  test('may be used where AWS makes nothing of SES, which itself may not', () => {
    const there = changed('stages.test.region', 'eu-south-2');
    expect(refusal(there).join()).toContain(
      'stages.test.region is eu-south-2, where CloudFormation makes nothing of SES',
    );
    there.mail.transport = smtp;
    expect(refusal(there)).toEqual([]);
  });
  test('needs no identity of SES to adopt', () => {
    const adopting = changed('stages.test.senderIdentity', 'adopt');
    adopting.mail.transport = smtp;
    expect(refusal(adopting).join()).toContain('stages.test.senderIdentity is about SES');
  });
});

test("the sender's host is written in ASCII, however the newsroom writes it", () => {
  const { mail } = parseSettings(changed('mail.sender', 'post@Новости.рф'));
  expect(mail.sender).toBe('post@xn--b1amnebsh.xn--p1ai');
  expect(refusal(changed('mail.sender', 'почта@новости.рф')).join()).toContain('mail.sender must be an e-mail address');
});
