// The typed way to the API under /v1, used by every element. Its types come from the schemas the server parses with; zod
// itself stays out of the browser. Whatever goes wrong is a value with a stable code and a sentence, never a throw.
import type { checkoutIn, claimIn, OfferOut, StandingOut } from '../shared/api/schemas.ts';
import { fail, type Result, succeed } from '../shared/core/result.ts';
import {
  type CheckoutOut,
  type ClaimOut,
  isCheckout,
  isClaim,
  isOffer,
  isPortal,
  isStanding,
  type PortalOut,
  readProblem,
} from './answers.ts';

/** What a schema takes, without importing zod. */
type In<Schema extends { _zod: { input: unknown } }> = Schema['_zod']['input'];
export type CheckoutIn = In<typeof checkoutIn>;

export interface ApiProblem {
  /** 0 where no answer came. */
  readonly status: number;
  /** A code of api/problem.ts, or `unreachable` (no answer), or `unreadable` (an answer, but not ours). */
  readonly code: string;
  readonly detail: string;
  /** The numbers of the failure: limits and steps in minor units, seconds to wait. */
  readonly numbers: Readonly<Record<string, number>>;
}
export type Answer<T> = Promise<Result<T, ApiProblem>>;
export interface Client {
  readOffer(asked: Readonly<Record<string, string>>): Answer<OfferOut>;
  /** One key per press of the button: the same key again is the same checkout. */
  createCheckout(gift: CheckoutIn, idempotencyKey: string): Answer<CheckoutOut>;
  claimCheckout(checkoutId: string, claim: In<typeof claimIn>): Answer<ClaimOut>;
  readStanding(): Answer<StandingOut>;
  forgetDevice(): Answer<null>;
  openPortal(): Answer<PortalOut>;
}

// A little more than the 29 seconds a gateway gives a function, so that its answer is heard where there is one.
const longestWaitMs = 30_000;

/** `base` is where the API lives: "/v1", or, second class, an address on another host. */
export function createClient(base: string, fetcher: typeof fetch): Client {
  const credentials = base.startsWith('/') ? 'same-origin' : 'include';
  async function call<T>(path: string, init: RequestInit, isExpected: (body: unknown) => body is T): Answer<T> {
    const signal = AbortSignal.timeout(longestWaitMs);
    // Expected here: no network, or no answer in time. Either way nobody knows what the server did.
    const response = await fetcher(base + path, { credentials, signal, ...init }).catch(() => null);
    if (response === null) return fail(unanswered(0, 'unreachable'));
    const body: unknown = response.status === 204 ? null : await response.json().catch(() => undefined);
    if (response.ok && isExpected(body)) return succeed(body);
    return fail((response.ok ? null : readProblem(response.status, body)) ?? unanswered(response.status, 'unreadable'));
  }
  return {
    readOffer: (asked) => call(`/offer?${new URLSearchParams(asked)}`, {}, isOffer),
    createCheckout: (gift, idempotencyKey) =>
      call('/checkouts', sending('POST', gift, { 'idempotency-key': idempotencyKey }), isCheckout),
    claimCheckout: (checkoutId, claim) => call(`/checkouts/${checkoutId}/claim`, sending('POST', claim), isClaim),
    readStanding: () => call('/standing', { cache: 'no-store', priority: 'low' }, isStanding),
    forgetDevice: () => call('/standing', { method: 'DELETE' }, isNothing),
    openPortal: () => call('/portal', sending('POST', {}), isPortal),
  };
}

const sending = (method: string, body: object, headers: Readonly<Record<string, string>> = {}): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

const isNothing = (body: unknown): body is null => body === null;
const unanswered = (status: number, code: string): ApiProblem => ({ status, code, detail: '', numbers: {} });
