// The worker of the sync queue: for each request it reads the part from Stripe and stores the same state.
import { type AnswerNeeds, answerSyncRequest } from '../shared/actions/answer-sync-request.ts';
import { lazily } from './runtime/lazily.ts';
import { type QueueHandler, syncHandler } from './runtime/sync-handler.ts';
import { wireSync } from './runtime/wire-sync.ts';

export type SyncNeedsOfFunction = AnswerNeeds;
export const serve = (needs: SyncNeedsOfFunction): QueueHandler =>
  syncHandler(needs, (syncRequest) => answerSyncRequest(needs, syncRequest));

const served = lazily(() => serve(wireSync()));
export const handler: QueueHandler = async (event, context) => (await served())(event, context);
