// Everything that people, their banks, staff, bad callers and faults can do to a deployed harness, each with a person of
// its own. Another file searches for what a flow left behind; here it only has to happen.

import { settings } from '#settings';
import { secretNames } from '../../local/environment/secrets.ts';
import { day, minute } from '../../shared/core/time.ts';
import type { Canary } from './canary.ts';
import type { DeployedHarness } from './deployed-harness.ts';
import { askForLink, foundIn, linkIn, proveMailbox, redeem } from './link-steps.ts';
import * as steps from './newsroom-steps.ts';
import { pressPortal } from './portal-steps.ts';
import type { ReaderBrowser, Sent } from './reader-browser.ts';
import { confirmationIn, confirmReminder } from './reminder-steps.ts';

export interface Person extends Canary {
  /** The headers and address that this person's browser and network add to every request. */
  readonly browser: ReaderBrowser;
}
type Flow = (harness: DeployedHarness, person: Person, other: Person) => Promise<void>;

export function personIn(harness: DeployedHarness, traces: Canary): Person {
  const { call, cookie } = harness.browser();
  const { network, userAgent, name, email } = traces;
  const sentBy = (sent: Sent = {}): Sent => ({
    ...sent,
    sourceIp: network,
    headers: {
      'user-agent': userAgent,
      'x-forwarded-for': network,
      'cloudfront-viewer-address': `${network}:4711`,
      referer: `${steps.article}?name=${encodeURIComponent(name)}&mail=${email}`,
      from: email,
      ...sent.headers,
    },
  });
  return { ...traces, browser: { cookie, call: (method, path, sent) => call(method, path, sentBy(sent)) } };
}

async function pays(
  harness: DeployedHarness,
  { email, name }: Canary,
  opened: steps.Opened,
  method: steps.Method = 'card',
) {
  await steps.command(harness, `/checkouts/${opened.session}/pay`, { method, email, name });
}
const idIn = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : String(value);
const sessionOf = (harness: DeployedHarness, { session }: steps.Opened) =>
  harness.sandbox.state.world.sessions.get(session);
const input = { ...steps.fiveMonthly, campaign: 'ad-free', source: 'article' };

/** Monthly, through every call of a supporter's browser, a year's renewals, and back to no standing. */
const membership: Flow = async (harness, person) => {
  const { browser, email } = person;
  const sent = { headers: { 'idempotency-key': steps.pressKey('of-a-canary') } };
  const pressed = { ...input, returnUrl: `${steps.article}?utm=${email}` };
  const opened = await steps.openCheckout(browser, pressed, sent);
  await steps.openCheckout(browser, pressed, sent);
  await pays(harness, person, opened, 'declined');
  await pays(harness, person, opened);
  await steps.comeBack(browser, opened);
  await harness.drain();
  const membershipId = idIn(sessionOf(harness, opened)?.subscription);
  await proveMailbox(harness, browser, email);
  await browser.call('GET', '/v1/standing');
  await browser.call('GET', '/v1/supporter');
  await browser.call('POST', '/v1/grants', { body: {} });
  await pressPortal(browser);
  await browser.call('PATCH', `/v1/memberships/${membershipId}`, { body: { amountMinor: 700 } });
  const replacement = { amountMinor: 900, returnUrl: `${steps.article}?utm=${email}` };
  await browser.call('POST', `/v1/memberships/${membershipId}/checkouts`, { body: replacement });
  await browser.call('POST', '/v1/checkouts/link', { body: { locale: 'fr' } });
  await harness.answerLinkRequests();
  await harness.wait(33 * day);
  await harness.drain();
  await steps.command(harness, `/subscriptions/${membershipId}/renewals`, { outcome: 'fails' });
  await harness.wait(40 * day);
  await harness.drain();
  await proveMailbox(harness, browser, email);
  await pressPortal(browser);
  await browser.call('GET', '/v1/standing');
  await browser.call('DELETE', '/v1/standing?all=true');
};

/** A plain form, a bank debit that fails, a claim by secret, a dispute, a refund. */
const contributions: Flow = async (harness, person) => {
  const { browser } = person;
  const form = { frequency: 'once', amount: '12.00', currency: 'usd', returnUrl: steps.article };
  await browser.call('POST', '/v1/checkouts', {
    body: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
  });
  const debit = await steps.openCheckout(browser, steps.tenOnce);
  await pays(harness, person, debit, 'bank_debit');
  await steps.comeBack(browser, debit);
  await steps.command(harness, `/bank-debits/${idIn(sessionOf(harness, debit)?.payment_intent)}`, {
    outcome: 'failed',
  });
  const paid = await steps.openCheckout(browser, { ...steps.tenOnce, campaign: 'ad-free' });
  await pays(harness, person, paid);
  await steps.comeBack(browser, paid);
  await steps.command(harness, '/disputes', {
    paymentIntent: idIn(sessionOf(harness, paid)?.payment_intent),
    outcome: 'lost',
  });
  await harness.drain();
  await browser.call('GET', '/v1/offer?currency=usd');
  await browser.call('GET', '/v1/campaigns/ad-free');
};

/** Requests a link from another browser, by button and by code, and also for an address that nobody gave with. */
const links: Flow = async (harness, person, other) => {
  const opened = await steps.openCheckout(person.browser, input);
  await pays(harness, person, opened);
  await steps.comeBack(person.browser, opened);
  await harness.drain();
  const { browser } = other;
  for (const email of [person.email, other.email]) {
    const requested = await askForLink(browser, email);
    await harness.answerLinkRequests();
    const [message = ''] = (await harness.witness.mail(harness.mail.endpoint)).slice(-1);
    const { token, code } = foundIn(message);
    await redeem(browser, { link: linkIn(requested.json), code: code.replace(/.$/, '0') });
    await redeem(browser, { token });
    await browser.call('GET', '/v1/supporter');
    await pressPortal(browser);
  }
  await browser.call('POST', '/v1/links', {
    body: { email: `${other.email}\nBcc: ${person.email}`, purpose: 'portal' },
  });
  await redeem(browser, { link: person.email, code: person.email });
};

/** Requests a reminder, gets it, cancels, requests again, and ends it by the mail program; and a message that bounced. */
const reminders: Flow = async (harness, { browser, email }, other) => {
  await browser.call('POST', '/v1/reminders', { body: { email, month: '+1', locale: 'en', timeZone: 'Europe/Riga' } });
  await browser.call('POST', '/v1/reminders', { body: { email: other.email, month: '+1', source: 'article' } });
  await harness.answerLinkRequests();
  for (const question of await harness.witness.mail(harness.mail.endpoint)) {
    const token = confirmationIn(question);
    if (token !== '') for (const each of [token, token, `${token}x`]) await confirmReminder(browser, each);
  }
  await harness.wait(32 * day);
  await harness.timer('mail', { job: 'reminders' });
  const mail = await harness.witness.mail(harness.mail.endpoint);
  const tokens = mail.flatMap((message) => /#cancel=([\w-]+)/.exec(message)?.[1] ?? []);
  for (const token of tokens) await browser.call('GET', `/v1/reminders/cancel/${token}`);
  for (const token of tokens) await browser.call('POST', '/v1/reminders/cancel', { body: { token } });
  await browser.call('POST', '/v1/reminders', { body: { email, month: '+2' } });
  for (const token of tokens) await other.browser.call('POST', `/v1/reminders/cancel/${token}`);
  const bouncedRecipients = [{ emailAddress: email }];
  await harness.timer('mail', {
    source: 'aws.ses',
    detail: { bounce: { bounceType: 'Permanent', bouncedRecipients } },
  });
};

/** Gives, and erases everything. */
const erasure: Flow = async (harness, person) => {
  const opened = await steps.openCheckout(person.browser, input);
  await pays(harness, person, opened);
  await steps.comeBack(person.browser, opened);
  await harness.drain();
  await proveMailbox(harness, person.browser, person.email);
  await person.browser.call('DELETE', '/v1/supporter', { body: {} });
  await harness.drain();
};

/** A person who types their data into every field that takes none. */
const misuse: Flow = async (_harness, { browser, email, name, userAgent }, other) => {
  const wrong: readonly (readonly [string, string, Sent?])[] = [
    ['POST', '/v1/checkouts', { body: { ...input, [email]: name, name } }],
    ['POST', '/v1/checkouts', { body: { ...input, email } }],
    ['POST', '/v1/checkouts', { body: { ...input, email: `${email}\r\nBcc: ${other.email}` } }],
    ['POST', '/v1/checkouts', { body: { ...input, source: email, campaign: email, locale: name, currency: name } }],
    ['POST', '/v1/checkouts', { body: `{"email":"${email}` }],
    ['POST', '/v1/checkouts', { body: { ...input, returnUrl: `https://${email}/` } }],
    ['POST', '/v1/checkouts', { body: input, headers: { 'idempotency-key': email } }],
    ['POST', '/v1/checkouts', { body: input, headers: { origin: `https://${email}` } }],
    ['POST', `/v1/checkouts/${encodeURIComponent(email)}/claim`, { body: { secret: email } }],
    ['POST', `/v1/checkouts/${encodeURIComponent(email)}/claim`, { body: { secret: 'A'.repeat(43) } }],
    ['GET', `/v1/checkouts/${encodeURIComponent(email)}/return`, { headers: { accept: 'text/html' } }],
    ['GET', `/v1/checkouts/return?plain=${email}`, { headers: { accept: 'text/html' } }],
    ['GET', '/v1/checkouts/return', { cookies: [`__Secure-stub=${email}.${name}`] }],
    ['GET', `/v1/offer?currency=${email}&locale=${encodeURIComponent(name)}`],
    ['GET', `/v1/campaigns/${encodeURIComponent(email)}`],
    ['GET', '/v1/standing', { cookies: [`__Secure-seat=${email}`, `fascia=${name}`, `${email}=${userAgent}`] }],
    ['DELETE', `/v1/standing?all=${email}`],
    ['DELETE', '/v1/supporter', { body: { supporter: email } }],
    ['PATCH', `/v1/memberships/${encodeURIComponent(email)}`, { body: { amountMinor: 700 } }],
    ['POST', '/v1/portal', { body: { supporter: email } }],
    ['POST', '/v1/grants/redeem', { body: { token: email } }],
    ['GET', '/v1/supporter', { cookies: [`__Secure-seat=${email}`] }],
    ['DELETE', '/v1/supporter', { body: email, headers: { 'content-type': email } }],
    ['POST', '/v1/stripe/events', { body: { email, name }, headers: { 'stripe-signature': email } }],
    ['GET', `/${encodeURIComponent(email)}`],
  ];
  for (const [method, path, sent] of wrong) await browser.call(method, path, sent);
};

/** Stripe, the table and the secrets fail while somebody gives; what could not be answered becomes a dead letter. */
const badDays: Flow = async (harness, person) => {
  const { browser } = person;
  await steps.command(harness, '/faults', { status: 500, times: 6, method: 'POST' });
  await browser.call('POST', '/v1/checkouts', { body: input });
  await browser.call('POST', '/v1/checkouts', { body: input });
  await steps.command(harness, '/faults', { release: true });
  const opened = await steps.openCheckout(browser, input);
  for (const name of ['AWS_ENDPOINT_URL_DYNAMODB', 'AWS_ENDPOINT_URL_SECRETS_MANAGER']) {
    harness.coldStart({ [name]: 'http://127.0.0.1:1' });
    await browser.call('POST', '/v1/checkouts', { body: input });
    await browser.call('GET', '/v1/standing');
  }
  harness.coldStart();
  await pays(harness, person, opened);
  await harness.sandbox.tick();
  // Every sync request of this payment is tried five times and becomes a dead letter.
  harness.coldStart({ AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:1' });
  await harness.drain();
  harness.coldStart();
};

/** Through a CDN, which says who called; and past it. */
const throughTheEdge: Flow = async (harness, person) => {
  const secret = 'c'.repeat(40);
  harness.secrets[secretNames.origin] = JSON.stringify({ sent: secret });
  harness.coldStart({ ORIGIN_SECRET: secretNames.origin, ORIGIN_HEADER: settings.edge.secretHeader });
  const headers = { [settings.edge.secretHeader]: secret };
  await person.browser.call('POST', '/v1/checkouts', { body: input, headers });
  await person.browser.call('POST', '/v1/checkouts', { body: input });
  harness.coldStart();
};

/** The nightly runs, and the years after which nothing is stored under a name. */
const time: Flow = async (harness, person) => {
  const opened = await steps.openCheckout(person.browser, steps.tenOnce);
  await pays(harness, person, opened);
  await steps.comeBack(person.browser, opened);
  await harness.drain();
  await harness.timer('reconcile', { job: 'nightly' });
  await harness.timer('reconcile', { job: 'weekly' });
  await harness.timer('reconcile', { job: 'progress' });
  await harness.drain();
  await harness.wait((settings.linkDays + 1) * day + minute);
  await harness.timer('reconcile', { job: 'nightly' });
  await harness.drain();
};

/** In this order: the last one moves the clock by years. */
export const flows: readonly (readonly [name: string, flow: Flow])[] = [
  ['a membership', membership],
  ['contributions', contributions],
  ['links', links],
  ['reminders', reminders],
  ['an erasure', erasure],
  ['misuse', misuse],
  ['through the edge', throughTheEdge],
  ['bad days', badDays],
  ['time', time],
];
