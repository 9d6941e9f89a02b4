// What a schema found wrong, as words that say what is wanted and never what was sent. zod/mini knows no language and
// says "Invalid input" for everything; its English would cost every function more bytes than its own schemas. Each parse
// takes these words with it, because zod's language is one for the whole process, and any package may set it.
import type * as z from 'zod/mini';

// Every number that comes in is a whole one: there is no other kind of amount, day or minute.
const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a whole number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
};

/** The second argument of a parse: its issues then carry these sentences, where a schema has no message of its own. */
export const inSentences = { error: sentenceOf };

function sentenceOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds[issue.expected] ?? 'of another type'}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'too_small':
      return `must be at least ${bound(issue.minimum, issue.origin)}`;
    case 'too_big':
      return `must be at most ${bound(issue.maximum, issue.origin)}`;
    case 'unrecognized_keys':
      return `has what is not known here: ${issue.keys.join(', ')}`;
    case 'invalid_key':
      return issue.issues.map(({ message }) => message).join(' and ');
    default:
      return 'is not valid';
  }
}

function bound(limit: number | bigint, origin: string): string {
  if (origin === 'string') return `${limit} ${limit === 1 ? 'character' : 'characters'} long`;
  return origin === 'array' ? `${limit} long` : String(limit);
}
