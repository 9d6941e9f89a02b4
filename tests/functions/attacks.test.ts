// Attacks through the deployed functions: other people's cookies, guessed names, foreign pages,
// broken headers, and requests whose answers might differ.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../shared/api/routes.ts';
import { checkoutId } from '../support/builders.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { askForLink, foundIn, proveMailbox, redeem } from '../support/link-steps.ts';
import * as steps from '../support/newsroom-steps.ts';
import { navigation, pressPortal } from '../support/portal-steps.ts';
import type { Said } from '../support/reader-browser.ts';
import { askForReminder } from '../support/reminder-steps.ts';

const secret = () => randomBytes(32).toString('base64url');
const same = ({ status, body, cookies, headers }: Said) => ({
  status,
  body,
  cookies,
  headers: Object.keys(headers).sort(),
});

describe.skipIf(isTableMissing())('an attacker', () => {
  let harness: DeployedHarness;
  beforeAll(async () => {
    harness = await openDeployedHarness();
  });
  afterAll(() => harness?.stop());
  const give = async (email = 'somebody@example.org', input: object = steps.fiveMonthly) => {
    const browser = harness.browser();
    const opened = await steps.openCheckout(browser, input);
    await steps.pay(harness, opened, 'card', email);
    await steps.comeBack(browser, opened);
    await harness.drain();
    return { browser, opened };
  };

  describe('with a pass of somebody else', () => {
    test('sees no banner, and gets nothing more: no standing, no supporter, no portal', async () => {
      const { browser } = await give();
      const cookies = [`fascia=${browser.cookie('fascia')}`];
      for (const [method, path] of [
        ['GET', '/v1/standing'],
        ['GET', '/v1/supporter'],
        ['POST', '/v1/portal'],
      ] as const) {
        const sent = method === 'GET' ? {} : { headers: navigation, body: '' };
        const said = await harness.browser().call(method, path, { cookies, ...sent });
        expect([method, path, said.status]).toEqual([method, path, 401]);
      }
    });
    test('cannot tell whose it was: two people have the same bytes', async () => {
      const [one, two] = [await give(), await give('other@example.org', steps.tenOnce)];
      expect(one.browser.cookie('fascia')).toBe(two.browser.cookie('fascia'));
    });
  });

  describe('with a device cookie', () => {
    test('that is nearly right is a stranger', async () => {
      const { browser } = await give();
      const token = browser.cookie('__Secure-seat', '/v1') ?? '';
      expect(token).toHaveLength(43);
      const forged = [
        token.slice(0, -1),
        `${token}A`,
        token.toUpperCase(),
        token.split('').reverse().join(''),
        secret(),
        '',
        'null',
      ];
      const stranger = same(await harness.browser().call('GET', '/v1/standing'));
      for (const each of forged) {
        const said = await harness.browser().call('GET', '/v1/standing', { cookies: [`__Secure-seat=${each}`] });
        expect(same(said)).toEqual(stranger);
      }
    });
    test('beside their own acts for one of them only, and never joins the two', async () => {
      const [mine, theirs] = [await give('mine@example.org'), await give('theirs@example.org')];
      // How long this browser is stored changes with every renewal of its own.
      const view = async () => (await mine.browser.call('GET', '/v1/supporter')).body.replace(/"forgetAt":"[^"]+"/, '');
      const before = await view();
      const stolen = `__Secure-seat=${theirs.browser.cookie('__Secure-seat', '/v1')}`;
      await mine.browser.call('GET', '/v1/standing', { cookies: [stolen, stolen] });
      expect(await view()).toBe(before);
    });
  });

  describe('with ids that were guessed', () => {
    test('gets the same answer for a checkout that exists and one that does not', async () => {
      const { opened } = await give();
      const answers = await Promise.all(
        [opened.checkout, `co_${randomBytes(16).toString('base64url')}`, 'co_x', 'x'].map(async (id) =>
          same(await harness.browser().call('POST', `/v1/checkouts/${id}/claim`, { body: { secret: secret() } })),
        ),
      );
      for (const each of answers) expect(each).toEqual(answers[0]);
      expect(answers[0]?.status).toBe(404);
    });
    test('gets the same answer for a supporter or membership of somebody else and for none', async () => {
      const [mine, theirs] = [await give('mine@example.org'), await give('theirs@example.org')];
      const session = harness.sandbox.state.world.sessions.get(theirs.opened.session);
      const customer = String(session?.customer);
      const ask = async (supporter: string) => same(await pressPortal(mine.browser, { supporter }));
      expect(await ask(customer)).toEqual(await ask('cus_nobody'));
      expect((await ask(customer)).status).toBe(404);
      const change = async (id: string) =>
        same(await mine.browser.call('PATCH', `/v1/memberships/${id}`, { body: { amountMinor: 700 } }));
      expect(await change(String(session?.subscription))).toEqual(await change('sub_nobody'));
      const before = await harness.held();
      await mine.browser.call('DELETE', '/v1/supporter', { body: { supporter: customer } });
      expect(await harness.held()).toEqual(before);
    });
  });

  const guarded = Object.entries(routes).filter(
    ([, { access }]) => !['open', 'signature', 'capability'].includes(access),
  );
  test.each(guarded.map(([name, { method, path }]) => ({ name, method, path })))(
    'on a foreign page cannot call $name',
    async ({ method, path }) => {
      const before = await harness.held();
      const foreign = [
        'https://evil.example',
        'https://meridian.example.evil.example',
        'http://meridian.example',
      ].concat(['https://meridian.example:8443', 'https://meridian.example/', 'https://MERIDIAN.example@evil.example']);
      for (const origin of foreign) {
        const said = await harness
          .browser()
          .call(method, path.replaceAll(/\{[^}]+\}/g, 'x'), { body: {}, headers: { origin } });
        expect([origin, said.status, said.json]).toEqual([
          origin,
          403,
          expect.objectContaining({ code: 'origin-foreign' }),
        ]);
      }
      expect(await harness.held()).toEqual(before);
    },
  );

  describe('who sends line breaks', () => {
    const broken = [
      'a@b.example\r\nBcc: c@d.example',
      'a@b.example\nBcc: c@d.example',
      'a\u2028@b.example',
      'a\u0000@b.example',
    ];
    test.each(['/v1/links', '/v1/reminders'])('gets no address with a line break into %s', async (path) => {
      for (const email of broken) {
        const said = await harness.browser().call('POST', path, {
          body: { purpose: 'portal', month: '+1', email },
        });
        expect([said.status, said.json]).toEqual([422, expect.objectContaining({ code: 'invalid-request' })]);
        expect(said.body).not.toContain('b.example');
      }
    });
    test('gets no line break into a header of ours by a return address', async () => {
      for (const tail of ['\r\nSet-Cookie: fascia=x', '%0d%0aSet-Cookie:%20fascia=x', '\u0000', '?\n']) {
        const said = await harness
          .browser()
          .call('POST', '/v1/checkouts', { body: { ...steps.tenOnce, returnUrl: `${steps.article}${tail}` } });
        for (const value of [...Object.values(said.headers), ...said.cookies]) expect(value).not.toMatch(/[\r\n\0]/);
        expect(said.cookies.join()).not.toContain('fascia=x');
      }
    });
  });

  test.each<[string, readonly string[]]>([
    ['endless', [`__Secure-seat=${'x'.repeat(100_000)}`, `fascia=${'y'.repeat(100_000)}`]],
    ['very many', Array.from({ length: 2000 }, (_, at) => `c${at}=${at}`)],
    ['without a name', ['=x', '', ';', '==', 'novalue']],
    ['named like what objects have', ['__proto__=x', 'constructor=x', 'toString=x', 'hasOwnProperty=x']],
    ['of other alphabets', ['__Secure-seat=жжжж', 'ключ=значение', '__Secure-stub=%00%ff']],
    ['doubled', Array.from({ length: 50 }, () => '__Secure-seat=жжжж')],
  ])('with cookies that are %s is a stranger like any other', async (_what, cookies) => {
    const stranger = same(await harness.browser().call('GET', '/v1/standing'));
    expect(same(await harness.browser().call('GET', '/v1/standing', { cookies }))).toEqual(stranger);
    expect((await harness.browser().call('POST', '/v1/checkouts', { body: steps.tenOnce, cookies })).status).toBe(201);
  });

  test("with fifty device cookies is a stranger whose cookies stay: one of them may be the reader's own", async () => {
    const cookies = Array.from({ length: 50 }, () => `__Secure-seat=${secret()}`);
    const said = await harness.browser().call('GET', '/v1/standing', { cookies });
    expect([said.status, said.cookies]).toEqual([401, []]);
    expect((await harness.browser().call('POST', '/v1/checkouts', { body: steps.tenOnce, cookies })).status).toBe(201);
  });

  describe('who tests an address', () => {
    // Random values are not facts about the address: a secret, and the second at which a message is sent.
    const drawn = (cookie: string) => cookie.replace(/=[\w-]{43};/, '=a secret;').replace(/Max-Age=\d+/, 'Max-Age');
    const shape = (said: Said) => ({
      ...same(said),
      cookies: said.cookies.map(drawn),
      body: said.body.replaceAll(/"[\w-]{22}"/g, '"an id"').length,
    });
    const rowsOf = async () => (await harness.table.rows()).map(({ pk }) => String(pk).replace(/#.*/, '')).sort();
    const asking: readonly [string, (email: string) => Promise<Said>][] = [
      ['a link', (email) => askForLink(harness.browser(), email)],
      ['a reminder', (email) => askForReminder(harness.browser(), email)],
    ];
    test.each(asking)(
      'by %s gets the same answer for a known one, with as many rows and messages',
      async (_what, ask) => {
        await give('known@example.org');
        const counted = async (email: string) => {
          const before = await rowsOf();
          const said = shape(await ask(email));
          const waiting = await harness.inputs.count();
          const added = (await rowsOf()).length - before.length;
          await harness.answerLinkRequests();
          return { said, waiting, added, after: (await rowsOf()).length - before.length };
        };
        // The first attempt of the day creates the row of its network's count.
        await ask('first@example.org');
        await harness.answerLinkRequests();
        const [known, unknown] = [await counted('known@example.org'), await counted('stranger@example.org')];
        expect(known).toEqual(unknown);
      },
    );
  });

  test("who typed a victim's address into a checkout of their own sees nothing change when the victim proves it", async () => {
    const { browser } = await give('victim@example.org');
    // How long this browser is stored changes with its own renewals, by the second.
    const own = ({ body }: Said) => body.replace(/"forgetAt":"[^"]+"/, '');
    const view = async () => [own(await browser.call('GET', '/v1/supporter')), own(await steps.readStanding(browser))];
    await view();
    const before = await view();
    const victim = harness.browser();
    await askForLink(victim, 'victim@example.org');
    await harness.answerLinkRequests();
    const [message = ''] = (await harness.witness.mail(harness.mail.endpoint)).slice(-1);
    expect((await redeem(victim, { token: foundIn(message).token })).status).toBe(200);
    await pressPortal(victim);
    expect(await view()).toEqual(before);
  });

  test('who replays a claim becomes a browser of the same giver, changes no count, and gets nothing without the secret', async () => {
    const { opened } = await give('claimed@example.org');
    const counted = async () =>
      (await harness.held()).filter((row) => /^(?:SUP|CAMPAIGN|ANONYMOUS)#/.test(String(row['pk'])));
    const before = (await counted()).map(({ version: _version, ...row }) => row);
    for (const guess of [secret(), secret()]) {
      const said = await harness
        .browser()
        .call('POST', `/v1/checkouts/${opened.checkout}/claim`, { body: { secret: guess } });
      expect(said.status).toBe(404);
    }
    expect((await counted()).map(({ version: _version, ...row }) => row)).toEqual(before);
  });

  test('who spends the failures of a whole exit of a VPN keeps none of a hundred payers behind it away', async () => {
    const unknown = checkoutId('unknown');
    const spoil = async (at: number): Promise<number> => {
      const stranger = harness.browser();
      if (at % 3 === 0) return (await steps.comeBack(stranger, { checkout: unknown })).status;
      const path = at % 3 === 1 ? `/v1/checkouts/${unknown}/claim` : '/v1/links/redeem';
      const body = at % 3 === 1 ? { secret: secret() } : { link: 'l'.repeat(22), code: 'AAAAA-AAAAA' };
      return (await stranger.call('POST', path, { body })).status;
    };
    const many = (from: number, to: number) =>
      Promise.all(Array.from({ length: to - from }, (_, at) => spoil(from + at)));
    // More than the sixty of each kind that one network has in ten minutes.
    for (let at = 0; at < 400; at += 40) await many(at, at + 40);
    expect([await spoil(1), await spoil(2)]).toEqual([429, 429]);
    const payer = async (at: number) => {
      const browser = harness.browser();
      const opened = await steps.openCheckout(browser, steps.tenOnce);
      await steps.pay(harness, opened, 'card', `exit${at}@example.org`);
      const back = await steps.comeBack(browser, opened);
      return [at, back.status, (await steps.readStanding(browser)).status];
    };
    // A hundred of a thousand pay, among a hundred more wrong proofs and four hundred who only look.
    for (let at = 0; at < 100; at += 5) {
      const five = [at, at + 1, at + 2, at + 3, at + 4];
      const looking = Array.from({ length: 20 }, () => harness.browser().call('GET', '/v1/offer?currency=usd'));
      const [recognised] = await Promise.all([Promise.all(five.map(payer)), many(0, 5), ...looking]);
      expect(recognised).toEqual(five.map((each) => [each, 303, 200]));
    }
    await harness.drain();
    const second = harness.browser();
    await proveMailbox(harness, second, 'exit99@example.org');
    expect((await steps.readStanding(second)).status).toBe(200);
  });
});
