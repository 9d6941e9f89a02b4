// The notes of the way back by name, apart from what they say: a page without a box shows those that were printed into
// it, and carries no words for others.

/** The fragments of `returnTo` in core, save `back`: that one leads to the contribution box. */
export const noteKinds = ['thanks', 'pending', 'link', 'reminded'] as const;
export type NoteKind = (typeof noteKinds)[number];
export const noteId = (kind: NoteKind): string => `mainstay-${kind}`;
