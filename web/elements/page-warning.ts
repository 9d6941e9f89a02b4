// Tells the web team, and nobody else, that a page's markup asks for what cannot be drawn. It names attributes of ours
// only, never what was written into them.

export const warnPage = (sentence: string): void => console.warn(`Mainstay: ${sentence}`);
