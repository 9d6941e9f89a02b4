// Whether an amount can be charged at all: Stripe's smallest and largest charge, and currencies that are not divisible.
import { refuse } from '../world/refusal.ts';
import type { Settings } from '../world/settings.ts';
import { decimalsOf, isSupportedCurrency, largestAmount, stepOf } from './currencies.ts';
import { smallestCharge } from './exchange.ts';

export function knownCurrency(currency: string, param: string): string {
  const lower = currency.toLowerCase();
  if (!isSupportedCurrency(lower))
    refuse(`Invalid currency: ${currency}. Stripe currently supports these currencies: see the documentation.`, {
      param,
    });
  return lower;
}

export function checkUnitAmount(amount: number, currency: string, param: string): void {
  if (amount < 0) refuse('Invalid non-negative integer', { code: 'parameter_invalid_integer', param });
  if (amount > largestAmount)
    refuse('Amount must be no more than 99999999 in the smallest unit.', { code: 'amount_too_large', param });
  if (amount % stepOf(currency) !== 0)
    refuse(`Invalid amount for ${currency}: it must be a multiple of ${stepOf(currency)}.`, {
      code: 'parameter_invalid_integer',
      param,
    });
}

/** The whole of a checkout must reach the smallest charge and stay below the largest. */
export function checkTotal(settings: Settings, amount: number, currency: string): void {
  const least = smallestCharge(settings, currency);
  if (amount < least)
    refuse(`The Checkout Session's total amount due must add up to at least ${printed(least, currency)} ${currency}`, {
      code: 'amount_too_small',
    });
  if (amount > largestAmount)
    refuse(
      `The Checkout Session's total amount due must be no more than ${printed(largestAmount, currency)} ${currency}`,
      {
        code: 'amount_too_large',
      },
    );
}

/** "5.00", "500", "5.000": digits only, for messages and pages. */
export function printed(amount: number, currency: string): string {
  const decimals = decimalsOf(currency);
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const sign = amount < 0 ? '-' : '';
  return decimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-decimals)}`;
}
