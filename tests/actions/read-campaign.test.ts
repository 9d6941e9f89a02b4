// What the public sees of a campaign: its goal at once, what was raised late and rounded, and never one gift.
import { expect, test } from 'vitest';
import { openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';

const read = async (newsroom: ReturnType<typeof openNewsroom>) =>
  (await newsroom.call('GET', '/v1/campaigns/ad-free')).json;
const input = { ...steps.tenOnce, amountMinor: 5500, campaign: 'ad-free' };

test('one gift cannot be read from it, however long one waits', async () => {
  const newsroom = openNewsroom();
  await steps.give(newsroom, newsroom.browser(), input);
  for (let looks = 0; looks < 3; looks += 1) {
    expect(await read(newsroom)).toMatchObject({
      goalMinor: 1_000_000,
      currency: 'usd',
      raisedMinor: 0,
      contributions: 0,
    });
    await newsroom.advanceMinutes(12 * 60);
  }
});

test('ten gifts are shown six hours later, in whole hundreds, and in the offer too', async () => {
  const newsroom = openNewsroom();
  for (let contributions = 0; contributions < 10; contributions += 1)
    await steps.give(newsroom, newsroom.browser(), input);
  expect(await read(newsroom)).toMatchObject({ raisedMinor: 0, contributions: 0 });
  await newsroom.advanceMinutes(6 * 60 + 1);
  expect(await read(newsroom)).toMatchObject({
    raisedMinor: 50_000,
    contributions: 10,
    month: expect.stringMatching(/^\d{4}-\d\d$/),
  });
  const offer = (await newsroom.call('GET', '/v1/offer?campaign=ad-free')).json;
  expect(offer).toMatchObject({ campaign: { raisedMinor: 50_000, contributions: 10 } });
});

test('a campaign that is none is not found, and says so in words', async () => {
  const said = await openNewsroom().call('GET', '/v1/campaigns/unheard-of');
  expect([said.status, said.json]).toEqual([404, expect.objectContaining({ code: 'campaign-not-found' })]);
});
