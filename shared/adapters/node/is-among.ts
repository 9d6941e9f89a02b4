// Whether a secret that somebody shows is one of ours. Compared as digests, which all have one length, so that how long it
// takes says nothing of where they differ; an empty one is never ours.
import { createHash, timingSafeEqual } from 'node:crypto';

export function isAmong(shown: string, secrets: readonly string[]): boolean {
  const digest = digestOf(shown);
  const isOne = secrets.reduce((is, secret) => timingSafeEqual(digest, digestOf(secret)) || is, false);
  return isOne && shown !== '';
}
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
