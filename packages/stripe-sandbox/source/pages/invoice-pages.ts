// The hosted invoice and the receipt: what a reader finds behind the links in Stripe's own mails.
import { Hono } from 'hono';
import { html } from 'hono/html';
import { payInvoice } from '../billing/pay-now.ts';
import { livingCustomer } from '../customers/customer.ts';
import { attach, newPaymentMethod } from '../payments/payment-method.ts';
import type { SandboxServices } from '../sandbox-services.ts';
import { refusalIn, refuse } from '../world/refusal.ts';
import { retrieveInvoice } from '../world/retrieve.ts';
import type { Invoice } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { type Html, page, plainPage } from './layout.ts';
import { day, money } from './texts.ts';

export function invoicePages(services: SandboxServices): Hono {
  const { state, settle, dispatcher } = services;
  const pages = new Hono();
  pages.on('GET', ['/invoice/:id', '/invoice/:id/pdf'], (context) => {
    settle();
    const invoice = state.world.invoices.get(context.req.param('id'));
    if (invoice === undefined)
      return context.html(plainPage('There is no such page', 'This invoice does not exist.'), 404);
    return context.html(page(`Invoice ${invoice.number ?? ''}`, invoiceView(invoice)));
  });
  pages.post('/invoice/:id/pay', (context) => {
    settle();
    const id = context.req.param('id');
    try {
      payByHand(state.world, id);
    } catch (thrown) {
      const refusal = refusalIn(thrown);
      if (refusal === undefined) throw thrown;
      return context.html(plainPage('That is not possible', refusal.error.message), 400);
    }
    dispatcher.begin();
    return context.redirect(`/invoice/${id}`, 303);
  });
  pages.get('/receipts/:id', (context) => {
    settle();
    const charge = state.world.charges.get(context.req.param('id'));
    if (charge?.status !== 'succeeded')
      return context.html(plainPage('There is no such page', 'This receipt does not exist.'), 404);
    return context.html(
      plainPage('Receipt', `${money(charge.amount, charge.currency)}, paid on ${day(charge.created)}.`),
    );
  });
  return pages;
}

function invoiceView(invoice: Invoice): Html {
  return html`<section class="card"><h1>Invoice ${invoice.number ?? '(draft)'}</h1>
<p class="soft">${invoice.account_name} · ${day(invoice.created)} · <span class="tag">${invoice.status}</span></p>
<table><thead><tr><th scope="col">What</th><th scope="col">Period</th><th scope="col">Amount</th></tr></thead>
<tbody>${invoice.lines.data.map(
    (line) => html`<tr><td>${line.description}</td><td>${day(line.period.start)} – ${day(line.period.end)}</td>
<td>${money(line.amount, line.currency)}</td></tr>`,
  )}</tbody></table>
<p>Paid: ${money(invoice.amount_paid, invoice.currency)} · Open: ${money(invoice.amount_remaining, invoice.currency)}</p>
${invoice.status === 'open' ? html`<form method="post" action="/invoice/${invoice.id}/pay"><button>Pay</button></form>` : ''}</section>`;
}

/** The reader pays this one invoice with a card that works; the membership keeps its own. */
function payByHand(world: World, id: string): void {
  const invoice = retrieveInvoice(world, id);
  if (invoice.status !== 'open') refuse('This invoice is not open.');
  const customer = livingCustomer(world, invoice.customer ?? '');
  const card = attach(world, newPaymentMethod(world, 'good-card', customer.email), customer.id);
  payInvoice(world, id, { payment_method: card.id });
}
