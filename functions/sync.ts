// The worker of the sync queue: for each supporter of a batch it reads the parts from Stripe and stores the same state.
import type { AnswerNeeds } from '../shared/actions/answer-sync-request.ts';
import { answerSyncRequests } from '../shared/actions/answer-sync-requests.ts';
import { lazily } from './runtime/lazily.ts';
import { type QueueHandler, type SyncHandlerNeeds, syncHandler } from './runtime/sync-handler.ts';
import { wireSync } from './runtime/wire-sync.ts';

export type SyncNeedsOfFunction = AnswerNeeds & SyncHandlerNeeds;
export const serve = (needs: SyncNeedsOfFunction): QueueHandler =>
  syncHandler(needs, (syncRequests, steps) => answerSyncRequests(needs, syncRequests, steps));

const served = lazily(() => serve(wireSync()));
export const handler: QueueHandler = async (event, context) => (await served())(event, context);
