// The offer and a campaign's progress: public, and the same for every reader.
import * as z from 'zod/mini';
import { currency } from '../texts.ts';
import { frequency, locale } from './fields.ts';

const amountRange = z.object({
  suggestedMinor: z.array(z.int()),
  /** The suggested amount that is chosen at first, where the newsroom marked one. */
  markedMinor: z.optional(z.int()),
  minimumMinor: z.int(),
  maximumMinor: z.int(),
  stepMinor: z.int(),
});
export const campaignOut = z.object({
  campaign: z.string(),
  month: z.string(),
  goalMinor: z.int(),
  raisedMinor: z.nullable(z.int()),
  currency: z.string(),
  lastMonth: z.nullable(z.object({ month: z.string(), raisedMinor: z.int() })),
});
export type CampaignOut = z.infer<typeof campaignOut>;
export const offerOut = z.object({
  frequencies: z.array(frequency),
  currencies: z.array(z.string()),
  currency: z.string(),
  decimals: z.int(),
  amounts: z.object({ once: amountRange, monthly: amountRange, annual: amountRange }),
});
export type OfferOut = z.infer<typeof offerOut>;
export const offerQuery = z.object({
  currency: z.optional(currency),
  locale: z.optional(locale),
});
