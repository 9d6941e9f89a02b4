// The demo newsroom as a stage serves it: the bundle that a deploy uploads, called as API Gateway calls it.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { settings } from '#settings';
import { buildDemo } from '../../build.ts';
import { buildWeb } from '../../web/publish/build-web.ts';

const dist = mkdtempSync(join(tmpdir(), 'mainstay-demo-'));
afterAll(() => rmSync(dist, { recursive: true }));
const answer = z.object({ statusCode: z.int(), headers: z.record(z.string(), z.string()), body: z.string() });
let call: (rawPath: string) => Promise<z.infer<typeof answer>>;

beforeAll(async () => {
  await buildWeb(join(dist, 'web'));
  await buildDemo(dist);
  const { handler } = createRequire(import.meta.url)(join(dist, 'demo', 'index.js'));
  call = async (rawPath) => answer.parse(await handler({ rawPath }));
});

test.each(['/', '/support', '/account', '/reminders', settings.newsroom.supportPath])('%s is a page', async (path) => {
  const { statusCode, headers, body } = await call(path);
  expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=UTF-8']);
  expect(headers['content-security-policy']).toContain(
    "form-action 'self' https://checkout.stripe.com https://billing.stripe.com",
  );
  expect(body).toMatch(/^<!doctype html>/);
  // Of the local run only.
  expect(body).not.toContain('/_local');
});

test('every file and page that a page names is served with its own type, and nothing else', async () => {
  const seen = new Set<string>();
  const follow = async (path: string): Promise<void> => {
    if (seen.has(path)) return;
    seen.add(path);
    const { statusCode, headers, body } = await call(path);
    const type = headers['content-type'] ?? '';
    expect([path, statusCode]).toEqual([path, path.startsWith('/topics/') ? statusCode : 200]);
    if (path.endsWith('.js')) expect(type).toContain('javascript');
    if (path.endsWith('.css')) expect(type).toContain('css');
    if (!type.startsWith('text/html')) return;
    const named = [...body.matchAll(/(?:href|src)="(\/[^"#?]*)/g)].map(([, found = '']) => found);
    for (const each of named.filter((found) => !found.startsWith('/v1'))) await follow(each);
  };
  await follow('/');
  expect([...seen].filter((path) => /\.(?:js|css|svg)$/.test(path)).length).toBeGreaterThan(4);
  expect(seen).toContain('/support');
});

test.each(['/nothing', '/__proto__', '/constructor', '/v1/nothing', ''])(
  '%j is the page of what is missing',
  async (path) => {
    const { statusCode, body } = await call(path);
    expect(statusCode).toBe(404);
    expect(body).toMatch(/^<!doctype html>/);
  },
);
