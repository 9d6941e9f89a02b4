// The Checkout page: what is given and how often, an address, a card. Works without JavaScript; a decline keeps it open, a
// payment sends the payer on to the site, an expired or completed session says so.
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { payAndWait, successUrl } from '../checkout/pay-and-wait.ts';
import type { Payment } from '../checkout/pay-checkout.ts';
import { recoverSession } from '../checkout/recover-session.ts';
import type { SandboxServices } from '../sandbox-services.ts';
import { refusalIn } from '../world/refusal.ts';
import type { Session } from '../world/wire.ts';
import { type Html, page, plainPage } from './layout.ts';
import { money, rhythm } from './texts.ts';

/** Filled in like the card, so that a newcomer needs one press; a payer types their own. */
const somebody = 'reader@example.org';

export function checkoutPages(services: SandboxServices): Hono {
  const pages = new Hono();
  pages.get('/c/pay/:id', (context) => {
    services.settle();
    return show(services, context, services.state.world.sessions.get(context.req.param('id')));
  });
  pages.post('/c/pay/:id', async (context) => {
    services.settle();
    const session = services.state.world.sessions.get(context.req.param('id'));
    if (session?.status !== 'open') return show(services, context, session);
    const payment = paymentIn(await context.req.formData());
    if (payment === undefined) return show(services, context, session, 'Please give an e-mail address.');
    const paid = await payAndWait(services, session.id, payment);
    if (paid.declined)
      return show(services, context, paid.session, 'Your card was declined. Try another card.', payment.email);
    return context.redirect(successUrl(paid), 303);
  });
  pages.get('/c/recover/:id', (context) => {
    services.settle();
    try {
      return context.redirect(recoverSession(services.state.world, context.req.param('id')).url ?? '/', 303);
    } catch (thrown) {
      const refusal = refusalIn(thrown);
      if (refusal === undefined) throw thrown;
      return context.html(plainPage('This link has expired', refusal.error.message), 410);
    }
  });
  return pages;
}

const declinedCard = '4000000000000002';

/** Undefined when there is no address to pay with. */
function paymentIn(form: FormData): Payment | undefined {
  const field = (name: string): string => String(form.get(name) ?? '').trim();
  const email = field('email');
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) return undefined;
  const name = field('name');
  const card = field('card').replaceAll(' ', '');
  const requested = field('action');
  const method =
    requested === 'bank' ? 'bank_debit' : requested === 'decline' || card === declinedCard ? 'declined' : 'card';
  return { method, email, ...(name === '' ? {} : { name }) };
}

function show(
  services: SandboxServices,
  context: Context,
  session: Session | undefined,
  error?: string,
  typed = '',
): Response | Promise<Response> {
  if (session === undefined)
    return context.html(plainPage('There is no such page', 'This checkout does not exist.'), 404);
  const back = session.cancel_url === null ? undefined : { href: session.cancel_url, text: 'Back to the site' };
  if (session.status === 'expired')
    return context.html(plainPage('This page has expired', 'Nothing was charged. Start again on the site.', back), 410);
  if (session.status === 'complete')
    return context.html(plainPage('This payment is complete', 'Thank you. You can close this page.', back));
  return context.html(openPage(services, session, error, typed), error === undefined ? 200 : 402);
}

function openPage(
  { state: { world } }: SandboxServices,
  session: Session,
  error: string | undefined,
  typed: string,
): Html {
  const fixed =
    session.customer === null ? session.customer_email : (world.customers.get(session.customer)?.email ?? null);
  const items = world.checkoutPlans.get(session.id)?.items ?? [];
  const banks = session.payment_method_types.includes('us_bank_account');
  const name = session.branding_settings?.display_name ?? world.settings.accountName;
  const notice = session.custom_text.submit?.message;
  return page(
    `Checkout – ${name}`,
    html`<div class="two">
<section aria-label="Summary">
  ${session.cancel_url === null ? '' : html`<p><a href="${session.cancel_url}">Back</a></p>`}
  <p class="soft">${name}</p>
  ${items.map((item) => html`<h1>${item.description}</h1>`)}
  <p class="amount">${money(session.amount_total, session.currency)}</p>
  <p class="soft">${rhythm(items[0]?.price)}</p>
</section>
<form class="card" method="post" action="/c/pay/${session.id}">
  ${error === undefined ? '' : html`<p class="error" role="alert">${error}</p>`}
  <label for="email">E-mail</label>
  <input id="email" name="email" type="email" autocomplete="email" required value="${fixed ?? (typed === '' ? somebody : typed)}" ${fixed === null ? '' : 'readonly'}>
  <label for="card">Card number</label>
  <input id="card" name="card" inputmode="numeric" autocomplete="off" value="4242 4242 4242 4242">
  <div class="pair">
    <div><label for="expiry">Expiry</label><input id="expiry" name="expiry" autocomplete="off" value="12 / 34"></div>
    <div><label for="cvc">Security code</label><input id="cvc" name="cvc" inputmode="numeric" autocomplete="off" value="123"></div>
  </div>
  <label for="name">Name on card</label>
  <input id="name" name="name" autocomplete="off" value="">
  ${notice === undefined ? '' : html`<p class="soft">${notice}</p>`}
  <button name="action" value="pay">Pay</button>
  ${banks ? html`<button class="quiet" name="action" value="bank">Pay by bank debit</button>` : ''}
  <button class="bad" name="action" value="decline">Decline</button>
</form>
</div>`,
  );
}
