// One press of the button is one session, however often the network repeats it; and no failure of Stripe's may hold a
// reader to a key that can never succeed.
import { beforeEach, describe, expect, test } from 'vitest';
import { attemptLife, sessionLife } from '../../shared/core/checkout.ts';
import { minute } from '../../shared/core/time.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import { command, fiveMonthly, openCheckout, openedIn, pay, pressKey } from '../support/newsroom-steps.ts';

let newsroom: Newsroom;
beforeEach(() => {
  newsroom = openNewsroom();
});
const press = (name = 'one', input: object = fiveMonthly) =>
  newsroom.call('POST', '/v1/checkouts', { body: input, headers: { 'idempotency-key': pressKey(name) } });
const codeOf = async (said: ReturnType<typeof press>) => {
  const { status, json } = await said;
  return [status, json instanceof Object && 'code' in json ? json.code : null];
};
const sessionsAtStripe = () => newsroom.sandbox.state.world.sessions.size;
const stripeFails = (fault: object) =>
  command(newsroom, '/faults', { path: '/v1/checkout/sessions', method: 'POST', ...fault });

describe('the same key', () => {
  test('twice is one session, with the same address for the reader', async () => {
    const first = openedIn(await press());
    expect(openedIn(await press())).toEqual(first);
    expect(sessionsAtStripe()).toBe(1);
  });

  test('twice at the same instant is one session', async () => {
    const [first, second] = await Promise.all([press(), press()]);
    const opened = [first, second].filter((said) => said.status === 201).map(openedIn);
    // Stripe may still be at the first when the second comes; that one gets "try again", and then finds it.
    expect(opened.length).toBeGreaterThan(0);
    expect(openedIn(await press())).toEqual(opened[0]);
    expect(sessionsAtStripe()).toBe(1);
  });

  test.each([
    ['another amount', { amountMinor: 1000 }],
    ['another frequency', { frequency: 'annual', amountMinor: 5000 }],
    ['another currency', { currency: 'eur' }],
    ['another page', { returnUrl: 'https://meridian.example/another' }],
    ['a campaign', { campaign: 'ad-free' }],
    ['another language', { locale: 'ru' }],
  ])('with %s is a clear conflict, and opens nothing', async (_, other) => {
    await press();
    expect(await codeOf(press('one', { ...fiveMonthly, ...other }))).toEqual([409, 'attempt-conflict']);
    expect(sessionsAtStripe()).toBe(1);
  });

  test('leads to the open session for its whole life, and to a new one after it', async () => {
    const first = openedIn(await press());
    newsroom.wait(sessionLife - minute);
    expect(openedIn(await press())).toEqual(first);
    newsroom.wait(2 * minute);
    const second = openedIn(await press());
    expect(second.session).not.toBe(first.session);
    expect(second.checkout).not.toBe(first.checkout);
    expect(openedIn(await press())).toEqual(second);
  });

  test('after the checkout was completed says so instead of asking for the money again', async () => {
    await pay(newsroom, openedIn(await press()));
    await newsroom.drain();
    expect(await codeOf(press())).toEqual([409, 'attempt-complete']);
    newsroom.wait(3 * sessionLife);
    expect(await codeOf(press())).toEqual([409, 'attempt-complete']);
    expect(sessionsAtStripe()).toBe(1);
  });

  test('a day later is nobody any more, and opens a checkout of its own', async () => {
    const first = openedIn(await press());
    await newsroom.advanceDays(1.1);
    expect(openedIn(await press()).session).not.toBe(first.session);
  });
});

test('another key is another session', async () => {
  expect(openedIn(await press('two')).session).not.toBe(openedIn(await press('one')).session);
});

test('without a key each call is an attempt of its own', async () => {
  expect((await openCheckout(newsroom)).session).not.toBe((await openCheckout(newsroom)).session);
});

describe('when Stripe fails', () => {
  const unavailable = [503, 'payments-unavailable'];

  test('a failure it recorded under our key is not replayed to the reader: a further press works', async () => {
    await stripeFails({ status: 500, recorded: true, shouldRetry: false });
    expect(await codeOf(press())).toEqual(unavailable);
    // Nobody took the fault away; what would come again is the recorded answer.
    expect(openedIn(await press()).url).toContain('/c/pay/');
    expect(sessionsAtStripe()).toBe(1);
  });

  test('a failure recorded after the work was done leaves one session that can be paid, and one that ends unpaid', async () => {
    await stripeFails({ status: 500, recorded: true, after: true, shouldRetry: false });
    expect(await codeOf(press())).toEqual(unavailable);
    const opened = openedIn(await press());
    expect(openedIn(await press())).toEqual(opened);
    expect(sessionsAtStripe()).toBe(2);
  });

  test('several recorded failures in a row are each got over by a further press', async () => {
    for (let time = 0; time < 3; time += 1) {
      await stripeFails({ status: 500, recorded: true, shouldRetry: false });
      expect(await codeOf(press())).toEqual(unavailable);
    }
    openedIn(await press());
    expect(sessionsAtStripe()).toBe(1);
  });

  test('a lost answer is found again under the same key: the work is not done twice', async () => {
    await stripeFails({ truncate: true });
    const said = await press();
    const opened = openedIn(said.status === 201 ? said : await press());
    expect(openedIn(await press())).toEqual(opened);
    expect(sessionsAtStripe()).toBe(1);
  });

  test('a session whose answer was lost can still be found while Stripe still takes its expiry', async () => {
    await stripeFails({ status: 503, times: 3 });
    expect(await codeOf(press())).toEqual(unavailable);
    newsroom.wait(attemptLife - minute);
    openedIn(await press());
    expect(sessionsAtStripe()).toBe(1);
  });

  test('an attempt that never got through begins anew when Stripe would no longer take its expiry', async () => {
    await stripeFails({ status: 429 });
    expect(await codeOf(press())).toEqual(unavailable);
    newsroom.wait(attemptLife + minute);
    const { expiresAt } = openedIn(await press());
    expect(expiresAt).toBe('2026-11-23T10:30:00Z');
  });

  test('the answer says when to try again, to the reader and to the browser', async () => {
    await stripeFails({ status: 429 });
    expect((await press()).headers['retry-after']).toBe('2');
  });
});

test('neither the key nor what was asked for can be read or guessed from what is kept', async () => {
  await press('one', { ...fiveMonthly, campaign: 'ad-free' });
  const saved = JSON.stringify((await newsroom.stores.held()).checkouts);
  const { hasher } = newsroom.needs;
  const requested = JSON.stringify({ ...fiveMonthly, campaign: 'ad-free' });
  const guesses = [
    pressKey(),
    hasher.digest(pressKey()),
    hasher.digest(requested),
    hasher.digest(fiveMonthly.returnUrl),
  ];
  expect(guesses.filter((guess) => saved.includes(guess))).toEqual([]);
});
