// The table of how long readers see no banners, as the newsroom writes it: whole, so that whoever reads it sees every
// case, and with days that cannot become for ever.
import * as z from 'zod/mini';
import { membershipStatuses } from '../core/membership.ts';
import { dueMoneys } from '../core/standing-policy.ts';

/** Ten years. */
const giftDays = z.int().check(z.gte(1), z.lte(3660));
/** Longer than a year without money would not be grace. */
const graceDays = z.int().check(z.gte(0), z.lte(366));

export const standingTable = z.strictObject({
  giftDays,
  openDispute: z.enum(['paid', 'returned']),
  graceDays: z.record(z.enum(membershipStatuses), z.record(z.enum(dueMoneys), graceDays)),
});
