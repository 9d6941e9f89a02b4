// What keeps the run on one machine from starting and can be put right by the person in front of it. Its message is a
// whole sentence for them and never holds a key; anything else that is thrown is a defect and shows its stack.

export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/** The only reason that is met again and again, so it always reads the same. */
export const portTaken = (port: number, what: string): CannotStart =>
  new CannotStart(`Port ${port} (${what}) is already in use. Stop what uses it, or choose others: PORT=9000 npm start`);
