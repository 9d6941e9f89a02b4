// A trial of asks: two to four variants, and how a checkout says which one led to it. Its source ends in "--", the id of the trial and
// a character for the variant ("article--k7-b"). Nothing else of a trial ever leaves the browser, and nothing names a reader.

/** The first is the one that everybody without the script sees. */
export const arms = ['a', 'b', 'c', 'd'] as const;
export type Arm = (typeof arms)[number];

const longestSource = 32;

/** Of a source that is too long the end gives way. */
export function sourceWithArm(source: string, id: string, arm: Arm): string {
  const end = `--${id}-${arm}`;
  return source.slice(0, longestSource - end.length) + end;
}

/** Null for a checkout that took no part. */
export function armIn(source: string, id: string): Arm | null {
  return arms.find((arm) => source.endsWith(`--${id}-${arm}`)) ?? null;
}

/** As the page named it, whatever trial there was. */
export const sourceWithoutArm = (source: string): string => source.replace(/--[a-z0-9]{1,6}-[a-d]$/, '');
