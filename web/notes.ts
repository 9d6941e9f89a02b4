// The notes a reader may find on coming back from the payment page, as pieces of page. Static pages carry all of them;
// the address's fragment picks one by `:target`, so they work without JavaScript too.

import type pageWords from './strings/en/page.json';
import { type Branch, tree } from './tree.ts';
import type { Speech } from './words.ts';

/** The words of `returnTo` in core, save `back`: that one leads to the contribution box. */
export const noteWords = ['thanks', 'pending', 'link', 'reminded'] as const;
export type NoteWord = (typeof noteWords)[number];
export const noteId = (word: NoteWord): string => `mainstay-${word}`;

/**
 * Closing without JavaScript is leaving the note's fragment for one that names nothing. `linksAddress` is where a plain
 * form asks for a link: "/v1/links".
 */
export function note(word: NoteWord, speech: Speech<keyof typeof pageWords>, linksAddress: string): Branch {
  const { words } = speech;
  const id = noteId(word);
  return tree(
    'aside',
    { class: 'mainstay-note', id, tabindex: '-1', 'aria-labelledby': `${id}-title` },
    tree('p', { class: 'mainstay-note-title', id: `${id}-title` }, words[`${word}Title`]),
    tree('p', { class: 'mainstay-note-text' }, words[word]),
    ...(word === 'link' ? [linkForm(speech, linksAddress)] : []),
    tree('a', { class: 'mainstay-close', href: '#mainstay-closed', 'aria-label': words.close }, '×'),
  );
}

/** A form as it is, with and without JavaScript: the API answers it with a page that takes the code of the letter. */
const linkForm = ({ words, locale }: Speech<keyof typeof pageWords>, action: string): Branch =>
  tree(
    'form',
    { class: 'mainstay-note-form', method: 'post', action },
    tree('input', { type: 'hidden', name: 'purpose', value: 'device' }),
    tree('input', { type: 'hidden', name: 'locale', value: locale }),
    tree('p', {}, words.linkHint),
    tree(
      'label',
      {},
      tree('span', { class: 'mainstay-label' }, words.linkEmail),
      tree('input', { name: 'email', type: 'email', autocomplete: 'email', maxlength: 254, required: true }),
    ),
    tree('button', { class: 'mainstay-continue', type: 'submit' }, words.linkSend),
  );
