// How every bundle begins: it decides once more with all that is known, renews where that is due, and wakes its elements
// up. Two bundles on one page do no harm: an element wakes up once, and a decision is the same twice.
import { decideThisView, keepShown } from './page.ts';
import { type Notes, showNote } from './show-note.ts';

export function startBundle(
  elements: Readonly<Record<string, CustomElementConstructor>>,
  notes: Notes | null = null,
  beforeWaking?: () => void,
): void {
  void decideThisView();
  keepShown();
  showNote(notes);
  beforeWaking?.();
  for (const [name, element] of Object.entries(elements)) {
    if (customElements.get(name) === undefined) customElements.define(name, element);
  }
  // A page that comes back from the browser's memory shows what was true when it was left.
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) void decideThisView();
  });
  window.addEventListener('hashchange', () => showNote(notes));
}
