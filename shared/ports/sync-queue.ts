// Where sync requests wait for the worker: first in, first out within a group. A request sent twice under one event id
// within the queue's window arrives once. An adapter throws when the queue did not take the request.
import type { SyncRequest } from '../core/sync-request.ts';

export interface SyncQueue {
  send(syncRequest: SyncRequest): Promise<void>;
}
