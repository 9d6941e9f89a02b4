// What the public learns of a campaign: the same for everybody, and changed by no request.
import { expect, test } from 'vitest';
import { serve } from '../../functions/offer.ts';
import { lambdaContext } from '../../local/environment/lambda-context.ts';
import * as make from '../support/builders.ts';
import { gatewayEvent } from '../support/gateway-event.ts';
import { openNewsroom } from '../support/newsroom.ts';

const path = '/v1/campaigns/ad-free';

test('tenths of the goal, and of the month before, and neither a count nor a time', async () => {
  const newsroom = openNewsroom();
  await newsroom.stores.campaignStore.publish(make.progress());
  await newsroom.stores.campaignStore.publish(make.progress({ month: '2026-10', finallyPassed: 9 }));
  expect((await newsroom.call('GET', path)).json).toEqual({
    campaign: 'ad-free',
    month: '2026-11',
    goalMinor: 1_000_000,
    raisedMinor: 300_000,
    currency: 'usd',
    lastMonth: { month: '2026-10', raisedMinor: 900_000 },
  });
});

test.each([
  ['a language', `${path}?locale=ru`, {}],
  ['a currency', `${path}?currency=eur&campaign=other`, {}],
  ['an origin', path, { origin: 'https://www.meridian.example' }],
  ['a foreign origin', path, { origin: 'https://evil.example' }],
  ['cookies', path, { cookie: 'layout=x' }],
])('with %s it is byte for byte the same', async (_what, requested, headers) => {
  const newsroom = openNewsroom();
  await newsroom.stores.campaignStore.publish(make.progress());
  const ask = async (each: string, sent: Record<string, string>) =>
    newsroom.ask({ method: 'GET', path: each, headers: sent, at: newsroom.now() });
  const [plain, other] = [await ask(path, {}), await ask(requested, headers)];
  expect([other.statusCode, other.body, other.headers]).toEqual([200, plain.body, plain.headers]);
});

test('where the goal is too small for bands nothing is said of what was raised', async () => {
  const newsroom = openNewsroom();
  const [campaign] = newsroom.needs.campaigns;
  if (campaign === undefined) throw new Error('there is no campaign');
  await newsroom.stores.campaignStore.publish(make.progress({ finallyPassed: 2 }));
  const handler = serve({ ...newsroom.needs, campaigns: [{ ...campaign, goalMinor: 90_000 }] });
  const said = await handler(
    gatewayEvent({ method: 'GET', path, at: newsroom.now() }),
    lambdaContext('offer', 'a', 30),
  );
  expect(JSON.parse(said.body ?? '')).toMatchObject({ goalMinor: 90_000, raisedMinor: null, lastMonth: null });
});

test.each([
  [4, null],
  [3, 300_000],
  [undefined, 300_000],
])('shown from %s tenths on, three tenths are %s', async (shownFromTenths, raisedMinor) => {
  const newsroom = openNewsroom();
  const [campaign] = newsroom.needs.campaigns;
  if (campaign === undefined) throw new Error('there is no campaign');
  await newsroom.stores.campaignStore.publish(make.progress());
  await newsroom.stores.campaignStore.publish(make.progress({ month: '2026-10', finallyPassed: 9 }));
  const handler = serve({ ...newsroom.needs, campaigns: [{ ...campaign, shownFromTenths }] });
  const said = await handler(
    gatewayEvent({ method: 'GET', path, at: newsroom.now() }),
    lambdaContext('offer', 'a', 30),
  );
  // The month before is over, and is shown whatever it came to.
  expect(JSON.parse(said.body ?? '')).toMatchObject({ raisedMinor, lastMonth: { raisedMinor: 900_000 } });
});

test('a campaign that is none is not found, and says so in words', async () => {
  const said = await openNewsroom().call('GET', '/v1/campaigns/unheard-of');
  expect([said.status, said.json]).toEqual([404, expect.objectContaining({ code: 'campaign-not-found' })]);
});
