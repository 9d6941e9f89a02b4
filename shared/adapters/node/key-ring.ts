// Keys with ids, of which one is current: the shape in which a secret holds what is rotated. A key shorter than 256 bits
// is refused, an empty one above all, and one of zeros, which is what a forgotten random generator leaves.

export interface KeyRing {
  readonly current: string;
  readonly key: Buffer;
  readonly keys: ReadonlyMap<string, Buffer>;
}
const keyBytes = 32;

export function keyRing(current: string, keys: Readonly<Record<string, string>>): KeyRing {
  const decoded = new Map(Object.entries(keys).map(([id, text]) => [id, Buffer.from(text, 'base64url')]));
  const key = decoded.get(current);
  if (key === undefined) throw new Error('the current key is not in its key ring');
  if ([...decoded.values()].some((each) => each.length < keyBytes)) throw new Error('a key is shorter than 256 bits');
  if ([...decoded.values()].some((each) => each.every((byte) => byte === 0))) throw new Error('a key is all zeros');
  return { current, key, keys: decoded };
}
