// Which supporters a device may still act for: none that was erased, and none that forgot the device.
import { beforeEach, describe, expect, test } from 'vitest';
import { readSupporters } from '../../shared/actions/read-supporters.ts';
import type { Part } from '../../shared/core/supporter.ts';
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
const customers = async (device = holding('one', 'two')) =>
  (await readSupporters(newsroom.needs, device)).map((each) => each.customer);

describe('a device acts for', () => {
  test('the supporters it claimed, in the order it claimed them', async () => {
    await keep(giftOf('two'));
    await keep(giftOf('one'));
    expect(await customers()).toEqual(['cus_one', 'cus_two']);
  });

  test('none of which we hold nothing', async () => {
    await keep(giftOf('one'));
    expect(await customers()).toEqual(['cus_one']);
  });

  test('none that forgot its devices since', async () => {
    await keep(giftOf('one'));
    await keep(giftOf('two'));
    await newsroom.stores.supporters.forgetDevices(build.customerId('one'));
    expect(await customers()).toEqual(['cus_two']);
  });

  test('none that was erased', async () => {
    await keep(giftOf('one'));
    await newsroom.stores.anonymousPayments.entomb(build.customerId('one'), build.someday);
    expect(await customers()).toEqual([]);
  });
});
