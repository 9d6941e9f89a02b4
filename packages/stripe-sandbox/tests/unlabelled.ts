// Which form controls of a page have no label. A screen reader has no other name for them.
import { expect } from 'vitest';

export function unlabelled(text: string): string[] {
  const labelled = new Set([...text.matchAll(/<label for="([^"]+)"/g)].map(([, id]) => id));
  const controls = [...text.matchAll(/<(?:input|select)[^>]*\bid="([^"]+)"/g)].map(([, id = '']) => id);
  expect(controls.length).toBe([...text.matchAll(/<(?:input|select)\b/g)].length);
  return controls.filter((id) => !labelled.has(id));
}
