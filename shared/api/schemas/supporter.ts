// What is stored about supporters, as they may read it themselves; changing a membership, and erasing.
import * as z from 'zod/mini';
import { pauseMonths } from '../../core/pause.ts';
import { proofs } from '../../core/rights.ts';
import { longText } from '../texts.ts';
import { amountMinor, instant, locale, money, supporterId } from './fields.ts';

/** Another amount; or how many payments are left out, 0 for none any more; or its end, where nothing is charged for it now. */
export const membershipIn = z.union([
  z.strictObject({ amountMinor }),
  z.strictObject({ pauseMonths: z.literal(pauseMonths) }),
  z.strictObject({ ends: z.literal('now') }),
]);
/** For another amount by a new checkout; the membership ends once that is paid. */
export const replacementIn = z.strictObject({
  amountMinor,
  /** By the month or the year; without it as it was. */
  frequency: z.optional(z.enum(['monthly', 'annual'])),
  returnUrl: longText(2048),
  locale: z.optional(locale),
});
export const membershipOut = z.object({
  membership: z.string(),
  ...money,
  frequency: z.enum(['monthly', 'annual']),
  status: z.string(),
  renewsAt: z.nullable(instant),
  endsAt: z.nullable(instant),
});
export type MembershipOut = z.infer<typeof membershipOut>;

/** Which of several supporters; without it, the one whose membership goes on. */
export const eraseIn = z.strictObject({ supporter: z.optional(supporterId) });
/** `pending`: it has begun and ends without another call. `unconfirmed`: a link redeemed after `confirmFrom` confirms it. */
export const eraseOut = z.object({
  status: z.enum(['erased', 'pending', 'unconfirmed']),
  confirmFrom: z.optional(instant),
});

const paymentOut = z.object({
  payment: z.string(),
  ...money,
  date: z.nullable(instant),
  purpose: z.enum(['gift', 'membership']),
  membership: z.nullable(z.string()),
  periodEnd: z.nullable(instant),
  status: z.enum(['pending', 'confirmed', 'failed']),
  returnedMinor: z.int(),
  dispute: z.nullable(
    z.object({ outcome: z.enum(['open', 'lost', 'won']), withdrawnMinor: z.int(), lostMinor: z.int() }),
  ),
  settled: z.nullable(z.object(money)),
  campaign: z.nullable(z.string()),
  /** What of it stands in a campaign's public total. */
  counted: z.nullable(z.object({ campaign: z.string(), month: z.string(), amountMinor: z.int() })),
});
/** `reason` and `until` are null where the proof does not allow them. */
const heldStanding = z.object({
  supporter: z.boolean(),
  until: z.nullable(instant),
  reason: z.nullable(z.enum(['membership', 'gift', 'grace', 'granted', 'none'])),
});
/** The supporters this browser proves by a fresh link, whole; of any other, whether it stands. */
export const supporterOut = z.object({
  device: z.object({ forgetAt: instant }),
  supporters: z.array(
    z.object({
      supporter: z.string(),
      proof: z.enum(proofs),
      /** Until then this browser may change or end a membership, and open the portal. */
      freshUntil: instant,
      standing: heldStanding,
      memberships: z.array(
        z.extend(membershipOut, { paidThrough: z.nullable(instant), grantedUntil: z.nullable(instant) }),
      ),
      payments: z.array(paymentOut),
    }),
  ),
});
export type SupporterOut = z.infer<typeof supporterOut>;
