// The error for a problem that the person at the terminal can correct. Its message is a whole sentence and never holds a key.
// Any other error is a defect, and its stack is printed.

export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/** The most frequent reason, in one wording for every server. */
export const portTaken = (port: number, what: string): CannotStart =>
  new CannotStart(`Port ${port} (${what}) is already in use. Stop what uses it, or choose others: PORT=9000 npm start`);
