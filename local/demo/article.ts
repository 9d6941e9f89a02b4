// The parts of an article of the demo newspaper, and what is computed from them. Its people and places are invented.

export interface Article {
  readonly slug: string;
  readonly kind: string;
  readonly title: string;
  readonly standfirst: string;
  readonly author: string;
  readonly place: string;
  /** "YYYY-MM-DD" */
  readonly published: string;
  readonly picture: Picture;
  readonly topics: readonly string[];
  readonly body: readonly Passage[];
}
export interface Picture {
  /** Name of the file in pictures/. */
  readonly name: string;
  readonly alternative: string;
  readonly caption: string;
  readonly credit: string;
}
/** A text is a paragraph. */
export type Passage = string | { readonly heading: string } | { readonly quote: string };

/** Adults read 200 to 260 words of plain prose a minute. */
const wordsPerMinute = 230;

export function readingMinutes({ body }: Article): number {
  const words = body.flatMap((passage) => (typeof passage === 'string' ? passage.split(/\s+/) : []));
  return Math.max(1, Math.round(words.length / wordsPerMinute));
}

export const topicSlug = (topic: string): string => topic.toLowerCase().replaceAll(/[^a-z]+/g, '-');

const longDay = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
export const dayOf = ({ published }: Article): string => longDay.format(Date.parse(published));
