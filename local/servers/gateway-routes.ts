// Which route a method and a decoded path mean, as API Gateway reads the paths of `api/routes.ts`: whole segments, the
// slash at the end counts, and a method without a route is as unknown as a path without one (HEAD is no GET there).
import { type FunctionName, routes } from '../../shared/api/routes.ts';

export interface FoundRoute {
  readonly functionName: FunctionName;
  /** API Gateway's name for it: "GET /v1/things/{id}". */
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
}

export function findRoute(method: string, path: string): FoundRoute | null {
  for (const route of Object.values(routes)) {
    const pathParameters = route.method === method ? match(route.path, path) : null;
    if (pathParameters !== null)
      return { functionName: route.functionName, routeKey: `${route.method} ${route.path}`, pathParameters };
  }
  return null;
}

function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const found: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const value = given[at] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== value : value === '') return null;
    if (name !== undefined) found[name] = value;
  }
  return found;
}
