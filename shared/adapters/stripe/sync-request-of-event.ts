// Reduces an event, or an object of one of Stripe's lists, to the part it is about, the object to read, and the customer
// where it names one. Only ids are taken from it.
import * as z from 'zod/mini';
import { parseCustomerId } from '../../core/ids.ts';
import type { SyncRequest } from '../../core/sync-request.ts';
import { type EventType, eventTypes } from './event-types.ts';

export type UnnamedSyncRequest = Omit<SyncRequest, 'eventId'>;
/** What every event holds, also one that a list shows. Whoever reads an event parses at least this, and parses it once. */
export const eventFields = { type: z.string(), data: z.object({ object: z.record(z.string(), z.unknown()) }) };
interface Event {
  readonly type: string;
  readonly data: { readonly object: unknown };
}

/** Null for a type we do not follow, and for an object that names nothing to sync. */
export function syncRequestOfEvent({ type: name, data }: Event): UnnamedSyncRequest | null {
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
