// What a route answers, and how that becomes an API Gateway answer. Bodies leave through the route's own schema, so a
// field that is not listed there cannot leak; answers with cookies are never stored by a cache.
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Problem } from '../../shared/api/problem.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly cookies?: readonly string[];
  readonly location?: string;
  /** For a person whose browser sent a plain form: a page instead of `body`. */
  readonly page?: string;
  /** How long anybody may keep this answer; without it nobody may. */
  readonly cacheSeconds?: number;
  /** Has the browser drop its cache of our origin: it holds pages as a supporter saw them. */
  readonly clearsCache?: boolean;
}

export function toGateway(answer: HttpAnswer, out: z.ZodMiniType): APIGatewayProxyStructuredResultV2 {
  if (answer.page !== undefined) return pageToGateway(answer.status, answer.page, answer.cookies);
  const { status, body, cookies = [], location, cacheSeconds, clearsCache = false } = answer;
  const isCached = cacheSeconds !== undefined && cookies.length === 0;
  const headers = {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(location === undefined ? {} : { location }),
    ...(clearsCache ? { 'clear-site-data': '"cache"' } : {}),
    ...(isCached ? { 'cache-control': `public, max-age=${cacheSeconds}` } : {}),
  };
  return toAnswer(status, headers, body === undefined ? undefined : JSON.stringify(z.parse(out, body)), cookies);
}

/** No cache may keep an answer, and no page may send its address on, unless `headers` say otherwise. */
export function toAnswer(
  status: number,
  headers: Readonly<Record<string, string>>,
  body?: string,
  cookies: readonly string[] = [],
): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: status,
    headers: { ...plainHeaders, ...headers },
    ...(cookies.length === 0 ? {} : { cookies: [...cookies] }),
    ...(body === undefined ? {} : { body }),
  };
}
const plainHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};
/** Of a page of ours: it has no script. */
export const htmlHeaders = (more = ''): Record<string, string> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'${more}`,
});

/** A page whose forms may only lead back to us. */
const pageToGateway = (status: number, page: string, cookies: readonly string[] = []) =>
  toAnswer(
    status,
    {
      ...htmlHeaders("; form-action 'self'; frame-ancestors 'none'"),
      // Under "no-referrer" a browser sends the form with `Origin: null`, and our own access policy refuses it.
      'referrer-policy': 'same-origin',
    },
    page,
    cookies,
  );

/** RFC 9457. `cookies` lets a refusal delete a cookie that is no longer valid. */
export function problemToGateway(
  { status, code, detail, more = {}, retryAfterSeconds }: Problem,
  cookies: readonly string[] = [],
): APIGatewayProxyStructuredResultV2 {
  return toAnswer(
    status,
    {
      'content-type': 'application/problem+json',
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    },
    JSON.stringify({ type: 'about:blank', title: titles[status] ?? 'Error', status, code, detail, ...more }),
    cookies,
  );
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};
