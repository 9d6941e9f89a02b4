// The addresses that lead to one customer: what its pointers are made of. From an empty table the same pointers come out.
import { type Email, parseEmail } from '../../core/email.ts';
import type { CustomerId } from '../../core/ids.ts';
import { addressOf } from './address-of-customer.ts';
import { importedAnswer } from './billing-answers.ts';
import { typedSessionsAnswer } from './checkout-answers.ts';
import type { StripeAccess } from './client.ts';
import { expands } from './expands.ts';
import { isImported, readMarker } from './marker.ts';
import { read } from './read-answer.ts';

/** Each checkout makes a customer of its own, so there is one; staff may have joined some by hand. */
const mostSessions = 100;

export async function readEmails(access: StripeAccess, customer: CustomerId): Promise<readonly Email[]> {
  const stripe = await access.client();
  const sessions = await stripe.checkout.sessions.list({
    customer,
    status: 'complete',
    limit: mostSessions,
    expand: expands.checkoutsOfCustomer,
  });
  const found = read(typedSessionsAnswer, sessions, access.mode)
    .data.filter(({ metadata }) => readMarker(access.installation, metadata) !== null)
    .flatMap(({ customer: owner, customer_details: details }) => {
      const { email } = addressOf(details?.email, owner);
      return email === null ? [] : [email];
    });
  return found.length > 0 ? [...new Set(found)] : emailsOfImported(access, customer);
}

/** Who was imported never typed an address here: that of the customer is all there is. */
async function emailsOfImported(access: StripeAccess, customer: CustomerId): Promise<readonly Email[]> {
  const stripe = await access.client();
  const answer = await stripe.subscriptions.list({
    customer,
    status: 'all',
    limit: 100,
    expand: expands.importedMemberships,
  });
  return read(importedAnswer, answer, access.mode)
    .data.filter(({ metadata }) => isImported(access.installation, metadata))
    .flatMap(({ customer: owner }) => parseEmail(owner.email ?? '') ?? [])
    .slice(0, 1);
}
