// How every rotation goes: first the new one is added and both are valid; then, once nothing that the old one proved or
// hid is about any more, `--finish` takes the old one away. Each step looks where things stand, so it may be repeated.

import { CannotStart } from '../../local/environment/cannot-start.ts';
import { type Instant, isoOf } from '../../shared/core/time.ts';
import type { AccountNeeds } from '../account/account-needs.ts';
import type { PassKeyStore } from '../account/pass-key-store.ts';

export interface RotateNeeds extends Pick<AccountNeeds, 'target' | 'secrets' | 'chance' | 'fingerprintOf'> {
  readonly clock: { now(): Instant };
  /** The edge's copy of the passes' keys; null where this stage has none. */
  readonly passKeys: PassKeyStore | null;
  /** Only for the webhook's secret. */
  readonly stripe: () => Promise<AccountNeeds['stripe']>;
  readonly rows: RotationRows;
  /** When the stage was last deployed; null on one machine. */
  readonly deployedAt: () => Promise<Instant | null>;
}
/** What in the table still needs an old key. */
export interface RotationRows {
  /** Rows whose address hash was made with this pepper, by what they are for. */
  countPeppered(pepper: string): Promise<ReadonlyMap<string, number>>;
  /** Promises to remind whose address is sealed to this key. */
  countSealed(keyId: string): Promise<number>;
}
/** What was done, and what is next: sentences without a secret. */
export interface Step {
  readonly done: string;
  readonly next: string | null;
}
/** What leaked must go at once, whoever is inconvenienced. */
export interface Input {
  readonly isFinishing: boolean;
  readonly isAtOnce: boolean;
}
export interface Rotation {
  begin(): Promise<Step>;
  finish(input: Input): Promise<Step>;
}

export const nothingToFinish = (what: string): never => {
  throw new CannotStart(`There is nothing to finish: ${what} has one key only.`);
};

/** Refuses until `safeAt`, unless the old one has to go at once. */
export function waitUntil(now: Instant, safeAt: Instant, { isAtOnce }: Input, until: string): void {
  if (isAtOnce || now >= safeAt) return;
  throw new CannotStart(`Not before ${isoOf(safeAt)}: ${until} --at-once takes the old one away all the same.`);
}

/** A function reads its secrets anew after five minutes; one more, for the clocks. */
export const functionsKnowAfter = 6 * 60_000;
