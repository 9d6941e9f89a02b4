// Faults of what the functions do with the rules.
import type { Planted } from './planted-fault.ts';

const meetings = ['tests/simulation/simulation.test.ts'];

export const faultsOfActions: Readonly<Record<string, Planted>> = {
  'a stale save taken for done': {
    file: 'shared/actions/sync-supporter.ts',
    text: "needs.log.write('sync-was-stale', { count: parts.length });\n      return false;",
    by: "needs.log.write('sync-was-stale', { count: parts.length });",
    tests: meetings,
  },
  'money of a membership whose metadata were cleared is foreign': {
    file: 'shared/actions/is-of-held-membership.ts',
    text: 'return held.part !== null;',
    by: 'return false;',
    tests: ['tests/actions/cleared-metadata.test.ts'],
  },
  'a bounce silences as long as a complaint': {
    file: 'shared/actions/hear-mail-notice.ts',
    text: 'needs.suppressDays[kind]',
    by: 'needs.suppressDays.complaint',
    tests: ['tests/actions/hear-mail-notice.test.ts'],
  },
  'one key, two amounts': {
    file: 'shared/actions/begin-attempt.ts',
    text: 'if (begun.requested !== fresh.requested)',
    by: "if (begun.requested === '')",
    tests: ['tests/actions/begin-attempt.test.ts', 'tests/actions/create-checkout.test.ts'],
  },
  'a recorded failure is replayed for ever': {
    file: 'shared/actions/begin-attempt.ts',
    text: 'attemptKey !== null && failure.isKeySpent',
    by: 'attemptKey === null && failure.isKeySpent',
    tests: ['tests/actions/begin-attempt.test.ts', 'tests/actions/create-checkout.test.ts'],
  },
  'an erasure without a tombstone': {
    file: 'shared/actions/anonymise-supporter.ts',
    text: 'await needs.anonymousPayments.entomb(customer, needs.clock.now());',
    by: '',
    tests: ['tests/actions/run-erasure.test.ts', 'tests/actions/erase-supporter.test.ts'],
  },
};
