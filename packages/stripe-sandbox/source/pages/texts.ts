// Amounts, rhythms and dates in the words of a page.
import { printed } from '../money/amounts.ts';
import type { Price, Subscription } from '../world/wire.ts';

/** "5.00 USD": the currency in messages, because signs are shared. */
export const money = (amount: number | null, currency: string | null): string =>
  `${printed(amount ?? 0, currency ?? 'usd')} ${(currency ?? 'usd').toUpperCase()}`;

export function rhythm(price: Price | null | undefined): string {
  const recurring = price?.recurring;
  if (recurring == null) return 'once';
  const { interval, interval_count } = recurring;
  return interval_count === 1 ? `per ${interval}` : `every ${interval_count} ${interval}s`;
}

export function day(seconds: number): string {
  return new Date(seconds * 1000).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

export function costOf(subscription: Subscription): string {
  const [item] = subscription.items.data;
  const amount = (item?.price.unit_amount ?? 0) * (item?.quantity ?? 1);
  return `${money(amount, subscription.currency)} ${rhythm(item?.price)}`;
}
