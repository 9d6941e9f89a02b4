// The demo newsroom as a web team would judge it: one file for everybody, a policy that holds, no dead link, nothing
// asked of anybody else.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { articles } from '../../local/demo/articles/all.ts';
import { newsroomPages } from '../../local/demo/newsroom-pages.ts';
import { openPublished } from '../../local/demo/published.ts';
import { buildWeb } from '../../web/publish/build-web.ts';

const webFiles = mkdtempSync(join(tmpdir(), 'mainstay-newsroom-'));
let pages: Hono;
beforeAll(async () => {
  await buildWeb(webFiles);
  pages = newsroomPages({
    cookieNames: { pass: 'fascia' },
    recognise: async (headers) => headers.get('cookie') === 'fascia=proven',
    isNotFromHere: async (headers) => headers.get('cookie') === 'there=1',
    published: await openPublished(webFiles),
    clockScript: '/_local/clock.js',
    stripeOrigins: ['https://checkout.stripe.com', 'https://billing.stripe.com'],
  });
});
afterAll(() => rmSync(webFiles, { recursive: true }));

const paths = ['/', '/support', '/account', '/topics/orsava', ...articles.map(({ slug }) => `/articles/${slug}`)];
const read = async (path: string, cookie = ''): Promise<{ status: number; policy: string; html: string }> => {
  const said = await pages.request(path, { headers: cookie === '' ? {} : { cookie } });
  return { status: said.status, policy: said.headers.get('content-security-policy') ?? '', html: await said.text() };
};
const found = (html: string, shape: RegExp): string[] => [...html.matchAll(shape)].map((match) => match[1] ?? '');

describe.each(paths)('%s', (path) => {
  test('asks nothing of another host', async () => {
    const { html, policy } = await read(path);
    expect(found(html, /(?:src|href|action)="([^"]*)"/g).filter((each) => !/^[/#](?!\/)/.test(each))).toEqual([]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe-|\*|data:/);
  });
  test('has one inline script, let in by its hash, and no inline style or handler', async () => {
    const { html, policy } = await read(path);
    const inline = found(html, /<script[^>]*>([^<]+)<\/script>/g);
    expect(inline).toHaveLength(1);
    const hash = createHash('sha256')
      .update(inline[0] ?? '')
      .digest('base64');
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}'`);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });
  test('loads the clock before the decision, and the decision before any style', async () => {
    const { html } = await read(path);
    const at = ['/_local/clock.js', 'data-pass="fascia">', 'rel="stylesheet"', '<body>'].map((each) =>
      html.indexOf(each),
    );
    expect(at).toEqual([...at].sort((one, other) => one - other));
    expect(Math.min(...at)).toBeGreaterThan(0);
  });
  test('leads nowhere that is not there', async () => {
    const { html } = await read(path);
    for (const target of new Set(found(html, /(?:href|src)="(\/[^"#]*)"/g))) {
      if (target !== '/_local/clock.js') expect([target, (await read(target)).status]).toEqual([target, 200]);
    }
    for (const id of found(html, /href="#([^"]+)"/g)) {
      // Closing a note is leaving its fragment for one that names nothing.
      expect([id, html.includes(`id="${id}"`)]).toEqual([id, id !== 're-']);
    }
  });
  test('is the same file for everybody, save the mark of a proven pass', async () => {
    const stranger = await read(path);
    expect((await read(path, 'fascia=forged; other=1')).html).toBe(stranger.html);
    const supporter = await read(path, 'fascia=proven');
    expect(supporter.html).toBe(stranger.html.replace('<html lang="en">', '<html lang="en" data-mainstay="quiet">'));
  });
});

describe('an article', () => {
  const path = `/articles/${articles[0]?.slug}`;
  test('has the elements of the page the system was asked for, in their order', async () => {
    const { html } = await read(path);
    const wanted = [
      ...['<mainstay-banner closable', 'Enjoying ad-free content?', '$10,000 a month', '>Support us<'],
      ...['banned in', '>Contribute today<', '<h1>', 'class="picture"', 'class="credit"', 'class="text"'],
      ...['Read more about', 'A message from The Meridian', 'undesirable', 'foreign agent', 'from just $2'],
      ...['<mainstay-contribute', '>Once<', '>Monthly<', '>Annual<', '>Continue<', 'aria-label="Ways to pay"'],
      ...['Related stories', 'min read'],
    ];
    let position = html.indexOf('<body>');
    for (const each of wanted) {
      const next = html.indexOf(each, position);
      expect([each, next > position]).toEqual([each, true]);
      position = next;
    }
  });
  test('offers a reminder, with months that are true on any day', async () => {
    const { html } = await read(path);
    expect(html).toMatch(/Remind me later/);
    expect(html).toContain('action="/v1/reminders"');
    expect(html).toContain('name="month" value="+1"');
  });
  test('brings a reader without JavaScript back to itself', async () =>
    expect((await read(path)).html).toContain(`name="returnUrl" value="${path}"`));
  test('has a dozen paragraphs', () =>
    expect(articles[0]?.body.filter((each) => typeof each === 'string').length).toBeGreaterThanOrEqual(12));
});

test('a plain form may go to the API and on to the payment page, and nowhere else', async () =>
  expect((await read('/')).policy).toContain(
    "form-action 'self' https://checkout.stripe.com https://billing.stripe.com;",
  ));
test('what is not there says so', async () => {
  for (const path of [
    '/nothing',
    '/articles/nothing',
    '/topics/nothing',
    '/web/head.ts',
    '/pictures/../package.json',
  ]) {
    expect((await read(path)).status).toBe(404);
  }
});
