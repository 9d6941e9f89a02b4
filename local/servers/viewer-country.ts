// The country that a browser of a local run is in. A cookie of this machine holds it in a CDN's stead, so that two browsers can be
// in two countries.

export const countryCookie = 'mainstay-country';

export const countryIn = (cookies = ''): string | null =>
  new RegExp(`(?:^|; *)${countryCookie}=([A-Z]{2})(?:;|$)`).exec(cookies)?.[1] ?? null;
