// What every store of mailed links must do, asked of the one in memory and of the one on DynamoDB: a link is given out
// once, a code can be tried five times, and nothing past its end is answered.
import { beforeAll, describe, expect, test } from 'vitest';
import { dynamodbLinkStore } from '../../shared/adapters/dynamodb/link-store.ts';
import { memoryLinkStore } from '../../shared/adapters/memory/link-store.ts';
import { type Link, linkLife, mostCodeTries } from '../../shared/core/link.ts';
import { minute } from '../../shared/core/time.ts';
import type { LinkStore } from '../../shared/ports/link-store.ts';
import { customerId, hashOf, someday } from '../support/builders.ts';
import { freshTable, isTableMissing } from '../support/dynamodb-table.ts';

const plugs = [
  { name: 'in memory', isMissing: false, open: async (): Promise<LinkStore> => memoryLinkStore() },
  { name: 'on DynamoDB', isMissing: isTableMissing(), open: openTable },
];
async function openTable(): Promise<LinkStore> {
  const { documentClient, tableName } = await freshTable();
  return dynamodbLinkStore(documentClient, tableName);
}
const link = (name: string, overrides: Partial<Link> = {}): Link => ({
  id: hashOf(`id of ${name}`),
  token: hashOf(`token of ${name}`),
  code: hashOf(`code of ${name}`),
  purpose: 'portal',
  customers: [customerId('one'), customerId('two')],
  triesLeft: mostCodeTries,
  forgetAt: someday + linkLife,
  ...overrides,
});
const byToken = ({ token }: Link) => ({ kind: 'token', token }) as const;
const byCode = ({ code }: Link) => ({ kind: 'code', code }) as const;
const wrongCode = { kind: 'code', code: hashOf('a guess') } as const;

describe.each(plugs)('a link store $name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('fulfils its contract:', () => {
    let store: LinkStore;
    beforeAll(async () => {
      store = await open();
    });
    const remembered = async (name: string, overrides: Partial<Link> = {}): Promise<Link> => {
      const held = link(name, overrides);
      await store.remember(held);
      return held;
    };

    test.each([
      ['token', byToken],
      ['code', byCode],
    ] as const)('a link is redeemed by its %s whole, and never again by either', async (proof, by) => {
      const held = await remembered(`redeemed by ${proof}`);
      expect(await store.redeem(held.id, by(held), someday)).toMatchObject({
        customers: held.customers,
        purpose: 'portal',
      });
      expect(await store.redeem(held.id, byToken(held), someday)).toBeNull();
      expect(await store.redeem(held.id, byCode(held), someday)).toBeNull();
    });

    test('of twenty who redeem at once exactly one gets it', async () => {
      const held = await remembered('wanted by many');
      const all = Array.from({ length: 20 }, (_, at) =>
        store.redeem(held.id, at % 2 ? byToken(held) : byCode(held), someday),
      );
      expect((await Promise.all(all)).filter((each) => each !== null)).toHaveLength(1);
    });

    test('after five wrong codes the right one is wrong too; the token still opens', async () => {
      const held = await remembered('guessed at');
      for (let tries = 0; tries < mostCodeTries; tries += 1) {
        expect(await store.redeem(held.id, wrongCode, someday)).toBeNull();
      }
      expect(await store.redeem(held.id, byCode(held), someday)).toBeNull();
      expect(await store.redeem(held.id, byToken(held), someday)).not.toBeNull();
    });

    test('of all requests for one address in a quarter of an hour one is written for, and that one again', async () => {
      const address = { pepper: 'p1', hash: hashOf('an address') };
      const [one, other] = [hashOf('one request'), hashOf('another')];
      expect(await store.takeMessage(address, one, someday)).toBe(true);
      expect(await store.takeMessage(address, other, someday)).toBe(false);
      expect(await store.takeMessage(address, one, someday + minute)).toBe(true);
      expect(await store.takeMessage({ ...address, pepper: 'p2' }, other, someday)).toBe(true);
      expect(await store.takeMessage(address, other, someday + 15 * minute)).toBe(true);
      expect(await store.takeMessage(address, one, someday + 15 * minute)).toBe(false);
    });

    test('and of many at once exactly one', async () => {
      const address = { pepper: 'p1', hash: hashOf('asked about at once') };
      const all = await Promise.all(
        Array.from({ length: 12 }, (_, at) => store.takeMessage(address, hashOf(`request ${at}`), someday)),
      );
      expect(all.filter(Boolean)).toHaveLength(1);
    });

    test('four wrong codes leave room for the right one', async () => {
      const held = await remembered('mistyped');
      for (let tries = 1; tries < mostCodeTries; tries += 1) await store.redeem(held.id, wrongCode, someday);
      expect(await store.redeem(held.id, byCode(held), someday)).not.toBeNull();
    });

    test('nothing is redeemed at its end, by another proof, or under another id', async () => {
      const held = await remembered('ended');
      const other = await remembered('other');
      for (const by of [byToken, byCode]) {
        expect(await store.redeem(held.id, by(held), held.forgetAt)).toBeNull();
        expect(await store.redeem(held.id, by(other), someday)).toBeNull();
        expect(await store.redeem(hashOf('never heard of'), by(held), someday)).toBeNull();
      }
      expect(await store.redeem(held.id, byToken(held), held.forgetAt - 1)).not.toBeNull();
    });
  });
});

test.skipIf(isTableMissing())(
  'a try at a code asks the table the same, whether or not there is such a link',
  async () => {
    const table = await freshTable();
    const client = table.connect();
    const calls: string[] = [];
    client.middlewareStack.add(
      (next, context) => (args) => {
        calls.push(String(context['commandName']));
        return next(args);
      },
      { step: 'initialize', name: 'count' },
    );
    const store = dynamodbLinkStore(client, table.tableName);
    const held = link('there');
    await store.remember(held);
    const requested = async (id: Link['id']) => {
      calls.length = 0;
      await store.redeem(id, wrongCode, someday);
      return [...calls];
    };
    expect(await requested(held.id)).toEqual(await requested(hashOf('not there')));
    expect(calls).toEqual(['UpdateItemCommand']);
  },
);
