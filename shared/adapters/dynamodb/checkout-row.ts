// A checkout and an attempt as they lie in the table; parsed by their own schemas when read.
import * as z from 'zod/mini';
import type { Checkout } from '../../core/checkout.ts';
import {
  parseCampaignId,
  parseCheckoutId,
  parseCustomerId,
  parseHash,
  parseSessionId,
  parseSource,
} from '../../core/ids.ts';
import { parseCurrency } from '../../core/money.ts';
import { frequencies } from '../../core/offer.ts';
import type { Attempt } from '../../ports/checkout-store.ts';
import { amountField, idField, instantField, parseRow } from './row-fields.ts';

const checkoutId = idField(parseCheckoutId);
const hash = idField(parseHash);

const checkoutRow = z.object({
  id: checkoutId,
  session: idField(parseSessionId),
  earlier: z.optional(z.array(idField(parseSessionId))),
  claims: z.array(hash),
  contribution: z.object({
    frequency: z.enum(frequencies),
    amountMinor: amountField,
    currency: idField(parseCurrency),
  }),
  campaign: z.nullable(idField(parseCampaignId)),
  source: z.nullable(idField(parseSource)),
  returnUrl: z.string(),
  device: z.nullable(hash),
  customer: z.nullable(idField(parseCustomerId)),
  // Rows of before this was counted hold none.
  links: z._default(z.int(), 0),
  forgetAt: instantField,
});
const attemptRow = z.object({
  key: hash,
  checkout: checkoutId,
  requested: hash,
  startedAt: instantField,
  tries: z.int().check(z.gte(0)),
  forgetAt: instantField,
});

export const parseCheckoutRow = (row: unknown): Checkout => parseRow(checkoutRow, row, 'checkout');
export const parseAttemptRow = (row: unknown): Attempt => parseRow(attemptRow, row, 'attempt');
