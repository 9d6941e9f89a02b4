// Random bytes that are the same at every run: a test that makes ids and secrets must be able to fail the same way twice.
import { createHash } from 'node:crypto';
import type { Chance } from '../../shared/ports/system.ts';

export function seededChance(seed: string): Chance {
  let drawn = 0;
  return {
    token(bytes) {
      drawn += 1;
      const digest = createHash('sha512').update(`${seed}.${drawn}`).digest();
      if (bytes > digest.length) throw new Error('more random bytes were requested than one digest has');
      return digest.subarray(0, bytes).toString('base64url');
    },
  };
}
