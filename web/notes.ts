// The notes a reader may find on coming back from the payment page, as pieces of page. Static pages carry all of them;
// the address's fragment picks one by `:target`, so they work without JavaScript too.

import type pageWords from './strings/en/page.json';
import { type Branch, tree } from './tree.ts';
import type { Speech } from './words.ts';

/** The words of `returnTo` in core, save `back`: that one leads to the contribution box. */
export const noteWords = ['thanks', 'pending', 'link', 'reminded'] as const;
export type NoteWord = (typeof noteWords)[number];
export const noteId = (word: NoteWord): string => `mainstay-${word}`;

/** Closing without JavaScript is leaving the note's fragment for one that names nothing. */
export function note(word: NoteWord, { words }: Speech<keyof typeof pageWords>): Branch {
  const id = noteId(word);
  return tree(
    'aside',
    { class: 'mainstay-note', id, tabindex: '-1', 'aria-labelledby': `${id}-title` },
    tree('p', { class: 'mainstay-note-title', id: `${id}-title` }, words[`${word}Title`]),
    tree('p', { class: 'mainstay-note-text' }, words[word]),
    tree('a', { class: 'mainstay-close', href: '#mainstay-closed', 'aria-label': words.close }, '×'),
  );
}
