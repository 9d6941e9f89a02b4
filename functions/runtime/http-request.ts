// From an API Gateway event to what a route may read, through the first wall: access policy, sizes and schemas. What does not
// pass is a problem that names the field and what is wanted, never what was sent.
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod/mini';
import { inSentences } from '../../shared/api/issue-sentence.ts';
import { invalidRequest, type Problem, requestProblems } from '../../shared/api/problem.ts';
import { largestBody, type Route, takesForms } from '../../shared/api/routes.ts';
import { none } from '../../shared/api/schemas/fields.ts';
import { fail, type Result, succeed } from '../../shared/core/result.ts';
import { readCookies } from './cookies.ts';
import { readForm } from './form.ts';
import type { Arrival } from './passage.ts';

export interface HttpRequest<Body, Query> {
  readonly body: Body;
  readonly query: Query;
  readonly raw: Uint8Array;
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly cookies: ReadonlyMap<string, string>;
  readonly header: (name: string) => string | undefined;
  /** The caller's network, for counting under a daily salt; never stored, never logged. */
  readonly caller: string;
  /** Where the caller is, as the CDN says; null where none says. Neither stored nor logged. */
  readonly country: string | null;
  /** A plain HTML form sent it, so a person waits for a page. */
  readonly isForm: boolean;
}

export function parseRequest<Body, Query>(
  event: APIGatewayProxyEventV2,
  route: Route<Body, Query>,
  { origins, caller, country }: { readonly origins: readonly string[] } & Arrival,
): Result<HttpRequest<Body, Query>, Problem> {
  const header = (name: string) => event.headers[name];
  const raw = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (raw.length > largestBody(route.access)) return fail(requestProblems['body-too-large']);
  const isForm = takesForms(route.access) && mediaType(header('content-type')) === 'application/x-www-form-urlencoded';
  if (!isOriginOurs(route, { origin: header('origin'), fetchSite: header('sec-fetch-site') }, isForm, origins))
    return fail(requestProblems['origin-foreign']);
  if (route.access === 'navigation' && !(isForm && isNavigation(header('sec-fetch-mode'))))
    return fail(requestProblems['navigation-required']);
  // A DELETE may come without a body, and means its default then.
  const isBodiless = raw.length === 0 && route.method === 'DELETE';
  const text = isBodiless ? '{}' : raw.toString('utf8');
  const type = isBodiless ? 'application/json' : header('content-type');
  const sent = route.body === none ? succeed(undefined) : readBody(text, type, isForm);
  if (!sent.ok) return sent;
  const body = throughSchema(route.body, sent.value);
  if (!body.ok) return body;
  const query = throughSchema(route.query, event.queryStringParameters ?? {});
  if (!query.ok) return query;
  return succeed({
    body: body.value,
    query: query.value,
    raw,
    params: event.pathParameters ?? {},
    cookies: readCookies(event.cookies),
    header,
    caller,
    country,
    isForm,
  });
}

/**
 * No script can set this header or navigate in a way that it can read the answer of. Browsers before 2023 send none: what they
 * are answered is a redirect all the same, whose address `fetch` never shows (decision 0027).
 */
const isNavigation = (fetchMode: string | undefined): boolean => fetchMode === undefined || fetchMode === 'navigate';

const mediaType = (contentType = ''): string => (contentType.split(';')[0] ?? '').trim().toLowerCase();

interface Source {
  readonly origin: string | undefined;
  /** Set by the browser itself; old ones send none. */
  readonly fetchSite: string | undefined;
}
/**
 * A plain form may come without an origin ("null" under a strict referrer policy, and from privacy browsers). Then the browser
 * itself says where it stood, which no page can forge: a form in a sandboxed frame or a `data:` address is of another site.
 * Where it says nothing, a form that only asks (`form`) is let in, and one that proves or sends (`own-form`) is not
 * (docs/decisions/0031).
 */
function isOriginOurs(
  { access }: Route,
  { origin, fetchSite }: Source,
  isForm: boolean,
  origins: readonly string[],
): boolean {
  if (access === 'open' || access === 'signature' || access === 'capability') return true;
  const isHidden = origin === undefined || origin === 'null';
  if (isForm && isHidden && access === 'form') return fetchSite !== 'cross-site';
  if (isForm && isHidden && takesForms(access)) return fetchSite === 'same-origin';
  return origin !== undefined && origins.includes(origin);
}

function readBody(text: string, contentType: string | undefined, isForm: boolean): Result<unknown, Problem> {
  if (isForm) return succeed(readForm(text));
  if (mediaType(contentType) !== 'application/json') return fail(requestProblems['unsupported-media-type']);
  try {
    return succeed(JSON.parse(text));
  } catch {
    // What JSON.parse says quotes the body, so it goes no further.
    return fail(requestProblems['malformed-json']);
  }
}

function throughSchema<T>(schema: z.ZodMiniType<T>, value: unknown): Result<T, Problem> {
  const parsed = schema.safeParse(value, inSentences);
  if (parsed.success) return succeed(parsed.data);
  return fail(invalidRequest(parsed.error.issues.slice(0, 10).map(fieldOf)));
}

// Keys that the caller made up are counted, not repeated.
function fieldOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `${issue.keys.length} unknown field(s)`;
  const ref = issue.path.join('.') || 'body';
  return `${ref} ${issue.message}`;
}
