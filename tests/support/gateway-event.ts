// An HTTP request as Lambda gets it from API Gateway's HTTP API (payload format 2.0): lower-case header names, separate
// cookies, text as text and everything else as base64. A test may send what the gateway would not, to test a function alone.
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { findRoute } from '../../local/servers/gateway-routes.ts';
import { type Instant, secondsOf } from '../../shared/core/time.ts';
import { someday } from './builders.ts';

export interface Requested {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body?: string | Uint8Array;
  /** By default what API Gateway does: base64 for all but text and JSON. */
  readonly isBase64?: boolean;
  readonly sourceIp?: string;
  readonly at?: Instant;
}

const textTypes = /^(?:text\/|application\/(?:json|xml|javascript)(?:\s*;|\s*$))/i;

export function gatewayEvent(requested: Requested): APIGatewayProxyEventV2 {
  const { method, path, headers = {}, cookies = [], body, sourceIp = '203.0.113.7', at = someday } = requested;
  const url = new URL(path, 'https://api.meridian.example');
  const found = findRoute(method, decodeURIComponent(url.pathname));
  const contentType = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const isBase64Encoded = requested.isBase64 ?? (body !== undefined && !textTypes.test(contentType));
  const query = Object.fromEntries(
    [...new Set(url.searchParams.keys())].map((name) => [name, url.searchParams.getAll(name).join(',')]),
  );
  return {
    version: '2.0',
    routeKey: found?.routeKey ?? '$default',
    rawPath: decodeURIComponent(url.pathname),
    rawQueryString: url.search.slice(1),
    headers: { host: url.host, 'x-forwarded-for': sourceIp, 'x-forwarded-proto': 'https', ...headers },
    ...(cookies.length === 0 ? {} : { cookies: [...cookies] }),
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    ...(Object.keys(found?.pathParameters ?? {}).length === 0 ? {} : { pathParameters: { ...found?.pathParameters } }),
    ...(body === undefined ? {} : { body: Buffer.from(body).toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
    requestContext: {
      accountId: '000000000000',
      apiId: 'r3pmxmplak',
      domainName: url.host,
      domainPrefix: 'api',
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: found?.routeKey ?? '$default',
      stage: '$default',
      time: '23/Nov/2026:09:00:00 +0000',
      timeEpoch: secondsOf(at) * 1000,
      http: {
        method,
        path: url.pathname,
        protocol: 'HTTP/1.1',
        sourceIp,
        userAgent: headers['user-agent'] ?? 'a browser',
      },
    },
  };
}
