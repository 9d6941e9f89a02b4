// The worker behind the queue: for each sync request it asks Stripe how the part is now, and makes our state the same.
import { type AnswerNeeds, answerSyncRequest } from '../shared/actions/answer-sync-request.ts';
import { lazily } from './runtime/lazily.ts';
import { type QueueHandler, syncHandler } from './runtime/sync-handler.ts';
import { wireSync } from './runtime/wire-sync.ts';

export type SyncNeedsOfFunction = AnswerNeeds;
export const serve = (needs: SyncNeedsOfFunction): QueueHandler =>
  syncHandler(needs, (syncRequest) => answerSyncRequest(needs, syncRequest));

const served = lazily(() => serve(wireSync()));
export const handler: QueueHandler = async (event, context) => (await served())(event, context);
