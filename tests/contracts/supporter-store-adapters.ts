// The two supporter stores as the contract tests see them: the port itself, and ways to look behind it and to set a
// tombstone, for which the port has no verb yet.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { dynamodbSupporterStore } from '../../shared/adapters/dynamodb/supporter-store.ts';
import { stateKey } from '../../shared/adapters/dynamodb/table.ts';
import { memorySupporterStore } from '../../shared/adapters/memory/supporter-store.ts';
import type { Counted } from '../../shared/core/campaign.ts';
import type { CustomerId } from '../../shared/core/ids.ts';
import type { Part } from '../../shared/core/supporter.ts';
import type { SupporterStore } from '../../shared/ports/supporter-store.ts';
import { customerId, keyOf, payment, paymentId, someday } from '../support/builders.ts';
import { freshTable, isTableMissing } from '../support/dynamodb-table.ts';

export interface Total {
  readonly raisedMinor: number;
  readonly contributions: number;
}
export interface SupporterPlug {
  readonly store: SupporterStore;
  /** Of each campaign month that anything was ever counted in, as "campaign#month". */
  totals(): Promise<Record<string, Total>>;
  pointers(): Promise<number>;
  bury(customer: CustomerId): Promise<void>;
}
export const supporterPlugs = [
  { name: 'in memory', isMissing: false, open: openMemory },
  { name: 'on DynamoDB', isMissing: isTableMissing(), open: openTable },
];

/** A gift of a supporter of its own: tests share a store, as in life. */
export const giftOf = (name: string, overrides = {}) =>
  payment({ customer: customerId(name), id: paymentId(name), ...overrides });

/** One sync as a worker makes it, without asking Stripe in between. */
export async function sync(store: SupporterStore, part: Part, counted: Counted | null = null) {
  const versioned = await store.readVersioned(keyOf(part));
  return await store.save({ key: keyOf(part), versioned, part, counted });
}

async function openMemory(): Promise<SupporterPlug> {
  const store = memorySupporterStore();
  return {
    store,
    totals: async () =>
      Object.fromEntries(
        store
          .totals()
          .map(({ campaign, month, raisedMinor, contributions }) => [
            `${campaign}#${month}`,
            { raisedMinor, contributions },
          ]),
      ),
    pointers: async () => store.dump().pointers.length,
    async bury(customer) {
      const { supporters, ...rest } = store.dump();
      const found = supporters.find(([each]) => each === customer)?.[1] ?? {
        parts: {},
        generation: 0,
        eraseFrom: 0,
      };
      const others = supporters.filter(([each]) => each !== customer);
      store.restore({ ...rest, supporters: [...others, [customer, { ...found, erasedAt: someday }]] });
    },
  };
}

async function openTable(): Promise<SupporterPlug> {
  const { documentClient, tableName, rows } = await freshTable();
  const rowsNamed = async (kind: string) => (await rows()).filter((row) => String(row['pk']).startsWith(kind));
  return {
    store: dynamodbSupporterStore(documentClient, tableName),
    async totals() {
      const totals: Record<string, Total> = {};
      for (const row of await rowsNamed('CAMPAIGN#')) {
        const ref = String(row['pk']).split('#').slice(1, 3).join('#');
        const { raisedMinor, contributions } = totals[ref] ?? { raisedMinor: 0, contributions: 0 };
        totals[ref] = {
          raisedMinor: raisedMinor + Number(row['raisedMinor']),
          contributions: contributions + Number(row['contributions']),
        };
      }
      return totals;
    },
    pointers: async () => (await rowsNamed('EMAIL#')).length,
    async bury(customer) {
      const Item = { ...stateKey(customer), erasedAt: someday };
      await documentClient.send(new PutCommand({ TableName: tableName, Item }));
    },
  };
}
