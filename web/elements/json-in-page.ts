// JSON that a page carries: a newsroom's own strings, and the offer printed with its box. What is not well formed is the
// same as nothing: a slip in a template must not take the elements with it.

export function jsonIn(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/** Of `{"close": "Zu"}` the entries that are texts. */
export function stringsIn(text: string | null | undefined): Readonly<Record<string, string>> {
  const found = jsonIn(text);
  if (typeof found !== 'object' || found === null) return {};
  return Object.fromEntries(
    Object.entries(found).flatMap(([key, word]) => (typeof word === 'string' ? [[key, word]] : [])),
  );
}
