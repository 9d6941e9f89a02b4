// What Stripe knows about currencies: which it takes, how many minor units they have, and the smallest charge. The
// minimums are the published ones; where none is published the amount has to reach the settlement currency's minimum.
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const supported = words(`
  aed afn all amd ang aoa ars aud awg azn bam bbd bdt bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny cop crc
  cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd jod jpy kes
  kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr
  nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std szl thb tjs tnd top try
  ttd twd tzs uah ugx usd uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw`);

const withoutMinorUnit = words('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf');
const withThreeDecimals = words('bhd jod kwd omr tnd');
/** Sent with two decimals that have to be 00. */
const wholeUnitsOnly = words('isk ugx');

const smallestInMinorUnits: Readonly<Record<string, number>> = {
  usd: 50,
  aed: 200,
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
};

/** Eight digits, for every currency. */
export const largestAmount = 99_999_999;

export const isSupportedCurrency = (currency: string): boolean => supported.has(currency);

export function decimalsOf(currency: string): 0 | 2 | 3 {
  if (withoutMinorUnit.has(currency)) return 0;
  return withThreeDecimals.has(currency) ? 3 : 2;
}

/** An amount in this currency must be a multiple of this. */
export function stepOf(currency: string): number {
  if (withThreeDecimals.has(currency)) return 10;
  return wholeUnitsOnly.has(currency) ? 100 : 1;
}

export const publishedMinimum = (currency: string): number | undefined => smallestInMinorUnits[currency];
