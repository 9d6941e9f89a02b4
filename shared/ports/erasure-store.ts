// Erasures under way, and what they cannot find by a key. Every adapter fulfils this contract: of two that begin the same
// one, both go on with the same; what was moved on or done stays so; and taking traces away touches no other supporter.
import type { Erasure, ErasureStep } from '../core/erasure.ts';
import type { CustomerId } from '../core/ids.ts';
import type { Instant } from '../core/time.ts';

export interface ErasureStore {
  /** Begins it, or answers the one that was begun before. Strongly consistent. */
  begin(customer: CustomerId, at: Instant): Promise<Erasure>;
  read(customer: CustomerId): Promise<Erasure | null>;
  /** Never back to an earlier step; a customer whose erasure was not begun stays so. */
  moveOn(customer: CustomerId, step: ErasureStep, at: Instant): Promise<void>;
  /** All that are not `done`. */
  unfinished(): Promise<readonly Erasure[]>;
  /** Takes these customers out of every device, checkout and link that names them. Looks through everything there is. */
  removeTraces(customers: readonly CustomerId[]): Promise<void>;
}
