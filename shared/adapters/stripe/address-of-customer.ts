// Which address leads to a customer: what was typed into its checkout, until staff corrected the customer's own address in the
// dashboard and `npm run repoint` marked that. From then on the customer's own address counts, also in a rebuild from Stripe.
import * as z from 'zod/mini';
import { type Email, parseEmail } from '../../core/email.ts';
import type { CustomerId } from '../../core/ids.ts';
import { type Result, succeed } from '../../core/result.ts';
import type { PaymentsFailure } from '../../ports/payments.ts';
import { id, metadata } from './answer-fields.ts';
import type { StripeAccess } from './client.ts';
import { unavailable } from './unavailable.ts';

/** In the metadata of the customer. It says that the address was corrected, and nothing of the address. */
export const correctedMarker = { mainstay_address: 'corrected' } as const;

/** A payer as a session names it; its own address only where that was corrected, all else of it is left out. */
export const payer = z.pipe(
  z.union([id, z.object({ id, email: z.nullish(z.string()), metadata: z.optional(metadata) })]),
  z.transform((value) => {
    if (typeof value === 'string') return { id: value, corrected: null };
    const isCorrected = value.metadata?.['mainstay_address'] === correctedMarker.mainstay_address;
    return { id: value.id, corrected: isCorrected ? (value.email ?? '') : null };
  }),
);

/** `isUnreadable`: Stripe has an address that `parseEmail` refuses, so nothing can lead from it to the customer. */
export interface AddressFound {
  readonly email: Email | null;
  readonly isUnreadable: boolean;
}
export function addressOf(
  typed: string | null | undefined,
  customer: z.infer<typeof payer> | null | undefined,
): AddressFound {
  const text = customer?.corrected ?? typed ?? '';
  const email = parseEmail(text);
  return { email, isUnreadable: email === null && text !== '' };
}

export async function markEmailCorrected(
  access: StripeAccess,
  customer: CustomerId,
  idempotencyKey: string,
): Promise<Result<null, PaymentsFailure>> {
  const stripe = await access.client();
  try {
    await stripe.customers.update(customer, { metadata: { ...correctedMarker } }, { idempotencyKey });
    return succeed(null);
  } catch (error) {
    return unavailable(error);
  }
}
