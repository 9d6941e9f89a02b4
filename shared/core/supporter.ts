// What we remember of one giver = one Stripe customer: its memberships and payments, and what was forgotten since.
// Never a name or an address.
import type { CustomerId } from './ids.ts';
import { isLive, type Membership } from './membership.ts';
import type { Payment } from './payment.ts';
import type { Instant } from './time.ts';

export type Part = Membership | Payment;
export interface Supporter {
  readonly customer: CustomerId;
  readonly memberships: readonly Membership[];
  readonly payments: readonly Payment[];
  /** How often all its browsers were forgotten. Those of an earlier generation act for it no longer; every claim is of 0. */
  readonly generation: number;
  /** From when a second link confirms the erasure that a first one asked for; 0 where none was asked for. */
  readonly eraseFrom: Instant;
  readonly isErased: boolean;
}
/** The name of one part: the unit that is read from Stripe and saved. */
export interface PartKey {
  readonly customer: CustomerId;
  readonly kind: Part['kind'];
  readonly id: Part['id'];
}
/** So that no read goes on for ever. Twenty years of monthly payments are 240; a machine's gifts may be thousands, and are erased too. */
export const mostParts = 10_000;

/** Which of several a device means where it names none: the one whose membership goes on, else the first. */
export function defaultSupporter(supporters: readonly Supporter[]): Supporter | undefined {
  return supporters.find((each) => each.memberships.some(isLive)) ?? supporters[0];
}
