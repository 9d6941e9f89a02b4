// People with unmistakable data, and a search for every trace of them: their names, their networks and
// browsers. A trace is searched for as it is, in lower case, encoded, and hashed without a key.
import { createHash } from 'node:crypto';

export interface Canary {
  readonly email: string;
  readonly name: string;
  readonly network: string;
  readonly userAgent: string;
}
/** The stores that could hold a trace, and everything in them, as text. */
export type Traces = Readonly<Record<string, readonly string[]>>;
export interface Leak {
  readonly trace: string;
  readonly of: keyof Canary;
  /** What was found, so that a failing test can be understood: data of an invented person. */
  readonly text: string;
}

/** Each `number` is another person; the networks are those that RFC 5737 and 3849 keep for documentation. */
export const canary = (number: number): Canary => ({
  email: `Sulphurcrest.${number}@aviary${number}.example.org`,
  name: `Quillfeather Nightjar ${number}`,
  network: number % 2 === 0 ? `198.51.100.${100 + number}` : `2001:db8:ca:${(4096 + number).toString(16)}:1:2:3:4`,
  userAgent: `Plumage/${number}.5 (Roost; Perch ${number})`,
});

export function leaksIn(traces: Traces, canaries: readonly Canary[]): Leak[] {
  const forms = canaries.flatMap((each) =>
    (['email', 'name', 'network', 'userAgent'] as const).flatMap((of) =>
      formsOf(each[of]).map((form) => ({ of, form })),
    ),
  );
  return Object.entries(traces).flatMap(([trace, texts]) =>
    texts.flatMap((text) => {
      const folded = text.toLowerCase();
      const found = forms.filter(({ form }) => (isFolded(form) ? folded : text).includes(form));
      return [...new Set(found.map(({ of }) => of))].map((of) => ({ trace, of, text: text.slice(0, 300) }));
    }),
  );
}

/** Words are found in any case; encoded or hashed text has its own. */
const isFolded = (trace: string): boolean => trace === trace.toLowerCase();

function formsOf(text: string): string[] {
  const forms = [...new Set([text, text.toLowerCase()])];
  return [
    text.toLowerCase(),
    encodeURIComponent(text).toLowerCase(),
    ...(text.includes('@') ? text.toLowerCase().split('@') : []),
    ...(text.includes(':') ? [text.split(':').slice(0, 4).join(':')] : []),
    ...forms.flatMap((form) => [
      ...(['base64', 'base64url', 'hex'] as const).map((encoding) => stem(Buffer.from(form).toString(encoding))),
      ...['md5', 'sha1', 'sha256', 'sha512'].flatMap((algorithm) =>
        (['hex', 'base64', 'base64url'] as const).map((encoding) =>
          stem(createHash(algorithm).update(form).digest(encoding)),
        ),
      ),
    ]),
  ];
}

/** The end of a base64 text depends on what follows. */
const stem = (encoded: string): string => encoded.replace(/=+$/, '').slice(0, -1);
