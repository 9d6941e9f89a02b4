// What an event, or an object of one of Stripe's lists, is about: the part, the object to visit, and the customer where
// it names one. Ids only; everything else of it is left where it came from.
import * as z from 'zod/mini';
import { parseCustomerId } from '../../core/ids.ts';
import type { SyncRequest } from '../../core/sync-request.ts';
import { type EventType, eventTypes } from './event-types.ts';

type UnnamedSyncRequest = Omit<SyncRequest, 'eventId'>;
const eventShape = z.object({ type: z.string(), data: z.object({ object: z.record(z.string(), z.unknown()) }) });

/** Null for a type we do not follow, and for an object that names nothing to visit. */
export function syncRequestOfEvent(event: unknown): UnnamedSyncRequest | null {
  const parsed = eventShape.safeParse(event);
  if (!parsed.success) return null;
  const { type: name, data } = parsed.data;
  const type = Object.hasOwn(eventTypes, name) ? eventTypes[name] : undefined;
  return type === undefined ? null : syncRequestOfObject(data.object, type);
}

export function syncRequestOfObject(object: unknown, type: EventType): UnnamedSyncRequest | null {
  const objectId = type.named.map((path) => idAt(object, path)).find((id) => id !== null);
  if (objectId === undefined || objectId === null) return null;
  const customerId = parseCustomerId(idAt(object, type.part === 'customer' ? 'id' : 'customer') ?? '');
  return { part: type.part, objectId, customerId };
}

/** An id, or the id of an object expanded in its place. */
function idAt(object: unknown, path: string): string | null {
  const found = path.split('.').reduce<unknown>((at, field) => (isRecord(at) ? at[field] : undefined), object);
  const id = isRecord(found) ? found['id'] : found;
  return typeof id === 'string' && /^[a-z]+_[A-Za-z0-9_]{1,120}$/.test(id) ? id : null;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
