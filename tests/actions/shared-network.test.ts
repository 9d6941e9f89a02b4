// A thousand readers behind one exit of a VPN within ten minutes: a hundred of them pay, five hundred come with proofs that are
// wrong. Through the functions' own handlers: every payer is recognised, on the way back, by a claim and by a link.
import { expect, test } from 'vitest';
import { checkoutId } from '../support/builders.ts';
import { askForLink, foundIn, redeem } from '../support/link-steps.ts';
import { openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

const wrong = 'w'.repeat(43);
const unknown = checkoutId('unknown');

test('every payer is recognised, whatever their neighbours try', { timeout: 300_000 }, async () => {
  const newsroom = openNewsroom();
  const refused: number[] = [];
  /** Each of these costs the network's budget of failures. */
  const spoil = async (at: number) => {
    const stranger = newsroom.browser();
    const tried = [
      () => steps.comeBack(stranger, { checkout: unknown }),
      () => stranger.call('POST', `/v1/checkouts/${unknown}/claim`, { body: { secret: wrong } }),
      () => redeem(stranger, { link: 'l'.repeat(22), code: 'AAAAA-AAAAA' }),
    ];
    await tried[at % tried.length]?.();
  };
  const payer = async (at: number): Promise<ReaderBrowser> => {
    const browser = newsroom.browser();
    const opened = await steps.openCheckout(browser, steps.tenOnce);
    await steps.pay(newsroom, opened, 'card', `payer${at}@example.org`);
    await steps.comeBack(browser, opened);
    const { status } = await steps.readStanding(browser);
    if (status !== 200) refused.push(at);
    return browser;
  };
  for (let at = 0; at < 1000; at += 1) {
    if (at % 10 === 0) await payer(at);
    else if (at % 2 === 1) await spoil(at);
    else await newsroom.browser().call('GET', '/v1/offer?currency=usd');
  }
  expect(refused).toEqual([]);
  await newsroom.drain();
  // With the budget of failures long spent, a link still opens for each who asks.
  newsroom.mailer.clear();
  const second = newsroom.browser();
  for (const at of [0, 500, 990]) await askForLink(newsroom.browser(), `payer${at}@example.org`);
  await newsroom.answerLinkRequests();
  const tokens = newsroom.mailer.posted().map(({ message }) => foundIn(message.text).token);
  expect(tokens).toHaveLength(3);
  for (const token of tokens) expect((await redeem(second, { token })).status).toBe(200);
});
