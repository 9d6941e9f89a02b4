// What elements say. Each group of strings is one JSON file a language (strings/<language>/<group>.json) with the same keys
// and blanks in all of them. An element imports the English file; the build puts another language's in its place, so a
// bundle carries one language. A page may say any of it differently, or in a language we have not, by its own strings.

export type Strings<Key extends string> = Readonly<Record<Key, string>>;
export interface Speech<Key extends string = string> {
  readonly strings: Strings<Key>;
  /** A language tag Intl takes, for amounts, dates and plurals: the page's, even where the strings are not translated. */
  readonly locale: string;
}

/** `tag` is a page's `lang`, as anybody wrote it. */
export function speechOf<Key extends string>(
  tag: string,
  strings: Strings<Key>,
  own: Strings<string> = {},
): Speech<Key> {
  return { strings: { ...strings, ...own }, locale: localeOf(tag) };
}

/** What Intl and the API take of it: the tag, else its language alone ("ru-RUS" is Russian), else English. */
export function localeOf(tag: string): string {
  const written = tag.trim().replaceAll('_', '-');
  for (const each of [written, written.split('-')[0] ?? '']) {
    try {
      const [locale] = Intl.getCanonicalLocales(each);
      if (locale !== undefined && localeShape.test(locale)) return locale;
    } catch {
      // No language tag: people and plugins write many things there.
    }
  }
  return 'en';
}

/** As the API takes it; longer ones, with extensions, say more than a page needs. */
const localeShape = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/;

export const fill = (sentence: string, blanks: Readonly<Record<string, string>>): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (blank, name: string) => blanks[name] ?? blank);
