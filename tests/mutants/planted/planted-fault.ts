// What the list of planted faults says of each: where it lies, and which tests must notice it.
export interface Planted {
  /** From the root of the repository. */
  readonly file: string;
  /** The text that is replaced; it must be there exactly once. */
  readonly text: string;
  readonly by: string;
  /** Test files, of one vitest project. */
  readonly tests: readonly string[];
  readonly project?: 'unit' | 'real';
}
