// What readers, staff and banks do in a newsroom under test, one function for each step: open a checkout, pay it,
// come back from it, cancel in the portal.
import * as z from 'zod/mini';
import { checkoutOut } from '../../shared/api/schemas/checkout.ts';
import { known, parseCheckoutId, parseSessionId } from '../../shared/core/ids.ts';
import { type Newsroom, site, stripeAddress } from './newsroom.ts';
import type { ReaderBrowser, Said, Sent } from './reader-browser.ts';

type TableRef = Pick<Newsroom, 'sandbox'>;
export const article = `${site}/an-article`;
export const fiveMonthly = { frequency: 'monthly', amountMinor: 500, currency: 'usd', returnUrl: article };
export const tenOnce = { frequency: 'once', amountMinor: 1000, currency: 'usd', returnUrl: article };
/** A key as a page makes it, one per press of the button. */
export const pressKey = (name = 'one') => `press-of-the-button-${name}`;

export type Opened = ReturnType<typeof openedIn>;
/** Says that it may be another regular contribution: what a supporter is asked first stands in tests/functions/already-gives.test.ts. */
export async function openCheckout(browser: Pick<ReaderBrowser, 'call'>, input: object = fiveMonthly, sent: Sent = {}) {
  return openedIn(await browser.call('POST', '/v1/checkouts', { ...sent, body: { again: true, ...input } }));
}
export function openedIn(said: Said) {
  if (said.status !== 201) throw new Error(`the checkout was not opened: ${said.status} ${said.body}`);
  const { checkoutId, url, expiresAt } = z.parse(checkoutOut, said.json);
  const session = known(parseSessionId(new URL(url).pathname.split('/').at(-1) ?? ''));
  return { checkout: known(parseCheckoutId(checkoutId)), session, url, expiresAt };
}

/** A command to the sandbox's control plane. */
export async function command({ sandbox }: TableRef, path: string, body: object = {}): Promise<unknown> {
  const request = new Request(`${stripeAddress}/_sandbox${path}`, { method: 'POST', body: JSON.stringify(body) });
  const said = await sandbox.fetch(request);
  if (!said.ok) throw new Error(`the sandbox refused: ${await said.text()}`);
  return said.json();
}
export type Method = 'card' | 'declined' | 'bank_debit';
export const pay = (
  { sandbox }: TableRef,
  { session }: Pick<Opened, 'session'>,
  method: Method = 'card',
  email?: string,
) => command({ sandbox }, `/checkouts/${session}/pay`, email === undefined ? { method } : { method, email });
/** Webhooks wait at Stripe until they are released. */
export const holdWebhooks = (ref: TableRef) => command(ref, '/deliveries', { hold: true });
export const letWebhooksGo = (ref: TableRef) => command(ref, '/deliveries', {});

const fromStripe = { headers: { accept: 'text/html' }, isCrossSite: true };
/** As from a page without a script, with the word in the fragment; which checkout it was, the claim cookie says. */
export const comeBack = (browser: ReaderBrowser, _opened: Pick<Opened, 'checkout'>) =>
  browser.call('GET', '/v1/checkouts/return?plain=true', fromStripe);
/** By the address that sessions had while it named the checkout. */
export const comeBackByName = (browser: ReaderBrowser, { checkout }: Pick<Opened, 'checkout'>) =>
  browser.call('GET', `/v1/checkouts/${checkout}/return`, fromStripe);
export const readStanding = (browser: ReaderBrowser) => browser.call('GET', '/v1/standing');

/** All steps: opens, pays, comes back, and every webhook is answered. */
export async function give(
  newsroom: Pick<Newsroom, 'sandbox' | 'drain'>,
  browser: ReaderBrowser,
  input: object = fiveMonthly,
) {
  const opened = await openCheckout(browser, input);
  await pay(newsroom, opened);
  const said = await comeBack(browser, opened);
  await newsroom.drain();
  return { ...opened, said };
}

/** The one supporter behind a session, and its membership, as Stripe has them. */
export async function partsOf({ stripe }: Pick<Newsroom, 'stripe'>, { session }: Pick<Opened, 'session'>) {
  const { customer, subscription, payment_intent: intent } = await stripe.checkout.sessions.retrieve(session);
  return { customer: idIn(customer), subscription: idIn(subscription), intent: idIn(intent) };
}
const idIn = (value: string | { readonly id: string } | null): string =>
  typeof value === 'string' ? value : (value?.id ?? '');

/** Presses "Cancel membership" on the portal's own pages. */
export async function cancelInPortal({ sandbox }: TableRef, portalUrl: string, subscription: string): Promise<void> {
  const address = `${portalUrl}/memberships/${subscription}/cancel`;
  const said = await sandbox.fetch(new Request(address, { method: 'POST' }));
  if (said.status >= 400) throw new Error(`the portal refused: ${said.status}`);
}

export const idOf = (json: unknown): string => z.parse(z.object({ id: z.string() }), json).id;
export const successUrlIn = (json: unknown): string => z.parse(z.object({ successUrl: z.url() }), json).successUrl;
