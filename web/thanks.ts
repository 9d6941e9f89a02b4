// Coming back from the payment page: shows the note the fragment names and hands it to screen readers. A fragment is
// typed by anybody, so thanks are said only in a browser that is left in peace, and nothing is ever granted here.
import { day } from '../shared/core/time.ts';
import { now } from './browser-memory.ts';
import { note, noteId, noteWords } from './notes.ts';
import { isInPeace, linksAddress, speechAt } from './page.ts';
import pageWords from './strings/en/page.json' with { type: 'json' };
import { toNode } from './tree.ts';
import { fill } from './words.ts';

/** A bank debit takes up to about seven working days, and those are up to eleven of the calendar. */
const debitDays = 11;

export function welcomeBack(): void {
  const id = location.hash.slice(1);
  const word = noteWords.find((each) => noteId(each) === id);
  if (word === undefined) {
    // The box itself, after a payment page that was left: the reader goes on where they were.
    if (id === 'mainstay-back') document.getElementById(id)?.focus();
    return;
  }
  if (word === 'thanks' && !isInPeace()) return;
  const speech = speechAt(document.body, pageWords);
  const shown = document.getElementById(id) ?? document.body.appendChild(toNode(note(word, speech, linksAddress)));
  if (!(shown instanceof HTMLElement)) return;
  if (word === 'pending') {
    const text = shown.querySelector('.mainstay-note-text');
    const date = new Intl.DateTimeFormat([speech.locale, 'en'], { dateStyle: 'long' }).format(now() + debitDays * day);
    if (text !== null) text.textContent = fill(speech.words.pendingBy, { date });
  }
  shown.dataset['shown'] = '';
  shown.focus({ preventScroll: true });
  shown.querySelector('.mainstay-close')?.addEventListener('click', (event) => {
    event.preventDefault();
    shown.dataset['shown'] = 'no';
    // So that neither a reload nor a copied address says it again.
    history.replaceState(history.state, '', location.pathname + location.search);
  });
}
