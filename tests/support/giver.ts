// One giver with a browser, against the deployed functions: gives, reads the reason of the standing, and compares all stored
// parts with what Stripe says.
import { expect } from 'vitest';
import type { World } from '../../packages/stripe-sandbox/source/world/world.ts';
import { truthOf } from '../simulation/invariants.ts';
import { openNewsroom } from '../simulation/plugs.ts';
import type { DeployedHarness } from './deployed-harness.ts';
import * as steps from './newsroom-steps.ts';

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
    /** The reason of the standing; the status where the browser is not recognised. */
    async reason(): Promise<unknown> {
      const { status, json } = await steps.readStanding(browser);
      return status === 200 ? Reflect.get(Object(Reflect.get(Object(json), 'standing')), 'reason') : status;
    },
    /** All memberships and payments of all supporters, part for part. */
    async expectTruth(): Promise<void> {
      await harness.drain();
      const { world } = harness.sandbox.state;
      const truth = [...(await truthOf(world, openNewsroom(world, 1, 'none'))).values()].flat();
      const rows = (await harness.held()).filter((row) => /^(?:MEMBERSHIP|PAYMENT)#/.test(String(row['sk'])));
      const parts = rows.map(({ pk: _pk, sk: _sk, version: _v, counted: _c, shard: _s, ...part }) => part);
      expect(inOrder(parts)).toEqual(inOrder(truth));
    },
  };
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
