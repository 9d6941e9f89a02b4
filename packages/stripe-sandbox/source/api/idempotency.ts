// Idempotency keys as Stripe keeps them: the first answer to a key is the answer for a day, a failed one too; the same key
// with other parameters is refused, and so is one whose first request still runs.
import { fail } from '../world/refusal.ts';

const cachedMilliseconds = 24 * 3600 * 1000;
const longestKey = 255;

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly requestId: string;
}

export interface IdempotencyRecord {
  readonly fingerprint: string;
  readonly at: number;
  /** Null while the first request is still running. */
  readonly answer: Answer | null;
}

export type IdempotencyStore = Map<string, IdempotencyRecord>;

/** Method, path and parameters, whatever order they were sent in. */
export function fingerprintOf(method: string, path: string, body: string): string {
  return [method, path, ...[...new URLSearchParams(body)].map((pair) => pair.join('=')).sort()].join('\n');
}

/** The recorded answer, or undefined when this is the first request with the key. */
export function recorded(store: IdempotencyStore, key: string, fingerprint: string, now: number): Answer | undefined {
  if (key.length > longestKey)
    return refuse(400, 'idempotency_error', `Idempotency keys can be up to ${longestKey} characters long.`);
  const found = store.get(key);
  if (found === undefined) return undefined;
  if (now - found.at >= cachedMilliseconds) {
    store.delete(key);
    return undefined;
  }
  if (found.fingerprint !== fingerprint)
    return refuse(
      400,
      'idempotency_error',
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    );
  if (found.answer !== null) return found.answer;
  return fail({
    status: 409,
    error: {
      type: 'invalid_request_error',
      code: 'idempotency_key_in_use',
      message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}.`,
    },
  });
}

/** What is older than a day goes when the store is written, so it cannot grow for ever. */
export function prune(store: IdempotencyStore, now: number): void {
  for (const [key, { at }] of store) if (now - at >= cachedMilliseconds) store.delete(key);
}

function refuse(status: number, type: 'idempotency_error', message: string): never {
  return fail({ status, error: { type, message } });
}
