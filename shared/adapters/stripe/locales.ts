// The languages Stripe's Checkout speaks; any other reader sees the one Stripe guesses. An unknown locale would compile
// and then be refused at run time, because the SDK's type is open.

// Source: the parameter's documentation in stripe 23.1.0 (Checkout.SessionCreateParams.locale).
const spoken = [
  ...[
    'bg',
    'cs',
    'da',
    'de',
    'el',
    'en',
    'en-GB',
    'es',
    'es-419',
    'et',
    'fi',
    'fil',
    'fr',
    'fr-CA',
    'hi-IN',
    'hr',
    'hu',
    'id',
  ],
  ...[
    'it',
    'ja',
    'ko',
    'lt',
    'lv',
    'ms',
    'mt',
    'nb',
    'nl',
    'pl',
    'pt',
    'pt-BR',
    'ro',
    'ru',
    'sk',
    'sl',
    'sv',
    'th',
    'tr',
  ],
  ...['vi', 'zh', 'zh-HK', 'zh-TW'],
];

export function checkoutLocale(locale: string | null): string {
  if (locale === null) return 'auto';
  if (spoken.includes(locale)) return locale;
  const language = locale.split('-')[0] ?? '';
  return spoken.includes(language) ? language : 'auto';
}
