// Hashes: a plain one for secrets that are random already, a keyed one for what could be guessed. The key (pepper) is
// not in the table, so a stolen table names nobody.
import type { Email } from '../core/email.ts';
import type { Hash } from '../core/ids.ts';
import type { Instant } from '../core/time.ts';

export interface Hasher {
  /** SHA-256, base64url. Only for secrets with at least 128 bits of chance, and for what is not secret. */
  digest(text: string): Hash;
}
/** HMAC-SHA256 of an address, with the id of its key (pepper) so that a rotation can tell them apart. */
export interface EmailHash {
  readonly pepper: string;
  readonly hash: Hash;
}
export interface LinkCodes {
  /** For the code of an address in one window: as good as chance, and the same whenever it is asked. Kept nowhere. */
  chanceOf(email: Email, window: Instant): Promise<string>;
}
export interface EmailHasher {
  /** The id of the current pepper. */
  pepper(): Promise<string>;
  /** Under the current pepper: what is written. */
  hashEmail(email: Email): Promise<EmailHash>;
  /** Under every pepper that is valid, the current one first: where to look. One more while a rotation goes on. */
  hashesOf(email: Email): Promise<readonly EmailHash[]>;
}
