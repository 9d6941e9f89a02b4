// The files a page really loads, as they are built: the head snippet run in an engine of its own, and what none of the
// files may weigh or hold.
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../shared/core/time.ts';
import { buildWeb } from '../../web/publish/build-web.ts';
import { languages, type Manifest, readManifest } from '../../web/publish/manifest.ts';
import { monday, passUntil } from './passes.ts';

const folder = mkdtempSync(join(tmpdir(), 'mainstay-web-'));
let manifest: Manifest;
const built = (file: string): string => readFileSync(join(folder, file), 'utf8');
const zipped = (file: string): number => gzipSync(built(file), { level: 9 }).length;
beforeAll(async () => {
  manifest = await buildWeb(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Arrival {
  readonly cookie?: string;
  readonly rest?: string;
  readonly storage?: 'answers' | 'refuses';
  /** What stands on the script's own tag. */
  readonly tag?: Record<string, string> | null;
}
function decidedBy({
  cookie = '',
  rest,
  storage = 'answers',
  tag = { pass: 'fascia' },
}: Arrival): Record<string, string> {
  const dataset: Record<string, string> = {};
  const refuse = () => {
    throw new Error('SecurityError');
  };
  const page = {
    document: { cookie, documentElement: { dataset }, currentScript: tag === null ? null : { dataset: tag } },
    Date: { now: () => monday },
    ...(storage === 'answers' ? { localStorage: { getItem: () => rest ?? null } } : {}),
  };
  if (storage === 'refuses') Object.defineProperty(page, 'localStorage', { get: refuse });
  runInNewContext(manifest.head.text, page);
  return dataset;
}

describe('the head snippet', () => {
  test.each([
    ['asks a stranger', '', 'ask'],
    ['shows a supporter no banners', `fascia=${passUntil(monday + day)}`, 'quiet'],
    ['shows no banners for a stale pass', `fascia=${passUntil(monday - 90 * day)}`, 'quiet'],
    ['asks while money is on its way', `fascia=${passUntil(monday + day, 'pending')}`, 'ask'],
    ['finds the pass among other cookies', `a=1; fascia=${passUntil(monday + day)}; b=2`, 'quiet'],
    ['is not taken in by a name that ends alike', `my-fascia=${passUntil(monday + day)}`, 'ask'],
    ['asks where the cookie holds nonsense', 'fascia=yes', 'ask'],
    ['asks where the cookie is empty', 'fascia=', 'ask'],
  ])('%s', (_, cookie, decided) => expect(decidedBy({ cookie })['mainstay']).toBe(decided));

  test('reads the name of the cookie from its own tag', () => {
    const cookie = `theme=${passUntil(monday + day)}`;
    expect(decidedBy({ cookie, tag: { pass: 'theme' } })['mainstay']).toBe('quiet');
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
    const cookie = `fascia=${passUntil(monday + day)}`;
    expect(decidedBy({ cookie, storage: 'refuses' })).toEqual({ mainstay: 'quiet' });
    expect(decidedBy({ storage: 'refuses' })).toEqual({ mainstay: 'ask' });
  });
});

describe('the manifest', () => {
  test('is what lies beside the files', () => expect(readManifest(folder)).toEqual(manifest));
  test('names every file with its integrity, and the file by its content', () => {
    const { head, styles, print, types, customElements, trial, offers, scripts } = manifest;
    const all = [
      head,
      print,
      types,
      customElements,
      trial.script,
      offers,
      ...Object.values(styles),
      ...Object.values(scripts).flatMap(Object.values),
    ];
    expect(new Set(all.map(({ file }) => file))).toEqual(
      new Set(readdirSync(folder).filter((file) => file !== 'manifest.json' && !file.endsWith('.d.mts'))),
    );
    // Where TypeScript looks for the types of a module.
    expect(built(print.file.replace('.mjs', '.d.mts'))).toContain('export function printBox(');
    for (const { file, integrity, gzipped } of all) {
      const bytes = readFileSync(join(folder, file));
      expect(integrity).toBe(`sha384-${createHash('sha384').update(bytes).digest('base64')}`);
      expect(file).toContain(`.${createHash('sha256').update(bytes).digest('hex').slice(0, 10)}.`);
      expect(gzipped).toBe(zipped(file));
    }
  });
  test('lets the head snippet in by its hash', () => {
    const hash = createHash('sha256').update(manifest.head.text).digest('base64');
    expect(manifest.head.policy).toBe(`'sha256-${hash}'`);
  });
  test('comes out the same from the same sources', async () => {
    const again = mkdtempSync(join(tmpdir(), 'mainstay-web-again-'));
    expect(await buildWeb(again)).toEqual(manifest);
    rmSync(again, { recursive: true });
  });
});

const kilobyte = 1024;
describe('weight', () => {
  test('the head snippet is at most 600 bytes', () =>
    expect(Buffer.byteLength(manifest.head.text)).toBeLessThanOrEqual(600));
  test.each(languages)('the banner in %s, with its style and the snippet, is at most 8 KB gzipped', (language) => {
    const { head, styles, scripts } = manifest;
    const files = [head, styles.banner, scripts[language]?.banner];
    expect(files.reduce((sum, each) => sum + zipped(each?.file ?? ''), 0)).toBeLessThanOrEqual(8 * kilobyte);
  });
  test.each(languages)('everything a page loads in %s is at most 20 KB gzipped', (language) => {
    const { head, styles, scripts } = manifest;
    for (const kind of ['mainstay', 'account', 'cancel'] as const) {
      const files = [head, styles[kind], scripts[language]?.[kind]];
      expect(files.reduce((sum, each) => sum + zipped(each?.file ?? ''), 0)).toBeLessThanOrEqual(20 * kilobyte);
    }
  });
  test('a trial of asks adds at most 4 KB, and where nothing is compared no page loads it', () => {
    expect(zipped(manifest.trial.script.file)).toBeLessThanOrEqual(4 * kilobyte);
    expect(manifest.trial.texts).toBeNull();
    for (const { mainstay } of Object.values(manifest.scripts)) expect(built(mainstay.file)).not.toContain('trial');
  });
  test.each(languages)('a page with box and account at once loads at most 26 KB in %s, gzipped', (language) => {
    const { head, styles, scripts } = manifest;
    const files = [head, styles.both, scripts[language]?.both];
    expect(files.reduce((sum, each) => sum + zipped(each?.file ?? ''), 0)).toBeLessThanOrEqual(26 * kilobyte);
  });
});

describe('what is in the files', () => {
  const all = (shape: RegExp): string[] => readdirSync(folder).filter((file) => shape.test(file));
  test('nothing a strict policy refuses', () => {
    for (const file of all(/\.js$/)) {
      expect(built(file)).not.toMatch(
        /\beval\b|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\.style\b/,
      );
    }
  });
  test('no name of another host', () => {
    for (const file of all(/\.(?:js|css|mjs)$/)) expect(built(file)).not.toMatch(/https?:\/\/[a-z]|url\(/);
  });
  test('zod stays on the server', () => {
    for (const file of all(/js$/)) expect(built(file)).not.toMatch(/ZodError|_zod/);
  });
  test('no setting of the newsroom is built into a script', () => {
    for (const file of all(/js$/)) expect(built(file)).not.toMatch(/Meridian|fascia\b|ad-free/);
  });
  test('one language in each script', () => {
    for (const language of languages) {
      const text = built(manifest.scripts[language]?.mainstay.file ?? '');
      for (const other of languages) {
        const { continue: word } = JSON.parse(readFileSync(`web/strings/${other}/box.json`, 'utf8'));
        expect([language, other, text.includes(JSON.stringify(word))]).toEqual([language, other, other === language]);
      }
    }
  });
  test('the head snippet can stand inline', () => expect(manifest.head.text).not.toMatch(/<\/script|<!--/i));
});
