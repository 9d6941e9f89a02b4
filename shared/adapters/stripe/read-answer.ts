// Reads what Stripe answered through a schema. An object of the other mode is refused, because test and live never meet.
import type * as z from 'zod/mini';

/**
 * Reads an answer through its schema. Throws where Stripe answered something else, or an object of the other mode: the
 * SDK passes a body without `error` on as a success.
 */
export function read<T extends z.ZodMiniType>(schema: T, answer: unknown, mode: 'test' | 'live'): z.infer<T> {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) {
    const paths = parsed.error.issues.map((issue) => issue.path.join('.'));
    throw new Error(`Stripe answered in another shape: ${paths.join(', ')}`);
  }
  const { data } = parsed;
  if (typeof data === 'object' && data !== null && 'livemode' in data && data.livemode !== (mode === 'live')) {
    throw new Error('Stripe answered with an object of the other mode');
  }
  return data;
}
