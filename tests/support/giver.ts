// One giver with a browser, against the deployed functions: gives, reads the reason of the standing, and compares all stored
// parts with what Stripe says.
import { expect } from 'vitest';
import { wireWorld } from '../../functions/runtime/wire-world.ts';
import { localInstallation } from '../../local/environment/local-installation.ts';
import type { World } from '../../packages/stripe-sandbox/source/world/world.ts';
import { dynamodbDeviceStore } from '../../shared/adapters/dynamodb/device-store.ts';
import { dynamodbSupporterStore } from '../../shared/adapters/dynamodb/supporter-store.ts';
import { nodeHasher } from '../../shared/adapters/node/hasher.ts';
import { noStanding, type Standing, standingOf } from '../../shared/core/standing.ts';
import { truthOf } from '../simulation/invariants.ts';
import { openNewsroom } from '../simulation/plugs.ts';
import type { DeployedHarness } from './deployed-harness.ts';
import { site } from './newsroom.ts';
import * as steps from './newsroom-steps.ts';
import type { ReaderBrowser } from './reader-browser.ts';

export type Giver = ReturnType<typeof newGiver>;

export function newGiver(harness: DeployedHarness) {
  const browser = harness.browser();
  return {
    browser,
    async give(input: object, method: steps.Method = 'card'): Promise<void> {
      const opened = await steps.openCheckout(browser, { ...input, campaign: 'ad-free' });
      await steps.pay(harness, opened, method);
      await steps.comeBack(browser, opened);
      await harness.drain();
    },
    /** The reason of the standing, as stored; the browser itself gets yes or no. The status if it is not recognised. */
    async reason(): Promise<unknown> {
      const { status, json } = await steps.readStanding(browser);
      if (status !== 200) return status;
      const { reason } = await storedStanding(harness, browser);
      expect(json).toMatchObject({ standing: { supporter: reason !== 'none' } });
      return reason;
    },
    /** All memberships and payments of all supporters, part for part. */
    async expectTruth(): Promise<void> {
      await harness.drain();
      const { world } = harness.sandbox.state;
      const truth = [
        ...(await truthOf(world, openNewsroom(world, 1, { installation: localInstallation }))).values(),
      ].flat();
      const rows = (await harness.held()).filter((row) => /^(?:MEMBERSHIP|PAYMENT)#/.test(String(row['sk'])));
      const parts = rows.map(({ pk: _pk, sk: _sk, version: _v, counted: _c, shard: _s, ...part }) => part);
      expect(inOrder(parts)).toEqual(inOrder(truth));
    },
  };
}

/** Of all supporters that the browser acts for, the one that lasts longest. */
async function storedStanding({ table, now: clock }: DeployedHarness, browser: ReaderBrowser): Promise<Standing> {
  const { documentClient, tableName } = table;
  const now = clock();
  const { policy } = wireWorld('offer', { SITE_ORIGINS: [site], API_URL: site });
  const hash = nodeHasher.digest(browser.cookie('__Secure-seat', '/v1') ?? '');
  const device = await dynamodbDeviceStore(documentClient, tableName).read(hash, now);
  const { read } = dynamodbSupporterStore(documentClient, tableName);
  const held = await Promise.all((device?.holdings ?? []).map(({ customer }) => read(customer)));
  return held
    .map((each) => (each === null ? noStanding : standingOf(each, now, policy)))
    .reduce((best, each) => ((each.until ?? 0) > (best.until ?? 0) ? each : best), noStanding);
}

const inOrder = (parts: readonly object[]) =>
  [...parts].sort((one, other) => (String(Reflect.get(one, 'id')) < String(Reflect.get(other, 'id')) ? -1 : 1));

/** The newest of a table: each test gives again, in the same world. */
export function newestIn<T>(table: ReadonlyMap<string, T>): T {
  const found = [...table.values()].at(-1);
  if (found === undefined) throw new Error('the table is empty');
  return found;
}
export const newestSubscription = (world: World) => newestIn(world.subscriptions);
export const newestIntent = (world: World) => newestIn(world.paymentIntents).id;
