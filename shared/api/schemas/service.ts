// Answers about the API itself, and the answer to Stripe's webhook.
import * as z from 'zod/mini';

/** The API's own description; its shape is OpenAPI's. */
export const openapiOut = z.record(z.string(), z.unknown());
export const healthOut = z.object({ status: z.literal('ok') });
export const acceptedOut = z.object({ received: z.literal(true) });
