// The parts that Stripe's answers named, and what is to become of each: saved with the others under its supporter's name,
// decided already, or synced apart because it is somebody else's, nobody's any more, or was anonymised before.
import { countedOf } from '../core/campaign.ts';
import type { Marker } from '../core/checkout.ts';
import type { CustomerId, PaymentId } from '../core/ids.ts';
import type { Part } from '../core/supporter.ts';
import type { PartsTruth } from '../ports/payments.ts';
import type { PartSave, Versioned, VersionedSupporter } from '../ports/supporter-store.ts';
import { isOfHeldMembership } from './is-of-held-membership.ts';
import { isAnonymous, isTooOld, type SyncNeeds, type SyncOutcome, type SyncTarget } from './sync-part.ts';

export interface FoundPart {
  /** As it would be synced by itself. */
  readonly target: SyncTarget;
  /** Null where Stripe does not yet say what it is. */
  readonly part: Part | null;
  readonly marker: Marker | null;
  readonly isOwnerGone: boolean;
}
export interface Sorted {
  readonly saved: readonly (PartSave & Pick<FoundPart, 'target' | 'marker'>)[];
  readonly decided: readonly { readonly id: string; readonly outcome: SyncOutcome }[];
  readonly apart: readonly SyncTarget[];
}

export const findParts = (
  { memberships, payments }: PartsTruth,
  customer: CustomerId,
  disputed: ReadonlySet<PaymentId>,
): readonly FoundPart[] => [
  ...[...memberships].map(([id, { membership, marker, isOwnerGone }]): FoundPart => {
    return { target: { kind: 'membership', customer, id }, part: membership, marker, isOwnerGone };
  }),
  ...[...payments].map(([id, { payment, marker, isOwnerGone }]): FoundPart => {
    const target = { kind: 'payment', customer, id, isDisputed: disputed.has(id) } as const;
    return { target, part: payment, marker, isOwnerGone };
  }),
];

export async function sortParts(
  needs: SyncNeeds,
  found: readonly FoundPart[],
  { parts, isErased }: VersionedSupporter,
): Promise<Sorted> {
  const [saved, decided, apart]: [Sorted['saved'][number][], Sorted['decided'][number][], SyncTarget[]] = [[], [], []];
  for (const { target, part, marker, isOwnerGone } of found) {
    const { kind, customer, id } = target;
    const versioned = parts.get(id) ?? neverHeld;
    const isHeld = versioned.part !== null;
    if (part === null) decided.push({ id, outcome: 'no-purpose-yet' });
    // What we already hold is ours whatever its metadata say by now, and so is the money of a membership that we hold.
    else if (!isHeld && marker === null && !(await isOfHeldMembership(needs.supporters, part)))
      decided.push({ id, outcome: 'foreign' });
    else if (isErased || isOwnerGone || part.customer !== customer || isTooOld(needs, part)) apart.push(target);
    // An anonymous payment stays one: otherwise it would count twice.
    else if (!isHeld && (await isAnonymous(needs, target))) apart.push(target);
    else {
      const counted = part.kind === 'payment' ? countedOf(part, needs.campaigns, needs.timeZone) : null;
      saved.push({ key: { kind, customer, id }, versioned, part, counted, target, marker });
    }
  }
  return { saved, decided, apart };
}

const neverHeld: Versioned = { version: 0, part: null, counted: null };
