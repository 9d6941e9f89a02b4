// What the elements say in a language, for tests: every string of a bundle, as the elements put them together.
import { stringsOf } from '../../web/elements/languages.ts';
import { speechOf } from '../../web/elements/strings.ts';
import accountStrings from '../../web/strings/en/account.json' with { type: 'json' };

export const speechIn = (tag: string) => speechOf(tag, { ...accountStrings, ...stringsOf(tag) });
