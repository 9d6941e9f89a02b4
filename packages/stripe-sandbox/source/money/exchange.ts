// Exchange into the settlement currency. Stripe's `exchange_rate` converts minor units into minor units: 1000 of euro cents
// at 1.234 are 1234 of US cents, and 1000 yen at 0.67 are 670.
import type { Settings } from '../world/settings.ts';
import { decimalsOf, publishedMinimum } from './currencies.ts';

/** Null where nothing is exchanged; undefined where the account has no rate for the currency. */
export function exchangeRate(settings: Settings, currency: string): number | null | undefined {
  const target = settings.settlementCurrency;
  if (currency === balanceOf(settings, currency)) return null;
  const from = settings.dollarRates[currency];
  const to = settings.dollarRates[target];
  if (from === undefined || to === undefined) return undefined;
  return rounded((from / to) * 10 ** (decimalsOf(target) - decimalsOf(currency)));
}

/** The currency of the balance that a charge in this one reaches. */
const balanceOf = (settings: Settings, currency: string): string =>
  settings.ownBalances.includes(currency) ? currency : settings.settlementCurrency;

export interface SettledAmount {
  readonly amount: number;
  readonly rate: number | null;
  readonly currency: string;
}

export function settled(settings: Settings, amount: number, currency: string): SettledAmount {
  // A currency without a rate settles one to one: better a wrong price in a sandbox than a renewal that cannot run.
  const rate = exchangeRate(settings, currency) ?? null;
  const settledAmount = rate === null ? amount : Math.round(amount * rate);
  return { amount: settledAmount, rate, currency: balanceOf(settings, currency) };
}

/** The least that can be charged in this currency, as far as the account can tell. */
export function smallestCharge(settings: Settings, currency: string): number {
  const published = publishedMinimum(currency);
  if (published !== undefined) return published;
  const rate = exchangeRate(settings, currency);
  const least = publishedMinimum(settings.settlementCurrency) ?? 1;
  return rate == null ? 1 : Math.ceil(least / rate);
}

// Six significant digits, as Stripe prints them.
const rounded = (rate: number): number => Number(rate.toPrecision(6));
