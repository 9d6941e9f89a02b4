// The notes of the way back as the browser draws them, for the bundles of pages that a reader may come back to.
import pageStrings from '../strings/en/page.json' with { type: 'json' };
import { note } from './note-view.ts';
import { noteAddresses, speechAt } from './page.ts';
import type { Notes } from './show-note.ts';
import { toNode } from './tree.ts';

export const drawnNotes: Notes = {
  draw: (kind) => toNode(note(kind, speechAt(document.body, pageStrings), noteAddresses)),
  pendingBy: () => speechAt(document.body, pageStrings).strings.pendingBy,
};
