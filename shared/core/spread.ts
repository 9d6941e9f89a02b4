// Deals names out evenly over a number of places, the same name always to the same place (FNV-1a). It hides nothing: who
// knows a name knows its place.

export function spreadOver(name: string, buckets: number): number {
  let mixed = 0x811c9dc5;
  for (const character of name) {
    mixed = Math.imul(mixed ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return mixed % buckets;
}
