// POST /v1/stripe/events: Stripe's webhook. The raw bytes are what is signed, so nothing parses the body before.
import { type ReceiveNeeds, receiveStripeEvent } from '../../shared/actions/receive-stripe-event.ts';
import { routes } from '../../shared/api/routes.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import { answering } from '../runtime/http-handler.ts';

export const receiveStripeEventRoute = (needs: ReceiveNeeds) =>
  answering('receiveStripeEvent', routes.receiveStripeEvent, async ({ raw, header }) => {
    const received = await receiveStripeEvent(needs, { raw, signature: header('stripe-signature') ?? '' });
    return received.ok ? succeed({ status: 200, body: received.value }) : fail({ failure: received.failure });
  });
