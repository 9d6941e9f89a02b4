// Whether a payment is ours by what it pays for. Staff and other tools may clear the metadata of a subscription that we hold;
// its renewals then carry no marker, and are no less the money of a membership of ours.
import type { Part } from '../core/supporter.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';

export async function isOfHeldMembership(
  supporters: Pick<SupporterStore, 'readVersioned'>,
  part: Part,
): Promise<boolean> {
  if (part.kind !== 'payment' || part.purpose.kind !== 'period') return false;
  const { customer, purpose } = part;
  const held = await supporters.readVersioned({ kind: 'membership', customer, id: purpose.membership });
  return held.part !== null;
}
