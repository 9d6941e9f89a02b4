// The metadata of refunds and disputes, and the submission of a dispute's evidence, after which the bank decides.
import type { DisputeUpdate, MetadataUpdate } from '../request/payment-parameters.ts';
import { mergeMetadata } from '../request/scalars.ts';
import { record } from '../world/record.ts';
import { change, find } from '../world/rows.ts';
import type { Dispute, Refund } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { decideDispute } from './dispute.ts';

export function updateRefund(world: World, id: string, { metadata }: MetadataUpdate): Refund {
  const before = find(world.refunds, id, 'refund');
  const after = change(world.refunds, before, { metadata: mergeMetadata(before.metadata ?? {}, metadata) });
  record(world, 'refund.updated', after, before);
  return after;
}

export function updateDispute(world: World, id: string, { metadata, submit }: DisputeUpdate): Dispute {
  const before = find(world.disputes, id, 'dispute');
  const after = change(world.disputes, before, { metadata: mergeMetadata(before.metadata, metadata) });
  if (submit === true) return decideDispute(world, id, 'under_review');
  record(world, 'charge.dispute.updated', after, before);
  return after;
}
