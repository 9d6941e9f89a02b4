// How a kind of row is described: what each of its attributes is for, to whom it could lead, how long it stays there and who
// may read it. What is not described may not be stored.
import type { Grain } from './grain.ts';

/**
 * `nobody`: says nothing of any person. `stripe`: an id that leads to a person only for who may look into the Stripe
 * account. `keyed`: the hash of an address or a network under a key that is not in the table. `secret`: the hash of a secret
 * from chance; it proves who shows the secret, and names nobody. `sealed`: an address that one function alone can read.
 */
export type LeadsTo = 'nobody' | 'stripe' | 'keyed' | 'secret' | 'sealed';
export interface Life {
  /** In words, for the page. */
  readonly says: string;
  /** Whether DynamoDB deletes it by its time to live; readers never rely on that. */
  readonly hasEnd: 'never' | 'always' | 'at-last';
  /** No row of this kind lies longer from now on, in milliseconds; null where only an erasure or the accounts end it. */
  readonly longest: number | null;
}
/** An instant has a grain: how fine it is stored. */
export type Attribute = readonly [leadsTo: LeadsTo, purpose: string, grain?: Grain];
export interface RowKind {
  /** Partition and sort key, what differs from row to row in angle brackets. */
  readonly key: string;
  readonly leadsTo: LeadsTo;
  readonly why: string;
  readonly life: Life;
  /** The functions that read or write it: those whose role opens it. */
  readonly readers: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** Of an instant in the key. */
  readonly keyGrain?: Grain;
}

/** From when DynamoDB may delete a row. */
export const swept = (grain: Grain) => ({ ttl: ['nobody', 'when DynamoDB may sweep it away', grain] }) as const;
/** What every row that ends has beside its own. */
export const ending = (grain: Grain) =>
  ({ forgetAt: ['nobody', 'from when nobody is answered from it', grain], ...swept(grain) }) as const;
