// A day as the account page writes it: in the reader's own language and time zone.

export const showDay = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat([locale, 'en'], { dateStyle: 'long' }).format(Date.parse(iso));
