// What every checkout store must do, asked of the one in memory and of the one on DynamoDB: of several equal attempts
// one begins, what is past its end is answered to nobody, and a memory that ended is not called back to life.
import { beforeAll, describe, expect, test } from 'vitest';
import { dynamodbCheckoutStore } from '../../shared/adapters/dynamodb/checkout-store.ts';
import { memoryCheckoutStore } from '../../shared/adapters/memory/checkout-store.ts';
import { completeMemory, mostLinks } from '../../shared/core/checkout.ts';
import { minute } from '../../shared/core/time.ts';
import type { CheckoutStore } from '../../shared/ports/checkout-store.ts';
import { attempt, checkout, checkoutId, customerId, hashOf, sessionId, someday } from '../support/builders.ts';
import { freshTable, isTableMissing } from '../support/dynamodb-table.ts';

const plugs = [
  { name: 'in memory', isMissing: false, open: async (): Promise<CheckoutStore> => memoryCheckoutStore() },
  { name: 'on DynamoDB', isMissing: isTableMissing(), open: openTable },
];
async function openTable(): Promise<CheckoutStore> {
  const { documentClient, tableName } = await freshTable();
  return dynamodbCheckoutStore(documentClient, tableName);
}
const twenty = Array.from({ length: 20 }, (_, index) => index);

describe.each(plugs)('a checkout store $name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('fulfils its contract:', () => {
    let store: CheckoutStore;
    beforeAll(async () => {
      store = await open();
    });

    test('of twenty equal attempts at once exactly one begins, and the others get it', async () => {
      const presses = twenty.map((index) =>
        attempt({ key: hashOf('twenty'), checkout: checkoutId(`press${index}`), startedAt: someday + index }),
      );
      const answers = await Promise.all(presses.map((press) => store.begin(press)));
      const [first] = answers;
      expect(presses).toContainEqual(first);
      for (const answer of answers) expect(answer).toEqual(first);
      expect(answers.filter((answer, index) => answer.checkout === presses[index]?.checkout)).toHaveLength(1);
    });

    test('an attempt that is repeated with another request is answered with the first, for the caller to refuse', async () => {
      const first = await store.begin(attempt({ key: hashOf('input') }));
      const second = await store.begin(attempt({ key: hashOf('input'), requested: hashOf('ten dollars') }));
      expect(second).toEqual(first);
    });

    test('an attempt past its end is nobody’s: another begins under the same key', async () => {
      const old = attempt({ key: hashOf('old') });
      await store.begin(old);
      const early = attempt({ key: hashOf('old'), checkout: checkoutId('early'), startedAt: old.forgetAt - 1 });
      expect(await store.begin(early)).toEqual(old);
      const startedAt = old.forgetAt;
      const late = attempt({ ...old, checkout: checkoutId('late'), startedAt, forgetAt: startedAt + minute });
      expect(await store.begin(late)).toEqual(late);
      const later = attempt({ ...late, checkout: checkoutId('later'), startedAt: late.forgetAt + minute });
      expect(await store.begin(later)).toEqual(later);
    });

    test('remembers the session that was handed out last, and those before it, until it is complete', async () => {
      const id = checkoutId('sessions');
      const remember = (name: string, more = {}) => store.remember(checkout({ id, session: sessionId(name), ...more }));
      for (const name of ['one', 'one', 'two', 'three']) await remember(name, { claims: [hashOf(name)] });
      expect(await store.read(id, someday)).toMatchObject({
        session: sessionId('three'),
        earlier: [sessionId('one'), sessionId('two')],
        claims: ['one', 'two', 'three'].map((name) => hashOf(name)),
      });
      const held = await store.complete(id, customerId('payer'), someday + 1000 * minute);
      expect(held?.session).toBe(sessionId('three'));
      await remember('four', { claims: [hashOf('four')] });
      expect(await store.read(id, someday)).toMatchObject({
        session: sessionId('three'),
        customer: customerId('payer'),
      });
    });

    test('three who remember it at once lose no session and no claim', async () => {
      const id = checkoutId('atOnce');
      await Promise.all(
        ['a', 'b', 'c'].map((name) =>
          store.remember(checkout({ id, session: sessionId(name), claims: [hashOf(name)] })),
        ),
      );
      const { session, earlier = [], claims } = (await store.read(id, someday)) ?? checkout();
      expect([session, ...earlier].sort()).toEqual(['a', 'b', 'c'].map((name) => sessionId(name)));
      expect(claims).toHaveLength(3);
    });

    test('of twenty who ask for a link at once two get one, and nobody for a checkout that is not remembered', async () => {
      const id = checkoutId('links');
      await store.remember(checkout({ id }));
      const taken = await Promise.all(twenty.map(() => store.takeLink(id)));
      expect(taken.filter((each) => each)).toHaveLength(mostLinks);
      expect((await store.read(id, someday))?.links).toBe(mostLinks);
      expect(await store.takeLink(checkoutId('unheard'))).toBe(false);
      expect(await store.read(checkoutId('unheard'), someday)).toBeNull();
    });

    test('of twenty callers that replace one attempt exactly one wins', async () => {
      const first = await store.begin(attempt({ key: hashOf('replaced') }));
      const nexts = twenty.map((index) => ({ ...first, checkout: checkoutId(`next${index}`), tries: 1 }));
      const won = await Promise.all(nexts.map((next) => store.replace(first, next)));
      expect(won.filter((each) => each)).toHaveLength(1);
      expect(await store.begin(first)).toEqual(nexts[won.indexOf(true)]);
      expect(await store.replace(first, { ...first, tries: 2 })).toBe(false);
    });

    test.each([
      ['another checkout', { checkout: checkoutId('other') }],
      ['another request', { requested: hashOf('other') }],
      ['another beginning', { startedAt: someday + 1 }],
      ['another try', { tries: 1 }],
    ])('an attempt with %s is not the one that is there, so it is not replaced', async (name, other) => {
      const first = await store.begin(attempt({ key: hashOf(name) }));
      expect(await store.replace({ ...first, ...other }, { ...first, tries: 5 })).toBe(false);
      expect(await store.begin(first)).toEqual(first);
    });

    test('an attempt that never began is not replaced into being', async () => {
      const unknown = attempt({ key: hashOf('unknown') });
      expect(await store.replace(unknown, { ...unknown, tries: 1 })).toBe(false);
      const other = { ...unknown, checkout: checkoutId('first') };
      expect(await store.begin(other)).toEqual(other);
    });

    test('a checkout is remembered whole, until its end and not a moment longer', async () => {
      const opened = checkout({ id: checkoutId('whole'), device: hashOf('a device'), source: null });
      await store.remember(opened);
      expect(await store.read(opened.id, opened.forgetAt - 1)).toEqual(opened);
      expect(await store.read(opened.id, opened.forgetAt)).toBeNull();
      expect(await store.read(checkoutId('unknown'), someday)).toBeNull();
    });

    test('remembered again, a checkout gains the new claims and keeps the rest as it was', async () => {
      const opened = checkout({ id: checkoutId('again'), claims: [hashOf('one')] });
      await store.remember(opened);
      await store.complete(opened.id, customerId(), someday + completeMemory);
      const again = { ...opened, claims: [hashOf('one'), hashOf('two')], session: sessionId('other') };
      await store.remember({ ...again, returnUrl: 'https://other.example/', forgetAt: someday + 1 });
      expect(await store.read(opened.id, someday + 1)).toEqual({
        ...opened,
        claims: [hashOf('one'), hashOf('two')],
        customer: customerId(),
        forgetAt: someday + completeMemory,
      });
    });

    test('a checkout holds the five newest claims', async () => {
      const opened = checkout({ id: checkoutId('claims'), claims: [hashOf('0')] });
      for (const claim of ['0', '1', '2', '3', '4', '5', '2'])
        await store.remember({ ...opened, claims: [hashOf(claim)] });
      const held = await store.read(opened.id, someday);
      expect(held?.claims).toEqual(['1', '2', '3', '4', '5'].map(hashOf));
    });

    test('claims that are added at the same moment are all kept', async () => {
      const opened = checkout({ id: checkoutId('claimsatonce'), claims: [hashOf('0')] });
      await store.remember(opened);
      await Promise.all(['1', '2', '3'].map((claim) => store.remember({ ...opened, claims: [hashOf(claim)] })));
      const held = await store.read(opened.id, someday);
      expect([...(held?.claims ?? [])].sort()).toEqual(['0', '1', '2', '3'].map(hashOf).sort());
    });

    test('a checkout past its end is not called back to life by being remembered', async () => {
      const opened = checkout({ id: checkoutId('ended') });
      await store.remember(opened);
      await store.remember({ ...opened, claims: [hashOf('late')], forgetAt: opened.forgetAt + minute });
      expect(await store.read(opened.id, opened.forgetAt)).toBeNull();
    });

    test('a completed checkout knows its customer and lives longer; an unknown one stays unknown', async () => {
      const opened = checkout({ id: checkoutId('complete') });
      await store.remember(opened);
      const forgetAt = someday + completeMemory;
      await store.complete(opened.id, customerId(), forgetAt);
      await store.complete(opened.id, customerId(), forgetAt);
      expect(await store.read(opened.id, forgetAt - 1)).toEqual({ ...opened, customer: customerId(), forgetAt });
      await store.complete(checkoutId('never'), customerId(), forgetAt);
      expect(await store.read(checkoutId('never'), someday)).toBeNull();
    });

    test('what the store was given and what it answers are copies', async () => {
      const claims = [hashOf('one')];
      const opened = checkout({ id: checkoutId('copied'), claims });
      await store.remember(opened);
      claims.push(hashOf('smuggled'));
      Object.assign((await store.read(opened.id, someday)) ?? {}, { returnUrl: 'https://other.example/' });
      expect(await store.read(opened.id, someday)).toEqual({ ...opened, claims: [hashOf('one')] });
    });
  });
});

test('what memory holds of checkouts survives as JSON', async () => {
  const store = memoryCheckoutStore();
  await store.remember(checkout());
  const begun = await store.begin(attempt());
  const revived = memoryCheckoutStore();
  revived.restore(JSON.parse(JSON.stringify(store.dump())));
  expect(await revived.read(checkoutId(), someday)).toEqual(checkout());
  expect(await revived.begin(attempt({ checkout: checkoutId('other') }))).toEqual(begun);
});
