// The message that carries a link: discreet, in the reader's language, to who gave under the address and to nobody else.
import { beforeEach, expect, test } from 'vitest';
import { serve } from '../../functions/mail.ts';
import { lambdaContext } from '../../local/environment/lambda-context.ts';
import { askForLink, mailedLink } from '../support/link-steps.ts';
import { type Newsroom, openNewsroom, site } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

let newsroom: Newsroom;
let browser: ReaderBrowser;
const email = 'reader@example.org';
beforeEach(async () => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
  await steps.pay(newsroom, await steps.openCheckout(browser), 'card', email);
  await newsroom.drain();
});

test('goes to the address, with a way in and a code, and names neither newsroom nor cause', async () => {
  const { posted, token, code } = await mailedLink(newsroom, browser, { email });
  expect(posted?.to).toBe(email);
  const { subject, text, html, unsubscribeUrl } = posted?.message ?? {
    subject: '',
    text: '',
    html: '',
    unsubscribeUrl: '',
  };
  expect(text).toContain(`${site}/account#redeem=${token}`);
  expect(html).toContain(`${site}/account#redeem=${token}`);
  expect(html).toContain(code);
  expect(unsubscribeUrl).toBeNull();
  const shown = `${subject}\n${text}\n${html}`.replaceAll(site, '');
  expect(shown).not.toMatch(/Meridian|newspaper|donat|support|contribut|member|journal/i);
  expect(shown).not.toContain(email);
  // Nothing that is loaded from anywhere, so nothing that tells it was opened.
  expect(html).not.toMatch(/<img|<link|url\(|<script|background=/i);
});

test('speaks the language that was asked in, and English where we have none', async () => {
  for (const [locale, word] of [
    ['ru', 'Открыть'],
    ['ru-RU', 'Открыть'],
    ['fi', 'Open'],
  ] as const) {
    newsroom.mailer.clear();
    newsroom.wait(15 * 60_000);
    await newsroom.browser().call('POST', '/v1/links', { body: { email, purpose: 'device', locale } });
    await newsroom.answerLinkRequests();
    expect(newsroom.mailer.posted()[0]?.message.text).toContain(word);
  }
});

test('nobody is written to who did not give; the row of the link is there all the same', async () => {
  const { posted } = await mailedLink(newsroom, browser, { email: 'nobody@example.org' });
  expect(posted).toBeUndefined();
  const rows = (await newsroom.stores.held()).links;
  expect(rows.map((each) => each.customers)).toEqual([[]]);
});

test('while the mail service is busy the request waits; after half an hour it is forgotten', async () => {
  newsroom.mailer.meet(['throttled', 'throws']);
  await askForLink(browser, email);
  await newsroom.answerLinkRequests();
  await newsroom.answerLinkRequests();
  expect([newsroom.mailer.posted().length, newsroom.mail.size()]).toEqual([0, 1]);
  await newsroom.answerLinkRequests();
  expect([newsroom.mailer.posted().length, newsroom.mail.size()]).toEqual([1, 0]);
  newsroom.wait(15 * 60_000);
  newsroom.mailer.meet(['throttled']);
  await askForLink(browser, email);
  await newsroom.answerLinkRequests();
  newsroom.wait(30 * 60_000);
  expect(newsroom.mail.size()).toBe(0);
});

test('while messages are stopped none is written', async () => {
  newsroom.stores.switches.set('mail', true);
  await mailedLink(newsroom, browser, { email });
  expect([newsroom.mailer.posted(), newsroom.mail.size()]).toEqual([[], 0]);
});

test('a seal moved to another id, and one that was made up, lead to nothing and stop nothing', async () => {
  await askForLink(browser, email);
  await askForLink(newsroom.browser(), email);
  const [one, other] = newsroom.mail.dump();
  if (one === undefined || other === undefined) throw new Error('nothing waits');
  newsroom.mail.restore([{ ...one, request: { ...one.request, sealed: other.request.sealed } }, other]);
  await newsroom.answerLinkRequests();
  expect(newsroom.mailer.posted()).toHaveLength(1);
  expect(newsroom.mail.size()).toBe(0);
});

test('a supporter that was erased gets no message', async () => {
  const { customer } = await steps.partsOf(newsroom, await steps.openCheckout(newsroom.browser()));
  expect(customer).toBe('');
  for (const each of newsroom.sandbox.state.world.customers.values()) await newsroom.stripe.customers.del(each.id);
  await newsroom.drain();
  expect((await mailedLink(newsroom, browser, { email })).posted).toBeUndefined();
});

test('no address and no token is in the log or in what is held', async () => {
  const { token, code } = await mailedLink(newsroom, browser, { email });
  const saved = JSON.stringify([newsroom.log.lines, await newsroom.stores.held()]);
  for (const secret of [email, 'reader', token, token.slice(22), code]) expect(saved).not.toContain(secret);
});

test('past the cap of a day nothing leaves, and neither answer nor count says whose address it was', async () => {
  const writer = serve({ ...newsroom.needs, mostLinksADay: 1 });
  const answerTo = async (address: string) => {
    const said = await askForLink(newsroom.browser(), address);
    for (const request of newsroom.needs.mail.receive(10)) {
      const Records = [{ messageId: request.id, body: JSON.stringify(request) }];
      await writer({ Records }, lambdaContext('mail', 'a-request', 120));
      newsroom.needs.mail.acknowledge(request.id);
    }
    return [said.status, Object.keys(Object(said.json)).sort()];
  };
  // Invented addresses use up nothing.
  for (const name of ['one', 'two', 'three']) await answerTo(`${name}@nowhere.example`);
  const first = await answerTo(email);
  newsroom.wait(15 * 60_000);
  const second = await answerTo(email);
  expect(second).toEqual(first);
  expect(await answerTo('four@nowhere.example')).toEqual(first);
  expect(newsroom.mailer.posted()).toHaveLength(1);
  expect(newsroom.log.of('links-capped')).toEqual([{}]);
  newsroom.wait(24 * 60 * 60_000);
  await answerTo(email);
  expect(newsroom.mailer.posted()).toHaveLength(2);
});
