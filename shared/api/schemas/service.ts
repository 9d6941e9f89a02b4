// Answers about the API itself, and the answer to Stripe's webhook.
import * as z from 'zod/mini';

/** The API's own description; its shape is OpenAPI's. */
export const openapiOut = z.record(z.string(), z.unknown());
export const healthOut = z.object({
  status: z.literal('ok'),
  /** Which origin secret the CDN sent; only for a request that came through one. */
  originSecret: z.optional(z.enum(['current', 'previous', 'unknown'])),
});
export const acceptedOut = z.object({ received: z.literal(true) });
