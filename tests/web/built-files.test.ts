// The files a page really loads, as they are built: the head snippet run in an engine of its own, and what none of the
// files may weigh or hold.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWeb } from '../../local/newsroom/build-web.ts';
import { day } from '../../shared/core/time.ts';
import { monday, passUntil } from './passes.ts';

const folder = mkdtempSync(join(tmpdir(), 'mainstay-web-'));
const built = (name: string): string => readFileSync(join(folder, name), 'utf8');
const zipped = (name: string): number => gzipSync(built(name), { level: 9 }).length;
beforeAll(() => buildWeb(folder));
afterAll(() => rmSync(folder, { recursive: true }));

interface Arrival {
  readonly cookie?: string;
  readonly rest?: string;
  readonly storage?: 'works' | 'refuses';
  /** What stands on the script's own tag. */
  readonly tag?: Record<string, string> | null;
}
function decidedBy({
  cookie = '',
  rest,
  storage = 'works',
  tag = { pass: 'layout' },
}: Arrival): Record<string, string> {
  const dataset: Record<string, string> = {};
  const refuse = () => {
    throw new Error('SecurityError');
  };
  const page = {
    document: { cookie, documentElement: { dataset }, currentScript: tag === null ? null : { dataset: tag } },
    Date: { now: () => monday },
    ...(storage === 'works' ? { localStorage: { getItem: () => rest ?? null } } : {}),
  };
  if (storage === 'refuses') Object.defineProperty(page, 'localStorage', { get: refuse });
  runInNewContext(built('head.js'), page);
  return dataset;
}

describe('the head snippet', () => {
  test.each([
    ['asks a stranger', '', 'ask'],
    ['leaves a supporter in peace', `layout=${passUntil(monday + day)}`, 'peace'],
    ['leaves a stale pass in peace', `layout=${passUntil(monday - 90 * day)}`, 'peace'],
    ['asks while money is on its way', `layout=${passUntil(monday + day, 'pending')}`, 'ask'],
    ['finds the pass among other cookies', `a=1; layout=${passUntil(monday + day)}; b=2`, 'peace'],
    ['is not taken in by a name that ends alike', `my-layout=${passUntil(monday + day)}`, 'ask'],
    ['asks where the cookie holds nonsense', 'layout=yes', 'ask'],
    ['asks where the cookie is empty', 'layout=', 'ask'],
  ])('%s', (_, cookie, decided) => expect(decidedBy({ cookie })['mainstay']).toBe(decided));

  test('reads the name of the cookie from its own tag', () => {
    const cookie = `theme=${passUntil(monday + day)}`;
    expect(decidedBy({ cookie, tag: { pass: 'theme' } })['mainstay']).toBe('peace');
    expect(decidedBy({ cookie })['mainstay']).toBe('ask');
    expect(decidedBy({ cookie, tag: null })['mainstay']).toBe('ask');
  });
  test.each([
    ['lets a closed banner rest', String(monday + day), 'rest'],
    ['brings a rested banner back', String(monday), undefined],
    ['ignores what is no time', '9e99', undefined],
    ['asks where nothing was closed', undefined, undefined],
  ])('%s', (_, rest, banner) => expect(decidedBy(rest === undefined ? {} : { rest })['mainstayBanner']).toBe(banner));
  test('decides in a browser that refuses storage', () => {
    const cookie = `layout=${passUntil(monday + day)}`;
    expect(decidedBy({ cookie, storage: 'refuses' })).toEqual({ mainstay: 'peace' });
    expect(decidedBy({ storage: 'refuses' })).toEqual({ mainstay: 'ask' });
  });
});

describe('weight', () => {
  test('the head snippet is at most 600 bytes', () =>
    expect(Buffer.byteLength(built('head.js').trim())).toBeLessThanOrEqual(600));
  test('everything a reader loads is at most 20 KB gzipped', () =>
    expect(zipped('mainstay.js') + zipped('mainstay.css') + zipped('head.js')).toBeLessThanOrEqual(20 * 1024));
  // All elements with English are what the banner alone is promised to stay under, and a little more.
  test('the script is at most 9 KB gzipped', () => expect(zipped('mainstay.js')).toBeLessThanOrEqual(9 * 1024));
});

describe('what is in the files', () => {
  test.each(['head.js', 'mainstay.js'])('%s needs nothing a strict policy refuses', (name) =>
    expect(built(name)).not.toMatch(
      /\beval\b|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\.style\b/,
    ),
  );
  test.each(['head.js', 'mainstay.js', 'mainstay.css'])('%s names no other host', (name) =>
    expect(built(name)).not.toMatch(/https?:\/\/[a-z]|url\(/),
  );
  test('zod stays on the server', () => expect(built('mainstay.js')).not.toMatch(/ZodError|_zod/));
  test('no setting of the newsroom is built in', () =>
    expect(built('head.js') + built('mainstay.js')).not.toMatch(/Meridian|layout|ad-free/));
  test('the head snippet can stand inline', () => expect(built('head.js')).not.toMatch(/<\/script|<!--/i));
});
