// Finds the route of a method and a decoded path as API Gateway does: whole segments, a trailing slash counts, and a method
// without a route is not found (HEAD is not GET).
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
