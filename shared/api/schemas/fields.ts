// The fields that several bodies share, each written once.
import * as z from 'zod/mini';
import { customerIdShape, parseCampaignId, parseMembershipId, parseSource } from '../../core/ids.ts';
import { largestAmountMinor } from '../../core/money.ts';
import { frequencies } from '../../core/offer.ts';
import { from, text } from '../texts.ts';

/** For a route that takes or gives nothing: what is sent is not read. */
export const none = z.unknown();

/** Whole minor units. The offer says which are allowed; this refuses only what can never be an amount. */
export const amountMinor = z.int().check(z.gte(1), z.lte(largestAmountMinor));
export const frequency = z.enum(frequencies);
export const campaignId = from(parseCampaignId, 'a campaign id: a-z, 0-9 and "-", at most 32');
export const source = from(parseSource, 'a source: a-z, 0-9 and "-", at most 32');
export const locale = text(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/, 'a language tag like "en" or "pt-BR"');
export const membershipId = from(parseMembershipId, 'a membership id');
export const supporterId = text(customerIdShape, 'a supporter id');

/** Of answers: written by `isoOf`. */
export const instant = z.string();
export const money = { amountMinor: z.int(), currency: z.string() };
