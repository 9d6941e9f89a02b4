// The OpenAPI 3.1 document of the public API, made from the table of routes and the schemas the functions parse with, so it
// cannot say anything else. Made when functions are built, never in one.
import * as z from 'zod/mini';
import { type RouteAnswers, routeAnswers } from './route-answers.ts';
import { type AccessPolicy, type Route, type RouteName, routes, takesForms } from './routes.ts';
import { none } from './schemas/fields.ts';
import { attemptKeyShape } from './texts.ts';

type Json = Readonly<Record<string, unknown>>;

export function openapiDocument(title: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  const named: readonly (readonly [name: string, route: Route])[] = Object.entries(routes);
  for (const [name, route] of named) {
    if (!isRouteName(name)) throw new Error('a route without a name');
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(name, route) };
  }
  return {
    openapi: '3.1.0',
    info: { title, version: 'v1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    security: [],
    paths,
    components: { schemas: { Problem: problemSchema } },
  };
}

function operationOf(name: RouteName, route: Route): Json {
  const described = routeAnswers[name];
  return {
    operationId: name,
    summary: described.summary,
    tags: [route.functionName],
    ...(parametersOf(name, route).length === 0 ? {} : { parameters: parametersOf(name, route) }),
    ...(route.body === none ? {} : { requestBody: { required: route.method !== 'DELETE', content: bodyOf(route) } }),
    responses: { ...goodAnswers(route, described), ...problemAnswers(route, described) },
  };
}

/** Doing it twice by accident would cost somebody money. */
const withKey: readonly RouteName[] = ['createCheckout', 'changeMembership', 'replaceMembership'];

function parametersOf(name: RouteName, { path, query }: Route): Json[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, segment]) => ({
    name: segment,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const { properties = {}, required = [] }: z.core.JSONSchema.BaseSchema =
    query === none ? {} : z.toJSONSchema(query, taken);
  const inQuery = Object.entries(properties).map(([key, schema]) => ({
    name: key,
    in: 'query',
    required: required.includes(key),
    schema,
  }));
  const key = { type: 'string', pattern: attemptKeyShape.source };
  const inHeader = withKey.includes(name) ? [{ name: 'Idempotency-Key', in: 'header', schema: key }] : [];
  return [...inPath, ...inQuery, ...inHeader];
}

/** A plain form sends the same fields, as texts. */
function bodyOf({ body, access }: Route): Json {
  const schema = withoutDialect(z.toJSONSchema(body, taken));
  const form = { 'application/x-www-form-urlencoded': { schema: { type: 'object' } } };
  if (access === 'navigation') return { 'application/x-www-form-urlencoded': { schema } };
  return { 'application/json': { schema }, ...(takesForms(access) ? form : {}) };
}

function goodAnswers({ out }: Route, { answers }: RouteAnswers): Json {
  const content =
    out === none ? {} : { content: { 'application/json': { schema: withoutDialect(z.toJSONSchema(out, given)) } } };
  return Object.fromEntries(
    Object.entries(answers).map(([status, description]) => [
      status,
      { description, ...(status === '204' || status === '303' ? {} : content) },
    ]),
  );
}

function problemAnswers(route: Route, { problems }: RouteAnswers): Json {
  const codes = new Map<string, string[]>();
  const add = (status: string, more: readonly string[]): void =>
    void codes.set(status, [...(codes.get(status) ?? []), ...more]);
  for (const [status, own] of Object.entries(problems)) add(status, own);
  for (const [status, own] of problemsOfShape(route)) add(status, own);
  return Object.fromEntries(
    [...codes].map(([status, own]) => [status, { description: own.join(', '), content: problemContent(own) }]),
  );
}

/** What a request can be refused for before any action sees it. */
function problemsOfShape({ access, body, query }: Route): [status: string, codes: string[]][] {
  const hasBody = body !== none;
  const guarded: readonly AccessPolicy[] = ['origin', 'form', 'own-form', 'navigation'];
  const isNavigation = access === 'navigation';
  return [
    ...(isNavigation ? ([['403', ['navigation-required']]] satisfies [string, string[]][]) : []),
    ...(guarded.includes(access) ? ([['403', ['origin-foreign']]] satisfies [string, string[]][]) : []),
    ...(hasBody && !isNavigation ? ([['400', ['malformed-json']]] satisfies [string, string[]][]) : []),
    ...(hasBody && !isNavigation ? ([['415', ['unsupported-media-type']]] satisfies [string, string[]][]) : []),
    ...(hasBody || query !== none ? ([['422', ['invalid-request']]] satisfies [string, string[]][]) : []),
    ['413', ['body-too-large']],
    ['500', ['something-broke']],
  ];
}

const problemContent = (codes: readonly string[]): Json => ({
  'application/problem+json': {
    schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes } } }] },
  },
});
/** RFC 9457, with a code for programs and, where the code has any, numbers. */
const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { const: 'about:blank', type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
  },
};

/** zod writes the range of safe integers out; whoever reads this needs only the limits that mean something. */
const withoutSafeRange = ({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void => {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
};
const taken = { io: 'input', unrepresentable: 'any', override: withoutSafeRange } as const;
const given = { io: 'output', unrepresentable: 'any', override: withoutSafeRange } as const;
const withoutDialect = ({ $schema: _, ...schema }: z.core.JSONSchema.BaseSchema): Json => schema;

const isRouteName = (name: string): name is RouteName => Object.hasOwn(routes, name);
