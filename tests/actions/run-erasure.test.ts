// An erasure that dies at any await, before or after what it was doing, ends in the same state as one that does not, once
// the reader presses again or the night comes: whatever is left half done is only ever done again.
import { expect, test } from 'vitest';
import { eraseSupporter } from '../../shared/actions/erase-supporter.ts';
import { removeTraces, resumeErasures } from '../../shared/actions/resume-erasures.ts';
import { day } from '../../shared/core/time.ts';
import { freshen } from '../support/freshen.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

interface Death {
  /** The how-manieth call to a plug; 0 is none. */
  readonly at: number;
  readonly isAfter: boolean;
}
const plugsOf = ({ needs }: Newsroom) => ({
  supporters: needs.supporters,
  anonymousPayments: needs.anonymousPayments,
  erasures: needs.erasures,
  payments: needs.payments,
  devices: needs.devices,
  reminders: needs.reminders,
});

/** The same plugs, of which one call never comes back. Counts all calls. */
function dying(newsroom: Newsroom, { at, isAfter }: Death) {
  let calls = 0;
  const die = () => Promise.reject(new Error('the process died'));
  const mortal = <T extends object>(plug: T): T =>
    new Proxy(plug, {
      get(target, name, receiver) {
        const action: unknown = Reflect.get(target, name, receiver);
        if (typeof action !== 'function') return action;
        return async (...given: readonly unknown[]) => {
          calls += 1;
          const isLast = calls === at;
          if (isLast && !isAfter) return die();
          const answer: unknown = await Reflect.apply(action, target, given);
          return isLast ? die() : answer;
        };
      },
    });
  const { supporters, anonymousPayments, erasures, payments, devices, reminders } = plugsOf(newsroom);
  const plugs = {
    supporters: mortal(supporters),
    anonymousPayments: mortal(anonymousPayments),
    erasures: mortal(erasures),
    payments: mortal(payments),
    devices: mortal(devices),
    reminders: mortal(reminders),
  };
  return { needs: { ...newsroom.needs, ...plugs }, calls: () => calls };
}

async function giveTwice(newsroom: Newsroom, browser: ReaderBrowser) {
  await steps.give(newsroom, newsroom.browser(), { ...steps.tenOnce, campaign: 'ad-free' });
  return steps.give(newsroom, browser, { ...steps.fiveMonthly, campaign: 'ad-free' });
}
const deviceOf = ({ needs }: Newsroom, browser: ReaderBrowser) =>
  needs.hasher.digest(browser.cookie('__Secure-seat', '/v1') ?? '');

async function night({ needs, stores, now, drain }: Newsroom): Promise<void> {
  const parts = { erasures: stores.erasures, syncQueue: needs.syncQueue, log: needs.log, clock: { now } };
  await resumeErasures(parts, 'tonight');
  await drain();
  await removeTraces(
    parts,
    (await stores.erasures.unfinished()).filter(({ step }) => step === 'traces').map(({ customer }) => customer),
  );
}

/** What is held in the end; how often a row was looked at on the way is no difference. */
async function endOf(
  death: Death,
  isPressedAgain: boolean,
): Promise<{ readonly held: string; readonly calls: number }> {
  const newsroom = openNewsroom();
  const browser = newsroom.browser();
  await giveTwice(newsroom, browser);
  await freshen(newsroom, browser);
  const device = deviceOf(newsroom, browser);
  const { needs, calls } = dying(newsroom, death);
  await eraseSupporter(needs, { device, supporter: null }).catch(() => undefined);
  const made = calls();
  const isBegun = (await newsroom.stores.erasures.unfinished()).length > 0;
  // Where it was not even begun, only the reader can.
  if (isPressedAgain || !isBegun) await browser.call('DELETE', '/v1/supporter');
  await newsroom.drain();
  await night(newsroom);
  await newsroom.drain();
  const held = JSON.stringify(await newsroom.stores.held(), (key, value) => (key === 'version' ? 0 : value));
  return { held, calls: made };
}

test('dies at any await, and ends the same', async () => {
  const { held, calls } = await endOf({ at: 0, isAfter: false }, false);
  expect(held).toContain('"step":"redaction"');
  expect(calls).toBeGreaterThan(10);
  for (let at = 1; at <= calls; at += 1) {
    for (const isAfter of [false, true]) {
      const pressed = await endOf({ at, isAfter }, at % 2 === 0);
      expect(pressed.held, `died ${isAfter ? 'after' : 'before'} call ${at}`).toBe(held);
    }
  }
});

test('two at once, by the reader and by the worker, end the same', async () => {
  const newsroom = openNewsroom();
  const browser = newsroom.browser();
  const given = await giveTwice(newsroom, browser);
  await freshen(newsroom, browser);
  const device = deviceOf(newsroom, browser);
  const runs = [1, 2, 3].map(() => eraseSupporter(newsroom.needs, { device, supporter: null }));
  const ends = await Promise.all(runs);
  expect(ends.some((each) => each.ok)).toBe(true);
  const { customer } = await steps.partsOf(newsroom, given);
  expect(await newsroom.stripe.customers.retrieve(customer)).toMatchObject({ deleted: true });
  expect(await newsroom.stores.erasures.unfinished()).toEqual([expect.objectContaining({ step: 'traces' })]);
});

test('a customer deleted at Stripe runs the same, and one of another app is left alone without a word', async () => {
  const newsroom = openNewsroom();
  const browser = newsroom.browser();
  const { customer } = await steps.partsOf(newsroom, await giveTwice(newsroom, browser));
  const foreign = await newsroom.stripe.customers.create({});
  await newsroom.stripe.customers.del(foreign.id);
  await newsroom.stripe.customers.del(customer);
  await newsroom.drain();
  expect((await newsroom.stores.erasures.unfinished()).map((each) => each.customer)).toEqual([customer]);
  expect((await browser.call('GET', '/v1/supporter')).status).toBe(401);
  expect(JSON.stringify(await newsroom.stores.held())).not.toContain(foreign.id);
});

test('one that waits for more than two days raises an alarm; one that is done does not start again', async () => {
  const newsroom = openNewsroom();
  const browser = newsroom.browser();
  const { customer } = await steps.partsOf(newsroom, await giveTwice(newsroom, browser));
  await steps.command(newsroom, '/faults', { path: '/v1/customers', status: 429 });
  await freshen(newsroom, browser);
  await browser.call('DELETE', '/v1/supporter');
  newsroom.wait(3 * day);
  await night(newsroom);
  expect(newsroom.log.of('erasure-is-late')).toEqual([{ count: 1 }]);
  const [erasure] = await newsroom.stores.erasures.unfinished();
  if (erasure === undefined) throw new Error('nothing was begun');
  await newsroom.stores.erasures.moveOn(erasure.customer, 'done', newsroom.now());
  const before = JSON.stringify(await newsroom.stores.held());
  newsroom.queue.send({ part: 'customer', objectId: customer, customerId: erasure.customer, eventId: 'evt_late' });
  await newsroom.drain();
  expect(JSON.stringify(await newsroom.stores.held())).toBe(before);
});
