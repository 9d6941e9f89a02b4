// The currency a reader most likely pays in, guessed from a language tag: the region it names, or the one its language
// is most spoken in. Only a guess among what is offered: it refuses to leave it, and the reader may choose another.
import type { Currency } from './money.ts';

// ISO 3166 regions by the currency paid in there. Only currencies of money.ts; a region that is in none has no guess.
const regions: Readonly<Record<string, string>> = {
  aed: 'AE',
  aud: 'AU KI NR TV',
  bhd: 'BH',
  brl: 'BR',
  cad: 'CA',
  chf: 'CH LI',
  clp: 'CL',
  czk: 'CZ',
  dkk: 'DK FO GL',
  eur: 'AD AT AX BE BG CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM VA XK YT',
  gbp: 'GB GG IM JE',
  gel: 'GE',
  hkd: 'HK',
  huf: 'HU',
  inr: 'IN',
  isk: 'IS',
  jod: 'JO',
  jpy: 'JP',
  krw: 'KR',
  kwd: 'KW',
  mxn: 'MX',
  myr: 'MY',
  nok: 'NO SJ',
  nzd: 'CK NU NZ',
  omr: 'OM',
  pln: 'PL',
  ron: 'RO',
  sek: 'SE',
  sgd: 'SG',
  thb: 'TH',
  tnd: 'TN',
  uah: 'UA',
  usd: 'AS EC FM GU MH MP PR PW SV TC TL US VG VI',
};

/** Language, a script that does not matter here, region. Intl itself throws at half of what browsers and people send. */
const shape = /^([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}))?(?:-|$)/i;

/** Null for no language tag, an unknown region, and one whose currency is not offered. */
export function guessCurrency(tag: string, offered: readonly Currency[]): Currency | null {
  const [, language, named] = shape.exec(tag) ?? [];
  if (language === undefined) return null;
  const region = named?.toUpperCase() ?? new Intl.Locale(language).maximize().region ?? '';
  return offered.find((currency) => regions[currency]?.split(' ').includes(region)) ?? null;
}
