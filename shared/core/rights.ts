// Who may do what: one table of rights × proofs, which every action asks. Opening a checkout proves who opened it, and a mailed
// link proves who reads the payer's mailbox; neither proves the other, because anybody can pay a checkout that was passed on.
import type { Holding } from './device.ts';
import type { Failure } from './failure.ts';
import { fail, type Result, succeed } from './result.ts';
import type { Instant } from './time.ts';

/**
 * What a browser proves of one supporter: that it opened the checkout (`claim`), that it read a mail to the payer some time ago
 * (`stale-link`) or within the last minutes (`fresh-link`), or the last and that it opened the checkout (`both`).
 */
export const proofs = ['claim', 'stale-link', 'fresh-link', 'both'] as const;
export type Proof = (typeof proofs)[number];

/** `new-checkout`: only by paying anew. `second-link`: once now, and again by a link at least 72 hours later. */
export type Allowed = 'yes' | 'no' | 'new-checkout' | 'second-link';
export const rights = [
  'standing',
  'pass-on',
  'forget-this-browser',
  'read-all',
  'portal',
  'amount-down',
  'amount-up',
  'pause',
  'end',
  'forget-all-browsers',
  'erase',
] as const;
export type Right = (typeof rights)[number];

interface Row {
  /** For the claim and for the stale link alike. */
  readonly weak: Allowed;
  readonly freshLink: Allowed;
  readonly both: Allowed;
  /** What staff do instead, after they checked last four digits, day and amount; for the documents. */
  readonly staff: string;
}
const anybody = { weak: 'yes', freshLink: 'yes', both: 'yes' } as const;
const mailbox = { weak: 'no', freshLink: 'yes', both: 'yes' } as const;

export const rightsTable: Readonly<Record<Right, Row>> = {
  standing: { ...anybody, staff: 'a grant' },
  'pass-on': { ...anybody, staff: '`grant-link`' },
  'forget-this-browser': { ...anybody, staff: '-' },
  'read-all': { ...mailbox, staff: "Stripe's dashboard" },
  portal: { ...mailbox, staff: "Stripe's dashboard" },
  'amount-down': { ...mailbox, staff: "Stripe's dashboard" },
  'amount-up': { weak: 'no', freshLink: 'new-checkout', both: 'yes', staff: 'never' },
  pause: { ...mailbox, staff: "Stripe's dashboard" },
  end: { ...mailbox, staff: "Stripe's dashboard" },
  'forget-all-browsers': { ...mailbox, staff: "Stripe's dashboard and `erase`" },
  erase: { weak: 'no', freshLink: 'second-link', both: 'yes', staff: '`erase`' },
};

export const proofOf = (
  { isBorrowed, freshUntil }: Pick<Holding, 'isBorrowed' | 'freshUntil'>,
  now: Instant,
): Proof => {
  if (now < freshUntil) return isBorrowed ? 'fresh-link' : 'both';
  return isBorrowed ? 'stale-link' : 'claim';
};

export function allowed(right: Right, proof: Proof): Allowed {
  const { weak, freshLink, both } = rightsTable[right];
  if (proof === 'both') return both;
  return proof === 'fresh-link' ? freshLink : weak;
}

/** What a refusal says to the reader: ask for a link, or pay anew. */
export function permit(right: Right, proof: Proof): Result<'yes' | 'second-link', Failure> {
  const answer = allowed(right, proof);
  switch (answer) {
    case 'no':
      return fail({ kind: 'not-fresh' });
    case 'new-checkout':
      return fail({ kind: 'not-claimed' });
    default:
      return succeed(answer);
  }
}
