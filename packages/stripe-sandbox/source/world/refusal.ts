// How Stripe refuses. The core throws a refusal, and one function makes it an answer (api/handler.ts); anything else
// that is thrown is a fault of the sandbox itself and becomes a 500 that says so.
export interface Refusal {
  readonly status: number;
  readonly error: {
    readonly type: 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error' | 'rate_limit_error';
    readonly message: string;
    readonly code?: string;
    readonly param?: string;
    readonly decline_code?: string;
  };
}

const mark = Symbol('refusal');

/** Bad input or a thing that cannot be done now: 400 unless said otherwise. */
export function refuse(
  message: string,
  more: { readonly code?: string; readonly param?: string; readonly status?: number } = {},
): never {
  const { status = 400, ...named } = more;
  return fail({ status, error: { type: 'invalid_request_error', message, ...named } });
}

export function missing(what: string, id: string, param: string): never {
  return refuse(`No such ${what}: '${id}'`, { code: 'resource_missing', param, status: 404 });
}

/** Known to Stripe but not imagined here: refused aloud, so that no test passes on a behaviour nobody built. */
export function unsimulated(what: string, param?: string): never {
  return refuse(`The Stripe sandbox does not simulate ${what}.`, {
    code: 'sandbox_unsupported',
    ...(param === undefined ? {} : { param }),
  });
}

export function fail(refusal: Refusal): never {
  throw Object.assign(new Error(refusal.error.message), { [mark]: refusal });
}

export function refusalIn(thrown: unknown): Refusal | undefined {
  if (!(thrown instanceof Error) || !(mark in thrown)) return undefined;
  const found = thrown[mark];
  return isRefusal(found) ? found : undefined;
}

const isRefusal = (value: unknown): value is Refusal => typeof value === 'object' && value !== null && 'error' in value;
