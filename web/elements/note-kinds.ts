// The notes of the way back by name, apart from what they say: a page without a box shows those that were printed into
// it, and carries no words for others.

/** The words of `returnTo` in core, save `back`: that one leads to the contribution box. */
export const noteKinds = ['thanks', 'pending', 'link', 'reminded'] as const;
export type NoteKind = (typeof noteKinds)[number];
/** As `returnTo` writes them into the fragment; by hand, because the bundle is weighed in bytes. A test holds both together. */
export const noteId = (kind: NoteKind): string => `re-${'abcd'[noteKinds.indexOf(kind)]}`;
export const boxId = 're-e';
