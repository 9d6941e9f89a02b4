// What every set of switches must do, asked of the one in memory and of the one on DynamoDB: nothing is stopped until
// somebody stops it, and each instance knows within half a minute.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { observeCapacity } from '../../shared/adapters/dynamodb/capacity.ts';
import { dynamodbSwitches, throwSwitch } from '../../shared/adapters/dynamodb/switches.ts';
import { switchKey } from '../../shared/adapters/dynamodb/table.ts';
import { memorySwitches } from '../../shared/adapters/memory/switches.ts';
import { second } from '../../shared/core/time.ts';
import type { Switch, Switches } from '../../shared/ports/switches.ts';
import { someday } from '../support/builders.ts';
import { freshTable, isTableMissing } from '../support/dynamodb-table.ts';

interface Plug {
  readonly switches: Switches;
  throwSwitch(name: Switch, isStopped: boolean): Promise<void>;
  pass(milliseconds: number): void;
  reads(): number;
}
const plugs = [
  { name: 'in memory', isMissing: false, open: openMemory },
  { name: 'on DynamoDB', isMissing: isTableMissing(), open: openTable },
];
async function openMemory(): Promise<Plug> {
  const switches = memorySwitches();
  return {
    switches,
    throwSwitch: async (name, isStopped) => switches.set(name, isStopped),
    pass: () => {},
    reads: () => 0,
  };
}
async function openTable(): Promise<Plug> {
  const { documentClient, tableName, connect } = await freshTable();
  let now = someday;
  let reads = 0;
  const client = connect();
  observeCapacity(client, () => {
    reads += 1;
  });
  return {
    switches: dynamodbSwitches(client, tableName, { now: () => now }),
    async throwSwitch(name, isStopped) {
      await throwSwitch(documentClient, tableName, { name, isStopped });
    },
    pass: (milliseconds) => {
      now += milliseconds;
    },
    reads: () => reads,
  };
}

describe.each(plugs)('switches $name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('fulfil their contract:', () => {
    test('nothing is stopped before somebody stops it, and each switch is for itself', async () => {
      const { switches, throwSwitch } = await open();
      await throwSwitch('mail', true);
      expect(await switches.isStopped('checkouts')).toBe(false);
      expect(await switches.isStopped('mail')).toBe(true);
    });

    test('a switch is known thirty seconds after it was thrown, and so is its return', async () => {
      const { switches, throwSwitch, pass } = await open();
      for (const isStopped of [false, true, false]) {
        await throwSwitch('checkouts', isStopped);
        pass(30 * second);
        expect(await switches.isStopped('checkouts')).toBe(isStopped);
      }
    });
  });
});

describe.skipIf(isTableMissing())('switches on DynamoDB', () => {
  test('are read once in thirty seconds, not at every checkout', async () => {
    const { switches, pass, reads } = await openTable();
    for (let requested = 0; requested < 5; requested += 1) await switches.isStopped('checkouts');
    pass(30 * second - 1);
    await switches.isStopped('checkouts');
    expect(reads()).toBe(1);
    pass(1);
    await switches.isStopped('checkouts');
    expect(reads()).toBe(2);
  });

  test('are read anew when the clock was set back', async () => {
    const { switches, pass, throwSwitch } = await openTable();
    await switches.isStopped('checkouts');
    await throwSwitch('checkouts', true);
    pass(-3600 * second);
    expect(await switches.isStopped('checkouts')).toBe(true);
  });

  test('throw when their row cannot be read, instead of letting on', async () => {
    const { documentClient, tableName } = await freshTable();
    const Item = { ...switchKey('checkouts'), isStopped: 'yes' };
    await documentClient.send(new PutCommand({ TableName: tableName, Item }));
    const switches = dynamodbSwitches(documentClient, tableName, { now: () => someday });
    await expect(switches.isStopped('checkouts')).rejects.toThrow('a switch row cannot be read: isStopped');
  });
});

test('switches in memory survive as JSON', async () => {
  const switches = memorySwitches();
  switches.set('checkouts', true);
  switches.set('mail', true);
  switches.set('mail', false);
  const revived = memorySwitches();
  revived.restore(JSON.parse(JSON.stringify(switches.dump())));
  expect(await revived.isStopped('checkouts')).toBe(true);
  expect(await revived.isStopped('mail')).toBe(false);
});
