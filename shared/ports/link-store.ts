// Mailed links, by hash. Every adapter fulfils this contract: a link is given out once, to exactly one of all who ask at once;
// a wrong code costs one of its tries, and after the last the right one is wrong too; and nothing past its end is answered.
import type { Hash } from '../core/ids.ts';
import type { Link } from '../core/link.ts';
import type { Instant } from '../core/time.ts';

export type LinkProof =
  | { readonly kind: 'token'; readonly token: Hash }
  | { readonly kind: 'code'; readonly code: Hash };

export interface LinkStore {
  remember(link: Link): Promise<void>;
  /** The link, taken away; null for an unknown, used, ended or worn-out one, and for a wrong proof, all alike. */
  redeem(id: Hash, proof: LinkProof, now: Instant): Promise<Link | null>;
}
