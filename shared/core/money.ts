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
/* @__NO_SIDE_EFFECTS__ */
const two = (minimumMinor: number): Unit => ({ decimals: 2, minimumMinor, stepMinor: 1 });
/* @__NO_SIDE_EFFECTS__ */
const zero = (minimumMinor: number): Unit => ({ decimals: 0, minimumMinor, stepMinor: 1 });
/* @__NO_SIDE_EFFECTS__ */
const three = (minimumMinor: number): Unit => ({ decimals: 3, minimumMinor, stepMinor: 10 });

// Source: docs.stripe.com/currencies (minimum charge amounts, zero- and three-decimal currencies, special cases), as read
// on 2026-11-23. Where Stripe names no minimum, a little more than half a US dollar stands here: the converted amount must
// reach the settlement currency's own minimum, and rates move.
const units: Readonly<Record<string, Unit>> = {
  aed: two(200),
  aud: two(50),
  bhd: three(200),
  brl: two(50),
  cad: two(50),
  chf: two(50),
  clp: zero(600),
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
  krw: zero(1000),
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
/** Every currency whose minor unit is known here. */
export const currencies: readonly Currency[] = /* @__PURE__ */ Object.keys(units).flatMap(
  (code) => parseCurrency(code) ?? [],
);
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

/** Far more than any amount; what is longer was not typed by a person. */
const longestTyped = 40;
/**
 * A whole, in groups of three under one separator (in India of two before the last) or in none, and a fraction. "0.500"
 * has no groups: it is a half.
 */
const typedShape = /^([1-9]\d{0,2}([., '])(?:\d\d\2)*\d{3}(?:\2\d{3})*|\d+)(?:([.,])(\d+))?$/;
/** "5k" is five thousand to whoever typed it. */
const multiplied = /\d\s*(?:k|m|mln|bn|к|м|т|тыс|млн)(?!\p{L})/iu;

/** What a person typed ("5", "5,50", "$ 5.5", "1 000", "1.000,50") as minor units; null where it can mean two things or nothing. */
export function parseAmount(text: string, currency: Currency): number | null {
  if (text.length > longestTyped || /\p{No}/u.test(text) || multiplied.test(text)) return null;
  const { decimals } = unitOf(currency);
  const shape = typedShape.exec(bareNumber(text));
  if (shape === null) return null;
  const [, whole = '', grouping = '', point = '', fraction = ''] = shape;
  if (fraction.length > decimals || (point !== '' && point === grouping)) return null;
  // "1.000" is a thousand to some and one to others; only in a currency without that many decimals it is a thousand.
  const isLoneGroup = point === '' && /[.,]/.test(grouping) && whole.split(grouping).length === 2;
  if (isLoneGroup && decimals === 3) return null;
  const amountMinor = Number(whole.replaceAll(/\D/g, '') + fraction.padEnd(decimals, '0'));
  return Number.isSafeInteger(amountMinor) ? amountMinor : null;
}

/** "1.000" and "5,005": a thousand to some, and three decimals to others, in a currency that is given in two. */
export const isAmbiguous = (text: string, currency: Currency): boolean =>
  unitOf(currency).decimals === 2 && /^\d{1,3}[.,]\d{3}$/.test(bareNumber(text));

/** Without the currency around it, the marks that change the writing direction, and the ways to write a digit. */
function bareNumber(text: string): string {
  return (
    text
      .normalize('NFKC')
      .replaceAll(/\p{Cf}/gu, '')
      // The digits of Arabic and Persian end in the same four bits as ours.
      .replaceAll(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
      .replaceAll('٫', ',')
      .replaceAll(/['’٬]/g, "'")
      .replaceAll(/\s/g, ' ')
      .replaceAll(/^(?:[\p{Sc}\p{L} ]|\.(?!\d))+|[\p{Sc}\p{L}\p{M} .]+$/gu, '')
  );
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

/** An amount in plain words, the same for every locale: "2.00 USD". */
export function plainAmount({ amountMinor, currency }: Money): string {
  const { decimals } = unitOf(currency);
  const digits = String(amountMinor).padStart(decimals + 1, '0');
  const major = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return `${major} ${currency.toUpperCase()}`;
}
