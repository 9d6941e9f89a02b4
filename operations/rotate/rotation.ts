// The steps of every rotation: first the new key is added and both are valid; later, when nothing depends on the old one,
// `--finish` removes it. Each step reads the current state first, so it may be repeated.
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { type Instant, isoOf } from '../../shared/core/time.ts';
import type { AccountNeeds } from '../account/account-needs.ts';
import type { PassKeyStore } from '../account/pass-key-store.ts';
import type { passedCredentials } from '../account/smtp-credentials.ts';
import type { Reach } from '../doctor/reach.ts';

export interface RotateNeeds extends Pick<AccountNeeds, 'target' | 'secrets' | 'chance' | 'fingerprintOf'> {
  readonly clock: { now(): Instant };
  /** The edge's copy of the pass keys; null if this stage has none. */
  readonly passKeys: PassKeyStore | null;
  /** Only for the webhook's secret. */
  readonly stripe: () => Promise<AccountNeeds['stripe']>;
  /** Those of SMTP, as the operator passes them; null if none were passed. */
  readonly smtpCredentials: ReturnType<typeof passedCredentials>;
  readonly rows: RotationRows;
  /** Asks the API through the CDN. */
  readonly reach: Reach;
}
/** Counts the rows of the table that still need an old key. */
export interface RotationRows {
  /** Rows whose address hash was made with this pepper, by what they are for. */
  countPeppered(pepper: string): Promise<ReadonlyMap<string, number>>;
  /** Reminders whose address is sealed to this key. */
  countSealed(keyId: string): Promise<number>;
}
/** What was done and what comes next, as sentences without a secret. */
export interface Step {
  readonly done: string;
  readonly next: string | null;
}
export interface RotateInput {
  readonly isFinishing: boolean;
  /** A leaked key must be removed at once, even if supporters notice. */
  readonly isAtOnce: boolean;
}
export interface Rotation {
  begin(): Promise<Step>;
  finish(input: RotateInput): Promise<Step>;
}

export const nothingToFinish = (what: string): never => {
  throw new CannotStart(`There is nothing to finish: ${what} has only one key.`);
};

/** Refuses until `safeAt`, unless the old key must be removed at once. */
export function waitUntil(now: Instant, safeAt: Instant, { isAtOnce }: RotateInput, until: string): void {
  if (isAtOnce || now >= safeAt) return;
  throw new CannotStart(`Not before ${isoOf(safeAt)}: ${until} --at-once removes the old one anyway.`);
}

/** A function reads its secrets again after five minutes; one more minute covers clock differences. */
export const functionsKnowAfter = 6 * 60_000;
