// Cross-origin headers as API Gateway adds them from its own configuration: it answers preflights without calling a function
// and replaces the headers that a function set. An origin that is not the newsroom's gets no header.
import { cors, routes } from '../../shared/api/routes.ts';

type Headers = Readonly<Record<string, string>>;

const methods: readonly string[] = [...new Set(Object.values(routes).map((route) => route.method))];

/** Null if this is not a preflight. */
export function preflight(method: string, request: Headers, origins: readonly string[]): Headers | null {
  if (method !== 'OPTIONS' || request['access-control-request-method'] === undefined) return null;
  const allowed = allow(request, origins);
  if (Object.keys(allowed).length === 0) return {};
  return {
    ...allowed,
    'access-control-allow-methods': methods.join(','),
    'access-control-allow-headers': cors.allowHeaders.join(','),
    'access-control-max-age': String(cors.maxAgeSeconds),
  };
}

/** The headers added to the answer to a call from another origin. */
export function exposed(request: Headers, origins: readonly string[]): Headers {
  const allowed = allow(request, origins);
  return Object.keys(allowed).length === 0
    ? {}
    : { ...allowed, 'access-control-expose-headers': cors.exposeHeaders.join(',') };
}

function allow(request: Headers, origins: readonly string[]): Headers {
  const { origin } = request;
  if (origin === undefined || !origins.includes(origin)) return {};
  return { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true', vary: 'origin' };
}
