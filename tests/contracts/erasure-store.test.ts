// What every erasure store must do, asked of the one in memory and of the one on DynamoDB: an erasure is begun once,
// goes on and never back, and takes the last traces of its customers away without touching anybody else's.
import { beforeEach, describe, expect, test } from 'vitest';
import { dynamodbStores } from '../../shared/adapters/dynamodb/stores.ts';
import { memoryStores } from '../../shared/adapters/memory/stores.ts';
import type { Link } from '../../shared/core/link.ts';
import { minute } from '../../shared/core/time.ts';
import * as make from '../support/builders.ts';
import { freshTable, isTableMissing } from '../support/dynamodb-table.ts';

async function openMemory() {
  const stores = memoryStores({ token: () => '' });
  const { devices, checkouts, links } = stores;
  return { ...stores, everything: async () => JSON.stringify([devices.dump(), checkouts.dump(), links.dump()]) };
}
async function openTable() {
  const { documentClient, tableName, rows } = await freshTable();
  const stores = dynamodbStores(documentClient, tableName);
  return { ...stores, everything: async () => JSON.stringify(await rows()) };
}
const plugs = [
  { name: 'in memory', isMissing: false, open: openMemory },
  { name: 'on DynamoDB', isMissing: isTableMissing(), open: openTable },
];
const linkTo = (name: string, ...customers: (typeof customer)[]): Link => ({
  id: make.hashOf(name),
  token: make.hashOf('token'),
  code: make.hashOf('code'),
  purpose: 'portal',
  customers,
  triesLeft: 5,
  forgetAt: make.someday + minute,
});
const customer = make.customerId('erased');
const other = make.customerId('other');

describe.each(plugs)('an erasure store $name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('fulfils its contract:', () => {
    let harness: Awaited<ReturnType<typeof openTable>>;
    beforeEach(async () => {
      harness = await open();
    });
    const held = (name: string, ...customers: (typeof customer)[]) =>
      make.device({
        hash: make.hashOf(name),
        holdings: customers.map((each) => make.holding({ customer: each })),
      });

    test('of two that begin the same one, both go on with the first', async () => {
      const { erasures } = harness;
      expect(await erasures.read(customer)).toBeNull();
      const begun = { customer, startedAt: make.someday, step: 'memberships' };
      const both = await Promise.all([erasures.begin(customer, make.someday), erasures.begin(customer, make.someday)]);
      expect(both).toEqual([begun, begun]);
      await erasures.moveOn(customer, 'customer', make.someday);
      expect(await erasures.begin(customer, make.someday + minute)).toEqual({ ...begun, step: 'customer' });
    });

    test('it goes on and never back, and one that was not begun goes nowhere', async () => {
      const { erasures } = harness;
      await erasures.begin(customer, make.someday);
      await erasures.moveOn(customer, 'traces', make.someday);
      await erasures.moveOn(customer, 'ours', make.someday);
      expect(await erasures.read(customer)).toMatchObject({ step: 'traces' });
      await erasures.moveOn(other, 'traces', make.someday);
      expect(await erasures.read(other)).toBeNull();
    });

    test('what is done is known as done, and no longer unfinished', async () => {
      const { erasures } = harness;
      await erasures.begin(customer, make.someday);
      await erasures.begin(other, make.someday);
      await erasures.moveOn(customer, 'done', make.someday);
      expect(await erasures.read(customer)).toMatchObject({ step: 'done' });
      expect(await erasures.unfinished()).toEqual([{ customer: other, startedAt: make.someday, step: 'memberships' }]);
    });

    test('the traces of its customers go out of devices, checkouts and links, those of everybody else stay', async () => {
      const { devices, checkouts, links, erasures, everything } = harness;
      await devices.remember(held('alone', customer));
      await devices.remember(held('among others', other, customer));
      await devices.remember(held('another', other));
      await checkouts.remember(make.checkout({ customer }));
      await checkouts.remember(make.checkout({ id: make.checkoutId('open') }));
      await checkouts.remember(make.checkout({ id: make.checkoutId('other'), customer: other }));
      await links.remember(linkTo('erased', other, customer));
      await links.remember(linkTo('other', other));
      await erasures.removeTraces([customer]);
      expect(await everything()).not.toContain(customer);
      const read = (name: string) => devices.read(make.hashOf(name), make.someday);
      expect(await read('alone')).toBeNull();
      expect((await read('among others'))?.holdings).toEqual([make.holding({ customer: other })]);
      expect(await read('another')).toEqual(held('another', other));
      const open = await checkouts.read(make.checkoutId('open'), make.someday);
      const others = await checkouts.read(make.checkoutId('other'), make.someday);
      expect([open?.customer, others?.customer]).toEqual([null, other]);
      const redeemed = (name: string) =>
        links.redeem(make.hashOf(name), { kind: 'token', token: make.hashOf('token') }, make.someday);
      expect([await redeemed('erased'), (await redeemed('other'))?.customers]).toEqual([null, [other]]);
    });
  });
});
