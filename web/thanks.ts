// Coming back from the payment page: shows the note the fragment names and hands it to screen readers. A fragment is
// typed by anybody, so thanks are said only in a browser that is left in peace, and nothing is ever granted here.

import { note, noteId, noteWords } from './notes.ts';
import { isInPeace, speechAt } from './page.ts';
import { toNode } from './tree.ts';

export function welcomeBack(): void {
  const id = location.hash.slice(1);
  const word = noteWords.find((each) => noteId(each) === id);
  if (word === undefined) {
    // The box itself, after a payment page that was left: the reader goes on where they were.
    if (id === 'mainstay-back') document.getElementById(id)?.focus();
    return;
  }
  if (word === 'thanks' && !isInPeace()) return;
  const shown = document.getElementById(id) ?? document.body.appendChild(toNode(note(word, speechAt(document.body))));
  if (!(shown instanceof HTMLElement)) return;
  shown.dataset['shown'] = '';
  shown.focus({ preventScroll: true });
  shown.querySelector('.mainstay-close')?.addEventListener('click', (event) => {
    event.preventDefault();
    shown.dataset['shown'] = 'no';
    // So that neither a reload nor a copied address says it again.
    history.replaceState(history.state, '', location.pathname + location.search);
  });
}
