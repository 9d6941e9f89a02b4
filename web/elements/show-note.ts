// Coming back from the payment page: shows the note the fragment names and hands it to screen readers. A fragment is
// typed by anybody, so thanks are said only in a browser that is left without asks, and nothing is ever granted here.
import { day } from '../../shared/core/time.ts';
import pageStrings from '../strings/en/page.json' with { type: 'json' };
import { now } from './browser-memory.ts';
import { note, noteId, noteKinds } from './note-view.ts';
import { isQuiet, linksAddress, speechAt } from './page.ts';
import { fill } from './strings.ts';
import { toNode } from './tree.ts';

/** A bank debit takes up to about seven working days, and those are up to eleven of the calendar. */
const debitDays = 11;

export function showNote(): void {
  const id = location.hash.slice(1);
  const kind = noteKinds.find((each) => noteId(each) === id);
  if (kind === undefined) {
    // The box itself, after a payment page that was left: the reader goes on where they were.
    if (id === 'mainstay-back') document.getElementById(id)?.focus();
    return;
  }
  if (kind === 'thanks' && !isQuiet()) return;
  const speech = speechAt(document.body, pageStrings);
  const shown = document.getElementById(id) ?? document.body.appendChild(toNode(note(kind, speech, linksAddress)));
  if (!(shown instanceof HTMLElement)) return;
  if (kind === 'pending') {
    const text = shown.querySelector('.mainstay-note-text');
    const date = new Intl.DateTimeFormat([speech.locale, 'en'], { dateStyle: 'long' }).format(now() + debitDays * day);
    if (text !== null) text.textContent = fill(speech.strings.pendingBy, { date });
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
