// What the API answers, read with suspicion: a captive portal, a proxy's error page or an older API must not pass for
// an answer. Only what the elements use is looked at. By hand, because zod would be half of the bytes a reader loads.
import type { checkoutOut, claimOut } from '../../shared/api/schemas/checkout.ts';
import type { CampaignOut, OfferOut } from '../../shared/api/schemas/offer.ts';
import type { linkOut, StandingOut } from '../../shared/api/schemas/recognition.ts';
import type { reminderOut } from '../../shared/api/schemas/reminder.ts';
import type { eraseOut, MembershipOut, SupporterOut } from '../../shared/api/schemas/supporter.ts';
import { frequencies } from '../../shared/core/offer.ts';
import type { ApiProblem } from './api-problem.ts';

/** What a schema gives, without importing zod. */
type Out<Schema extends { _zod: { output: unknown } }> = Schema['_zod']['output'];
export type CheckoutOut = Out<typeof checkoutOut>;
export type ReminderOut = Out<typeof reminderOut>;
export type ClaimOut = Out<typeof claimOut>;
export type EraseOut = Out<typeof eraseOut>;
export type LinkOut = Out<typeof linkOut>;
type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
/** A page may only be sent to another web page: never to `javascript:` or an app. */
const isWebAddress = (value: unknown): boolean => isText(value) && /^https?:\/\/[^/]/.test(value);

export const isCheckout = (body: unknown): body is CheckoutOut =>
  isFields(body) && isText(body['checkoutId']) && isText(body['expiresAt']) && isWebAddress(body['url']);

export const isAccepted = (body: unknown): body is ReminderOut => isFields(body) && body['status'] === 'accepted';

export function isStanding(body: unknown): body is StandingOut {
  if (!isFields(body) || !isFields(body['standing'])) return false;
  return typeof body['standing']['supporter'] === 'boolean';
}

export const isErased = (body: unknown): body is EraseOut =>
  isFields(body) &&
  (body['status'] === 'erased' ||
    body['status'] === 'pending' ||
    (body['status'] === 'unconfirmed' && isText(body['confirmFrom'])));

export const isLink = (body: unknown): body is LinkOut => isFields(body) && isText(body['link']);

export function isMembership(body: unknown): body is MembershipOut {
  if (!isFields(body) || !isText(body['membership']) || !isText(body['currency'])) return false;
  const { amountMinor, frequency, status, renewsAt, endsAt } = body;
  const isDay = (value: unknown): boolean => value === null || isText(value);
  return Number.isSafeInteger(amountMinor) && isText(frequency) && isText(status) && isDay(renewsAt) && isDay(endsAt);
}

export function isSupporter(body: unknown): body is SupporterOut {
  if (!isFields(body) || !Array.isArray(body['supporters'])) return false;
  return body['supporters'].every(
    (each: unknown) =>
      isFields(each) &&
      isText(each['supporter']) &&
      isText(each['proof']) &&
      isFields(each['standing']) &&
      Array.isArray(each['memberships']) &&
      each['memberships'].every(isMembership) &&
      Array.isArray(each['payments']),
  );
}

export const isClaim = (body: unknown): body is ClaimOut =>
  isStanding(body) || (isFields(body) && body['status'] === 'pending');

export function isCampaign(body: unknown): body is CampaignOut {
  if (!isFields(body) || !isText(body['currency'])) return false;
  const { goalMinor, raisedMinor, lastMonth } = body;
  const isLast = lastMonth === null || (isFields(lastMonth) && Number.isSafeInteger(lastMonth['raisedMinor']));
  return isLast && Number.isSafeInteger(goalMinor) && (raisedMinor === null || Number.isSafeInteger(raisedMinor));
}

export function isOffer(body: unknown): body is OfferOut {
  if (!isFields(body) || !isFields(body['amounts']) || !isText(body['currency'])) return false;
  const { amounts, currencies } = body;
  return Array.isArray(currencies) && currencies.every(isText) && frequencies.every((each) => isRange(amounts[each]));
}

function isRange(range: unknown): boolean {
  if (!isFields(range) || !Array.isArray(range['suggestedMinor'])) return false;
  const { suggestedMinor, markedMinor = 0, minimumMinor, maximumMinor, stepMinor } = range;
  return [...suggestedMinor, markedMinor, minimumMinor, maximumMinor, stepMinor].every(Number.isSafeInteger);
}

/** RFC 9457 with our `code`; null for anything else. */
export function readProblem(status: number, body: unknown): ApiProblem | null {
  if (!isFields(body) || !isText(body['code'])) return null;
  const numbers = Object.entries(body).flatMap(([name, value]) =>
    typeof value === 'number' ? [[name, value] as const] : [],
  );
  const detail = isText(body['detail']) ? body['detail'] : '';
  return { status, code: body['code'], detail, numbers: Object.fromEntries(numbers) };
}
