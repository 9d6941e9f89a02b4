// Points to a supporter from the addresses that Stripe has of it, under the pepper that is current now, and takes every other
// pointer away. We hold no address, so Stripe is asked; what it answers is hashed and forgotten at once.
import type { CustomerId } from '../core/ids.ts';
import type { EmailHasher } from '../ports/hasher.ts';
import type { Payments } from '../ports/payments.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';

export interface RepointNeeds {
  readonly payments: Pick<Payments, 'readEmails'>;
  readonly supporters: Pick<SupporterStore, 'read' | 'pointEmail' | 'dropPointers'>;
  readonly emails: EmailHasher;
}

/** Null where nothing is held of this customer. */
export interface Repointed {
  readonly pointed: number;
  readonly dropped: number;
}

export async function repointSupporter(needs: RepointNeeds, customer: CustomerId): Promise<Repointed | null> {
  const supporter = await needs.supporters.read(customer);
  if (supporter === null || supporter.isErased) return null;
  const emails = await needs.payments.readEmails(customer);
  const current = await Promise.all(emails.map((email) => needs.emails.hashEmail(email)));
  // The new ones first: interrupted between the two, an address leads here twice rather than not at all.
  for (const emailHash of current) await needs.supporters.pointEmail(emailHash, customer);
  return { pointed: current.length, dropped: await needs.supporters.dropPointers(customer, current) };
}
