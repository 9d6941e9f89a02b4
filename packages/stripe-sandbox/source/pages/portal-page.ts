// What the portal's pages show, as functions of what is so.
import { html } from 'hono/html';
import { periodEnd } from '../billing/subscription.ts';
import type { Invoice, PortalConfiguration, PortalSession, Subscription } from '../world/wire.ts';
import type { Html } from './layout.ts';
import { costOf, day, money } from './texts.ts';

export interface PortalView {
  readonly session: PortalSession;
  readonly secret: string;
  readonly memberships: readonly Subscription[];
  readonly invoices: readonly Invoice[];
  readonly features: PortalConfiguration['features'] | undefined;
  readonly name: string;
}

export function portalPage(view: PortalView): Html {
  const { session, secret, memberships, invoices, features, name } = view;
  return html`<h1>${name}: your membership</h1>
${memberships.length === 0 ? html`<section class="card"><p>There is no membership.</p></section>` : ''}
${memberships.map((membership) => card(secret, membership, features))}
${features?.payment_method_update.enabled ? cardForm(secret) : ''}
${features?.invoice_history.enabled ? history(invoices) : ''}
${session.return_url === null ? '' : html`<p><a href="${session.return_url}">Return to site</a></p>`}`;
}

function card(secret: string, membership: Subscription, features: PortalConfiguration['features'] | undefined): Html {
  const ends = membership.cancel_at;
  const at = `/p/session/${secret}/memberships/${membership.id}`;
  const name = costOf(membership);
  return html`<section class="card" aria-label="Membership ${name}"><h2>${name}</h2>
<p class="soft">${ends === null ? `Next payment on ${day(periodEnd(membership))}` : `Ends on ${day(ends)}`}
 <span class="tag">${membership.status}</span></p>
${
  ends !== null
    ? html`<form method="post" action="${at}/renew"><button>Renew membership</button></form>`
    : features?.subscription_cancel.enabled
      ? html`<form method="get" action="${at}/cancel"><button class="bad">Cancel membership</button></form>`
      : ''
}</section>`;
}

/** All that a link to change the card shows. */
export function cardPage({ session, secret }: Pick<PortalView, 'session' | 'secret'>): Html {
  return html`${cardForm(secret)}
${session.return_url === null ? '' : html`<p><a href="${session.return_url}">Return to site</a></p>`}`;
}

function cardForm(secret: string): Html {
  return html`<section class="card"><h2>Card</h2>
<form method="post" action="/p/session/${secret}/card">
<label for="card">New card</label>
<select id="card" name="card">
<option value="good">4242 4242 4242 4242 (works)</option>
<option value="bad">4000 0000 0000 0341 (declined when charged)</option>
</select>
<button class="quiet">Update card</button></form></section>`;
}

function history(invoices: readonly Invoice[]): Html {
  return html`<section class="card"><h2>Invoices</h2>
${
  invoices.length === 0
    ? html`<p class="soft">None yet.</p>`
    : html`<table><thead><tr><th scope="col">Date</th><th scope="col">Amount</th><th scope="col">State</th></tr></thead>
<tbody>${invoices.map(
        (invoice) => html`<tr><td><a href="/invoice/${invoice.id}">${day(invoice.created)}</a></td>
<td>${money(invoice.total, invoice.currency)}</td><td>${invoice.status}</td></tr>`,
      )}</tbody></table>`
}</section>`;
}

export function cancelQuestion(secret: string, membership: Subscription): Html {
  return html`<section class="card"><h1>Cancel membership</h1>
<p>${costOf(membership)}. It stays until ${day(periodEnd(membership))} and is not renewed after that.</p>
<form method="post" action="/p/session/${secret}/memberships/${membership.id}/cancel"><button class="bad">Cancel membership</button></form>
<p><a href="/p/session/${secret}?home">Keep membership</a></p></section>`;
}
