// API Gateway on one machine: it finds the function that `api/routes.ts` names for a request, calls it with the event it
// would get in AWS and returns its answer. It has no routes of its own. It answers by itself only what the real gateway does:
// preflights, 400, 404, 413, 500 and 503.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { FunctionName } from '../../shared/api/routes.ts';
import type { Chance, Clock } from '../../shared/ports/system.ts';
import { lambdaContext } from '../environment/lambda-context.ts';
import { exposed, preflight } from './gateway-cors.ts';
import { type Arrived, eventOf } from './gateway-event.ts';
import { findRoute } from './gateway-routes.ts';
import { cookiesForSafari, isSafari } from './safari-cookies.ts';

export type HttpHandler = (event: APIGatewayProxyEventV2, context: Context) => Promise<unknown>;
export interface GatewayNeeds {
  readonly functions: Readonly<Partial<Record<FunctionName, HttpHandler>>>;
  readonly origins: readonly string[];
  readonly clock: Clock;
  readonly chance: Chance;
  /** Called after every call that a function answered. */
  readonly watch: (call: GatewayCall) => void;
  /** Called with what a function threw. Functions answer their own failures, so this is a defect. */
  readonly complain: (defect: unknown) => void;
}
export interface GatewayCall {
  readonly functionName: FunctionName;
  readonly route: string;
  readonly status: number;
}
/** `added` are the headers of what stands before the gateway: they take the place of a caller's own of these names. */
export type Gateway = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  added?: Readonly<Record<string, string | undefined>>,
) => Promise<void>;

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string | Buffer;
}

/** Lambda accepts 6 MB in one call; the functions' own limits are far lower. */
const largestBody = 6 * 1024 * 1024;
/** API Gateway's limit for a function. */
const gatewaySeconds = 30;

const own = (status: number, message: string): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  cookies: [],
  body: JSON.stringify({ message }),
});

export function createGateway(needs: GatewayNeeds): Gateway {
  return async (request, response, url, added = {}) => {
    const headers = plain(request);
    const preflightHeaders = preflight(request.method ?? 'GET', headers, needs.origins);
    const answer =
      preflightHeaders === null
        ? await call(needs, { request, url, added })
        : { status: 204, headers: preflightHeaders, cookies: [], body: '' };
    send(response, request.method, {
      ...answer,
      cookies: isSafari(headers['user-agent']) ? cookiesForSafari(answer.cookies) : answer.cookies,
      headers: { ...withoutCors(answer), ...exposed(headers, needs.origins), ...preflightHeaders },
    });
  };
}

async function call(
  needs: GatewayNeeds,
  { request, url, added }: Pick<Arrived, 'request' | 'url' | 'added'>,
): Promise<Answer> {
  const path = decoded(url.pathname);
  if (path === null) return own(400, 'Bad Request');
  const found = findRoute(request.method ?? 'GET', path);
  const handler = found === null ? undefined : needs.functions[found.functionName];
  if (found === null || handler === undefined) return own(404, 'Not Found');
  const body = await read(request);
  if (body === null) return own(413, 'Request Entity Too Large');
  const requestId = needs.chance.token(12);
  const event = eventOf({ ...found, request, url, added, body, requestId, at: needs.clock.now() });
  const answer = await invoke(needs, handler, event, lambdaContext(found.functionName, requestId, gatewaySeconds));
  needs.watch({ functionName: found.functionName, route: found.routeKey, status: answer.status });
  return { ...answer, headers: { ...answer.headers, 'apigw-requestid': requestId } };
}

async function invoke(
  needs: GatewayNeeds,
  handler: HttpHandler,
  event: APIGatewayProxyEventV2,
  context: Context,
): Promise<Answer> {
  const late = Promise.withResolvers<Answer>();
  const timer = setTimeout(() => late.resolve(own(503, 'Service Unavailable')), gatewaySeconds * 1000);
  try {
    return await Promise.race([handler(event, context).then(answerOf), late.promise]);
  } catch (defect) {
    needs.complain(defect);
    return own(500, 'Internal Server Error');
  } finally {
    clearTimeout(timer);
  }
}

/** Payload format 2.0: an answer without a status is the JSON body itself. */
function answerOf(returned: unknown): Answer {
  if (typeof returned !== 'object' || returned === null || !('statusCode' in returned)) {
    return { ...own(200, ''), body: typeof returned === 'string' ? returned : JSON.stringify(returned ?? null) };
  }
  const { statusCode, headers, cookies, body, isBase64Encoded }: Record<string, unknown> = { ...returned };
  const text = typeof body === 'string' ? body : '';
  return {
    status: Number(statusCode),
    headers: Object.fromEntries(
      Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
    cookies: Array.isArray(cookies) ? cookies.map(String) : [],
    body: isBase64Encoded === true ? Buffer.from(text, 'base64') : text,
  };
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

async function read(request: IncomingMessage): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request) {
    length += piece.length;
    if (length > largestBody) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function plain(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value ?? '')]));
}

const withoutCors = (answer: Answer): Record<string, string> =>
  Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !name.startsWith('access-control-')));

function send(response: ServerResponse, method: string | undefined, answer: Answer): void {
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  if (answer.cookies.length > 0) response.setHeader('set-cookie', [...answer.cookies]);
  // The rest of the body was not read, so the connection cannot be used again.
  if (answer.status === 413) response.setHeader('connection', 'close');
  response.writeHead(answer.status).end(method === 'HEAD' ? undefined : answer.body);
}
