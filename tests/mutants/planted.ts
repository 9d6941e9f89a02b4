// Faults that a person could make, one line each, and the tests that must notice them. A fault that is no longer noticed, or
// that fits nowhere any more, fails `npm run mutate`.
import { faultsOfActions } from './planted/actions.ts';
import type { Planted } from './planted/planted-fault.ts';
import { faultsOfReturning } from './planted/returning.ts';
import { faultsOfRules } from './planted/rules.ts';
import { faultsOfStripe } from './planted/stripe.ts';
import { faultsOfTable } from './planted/table.ts';

/** Those of the table come last: they wait for DynamoDB Local. */
export const planted: Readonly<Record<string, Planted>> = {
  ...faultsOfRules,
  ...faultsOfReturning,
  ...faultsOfActions,
  ...faultsOfStripe,
  ...faultsOfTable,
};
