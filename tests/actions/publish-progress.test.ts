// When what is shown of a campaign changes, and by what: only by the job of the morning, only by payments that are a day old,
// never downwards, and in the final figure by more of each gift.
import { beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../functions/reconcile.ts';
import { day, hour, minute } from '../../shared/core/time.ts';
import { giftOf, sync } from '../contracts/supporter-store-adapters.ts';
import * as make from '../support/builders.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';

let newsroom: Newsroom;
/** 06:00 in Riga on 24 November 2026. */
const six = Date.UTC(2026, 10, 24, 4);
const cap = 2000;
beforeEach(() => {
  newsroom = openNewsroom();
});
const at = (instant: number) => newsroom.wait(instant - newsroom.now());
const read = async () => (await newsroom.call('GET', '/v1/campaigns/ad-free')).json;
/** All edges at the start of their bands. */
const needs = () => ({
  ...newsroom.needs,
  listing: newsroom.listing,
  edges: { draw: async () => ({ key: 'k1', drawn: Array.from({ length: 10 }, () => 0) }) },
});
const publish = () => serve(needs())({ job: 'progress' }, { getRemainingTimeInMillis: () => 900_000 });
interface Gifts {
  readonly count: number;
  readonly amountMinor?: number;
  readonly confirmedAt: number;
  readonly month?: string;
}
let names = 0;
async function give({ count, amountMinor = cap, confirmedAt, month = '2026-11' }: Gifts): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    names += 1;
    const gift = { ...giftOf(`gift${names}`), amountMinor, confirmedAt };
    await sync(newsroom.stores.supporters, gift, make.counted(amountMinor, { month }));
  }
}

test('before the first morning nothing is shown as raised', async () => {
  await give({ count: 100, confirmedAt: make.someday });
  expect(await read()).toEqual({
    campaign: 'ad-free',
    month: '2026-11',
    goalMinor: 1_000_000,
    raisedMinor: 0,
    currency: 'usd',
    lastMonth: null,
  });
});

describe('a morning', () => {
  test('counts what is a day old at six, and nothing that is younger by a millisecond', async () => {
    await give({ count: 49, confirmedAt: six - day });
    await give({ count: 500, confirmedAt: six - day + 1 });
    at(six);
    await publish();
    expect(await read()).toMatchObject({ raisedMinor: 0 });
    await give({ count: 1, confirmedAt: six - day });
    at(six + day);
    await publish();
    expect(await read()).toMatchObject({ raisedMinor: 1_000_000 });
  });

  test('is of six o’clock, whenever the job is called', async () => {
    await give({ count: 49, confirmedAt: six - day });
    await give({ count: 1, confirmedAt: six - day + 1 });
    at(six + 23 * hour + 59 * minute);
    await publish();
    expect(await read()).toMatchObject({ raisedMinor: 0 });
  });

  test('is published once: what comes or goes between two calls changes nothing', async () => {
    at(six);
    await publish();
    await give({ count: 60, confirmedAt: six - 2 * day });
    await newsroom.wait(20 * minute);
    await publish();
    expect(await read()).toMatchObject({ raisedMinor: 0 });
    at(six + day);
    await publish();
    expect(await read()).toMatchObject({ raisedMinor: 100_000 });
  });

  test('counts of a large gift a fiftieth of a band, so that it is one of fifty', async () => {
    await give({ count: 49, amountMinor: 900_000, confirmedAt: six - day });
    at(six);
    await publish();
    expect(await read()).toMatchObject({ raisedMinor: 0 });
  });

  test('never shows less than the one before, in its month', async () => {
    await give({ count: 100, confirmedAt: six - day });
    at(six);
    await publish();
    expect(await read()).toMatchObject({ raisedMinor: 200_000 });
    newsroom.stores.supporters.restore({ supporters: [], totals: [], pointers: [] });
    at(six + day);
    await publish();
    expect(await read()).toMatchObject({ raisedMinor: 200_000 });
    at(Date.UTC(2026, 11, 1, 4));
    await publish();
    expect(await read()).toMatchObject({ month: '2026-12', raisedMinor: 0, lastMonth: null });
  });
});

test('on the eighth the whole month is shown once more, with more of each gift', async () => {
  await give({ count: 45, amountMinor: 5000, confirmedAt: six });
  const eighth = Date.UTC(2026, 11, 8, 4);
  at(eighth - day);
  await publish();
  expect(await read()).toMatchObject({ lastMonth: null });
  at(eighth);
  await publish();
  const final = { month: '2026-12', raisedMinor: 0, lastMonth: { month: '2026-11', raisedMinor: 200_000 } };
  expect(await read()).toMatchObject(final);
  await give({ count: 100, confirmedAt: six });
  at(eighth + day);
  await publish();
  expect(await read()).toMatchObject(final);
});

test('nothing is published of a goal too small to hide one gift', async () => {
  const [campaign] = newsroom.needs.campaigns;
  if (campaign === undefined) throw new Error('there is no campaign');
  const small = { ...needs(), campaigns: [{ ...campaign, goalMinor: 90_000 }] };
  await give({ count: 200, confirmedAt: six - day });
  at(six);
  await serve(small)({ job: 'progress' }, { getRemainingTimeInMillis: () => 900_000 });
  expect(await newsroom.stores.campaignStore.readProgress(campaign.id, '2026-11')).toBeNull();
});

test('its log says how many figures, and nothing of their sums', async () => {
  await give({ count: 60, confirmedAt: six - day });
  at(six);
  await publish();
  const written = newsroom.log.lines.filter(({ message }) => message === 'progress-published');
  expect(written.map(({ fields }) => fields)).toEqual([{ count: 2 }]);
});
