// Builds the event that Lambda gets from API Gateway's HTTP API (payload format 2.0), in all that a function can see: decoded
// paths, header names in lower case, separate cookies, and base64 for bodies that are not text.
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Instant } from '../../shared/core/time.ts';
import { cookiesFromSafari, isSafari } from './safari-cookies.ts';

export interface Arrived {
  readonly request: IncomingMessage;
  readonly url: URL;
  /** Headers of what stands before the gateway; an undefined one was taken away there. */
  readonly added: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** API Gateway's `GET /v1/things/{id}`. */
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly requestId: string;
  readonly at: Instant;
}

/**
 * What API Gateway passes as text. Everything else is base64, also HTML forms and bodies without a type
 * (measured on AWS: github.com/ministackorg/ministack/pull/766).
 */
const textTypes = /^(?:text\/|application\/(?:json|xml|javascript)(?:\s*;|\s*$))/i;

export function eventOf({
  request,
  url,
  added,
  body,
  routeKey,
  pathParameters,
  requestId,
  at,
}: Arrived): APIGatewayProxyEventV2 {
  const { cookie: sent, ...others } = joined(request);
  const cookie = sent !== undefined && isSafari(others['user-agent']) ? cookiesFromSafari(sent) : sent;
  const headers = withHeaders({ ...others, ...forwarded(request, url) }, added);
  const isText = textTypes.test(headers['content-type'] ?? '');
  const query = queryOf(url);
  const rawPath = decodeURIComponent(url.pathname);
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: url.search.slice(1),
    headers,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/).filter((each) => each !== '') }),
    ...(query === null ? {} : { queryStringParameters: query }),
    ...(Object.keys(pathParameters).length === 0 ? {} : { pathParameters: { ...pathParameters } }),
    ...(body.length === 0 ? {} : { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: url.hostname,
      domainPrefix: 'local',
      requestId,
      routeKey,
      stage: '$default',
      time: logTimeOf(at),
      timeEpoch: at,
      http: {
        method: request.method ?? 'GET',
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: addressOf(request),
        userAgent: headers['user-agent'] ?? '',
      },
    },
  };
}

function withHeaders(sent: Record<string, string>, added: Arrived['added']): Record<string, string> {
  const all = Object.entries({ ...sent, ...added });
  return Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function joined(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values = []]) => [
      name,
      values.join(name === 'cookie' ? '; ' : ','),
    ]),
  );
}

// The gateway appends the caller's address to the header that the caller sent, so only the last entry can be trusted.
function forwarded(request: IncomingMessage, url: URL): Record<string, string> {
  const claimed = request.headers['x-forwarded-for'];
  const before = claimed === undefined ? '' : `${Array.isArray(claimed) ? claimed.join(', ') : claimed}, `;
  return {
    'x-forwarded-for': `${before}${addressOf(request)}`,
    'x-forwarded-port': url.port || '80',
    'x-forwarded-proto': 'http',
  };
}

/** In the format of access logs: "07/Aug/2026:01:37:53 +0000". */
function logTimeOf(at: Instant): string {
  const [, dayOfMonth = '', month = '', year = '', time = ''] = new Date(at).toUTCString().split(' ');
  return `${dayOfMonth}/${month}/${year}:${time} +0000`;
}

const addressOf = (request: IncomingMessage): string => request.socket.remoteAddress ?? '127.0.0.1';

/** Decoded, with the values of one name joined by commas; null if there is no query. */
function queryOf(url: URL): Record<string, string> | null {
  const names = new Set(url.searchParams.keys());
  if (names.size === 0) return null;
  return Object.fromEntries([...names].map((name) => [name, url.searchParams.getAll(name).join(',')]));
}
