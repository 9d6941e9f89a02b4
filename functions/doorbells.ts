// The worker behind the queue: for each ring it asks Stripe how the part is now, and makes our state the same.
import { type AnswerNeeds, answerDoorbell } from '../shared/actions/answer-doorbell.ts';
import { lazily } from './runtime/lazily.ts';
import { doorbellDoor, type QueueHandler } from './runtime/queue-door.ts';
import { wireDoorbells } from './runtime/wire-doorbells.ts';

export type DoorbellsNeeds = AnswerNeeds;
export const serve = (needs: DoorbellsNeeds): QueueHandler =>
  doorbellDoor(needs, (doorbell) => answerDoorbell(needs, doorbell));

const served = lazily(() => serve(wireDoorbells()));
export const handler: QueueHandler = async (event, context) => (await served())(event, context);
