// Faults of the table's conditions, each against the contract tests on the real table.
import type { Planted } from './planted-fault.ts';

const savings = ['tests/contracts/supporter-store-saves.test.ts', 'tests/contracts/supporter-store-save-all.test.ts'];

export const faultsOfTable: Readonly<Record<string, Planted>> = {
  'a newer row overwritten': {
    file: 'shared/adapters/dynamodb/save-parts.ts',
    text: "ConditionExpression: '#version = :version',",
    by: "ConditionExpression: '#version = :version OR attribute_exists(#version)',",
    tests: savings,
    project: 'real',
  },
  'a row past its end answered': {
    file: 'shared/adapters/dynamodb/row-fields.ts',
    text: 'return row.forgetAt > now ? row : null;',
    by: 'return row.forgetAt >= now ? row : null;',
    tests: ['tests/contracts/device-store.test.ts', 'tests/contracts/checkout-store.test.ts'],
    project: 'real',
  },
  'a total that moved is corrected': {
    file: 'shared/adapters/dynamodb/reconcile-store.ts',
    text: "'(#moves = :moves OR (attribute_not_exists(#moves) AND :moves = :none))'",
    by: "'(#moves >= :none OR attribute_not_exists(#moves) OR :moves = :none)'",
    tests: ['tests/contracts/reconcile-store.test.ts'],
    project: 'real',
  },
  'a conflict is a defect': {
    file: 'shared/adapters/dynamodb/retry-conflicts.ts',
    text: 'if (!isConflict(error)) throw error;',
    by: 'if (isConflict(error)) throw error;',
    tests: ['tests/contracts/conflicts.test.ts'],
    project: 'real',
  },
  'an attempt past its end still holds the key': {
    file: 'shared/adapters/dynamodb/checkout-store.ts',
    text: "#forgetAt <= :now'",
    by: "#forgetAt = :now'",
    tests: ['tests/contracts/checkout-store.test.ts'],
    project: 'real',
  },
  'one mailed link more than a claim has': {
    file: 'shared/adapters/dynamodb/checkout-store.ts',
    text: "#links < :most)'",
    by: "#links <= :most)'",
    tests: ['tests/contracts/checkout-store.test.ts'],
    project: 'real',
  },
  'a tombstone is not looked for': {
    file: 'shared/adapters/dynamodb/save-parts.ts',
    text: "  if (outcome.indexes.includes(tombstoneIndex)) return (await isErased(table, sync.key.customer)) ? 'erased' : 'stale';\n",
    by: '',
    tests: ['tests/contracts/supporter-store.test.ts'],
    project: 'real',
  },
};
