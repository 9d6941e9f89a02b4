// Asking for a link: whatever is known about an address, the answer is the same, and so is everything that can be watched.
import { beforeEach, describe, expect, test } from 'vitest';
import { askForLink, foundIn, linkIn } from '../support/link-steps.ts';
import { type Newsroom, openNewsroom, site } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import { pressPortal } from '../support/portal-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

let newsroom: Newsroom;
let browser: ReaderBrowser;
beforeEach(() => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
});

test('an address we know and one we do not are answered alike, and so lie in the queue', async () => {
  const opened = await steps.openCheckout(browser);
  await steps.pay(newsroom, opened, 'card', 'known@example.org');
  await newsroom.drain();
  const [known, unknown] = [
    await askForLink(newsroom.browser(), 'known@example.org'),
    await askForLink(newsroom.browser(), 'another-reader@example.org'),
  ];
  expect([known.status, unknown.status]).toEqual([202, 202]);
  const blank = (said: typeof known) => ({ ...said, body: said.body.replace(linkIn(said.json), ''), json: null });
  expect(blank(known)).toEqual(blank(unknown));
  const waiting = newsroom.mail.dump().map(({ request }) => request);
  expect(waiting.map((each) => Object.keys(each))).toEqual([
    ['id', 'sealed'],
    ['id', 'sealed'],
  ]);
  // As long for both, though the addresses are not.
  expect(new Set(waiting.map((each) => each.sealed.length)).size).toBe(1);
});

test('what waits shows no address, and opens only under its own id', async () => {
  await askForLink(browser, 'reader@example.org');
  const [{ request } = { request: null }] = newsroom.mail.dump();
  if (request === null) throw new Error('nothing waits');
  expect(JSON.stringify(request)).not.toContain('reader');
  expect(await newsroom.needs.opener.open(request.sealed, request.id)).toContain('reader@example.org');
  expect(await newsroom.needs.opener.open(request.sealed, 'another')).toBeNull();
});

describe('who asks for the address of a reader before them', () => {
  const email = 'reader@example.org';
  const quarter = 15 * 60_000;
  const ask = async (from = newsroom.browser()) => {
    const said = await askForLink(from, email);
    expect(said.status).toBe(202);
    await newsroom.answerLinkRequests();
    return linkIn(said.json);
  };
  const codeIn = () => foundIn(newsroom.mailer.posted().at(-1)?.message.text ?? '').code;
  beforeEach(async () => {
    await steps.pay(newsroom, await steps.openCheckout(newsroom.browser()), 'card', email);
    await newsroom.drain();
  });

  test('keeps nothing from them: one message comes, and its code opens their own link', async () => {
    for (let posts = 0; posts < 9; posts += 1) await ask();
    const link = await ask(browser);
    expect(newsroom.mailer.posted()).toHaveLength(1);
    const said = await browser.call('POST', '/v1/links/redeem', { body: { link, code: codeIn() } });
    expect([said.status, said.json]).toEqual([200, expect.objectContaining({ pass: expect.any(Object) })]);
    expect((await pressPortal(browser)).status).toBe(303);
  });

  test('learns nothing by it: every request is sealed and queued alike, and logged alike', async () => {
    for (let posts = 0; posts < 5; posts += 1) await askForLink(newsroom.browser(), email);
    const waiting = newsroom.mail.dump().map(({ request }) => request.sealed.length);
    expect([waiting.length, new Set(waiting).size]).toEqual([5, 1]);
    await newsroom.answerLinkRequests();
    await askForLink(newsroom.browser(), 'nobody@example.org');
    await newsroom.answerLinkRequests();
    for (const message of ['link-requested', 'link-answered'] as const)
      expect(newsroom.log.of(message)).toEqual(Array.from({ length: 6 }, () => ({})));
  });

  test('has them written to once in a quarter of an hour and twelve times a day, with another code each time', async () => {
    const codes = new Set<string>();
    for (let posts = 0; posts < 16; posts += 1) {
      await ask();
      codes.add(codeIn());
      newsroom.wait(quarter);
    }
    expect([newsroom.mailer.posted().length, codes.size]).toEqual([12, 12]);
    newsroom.wait(24 * 4 * quarter);
    await ask();
    expect(newsroom.mailer.posted()).toHaveLength(13);
  });

  test('and a code serves no link of another address or another time', async () => {
    await steps.pay(newsroom, await steps.openCheckout(newsroom.browser()), 'card', 'other@example.org');
    await newsroom.drain();
    await ask();
    const code = codeIn();
    const foreign = linkIn((await askForLink(browser, 'other@example.org')).json);
    await newsroom.answerLinkRequests();
    newsroom.wait(quarter);
    const later = await ask(browser);
    for (const link of [foreign, later])
      expect((await browser.call('POST', '/v1/links/redeem', { body: { link, code } })).status).toBe(404);
  });
});

test('readers behind one network are not counted together: a hundred ask, each for their own', async () => {
  for (let reader = 0; reader < 100; reader += 1) {
    expect((await askForLink(browser, `reader${reader}@example.org`)).status).toBe(202);
  }
  expect(newsroom.mail.size()).toBe(100);
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
  expect(newsroom.mail.size()).toBe(0);
});

test('without JavaScript a form asks, a page takes the code, and the account page is next', async () => {
  const opened = await steps.openCheckout(newsroom.browser());
  await steps.pay(newsroom, opened, 'card', 'reader@example.org');
  await newsroom.drain();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
  const form = (path: string, fields: Record<string, string>, more = {}) =>
    browser.call('POST', path, { body: String(new URLSearchParams(fields)), headers: { ...headers, ...more } });
  const requested = await form('/v1/links', { email: 'reader@example.org', purpose: 'device', locale: 'ru' });
  expect([requested.status, requested.headers['content-type']]).toEqual([202, 'text/html; charset=utf-8']);
  // Else a real browser would send the next form as from nowhere.
  expect(requested.headers['referrer-policy']).toBe('same-origin');
  expect(requested.body).toContain('<form method="post" action="/v1/links/redeem">');
  expect(requested.body).not.toContain('reader');
  await newsroom.answerLinkRequests();
  const link = /name="link" value="([^"]+)"/.exec(requested.body)?.[1] ?? '';
  const { code } = foundIn(newsroom.mailer.posted()[0]?.message.text ?? '');
  const wrong = await form('/v1/links/redeem', { link, code: 'AAAAA-AAAAA' }, { referer: `${site}/v1/links` });
  expect([wrong.status, wrong.body]).toEqual([404, expect.stringContaining(`href="${site}/"`)]);
  const said = await form('/v1/links/redeem', { link, code });
  // 303, to where the supporter's page is.
  expect([said.status, said.headers['location']]).toEqual([303, `${site}/account`]);
  expect((await steps.readStanding(browser)).status).toBe(200);
});

test('a form that does not say it stood on a page of ours is refused', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const sent = (origin: string, fetchSite: string) =>
    browser.call('POST', '/v1/links', {
      body: 'email=reader%40example.org&purpose=device',
      headers: { ...headers, origin, 'sec-fetch-site': fetchSite },
    });
  for (const origin of ['null', 'https://evil.example', '']) {
    for (const fetchSite of ['cross-site', 'same-site', 'none', '']) {
      expect((await sent(origin, fetchSite)).status).toBe(403);
    }
  }
  // A page of ours that names no origin; a foreign one that names itself is not helped by what it cannot say.
  expect((await sent('null', 'same-origin')).status).toBe(202);
  expect((await sent('https://evil.example', 'same-origin')).status).toBe(403);
});
