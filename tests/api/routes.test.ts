// The table of routes against itself: nothing is reachable twice, outside /v1, or by a function that does not exist.
import { describe, expect, test } from 'vitest';
import { cors, functions, largestBody, type Route, routes } from '../../shared/api/routes.ts';
import { none } from '../../shared/api/schemas/fields.ts';

const table: readonly [string, Route][] = Object.entries(routes);

describe.each(table)('%s', (_name, route) => {
  test('lives under /v1, in lower case, with named segments', () =>
    expect(route.path).toMatch(/^\/v1(?:\/(?:[a-z][a-z-]*(?:\.json)?|\{[a-z][A-Za-z]*\}))+$/));
  test('belongs to a function that exists', () => expect(functions).toContain(route.functionName));
  test('changes something only behind an access policy', () =>
    expect(route.method === 'GET' || route.access !== 'open').toBe(true));
  test('reads no body with GET', () => expect(route.method === 'GET' ? route.body : none).toBe(none));
});

describe('the table', () => {
  test('answers each method of each path once', () => {
    const keys = table.map(([, { method, path }]) => `${method} ${path}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
  test('has no two paths that one address could mean', () => {
    const shapes = table.map(([, { method, path }]) => `${method} ${path.replaceAll(/\{[^}]+\}/g, '*')}`);
    expect(new Set(shapes).size).toBe(shapes.length);
  });
  test('takes signed bytes at one address alone, and its function answers nothing else', () => {
    const signed = table.filter(([, { access }]) => access === 'signature');
    expect(signed.map(([, { path }]) => path)).toEqual(['/v1/stripe/events']);
    expect(table.filter(([, { functionName }]) => functionName === 'stripe-webhook')).toEqual(signed);
  });
  test('gives what needs Stripe’s key to no function of public reads', () =>
    expect(table.filter(([, { functionName, method }]) => functionName === 'offer' && method !== 'GET')).toEqual([]));
});

describe('what may be sent', () => {
  test('is small, but for Stripe’s own events', () =>
    expect((['open', 'origin', 'form', 'signature'] as const).map(largestBody)).toEqual([
      ...[16_384, 16_384, 16_384, 524_288],
    ]));
  test('from another origin has no header that we do not read', () =>
    expect([...cors.allowHeaders].sort()).toEqual(['content-type', 'idempotency-key']));
});
