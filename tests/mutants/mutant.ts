// One fault: where in which file another text stands. `npm run mutate` puts it there while vitest loads the file.
export interface Mutant {
  /** From the root of the repository. */
  readonly file: string;
  /** From where to where of the file's text `by` stands instead. */
  readonly from: number;
  readonly to: number;
  readonly by: string;
}
