// Asking for a link: whatever is known about an address, the answer is the same, and so is everything that can be watched.
import { beforeEach, expect, test } from 'vitest';
import { askForLink, linkIn } from '../support/link-deeds.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as deeds from '../support/newsroom-deeds.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

let newsroom: Newsroom;
let browser: ReaderBrowser;
beforeEach(() => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
});

test('an address we know and one we do not are answered alike, and so lie in the queue', async () => {
  const opened = await deeds.openCheckout(browser);
  await deeds.pay(newsroom, opened, 'card', 'known@example.org');
  await newsroom.drain();
  const [known, unknown] = [
    await askForLink(newsroom.browser(), 'known@example.org'),
    await askForLink(newsroom.browser(), 'other@example.org'),
  ];
  expect([known.status, unknown.status]).toEqual([202, 202]);
  const blank = (said: typeof known) => ({ ...said, body: said.body.replace(linkIn(said.json), ''), json: null });
  expect(blank(known)).toEqual(blank(unknown));
  const waiting = newsroom.letters.dump().map(({ request }) => request);
  expect(waiting.map((each) => Object.keys(each))).toEqual([
    ['id', 'sealed'],
    ['id', 'sealed'],
  ]);
  // As long for both: the addresses are.
  expect(new Set(waiting.map((each) => each.sealed.length)).size).toBe(1);
});

test('what waits shows no address, and opens only under its own id', async () => {
  await askForLink(browser, 'reader@example.org');
  const [{ request } = { request: null }] = newsroom.letters.dump();
  if (request === null) throw new Error('nothing waits');
  expect(JSON.stringify(request)).not.toContain('reader');
  expect(await newsroom.needs.opener.open(request.sealed, request.id)).toContain('reader@example.org');
  expect(await newsroom.needs.opener.open(request.sealed, 'another')).toBeNull();
});

test('one address gets four letters an hour; the fifth wish is answered like the others', async () => {
  for (let wish = 0; wish < 5; wish += 1) {
    expect((await askForLink(newsroom.browser(), 'reader@example.org')).status).toBe(202);
  }
  expect(newsroom.letters.size()).toBe(4);
});

test('one caller who asks too often is told to wait', async () => {
  for (let wish = 0; wish < 10; wish += 1) await askForLink(browser, `reader${wish}@example.org`);
  const said = await askForLink(browser, 'another@example.org');
  expect([said.status, said.json]).toEqual([429, expect.objectContaining({ code: 'too-many-attempts' })]);
});

test.each([{}, { email: 'none' }, { email: 'a@example.org', purpose: 'cake' }, { email: 'a@example.org', extra: 1 }])(
  '%j is refused with what is wanted',
  async (body) => {
    const said = await browser.call('POST', '/v1/links', { body: { purpose: 'portal', ...body } });
    expect([said.status, said.json]).toEqual([422, expect.objectContaining({ code: 'invalid-request' })]);
  },
);

test('only a page of the newsroom may ask', async () => {
  const body = { email: 'reader@example.org', purpose: 'portal' };
  const said = await browser.call('POST', '/v1/links', { body, headers: { origin: 'https://evil.example' } });
  expect([said.status, said.json]).toEqual([403, expect.objectContaining({ code: 'origin-foreign' })]);
  expect(newsroom.letters.size()).toBe(0);
});
