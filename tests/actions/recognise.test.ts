// The standing that several supporters of one device give together, and the pass or the hint that follows from it.
import { beforeEach, describe, expect, test } from 'vitest';
import { readSupporters } from '../../shared/actions/read-supporters.ts';
import { recognise } from '../../shared/actions/recognise.ts';
import type { Part } from '../../shared/core/supporter.ts';
import { day } from '../../shared/core/time.ts';
import * as build from '../support/builders.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';

let newsroom: Newsroom;
beforeEach(() => {
  newsroom = openNewsroom();
});
const keep = async (part: Part) => {
  const key = build.keyOf(part);
  const { supporters } = newsroom.stores;
  await supporters.save({ key, versioned: await supporters.readVersioned(key), part, counted: null });
};
const giftOf = (name: string, more = {}) =>
  build.payment({ customer: build.customerId(name), id: build.paymentId(name), ...more });
const holding = (...names: string[]) =>
  build.device({ holdings: names.map((name) => build.holding({ customer: build.customerId(name) })) });

describe('what supporters give together', () => {
  const recognised = async (now = build.someday) => {
    const shown = await recognise(newsroom.needs, await readSupporters(newsroom.needs, holding('one', 'two')), now);
    if (!shown.ok) throw new Error('recognising has no failure of its own');
    return shown.value;
  };

  test('is the standing that lasts longest', async () => {
    await keep(giftOf('one', { confirmedAt: build.someday - 10 * day }));
    await keep(giftOf('two', { confirmedAt: build.someday - 20 * day }));
    expect(await recognised()).toMatchObject({ standing: { supporter: true, until: build.someday + 50 * day } });
  });

  test('is none, without pass or hint, where no money came', async () => {
    await keep(giftOf('one', { status: 'failed', confirmedAt: null }));
    expect(await recognised()).toEqual({
      standing: { supporter: false, until: null, reason: 'none' },
      pass: null,
      hint: null,
      isPending: false,
    });
  });

  test('is a hint that opens nothing where money is on its way', async () => {
    await keep(giftOf('one', { status: 'pending', confirmedAt: null }));
    expect(await recognised()).toMatchObject({
      standing: { supporter: false },
      pass: null,
      hint: { token: expect.stringMatching(/^v1\.0\.b\.\w+\.$/), expiresAt: build.someday + 39 * 3_600_000 },
    });
  });

  test('is no hint where other money came already', async () => {
    await keep(giftOf('one', { status: 'pending', confirmedAt: null }));
    await keep(giftOf('two'));
    expect(await recognised()).toMatchObject({ standing: { supporter: true }, hint: null });
  });

  test('ends on a Monday at least three days on, so that the pass tells nobody apart', async () => {
    await keep(giftOf('one'));
    const shown = [0, 1, 3.6, 3.7].map(async (days) => (await recognised(build.someday + days * day)).pass?.expiresAt);
    const monday = Date.UTC(2026, 10, 30);
    expect(await Promise.all(shown)).toEqual([monday, monday, monday, monday + 7 * day]);
  });
});
