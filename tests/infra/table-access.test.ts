// Which rows each role may touch, read from the conditions in the template: one line for each prefix of each function. What is
// written here by hand is compared with what is deployed, and the small IAM of the tests judges attacks by it.
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { tableStatements } from '../../infra/table-access.ts';
import { retention } from '../../shared/adapters/dynamodb/retention/retention.ts';
import { type FunctionName, functions } from '../../shared/api/routes.ts';
import { isAllowed, type PolicyRequest, type Statement } from '../support/policy-evaluator.ts';
import { ofType, stageOf } from './stand-in-stack.ts';

const texts = z.pipe(
  z.union([z.string(), z.array(z.string())]),
  z.transform((found) => [found].flat()),
);
const statement = z.looseObject({
  Action: texts,
  Resource: z.unknown(),
  Condition: z.optional(z.record(z.string(), z.record(z.string(), texts))),
});
const role = z.looseObject({
  Policies: z.tuple([z.object({ PolicyDocument: z.object({ Statement: z.array(statement) }) })]),
});
const roles = ofType(stageOf('live').all, 'AWS::IAM::Role');
/** The statements about the table, as they are deployed. */
function statementsOf(functionName: FunctionName): Statement[] {
  const found = roles.find(({ name }) => name === `${functionName.replace('-', '')}role`);
  return role
    .parse(found?.properties)
    .Policies[0].PolicyDocument.Statement.filter(({ Action }) => Action.some((each) => each.startsWith('dynamodb:')))
    .map(({ Action, Resource, Condition }) => ({
      on: JSON.stringify(Resource).includes('/index/due') ? 'due-index' : 'table',
      actions: Action,
      conditions: Condition ?? {},
    }));
}

/** What a function may do with the rows of a prefix; behind a colon the only attributes that a request may name. */
const rights: Readonly<Record<FunctionName, Readonly<Record<string, string>>>> = {
  offer: { 'PROGRESS#*': 'GetItem' },
  checkout: {
    'ANONYMOUS#*': 'GetItem PutItem',
    'ASK#*': 'DeleteItem',
    'ATTEMPT#*': 'PutItem',
    'CAMPAIGN#*': 'UpdateItem',
    'CANCEL#*': 'GetItem',
    'CHECKOUT#*': 'GetItem PutItem UpdateItem',
    'DEVICE#*': 'DeleteItem GetItem PutItem UpdateItem',
    'EMAIL#*': 'DeleteItem GetItem PutItem',
    'JOB#erase': 'GetItem PutItem UpdateItem',
    'LIMIT#*': 'UpdateItem',
    'LINKMAIL#*': 'DeleteItem',
    'REMINDER#*': 'UpdateItem',
    'SALT#*': 'DeleteItem GetItem UpdateItem',
    'SUP#*': 'ConditionCheckItem DeleteItem GetItem PutItem Query UpdateItem',
    'SWITCH#*': 'GetItem',
    'TRIES#*': 'GetItem',
  },
  recognition: {
    'DEVICE#*': 'DeleteItem GetItem PutItem UpdateItem',
    'LIMIT#*': 'UpdateItem',
    'LINK#*': 'DeleteItem UpdateItem',
    'SALT#*': 'DeleteItem GetItem UpdateItem',
    'SUP#*': 'Query UpdateItem:pk,sk,generation,eraseFrom,erasedAt',
  },
  'stripe-webhook': {},
  sync: {
    'ANONYMOUS#*': 'GetItem PutItem',
    'ASK#*': 'DeleteItem',
    'CAMPAIGN#*': 'UpdateItem',
    'CHECKOUT#*': 'UpdateItem',
    'EMAIL#*': 'DeleteItem GetItem PutItem',
    'JOB#erase': 'GetItem PutItem UpdateItem',
    'LINKMAIL#*': 'DeleteItem',
    'REMINDER#*': 'UpdateItem',
    'SUP#*': 'ConditionCheckItem DeleteItem GetItem PutItem Query UpdateItem',
    'TRIES#*': 'UpdateItem',
  },
  mail: {
    'ASK#*': 'UpdateItem',
    'CANCEL#*': 'PutItem',
    'DUE#*': 'Query',
    'EMAIL#*': 'Query',
    'LINK#*': 'PutItem',
    'LINKMAIL#*': 'GetItem PutItem',
    'MESSAGES#*': 'UpdateItem',
    'REMINDER#*': 'GetItem UpdateItem',
    'SUP#*': 'Query',
    'SWITCH#*': 'GetItem',
  },
  reminders: {
    'CANCEL#*': 'GetItem PutItem',
    'REMINDER#*': 'UpdateItem',
  },
  reconcile: {
    'CAMPAIGN#*': 'UpdateItem',
    'CHECKOUT#*': 'DeleteItem',
    'DEVICE#*': 'DeleteItem:pk,sk,holdings UpdateItem:pk,sk,holdings',
    'JOB#erase': 'Query UpdateItem',
    'JOB#reconcile': 'GetItem PutItem',
    'LINK#*': 'DeleteItem',
    'PROGRESS#*': 'GetItem PutItem',
  },
};

const shownOf = (functionName: FunctionName): Record<string, string> => {
  const found = statementsOf(functionName).flatMap(({ actions, conditions }) => {
    const { 'dynamodb:LeadingKeys': rows = [], 'dynamodb:Attributes': named = [] } =
      conditions['ForAllValues:StringLike'] ?? {};
    const only = [named].flat().length === 0 ? '' : `:${[named].flat().join()}`;
    return [rows]
      .flat()
      .flatMap((row) => actions.map((action) => [row, action.replace('dynamodb:', '') + only] as const));
  });
  const prefixes = [...new Set(found.map(([row]) => row))].sort();
  const actionsOf = (prefix: string) => found.flatMap(([row, action]) => (row === prefix ? [action] : [])).sort();
  return Object.fromEntries(prefixes.map((prefix) => [prefix, actionsOf(prefix).join(' ')]));
};

/** One line for each action, because the CDK may join statements and sort what is in them. */
const linesOf = (statements: readonly Statement[]): string[] =>
  statements
    .flatMap(({ on, actions, conditions }) => {
      const demanded = Object.entries(conditions).flatMap(([operator, keys]) =>
        Object.entries(keys).map(([key, values]) => `${operator} ${key} ${[values].flat().sort().join()}`),
      );
      return actions.map((action) => `${action} on ${on} where ${demanded.sort().join(' and ')}`);
    })
    .sort();

describe.each(functions)('the function %s', (functionName) => {
  test('may touch these rows and no other', () => expect(shownOf(functionName)).toEqual(rights[functionName]));

  test('and every statement demands a key, because ForAllValues is true of none', () => {
    for (const { actions, conditions } of statementsOf(functionName)) {
      const demanded = Object.keys(conditions['ForAllValues:StringLike'] ?? {});
      expect(demanded).toContain(actions.includes('dynamodb:Scan') ? 'dynamodb:Attributes' : 'dynamodb:LeadingKeys');
      expect(conditions['Null']).toEqual(Object.fromEntries(demanded.map((key) => [key, ['false']])));
    }
  });

  test('is judged in the tests of the deployed functions by the statements that are deployed', () => {
    expect(linesOf(statementsOf(functionName))).toEqual(linesOf(tableStatements(functionName)));
  });
});

test('the granted actions are exactly those that the adapters call', () => {
  const sources = globSync('shared/adapters/dynamodb/*.ts')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const single = [...sources.matchAll(/new (\w+)Command\(/g)].map(([, call = '']) => call);
  const within = [...sources.matchAll(/\b(Put|Update|Delete|ConditionCheck): \{/g)].map(([, part = '']) => part);
  const used = new Set([...single.filter((call) => call !== 'TransactWrite'), ...within].map(rightFor));
  const allowed = new Set(functions.flatMap((each) => statementsOf(each)).flatMap(({ actions }) => actions));
  expect([...used].sort()).toEqual([...allowed].sort());
});
const rightFor = (call: string): string => `dynamodb:${call === 'Query' || call === 'Scan' ? call : `${call}Item`}`;

test('docs/privacy.md names for each row exactly the functions that may touch it', () => {
  const prefixes = (functionName: FunctionName) =>
    Object.keys(rights[functionName]).map((each) => each.replace('*', ''));
  for (const { key, readers } of retention) {
    const touching = functions.filter((each) => prefixes(each).some((prefix) => key.startsWith(prefix)));
    // The night's scan reads what these rows need for its sums and its search; no row of it alone.
    const scanned = /^(SUP#.*(MEMBERSHIP|PAYMENT)|ANONYMOUS|EMAIL|CAMPAIGN|DEVICE|CHECKOUT|LINK#)/.test(key);
    const expected = new Set<string>([...touching, ...(scanned ? ['reconcile'] : [])]);
    expect([key, [...readers].sort()]).toEqual([key, [...expected].sort()]);
  }
});

const request = (action: string, row: string | null, more: Record<string, readonly string[]> = {}): PolicyRequest => ({
  action: `dynamodb:${action}`,
  on: 'table',
  context: { ...(row === null ? {} : { 'dynamodb:LeadingKeys': [row] }), ...more },
});

// The two columns of docs/decisions/0034.
describe('a taken-over checkout', () => {
  const judged = (each: PolicyRequest) => isAllowed(statementsOf('checkout'), each);
  const everyAction = ['GetItem', 'Query', 'ConditionCheckItem', 'PutItem', 'UpdateItem', 'DeleteItem'];
  const shown = { 'dynamodb:Attributes': ['pk'], 'dynamodb:Select': ['SPECIFIC_ATTRIBUTES'] };

  test.each([
    ['reads and writes a supporter, by the customer’s id', everyAction, 'SUP#cus_1'],
    ['tries an address, by its hash', ['GetItem', 'PutItem', 'DeleteItem'], 'EMAIL#p1#hash'],
    ['moves a total', ['UpdateItem'], 'CAMPAIGN#ad-free#2026-11#1'],
    ['makes and forgets devices', ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'], 'DEVICE#hash'],
    ['writes checkouts', ['GetItem', 'PutItem', 'UpdateItem'], 'CHECKOUT#co_1'],
    ['begins an erasure', ['GetItem', 'PutItem', 'UpdateItem'], 'JOB#erase'],
    ['drops the day’s count of an address', ['DeleteItem'], 'LINKMAIL#p1#hash'],
    ['cancels a reminder, by its hash', ['UpdateItem'], 'REMINDER#p1#hash'],
  ])('%s, and no more than that', (_what, allowed, row) =>
    expect(everyAction.filter((action) => judged(request(action, row)))).toEqual(allowed),
  );
  test.each([
    ['reads what is sealed', ['GetItem', 'Query'], 'REMINDER#p1#hash'],
    ['lists pointers', ['Query'], 'EMAIL#p1#hash'],
    ['publishes or reads what is shown of a campaign', everyAction, 'PROGRESS#ad-free#2026-11'],
    ['reads a total', ['GetItem', 'Query'], 'CAMPAIGN#ad-free#2026-11#1'],
    ['makes, redeems or deletes a mailed link', everyAction, 'LINK#hash'],
    ['throws a switch', ['PutItem', 'UpdateItem', 'DeleteItem'], 'SWITCH#checkouts'],
    ['moves the cursor of the night', everyAction, 'JOB#reconcile'],
    ['counts messages', everyAction, 'MESSAGES#2026-11-23'],
    ['hands out what cancels a reminder', ['PutItem', 'UpdateItem', 'DeleteItem'], 'CANCEL#hash'],
    ['lists erasures', ['Query', 'DeleteItem'], 'JOB#erase'],
    ['looks when an address was written to', ['GetItem', 'Query'], 'LINKMAIL#p1#hash'],
  ])('never %s', (_what, actions, row) => expect(actions.filter((action) => judged(request(action, row)))).toEqual([]));
  test('never lists anything: no scan, however narrow, and nothing of the index', () => {
    expect(judged(request('Scan', null, shown))).toBe(false);
    expect(judged(request('Scan', 'SUP#cus_1', shown))).toBe(false);
    expect(judged({ ...request('Query', 'DUE#1'), on: 'due-index' })).toBe(false);
  });
});

describe('refused is', () => {
  const named = (...attributes: string[]) => ({ 'dynamodb:Attributes': attributes });
  test.each<[string, FunctionName, PolicyRequest]>([
    ['throwing a switch, to the public offer', 'offer', request('PutItem', 'SWITCH#checkouts')],
    ['planting a device, to the public offer', 'offer', request('PutItem', 'DEVICE#hash')],
    ['moving a total, to the public offer', 'offer', request('PutItem', 'CAMPAIGN#ad-free#2026-11#1')],
    [
      'one foreign key among its own',
      'offer',
      request('GetItem', null, { 'dynamodb:LeadingKeys': ['PROGRESS#a', 'SUP#cus_1'] }),
    ],
    ['a request without a key', 'checkout', request('Query', null)],
    ['a scan, to whoever answers readers', 'checkout', request('Scan', null, named('pk'))],
    ['a scan that names nothing', 'reconcile', request('Scan', null, { 'dynamodb:Select': ['SPECIFIC_ATTRIBUTES'] })],
    [
      'a scan for sealed addresses',
      'reconcile',
      request('Scan', null, { ...named('pk', 'sealed'), 'dynamodb:Select': ['SPECIFIC_ATTRIBUTES'] }),
    ],
    [
      'a scan of everything',
      'reconcile',
      request('Scan', null, { ...named('pk'), 'dynamodb:Select': ['ALL_ATTRIBUTES'] }),
    ],
    [
      'raising what a membership pays',
      'recognition',
      request('UpdateItem', 'SUP#cus_1', named('pk', 'sk', 'amountMinor')),
    ],
    ['writing a membership', 'recognition', request('PutItem', 'SUP#cus_1', named('pk', 'sk'))],
    ['a reminder, to whoever recognises browsers', 'recognition', request('GetItem', 'REMINDER#p1#hash')],
    ['a mailed link, to whoever takes money', 'checkout', request('DeleteItem', 'LINK#hash')],
    ['beginning an erasure, by the night', 'reconcile', request('PutItem', 'JOB#erase')],
    ['the cursor of the night, to the worker', 'sync', request('PutItem', 'JOB#reconcile')],
    ['a row whose prefix only begins like one of its own', 'checkout', request('GetItem', 'SWITCHES#checkouts')],
  ])('%s', (_what, functionName, refused) => expect(isAllowed(statementsOf(functionName), refused)).toBe(false));

  test('and what is its own is not', () => {
    expect(
      isAllowed(statementsOf('recognition'), request('UpdateItem', 'SUP#cus_1', named('pk', 'sk', 'generation'))),
    ).toBe(true);
    expect(isAllowed(statementsOf('checkout'), request('GetItem', 'SWITCH#checkouts'))).toBe(true);
  });
});
