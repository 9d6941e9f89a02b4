// The caller's own key for one press of a button, so that a repeated request has no second effect.
import { attemptKeyShape } from '../../shared/api/texts.ts';
import { fail, type Result, succeed } from '../../shared/core/result.ts';
import type { Refusal } from './http-handler.ts';
import type { HttpRequest } from './http-request.ts';

/** Null where the header is missing: then each call is an attempt of its own. */
export function attemptKeyIn(header: HttpRequest<unknown, unknown>['header']): Result<string | null, Refusal> {
  const attemptKey = header('idempotency-key') ?? null;
  return attemptKey === null || attemptKeyShape.test(attemptKey)
    ? succeed(attemptKey)
    : fail({ failure: { kind: 'idempotency-key-invalid' } });
}
