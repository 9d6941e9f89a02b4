// The little of a session that may be changed after it was opened.
import type { MetadataUpdate } from '../request/payment-parameters.ts';
import { mergeMetadata } from '../request/scalars.ts';
import { change, find } from '../world/rows.ts';
import type { Session } from '../world/wire.ts';
import type { World } from '../world/world.ts';

export function updateSession(world: World, id: string, { metadata }: MetadataUpdate): Session {
  const session = find(world.sessions, id, 'checkout.session');
  return change(world.sessions, session, { metadata: mergeMetadata(session.metadata ?? {}, metadata) });
}
