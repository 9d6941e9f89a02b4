// A link of a mailing hides banners in a browser until its day, stores nothing, and is the same for everybody: nobody can be
// distinguished from another by it, nor a granted reader from a paying one by the pass.
import { beforeEach, describe, expect, test } from 'vitest';
import { grantSigner } from '../../shared/adapters/node/grant-signer.ts';
import { keyRing } from '../../shared/adapters/node/key-ring.ts';
import { grantEnd, grantText } from '../../shared/core/grant.ts';
import { day } from '../../shared/core/time.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import { pressPortal } from '../support/portal-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

let newsroom: Newsroom;
let browser: ReaderBrowser;
beforeEach(() => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
});
async function link(days = 35, signer = newsroom.needs.grants): Promise<string> {
  const key = await signer.currentKey();
  const text = grantText({ keyId: key.keyId, until: grantEnd(newsroom.now(), days) });
  return `${text}.${key.sign(text)}`;
}
const redeem = (token: string, from = browser) => from.call('POST', '/v1/grants/redeem', { body: { token } });
const grantCookie = (from = browser) => from.cookie('__Secure-seat', '/v1');

test('it gives standing and a pass until its day, makes no device and stores nothing', async () => {
  const before = JSON.stringify(await newsroom.stores.held());
  const token = await link();
  const said = await redeem(token);
  const standing = { supporter: true };
  expect([said.status, said.json]).toEqual([200, expect.objectContaining({ standing })]);
  const life = 'Max-Age=3596400';
  expect(said.cookies).toEqual([
    `__Secure-seat=${token}; Path=/v1; ${life}; HttpOnly; SameSite=Strict; Secure`,
    expect.stringMatching(
      new RegExp(`^fascia=v1\\.k1\\.a\\.[0-9a-z]{6}\\.[\\w-]{43}; Path=/; ${life}; SameSite=Lax; Secure$`),
    ),
  ]);
  expect(JSON.stringify(await newsroom.stores.held())).toBe(before);
});

test('made again in the same week it is the same text, and its pass is a paying reader’s, to the byte', async () => {
  const first = await link();
  newsroom.wait(day);
  expect(await link()).toBe(first);
  await redeem(first);
  const payer = newsroom.browser();
  await steps.give(newsroom, payer);
  expect(browser.cookie('fascia')).toBe(payer.cookie('fascia'));
});

test('it is renewed in the background until its day, and then both cookies are gone without a call', async () => {
  await redeem(await link());
  newsroom.wait(20 * day);
  const said = await steps.readStanding(browser);
  expect([said.status, said.json]).toMatchObject([200, { standing: { supporter: true } }]);
  newsroom.wait(22 * day);
  expect([grantCookie(), browser.cookie('fascia')]).toEqual([undefined, undefined]);
});

test('a browser that keeps its cookies longer than it may is a stranger all the same', async () => {
  const token = await link();
  newsroom.wait(42 * day);
  const said = await browser.call('GET', '/v1/standing', { cookies: [`__Secure-seat=${token}`] });
  expect([said.status, said.cookies.length]).toEqual([401, 2]);
});

test('a device stays one: its cookie is not replaced by a grant', async () => {
  await steps.give(newsroom, browser);
  const token = grantCookie();
  expect((await redeem(await link())).status).toBe(200);
  expect(grantCookie()).toBe(token);
  expect((await browser.call('GET', '/v1/supporter')).status).toBe(200);
});

test('whoever gives later becomes a device in its place; whoever forgets is a stranger', async () => {
  await redeem(await link());
  const other = newsroom.browser();
  await redeem(await link(), other);
  await steps.give(newsroom, browser);
  expect((await browser.call('GET', '/v1/supporter')).status).toBe(200);
  expect((await other.call('DELETE', '/v1/standing?all=true')).status).toBe(204);
  expect([grantCookie(other), other.cookie('fascia')]).toEqual([undefined, undefined]);
});

test('it opens nothing: no export, no portal, no erasure, and it costs nobody their pass', async () => {
  await redeem(await link());
  const calls = [
    await browser.call('GET', '/v1/supporter'),
    await pressPortal(browser),
    await browser.call('DELETE', '/v1/supporter'),
    await browser.call('PATCH', '/v1/memberships/sub_one', { body: { amountMinor: 500 } }),
  ];
  expect(calls.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  expect((await steps.readStanding(browser)).status).toBe(200);
});

describe('is refused, all in the same words:', () => {
  const testKeyRing = (current: string) => async () =>
    keyRing(current, { k1: Buffer.alloc(32, 7).toString('base64url'), k2: Buffer.alloc(32, 8).toString('base64url') });
  const forged: readonly [string, () => Promise<string>][] = [
    [
      'a signature changed in one letter',
      async () => (await link()).replace(/.$/, (last) => (last === 'A' ? 'E' : 'A')),
    ],
    ['a day moved', async () => (await link(7)).replace(/\.[0-9a-z]{6}\./, '.zzzzzz.')],
    ['a key we do not know', async () => link(35, grantSigner(testKeyRing('k2')))],
    [
      'a pass in its place',
      async () => {
        await steps.give(newsroom, newsroom.browser());
        const payer = newsroom.browser();
        await steps.give(newsroom, payer);
        return payer.cookie('fascia') ?? '';
      },
    ],
    [
      'a pass dressed as one',
      async () => {
        const payer = newsroom.browser();
        await steps.give(newsroom, payer);
        return (payer.cookie('fascia') ?? '').replace('v1.k1.a', 'g1.k1');
      },
    ],
    [
      'one that has ended',
      async () => {
        const token = await link();
        newsroom.wait(42 * day);
        return token;
      },
    ],
    ['junk', async () => 'g1...'],
  ];
  test.each(forged)('%s', async (_, make) => {
    const said = await redeem(await make());
    expect([said.status, said.json, said.cookies]).toEqual([
      404,
      expect.objectContaining({ code: 'grant-unknown' }),
      [],
    ]);
  });

  test('a body that is none, and a page of another site', async () => {
    expect((await browser.call('POST', '/v1/grants/redeem', { body: { token: 'x'.repeat(101) } })).status).toBe(422);
    expect((await browser.call('POST', '/v1/grants/redeem', { body: { token: 'g1\r\nset-cookie: a=b' } })).status).toBe(
      422,
    );
    expect((await browser.call('POST', '/v1/grants/redeem', { body: {} })).status).toBe(422);
    const headers = { origin: 'https://evil.example' };
    const body = { token: await link() };
    expect((await browser.call('POST', '/v1/grants/redeem', { body, headers })).status).toBe(403);
  });

  test('none of a key that was only rotated: it still counts, and new links bear the new one', async () => {
    const signer = grantSigner(testKeyRing('k2'));
    const [, keyId, , mac = ''] = (await link()).split('.');
    const text = grantText({ keyId: keyId ?? '', until: grantEnd(newsroom.now(), 35) });
    expect(await signer.isSigned({ keyId: 'k1', text, mac })).toBe(true);
    expect((await signer.currentKey()).keyId).toBe('k2');
  });
});
