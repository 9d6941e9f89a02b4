// Bad days, on order: the next so many requests fail, come back cut off, or get no answer at all. A fault may strike after
// the work was done, and its answer may be recorded under the idempotency key, as Stripe records its own 500s.
import * as z from 'zod/mini';
import type { Answer } from './idempotency.ts';

export const faultCommand = z.strictObject({
  /** 429, 500, 503, … */
  status: z.exactOptional(z.int().check(z.gte(400), z.lte(599))),
  /** Cut the answer in the middle. */
  truncate: z.exactOptional(z.boolean()),
  /** Give no answer until the faults are released. */
  timeout: z.exactOptional(z.boolean()),
  times: z.exactOptional(z.int().check(z.gte(1))),
  /** Only requests whose path begins like this. */
  path: z.exactOptional(z.string()),
  method: z.exactOptional(z.enum(['GET', 'POST', 'DELETE'])),
  /** Keep the failure under the idempotency key, so that a retry gets it again. */
  recorded: z.exactOptional(z.boolean()),
  /** Do the work first: the caller cannot know. */
  after: z.exactOptional(z.boolean()),
  /** The `stripe-should-retry` header. */
  shouldRetry: z.exactOptional(z.boolean()),
});
export type FaultCommand = z.infer<typeof faultCommand>;

export interface Fault extends Omit<FaultCommand, 'times'> {
  readonly times: number;
}

/** The first fault that is meant for this request; it is used up by one. */
export function takeFault(faults: Fault[], method: string, path: string): Fault | undefined {
  const index = faults.findIndex(
    (fault) => (fault.method === undefined || fault.method === method) && path.startsWith(fault.path ?? '/v1'),
  );
  const fault = faults[index];
  if (fault === undefined) return undefined;
  if (fault.times > 1) faults[index] = { ...fault, times: fault.times - 1 };
  else faults.splice(index, 1);
  return fault;
}

export function faultAnswer(fault: Fault, requestId: string): Answer {
  const status = fault.status ?? 500;
  return { status, requestId, body: JSON.stringify({ error: errorOf(status) }) };
}

function errorOf(status: number): object {
  if (status === 429)
    return {
      code: 'rate_limit',
      message: 'Request rate limit exceeded. You can learn more about rate limits in the documentation.',
      type: 'invalid_request_error',
    };
  if (status === 409)
    return {
      code: 'lock_timeout',
      message: 'This object cannot be accessed right now.',
      type: 'invalid_request_error',
    };
  if (status < 500)
    return { message: 'The sandbox refuses this request, as its control plane asked.', type: 'invalid_request_error' };
  return { message: 'An unknown error occurred.', type: 'api_error' };
}
