// Everything that people, their banks, staff, bad callers and bad days can do to a deployed house, each with a person of
// its own. What a flow may leave behind is looked for afterwards; here it only has to happen.

import { secretNames } from '../../local/secrets.ts';
import { settings } from '../../mainstay.config.ts';
import { day, minute } from '../../shared/core/time.ts';
import type { Canary } from './canary.ts';
import type { DeployedHouse } from './deployed-house.ts';
import { askForLink, foundIn, linkIn, redeem } from './link-deeds.ts';
import * as deeds from './newsroom-deeds.ts';
import type { ReaderBrowser, Sent } from './reader-browser.ts';

export interface Person extends Canary {
  /** What this person's browser and network add to whatever is sent. */
  readonly browser: ReaderBrowser;
}
type Flow = (house: DeployedHouse, person: Person, other: Person) => Promise<void>;

export function personIn(house: DeployedHouse, traces: Canary): Person {
  const { call, cookie } = house.browser();
  const { network, userAgent, name, email } = traces;
  const sentBy = (sent: Sent = {}): Sent => ({
    ...sent,
    sourceIp: network,
    headers: {
      'user-agent': userAgent,
      'x-forwarded-for': network,
      'cloudfront-viewer-address': `${network}:4711`,
      referer: `${deeds.article}?name=${encodeURIComponent(name)}&mail=${email}`,
      from: email,
      ...sent.headers,
    },
  });
  return { ...traces, browser: { cookie, call: (method, path, sent) => call(method, path, sentBy(sent)) } };
}

async function pays(
  house: DeployedHouse,
  { email, name }: Canary,
  opened: deeds.Opened,
  method: deeds.Method = 'card',
) {
  await deeds.order(house, `/checkouts/${opened.session}/pay`, { method, email, name });
}
const idIn = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : String(value);
const sessionOf = (house: DeployedHouse, { session }: deeds.Opened) => house.sandbox.desk.world.sessions.get(session);
const wish = { ...deeds.fiveMonthly, campaign: 'ad-free', source: 'article' };

/** Monthly, through every call of a supporter's browser, a year's renewals, and back to a stranger. */
const membership: Flow = async (house, person) => {
  const { browser, email } = person;
  const sent = { headers: { 'idempotency-key': deeds.pressKey('of-a-canary') } };
  const opened = await deeds.openCheckout(
    browser,
    { ...wish, email, returnUrl: `${deeds.article}?utm=${email}` },
    sent,
  );
  await deeds.openCheckout(browser, { ...wish, email, returnUrl: `${deeds.article}?utm=${email}` }, sent);
  await pays(house, person, opened, 'declined');
  await pays(house, person, opened);
  await deeds.comeBack(browser, opened);
  await house.drain();
  const membershipId = idIn(sessionOf(house, opened)?.subscription);
  await browser.call('GET', '/v1/standing');
  await browser.call('GET', '/v1/supporter');
  await browser.call('POST', '/v1/portal', { body: {} });
  await browser.call('PATCH', `/v1/memberships/${membershipId}`, { body: { amountMinor: 700 } });
  await house.wait(33 * day);
  await house.drain();
  await deeds.order(house, `/subscriptions/${membershipId}/renewals`, { outcome: 'fails' });
  await house.wait(40 * day);
  await house.drain();
  await browser.call('POST', '/v1/portal', { body: {} });
  await browser.call('GET', '/v1/standing');
  await browser.call('DELETE', '/v1/standing?all=true');
};

/** A plain form, a bank debit that fails, a claim by secret, a dispute, a refund. */
const gifts: Flow = async (house, person) => {
  const { browser, email } = person;
  const form = { frequency: 'once', amount: '12.00', currency: 'usd', returnUrl: deeds.article, email };
  await browser.call('POST', '/v1/checkouts', {
    body: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
  });
  const debit = await deeds.openCheckout(browser, deeds.tenOnce);
  await pays(house, person, debit, 'bank_debit');
  await deeds.comeBack(browser, debit);
  await deeds.order(house, `/bank-debits/${idIn(sessionOf(house, debit)?.payment_intent)}`, { outcome: 'failed' });
  const paid = await deeds.openCheckout(browser, { ...deeds.tenOnce, campaign: 'ad-free', email });
  await pays(house, person, paid);
  await deeds.comeBack(browser, paid);
  await deeds.order(house, '/disputes', {
    paymentIntent: idIn(sessionOf(house, paid)?.payment_intent),
    outcome: 'lost',
  });
  await house.drain();
  await browser.call('GET', '/v1/offer?currency=usd&campaign=ad-free');
  await browser.call('GET', '/v1/campaigns/ad-free');
};

/** Asks for a link from another browser, by button and by code; asks also for an address that nobody gave under. */
const links: Flow = async (house, person, other) => {
  const opened = await deeds.openCheckout(person.browser, { ...wish, email: person.email });
  await pays(house, person, opened);
  await deeds.comeBack(person.browser, opened);
  await house.drain();
  const { browser } = other;
  for (const email of [person.email, other.email]) {
    const asked = await askForLink(browser, email);
    await house.answerWishes();
    const [letter = ''] = (await house.witness.letters(house.mail.endpoint)).slice(-1);
    const { token, code } = foundIn(letter);
    await redeem(browser, { link: linkIn(asked.json), code: code.replace(/.$/, '0') });
    await redeem(browser, { token });
    await browser.call('GET', '/v1/supporter');
    await browser.call('POST', '/v1/portal', { body: {} });
  }
  await browser.call('POST', '/v1/links', {
    body: { email: `${other.email}\nBcc: ${person.email}`, purpose: 'portal' },
  });
  await redeem(browser, { link: person.email, code: person.email });
};

/** Asks to be reminded, is, cancels, asks again, and has the mail program end it; and a letter that bounced. */
const reminders: Flow = async (house, { browser, email }, other) => {
  await browser.call('POST', '/v1/reminders', { body: { email, month: '+1', locale: 'en', timeZone: 'Europe/Riga' } });
  await browser.call('POST', '/v1/reminders', { body: { email: other.email, month: '+1', source: 'article' } });
  await house.wait(32 * day);
  await house.timer('letters', { job: 'reminders' });
  const letters = await house.witness.letters(house.mail.endpoint);
  const tokens = letters.flatMap((letter) => /#mainstay-cancel=([\w-]+)/.exec(letter)?.[1] ?? []);
  for (const token of tokens) await browser.call('GET', `/v1/reminders/cancel/${token}`);
  for (const token of tokens) await browser.call('POST', '/v1/reminders/cancel', { body: { token } });
  await browser.call('POST', '/v1/reminders', { body: { email, month: '+2' } });
  for (const token of tokens) await other.browser.call('POST', `/v1/reminders/cancel/${token}`);
  const bouncedRecipients = [{ emailAddress: email }];
  await house.timer('letters', {
    source: 'aws.ses',
    detail: { bounce: { bounceType: 'Permanent', bouncedRecipients } },
  });
};

/** Gives and takes everything back. */
const erasure: Flow = async (house, person) => {
  const opened = await deeds.openCheckout(person.browser, { ...wish, email: person.email });
  await pays(house, person, opened);
  await deeds.comeBack(person.browser, opened);
  await house.drain();
  await person.browser.call('DELETE', '/v1/supporter', { body: {} });
  await house.drain();
};

/** Whoever types it into every place that takes none. */
const misuse: Flow = async (_house, { browser, email, name, userAgent }, other) => {
  const wrong: readonly (readonly [string, string, Sent?])[] = [
    ['POST', '/v1/checkouts', { body: { ...wish, [email]: name, name } }],
    ['POST', '/v1/checkouts', { body: { ...wish, email: `${email}\r\nBcc: ${other.email}` } }],
    ['POST', '/v1/checkouts', { body: { ...wish, source: email, campaign: email, locale: name, currency: name } }],
    ['POST', '/v1/checkouts', { body: `{"email":"${email}` }],
    ['POST', '/v1/checkouts', { body: { ...wish, returnUrl: `https://${email}/` } }],
    ['POST', '/v1/checkouts', { body: wish, headers: { 'idempotency-key': email } }],
    ['POST', '/v1/checkouts', { body: wish, headers: { origin: `https://${email}` } }],
    ['POST', `/v1/checkouts/${encodeURIComponent(email)}/claim`, { body: { secret: email } }],
    ['POST', `/v1/checkouts/${encodeURIComponent(email)}/claim`, { body: { secret: 'A'.repeat(43) } }],
    ['GET', `/v1/checkouts/${encodeURIComponent(email)}/return`, { headers: { accept: 'text/html' } }],
    ['GET', `/v1/offer?currency=${email}&locale=${encodeURIComponent(name)}`],
    ['GET', `/v1/campaigns/${encodeURIComponent(email)}`],
    ['GET', '/v1/standing', { cookies: [`__Secure-visit=${email}`, `layout=${name}`, `${email}=${userAgent}`] }],
    ['DELETE', `/v1/standing?all=${email}`],
    ['DELETE', '/v1/supporter', { body: { supporter: email } }],
    ['PATCH', `/v1/memberships/${encodeURIComponent(email)}`, { body: { amountMinor: 700 } }],
    ['POST', '/v1/portal', { body: { supporter: email } }],
    ['POST', '/v1/grants/redeem', { body: { token: email } }],
    ['GET', '/v1/supporter', { cookies: [`__Secure-visit=${email}`] }],
    ['DELETE', '/v1/supporter', { body: email, headers: { 'content-type': email } }],
    ['POST', '/v1/stripe/events', { body: { email, name }, headers: { 'stripe-signature': email } }],
    ['GET', `/${encodeURIComponent(email)}`],
  ];
  for (const [method, path, sent] of wrong) await browser.call(method, path, sent);
};

/** Stripe, the table and the secrets go away while somebody gives; what could not be answered dies. */
const badDays: Flow = async (house, person) => {
  const { browser, email } = person;
  await deeds.order(house, '/faults', { status: 500, times: 6, method: 'POST' });
  await browser.call('POST', '/v1/checkouts', { body: { ...wish, email } });
  await browser.call('POST', '/v1/checkouts', { body: { ...wish, email } });
  await deeds.order(house, '/faults', { release: true });
  const opened = await deeds.openCheckout(browser, { ...wish, email });
  for (const name of ['AWS_ENDPOINT_URL_DYNAMODB', 'AWS_ENDPOINT_URL_SECRETS_MANAGER']) {
    house.coldStart({ [name]: 'http://127.0.0.1:1' });
    await browser.call('POST', '/v1/checkouts', { body: { ...wish, email } });
    await browser.call('GET', '/v1/standing');
  }
  house.coldStart();
  await pays(house, person, opened);
  await house.sandbox.tick();
  // Every ring of this payment is tried five times and dies.
  house.coldStart({ AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:1' });
  await house.drain();
  house.coldStart();
};

/** Through a CDN, which says who called; and past it. */
const throughTheEdge: Flow = async (house, person) => {
  const secret = 'c'.repeat(40);
  house.secrets[secretNames.origin] = JSON.stringify({ sent: secret });
  house.coldStart({ ORIGIN_SECRET: secretNames.origin });
  const headers = { [settings.edge.secretHeader]: secret };
  await person.browser.call('POST', '/v1/checkouts', { body: { ...wish, email: person.email }, headers });
  await person.browser.call('POST', '/v1/checkouts', { body: { ...wish, email: person.email } });
  house.coldStart();
};

/** Nights, and the years after which nothing is held under a name. */
const time: Flow = async (house, person) => {
  const opened = await deeds.openCheckout(person.browser, { ...deeds.tenOnce, email: person.email });
  await pays(house, person, opened);
  await deeds.comeBack(person.browser, opened);
  await house.drain();
  await house.timer('reconcile', { job: 'nightly' });
  await house.timer('reconcile', { job: 'weekly' });
  await house.drain();
  await house.wait((settings.linkDays + 1) * day + minute);
  await house.timer('reconcile', { job: 'nightly' });
  await house.drain();
};

/** In this order: the last one moves the clock by years. */
export const flows: readonly (readonly [name: string, flow: Flow])[] = [
  ['a membership', membership],
  ['gifts', gifts],
  ['links', links],
  ['reminders', reminders],
  ['an erasure', erasure],
  ['misuse', misuse],
  ['through the edge', throughTheEdge],
  ['bad days', badDays],
  ['time', time],
];
