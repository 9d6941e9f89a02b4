// Amounts are whole minor units with a currency; this is the only file that does arithmetic on them. It refuses
// fractions of a minor unit, unsafe integers and currencies whose units it does not know.
import { fail, type Result, succeed } from './result.ts';

declare const brand: unique symbol;
/** ISO 4217 in lower case, as Stripe writes it, and one whose minor unit is known here. */
export type Currency = string & { readonly [brand]: 'Currency' };
export interface Money {
  readonly amountMinor: number;
  readonly currency: Currency;
}

interface Unit {
  /** Digits of the minor unit as Stripe counts them. */
  readonly decimals: 0 | 2 | 3;
  /** What Stripe refuses to charge less than, in minor units. */
  readonly minimumMinor: number;
  /** An amount must be a multiple of this: three-decimal currencies end in 0, the króna is sent in whole krónur. */
  readonly stepMinor: number;
}
const two = (minimumMinor: number): Unit => ({ decimals: 2, minimumMinor, stepMinor: 1 });
const zero = (minimumMinor: number): Unit => ({ decimals: 0, minimumMinor, stepMinor: 1 });
const three = (minimumMinor: number): Unit => ({ decimals: 3, minimumMinor, stepMinor: 10 });

// Source: docs.stripe.com/currencies (minimum charge amounts, zero- and three-decimal currencies, special cases).
// Where Stripe names no minimum, about half a US dollar stands here: the settlement currency's own minimum decides.
const units: Readonly<Record<string, Unit>> = {
  aed: two(200),
  aud: two(50),
  bhd: three(200),
  brl: two(50),
  cad: two(50),
  chf: two(50),
  clp: zero(500),
  czk: two(1500),
  dkk: two(250),
  eur: two(50),
  gbp: two(30),
  gel: two(150),
  hkd: two(400),
  huf: two(17500),
  inr: two(50),
  isk: { decimals: 2, minimumMinor: 8000, stepMinor: 100 },
  jod: three(400),
  jpy: zero(50),
  krw: zero(700),
  kwd: three(200),
  mxn: two(1000),
  myr: two(200),
  nok: two(300),
  nzd: two(50),
  omr: three(200),
  pln: two(200),
  ron: two(200),
  sek: two(300),
  sgd: two(50),
  thb: two(1000),
  tnd: three(1600),
  uah: two(2500),
  usd: two(50),
};
/** Stripe takes at most eight digits. */
export const largestAmountMinor = 99_999_999;

export function parseCurrency(text: string): Currency | null {
  return Object.hasOwn(units, text) ? (text as Currency) : null;
}

export const unitOf = (currency: Currency): Unit => {
  const unit = units[currency];
  if (unit === undefined) throw new Error('a currency without a unit was let in');
  return unit;
};

/** What a person typed ("5", "5,50", "$ 5.5", "1 000", "1.000,50") as minor units; null where it can mean two things or nothing. */
export function parseAmount(text: string, currency: Currency): number | null {
  const { decimals } = unitOf(currency);
  const bare = text
    .normalize('NFKC')
    .replaceAll(/[\s'’\p{Sc}\p{L}.]*$|^[\p{Sc}\p{L}\s]+/gu, '')
    .replaceAll(/[\s'’]/gu, '');
  const shape = /^(\d{1,3}(?:([.,])\d{3})*|\d+)(?:([.,])(\d+))?$/u.exec(bare);
  if (shape === null) return null;
  const [, whole = '', grouping, point, fraction = ''] = shape;
  if (point !== undefined && point === grouping) return null;
  // "1.000" with a lone group is a thousand to some and one to others: only a currency without that many decimals decides.
  if (grouping !== undefined && point === undefined && decimals === 3 && whole.split(grouping).length === 2)
    return null;
  if (fraction.length > decimals) return null;
  const amountMinor = Number(whole.replaceAll(/[.,]/g, '') + fraction.padEnd(decimals, '0'));
  return Number.isSafeInteger(amountMinor) ? amountMinor : null;
}

/** The share of `amountMinor` that `part` is of `whole`, rounded half up; used to carry a refund into another currency. */
export function shareMinor(amountMinor: number, part: number, whole: number): number {
  if (whole === 0) return 0;
  return Number((BigInt(amountMinor) * BigInt(part) * 2n + BigInt(whole)) / (BigInt(whole) * 2n));
}

/** Refuses what Stripe could not charge in this currency, whatever the offer says. */
export function checkPayable(
  money: Money,
): Result<Money, { kind: 'amount-not-payable'; stepMinor: number; currency: Currency }> {
  const { stepMinor } = unitOf(money.currency);
  const payable =
    Number.isSafeInteger(money.amountMinor) && money.amountMinor > 0 && money.amountMinor % stepMinor === 0;
  return payable ? succeed(money) : fail({ kind: 'amount-not-payable', stepMinor, currency: money.currency });
}
