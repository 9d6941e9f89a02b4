// What the elements say in a language, for tests: every word of a bundle, as the elements put them together.
import { wordsOf } from '../../web/languages.ts';
import accountWords from '../../web/strings/en/account.json' with { type: 'json' };
import { speechOf } from '../../web/words.ts';

export const speechIn = (tag: string) => speechOf(tag, { ...accountWords, ...wordsOf(tag) });
