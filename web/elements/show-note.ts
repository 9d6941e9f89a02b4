// Coming back from the payment page: shows the note that a cookie of one minute or the fragment names and hands it to screen
// readers. Either may be made by anybody, so thanks are said only in a browser that sees no banners, and nothing is ever granted here.
// Closed by its cross or by Escape, it hands the keyboard back to where it was.
import { day } from '../../shared/core/time.ts';
import { forget, now, rememberInTab } from './browser-memory.ts';
import { type NoteKind, noteId, noteKinds } from './note-kinds.ts';
import { isQuiet, localeAt, takeReturnCode } from './page.ts';
import { fill } from './strings.ts';

/** Draws a note where the page carries none; a bundle without it shows only what is printed. */
export interface Notes {
  draw(kind: NoteKind): Node;
  /** With a blank for the date. */
  pendingBy(): string;
}
/** A bank debit takes up to about seven working days, and those are up to eleven of the calendar. */
const debitDays = 11;

/** What the keyboard left last. */
let lastLeft: EventTarget | null = null;
/** Where it was when a note came. */
let before: EventTarget | null = null;
document.addEventListener('focusout', ({ target }) => {
  lastLeft = target;
});

export function showNote(notes: Notes | null): void {
  const code = takeReturnCode();
  const id = code === undefined ? location.hash.slice(1) : `re-${code}`;
  const kind = noteKinds.find((each) => noteId(each) === id);
  if (kind === undefined) return;
  // It was given: nothing stands chosen any more, and no payment page was left.
  if (kind !== 'reminded') rememberInTab(null);
  if (kind === 'thanks' && !isQuiet()) return;
  if (kind === 'thanks' || kind === 'pending') {
    for (const key of ['re.then', 're.later']) forget(key);
  }
  const printed = document.getElementById(id);
  const shown = printed ?? (notes === null ? null : document.body.appendChild(notes.draw(kind)));
  if (!(shown instanceof HTMLElement)) return;
  const text = shown.querySelector('.mainstay-note-text');
  if (kind === 'pending' && text !== null && notes !== null) text.textContent = expected(notes.pendingBy());
  shown.dataset['shown'] = '';
  // At once: neither a copied address nor a reload says it again.
  history.replaceState(history.state, '', location.pathname + location.search);
  // Following a link to it, the browser has focused it already.
  before = document.activeElement === shown ? lastLeft : document.activeElement;
  shown.focus({ preventScroll: true });
}

/** For the page as a whole: a framework that brings a page back makes its notes anew, which know nothing of old ones. */
function close(event: Event): void {
  const isCross = event.target instanceof Element && event.target.closest('.mainstay-close') !== null;
  const note = event.target instanceof Element ? event.target.closest<HTMLElement>('.mainstay-note') : null;
  if (note === null || (event instanceof KeyboardEvent ? event.key !== 'Escape' : !isCross)) return;
  event.preventDefault();
  note.dataset['shown'] = 'no';
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
}
for (const type of ['click', 'keydown']) document.addEventListener(type, close);

const expected = (sentence: string): string =>
  fill(sentence, {
    date: new Intl.DateTimeFormat([localeAt(document.body), 'en'], { dateStyle: 'long' }).format(
      now() + debitDays * day,
    ),
  });
