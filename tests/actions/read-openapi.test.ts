// The API's own description: there for everybody, OpenAPI 3.1, and of every route of the table.
import { expect, test } from 'vitest';
import { routes } from '../../shared/api/routes.ts';
import { document } from '../support/described-answers.ts';
import { openNewsroom } from '../support/newsroom.ts';

test('anybody may read the description, and keep it for a while', async () => {
  const said = await openNewsroom().call('GET', '/v1/openapi.json');
  expect(said.status).toBe(200);
  expect(said.headers['cache-control']).toBe('public, max-age=300');
  expect(said.json).toEqual(JSON.parse(JSON.stringify(document)));
  expect(said.json).toMatchObject({ openapi: '3.1.0', info: { title: 'The Meridian' } });
});

test.each(Object.entries(routes))('%s is described under its own name', (name, { method, path }) => {
  expect(document).toHaveProperty(['paths', path, method.toLowerCase(), 'operationId'], name);
});

test('what is taken and given stands in it as the schemas have it', () => {
  const checkout = ['paths', '/v1/checkouts', 'post'];
  const taken = [...checkout, 'requestBody', 'content', 'application/json', 'schema'];
  expect(document).toHaveProperty([...taken, 'required'], ['frequency', 'amountMinor', 'currency', 'returnUrl']);
  expect(document).toHaveProperty([...taken, 'additionalProperties'], false);
  expect(document).toHaveProperty([...checkout, 'requestBody', 'required'], true);
  // A DELETE without a body means its default.
  expect(document).toHaveProperty(['paths', '/v1/supporter', 'delete', 'requestBody', 'required'], false);
  const given = [...checkout, 'responses', '201', 'content', 'application/json', 'schema', 'required'];
  expect(document).toHaveProperty(given, ['checkoutId', 'url', 'expiresAt']);
  expect(JSON.stringify(document)).not.toContain(String(Number.MAX_SAFE_INTEGER));
});
