// Mailed links, by hash, and whether a message may leave. Every adapter fulfils this contract: a link is given out once, to exactly one of all who ask at once;
// a wrong code costs one of its tries, and after the last the right one is wrong too; and nothing past its end is answered.
import type { Hash } from '../core/ids.ts';
import type { Link } from '../core/link.ts';
import type { Instant } from '../core/time.ts';
import type { EmailHash } from './hasher.ts';

export type LinkProof =
  | { readonly kind: 'token'; readonly token: Hash }
  | { readonly kind: 'code'; readonly code: Hash };

export interface LinkStore {
  remember(link: Link): Promise<void>;
  /** Of all requests for one address in one window true for one, and for that one again; for none after the last of a day. */
  takeMessage(address: EmailHash, request: Hash, now: Instant): Promise<boolean>;
  /** The link, taken away; null for an unknown, used, ended or worn-out one, and for a wrong proof, all alike. */
  redeem(id: Hash, proof: LinkProof, now: Instant): Promise<Link | null>;
}
