// Points to a supporter under the pepper that is current now, and takes the pointers under others away. We hold no address,
// so Stripe is asked for those that were typed into this customer's checkouts; they are hashed and forgotten at once.
import type { CustomerId } from '../core/ids.ts';
import type { EmailHasher } from '../ports/hasher.ts';
import type { Payments } from '../ports/payments.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';

export interface RepointNeeds {
  readonly payments: Pick<Payments, 'readTypedEmails'>;
  readonly supporters: Pick<SupporterStore, 'read' | 'pointEmail' | 'dropPointers'>;
  readonly emails: EmailHasher;
}

export async function repointSupporter(needs: RepointNeeds, customer: CustomerId): Promise<'unchanged' | 'foreign'> {
  const supporter = await needs.supporters.read(customer);
  if (supporter === null || supporter.isErased) return 'foreign';
  // The new ones first: interrupted between the two, an address leads here twice rather than not at all.
  for (const email of await needs.payments.readTypedEmails(customer)) {
    await needs.supporters.pointEmail(await needs.emails.hashEmail(email), customer);
  }
  await needs.supporters.dropPointers(customer, await needs.emails.pepper());
  return 'unchanged';
}
