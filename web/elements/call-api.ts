// One call to the API under /v1. Whatever goes wrong is a value with a stable code and a sentence, never a throw.
import type { StandingOut } from '../../shared/api/schemas/recognition.ts';
import { fail, type Result, succeed } from '../../shared/core/result.ts';
import { isStanding, readProblem } from './answers.ts';
import type { ApiProblem } from './api-problem.ts';

export type Answer<T> = Promise<Result<T, ApiProblem>>;
export type CallApi = <T>(path: string, init: RequestInit, isExpected: (body: unknown) => body is T) => Answer<T>;

// A little more than the 29 seconds a gateway gives a function, so that its answer is heard where there is one.
const longestWaitMs = 30_000;

/** `base` is where the API lives: "/v1", or, second class, an address on another host. */
export function callsTo(base: string, fetcher: typeof fetch): CallApi {
  const credentials = base.startsWith('/') ? 'same-origin' : 'include';
  return async (path, init, isExpected) => {
    const signal = AbortSignal.timeout(longestWaitMs);
    // Expected here: no network, or no answer in time. Either way nobody knows what the server did.
    const response = await fetcher(base + path, { credentials, signal, ...init }).catch(() => null);
    if (response === null) return fail(unanswered(0, 'unreachable'));
    const body: unknown = response.status === 204 ? null : await response.json().catch(() => undefined);
    if (response.ok && isExpected(body)) return succeed(body);
    return fail((response.ok ? null : readProblem(response.status, body)) ?? unanswered(response.status, 'unreadable'));
  };
}

/** The one call every page may make, so it stands apart from the client, which most pages do not need. */
export const readStanding = (call: CallApi): Answer<StandingOut> =>
  call('/standing', { cache: 'no-store', priority: 'low' }, isStanding);

const unanswered = (status: number, code: string): ApiProblem => ({ status, code, detail: '', numbers: {} });
