// What went wrong with a call to the API, as a value: the elements show a sentence for its code.

export interface ApiProblem {
  /** 0 where no answer came. */
  readonly status: number;
  /** A code of api/problem.ts, or `unreachable` (no answer), or `unreadable` (an answer, but not ours). */
  readonly code: string;
  readonly detail: string;
  /** The numbers of the failure: limits and steps in minor units, seconds to wait. */
  readonly numbers: Readonly<Record<string, number>>;
}
