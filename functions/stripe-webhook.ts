// Stripe's webhook: verifies an event, reduces it to a sync request, queues it, and answers. It can read its own secret and
// send to the queue, and nothing else.
import type { ReceiveNeeds } from '../shared/actions/receive-stripe-event.ts';
import { receiveStripeEventRoute } from './routes/receive-stripe-event.ts';
import { type HandlerNeeds, type HttpHandler, httpHandler } from './runtime/http-handler.ts';
import { lazily } from './runtime/lazily.ts';
import { wireStripeEvents } from './runtime/wire-stripe-webhook.ts';

export type StripeEventsNeeds = HandlerNeeds & ReceiveNeeds;
export const serve = (needs: StripeEventsNeeds): HttpHandler => httpHandler(needs, [receiveStripeEventRoute(needs)]);

const served = lazily(() => serve(wireStripeEvents()));
export const handler: HttpHandler = async (event, context) => (await served())(event, context);
