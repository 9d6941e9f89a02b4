// Which function may touch which rows, and how: from the same prefixes that the keys are made of. `grants.ts` makes IAM
// statements of it. IAM limits partition keys only (`dynamodb:LeadingKeys`), so two functions that must not share a row have
// partitions of their own. A `Scan` has no leading key: it is limited by attributes instead.

import * as keys from '../shared/adapters/dynamodb/table.ts';
import type { FunctionName } from '../shared/api/routes.ts';

export type TableAction = 'GetItem' | 'Query' | 'ConditionCheckItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem';
export interface RowAccess {
  readonly may: readonly TableAction[];
  /** What their partition keys begin with. */
  readonly rows: readonly string[];
  /** Only these are named in a request; without it all are. */
  readonly attributes?: readonly string[];
}
export interface TableAccess {
  readonly access: readonly RowAccess[];
  /** The partitions of the index of reminders that it may query. */
  readonly dueIndex: readonly string[];
  /** Reads through the whole table, and of each row only these. */
  readonly scans: readonly string[];
}

const none: TableAccess = { access: [], dueIndex: [], scans: [] };
const ofErasures = keys.jobKey('erase', '').pk;
const ofReconciling = keys.jobKey('reconcile', '').pk;

/** Counting attempts: the counts, and the salt of the day. */
const countAttempts: readonly RowAccess[] = [
  { may: ['UpdateItem'], rows: [keys.limitPrefix] },
  { may: ['GetItem', 'UpdateItem', 'DeleteItem'], rows: [keys.saltPrefix] },
];
/** Saving what Stripe says of a supporter, and erasing one: `checkout` and `sync` do the same. */
const saveParts: readonly RowAccess[] = [
  {
    may: ['GetItem', 'Query', 'ConditionCheckItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
    rows: [keys.supporterPrefix],
  },
  { may: ['GetItem', 'PutItem', 'DeleteItem'], rows: [keys.emailPointerPrefix] },
  { may: ['DeleteItem'], rows: [keys.linkMessagesPrefix, keys.askPrefix] },
  { may: ['GetItem', 'PutItem'], rows: [keys.anonymousPaymentPrefix] },
  { may: ['UpdateItem'], rows: [keys.campaignPrefix, keys.reminderPrefix] },
  { may: ['GetItem', 'PutItem', 'UpdateItem'], rows: [ofErasures] },
];

/** What the nightly sums, the search for what is due, and the removal of traces need; nothing sealed and no hash of a secret. */
const scanned = [
  ...['pk', 'sk', 'kind', 'id', 'customer', 'amountMinor', 'currency', 'frequency', 'status', 'renewsAt', 'endsAt'],
  ...[
    'grantedUntil',
    'idleSince',
    'purpose',
    'confirmedAt',
    'begunOn',
    'returnedMinor',
    'dispute',
    'settled',
    'campaign',
    'version',
  ],
  ...['counted', 'shard', 'raisedMinor', 'contributions', 'moves', 'customers', 'holdings'],
];

export const tableAccess: Readonly<Record<FunctionName, TableAccess>> = {
  offer: {
    ...none,
    access: [{ may: ['GetItem'], rows: [keys.progressPrefix] }],
  },
  checkout: {
    ...none,
    access: [
      ...saveParts,
      ...countAttempts,
      { may: ['GetItem', 'PutItem', 'UpdateItem'], rows: [keys.checkoutPrefix] },
      { may: ['PutItem'], rows: [keys.attemptPrefix] },
      { may: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'], rows: [keys.devicePrefix] },
      { may: ['GetItem'], rows: [keys.switchPrefix, keys.cancelPrefix, keys.triesPrefix] },
    ],
  },
  recognition: {
    ...none,
    access: [
      ...countAttempts,
      { may: ['Query'], rows: [keys.supporterPrefix] },
      // "Forget all browsers" changes one number, and no money.
      {
        may: ['UpdateItem'],
        rows: [keys.supporterPrefix],
        attributes: ['pk', 'sk', 'generation', 'eraseFrom', 'erasedAt'],
      },
      { may: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'], rows: [keys.devicePrefix] },
      { may: ['UpdateItem', 'DeleteItem'], rows: [keys.linkPrefix] },
    ],
  },
  'stripe-webhook': none,
  sync: { ...none, access: [...saveParts, { may: ['UpdateItem'], rows: [keys.checkoutPrefix, keys.triesPrefix] }] },
  mail: {
    ...none,
    access: [
      { may: ['Query'], rows: [keys.supporterPrefix, keys.emailPointerPrefix] },
      { may: ['PutItem'], rows: [keys.linkPrefix, keys.cancelPrefix] },
      { may: ['GetItem', 'PutItem'], rows: [keys.linkMessagesPrefix] },
      { may: ['GetItem', 'UpdateItem'], rows: [keys.reminderPrefix] },
      { may: ['UpdateItem'], rows: [keys.messagesPrefix, keys.askPrefix] },
      { may: ['GetItem'], rows: [keys.switchPrefix] },
    ],
    dueIndex: [keys.duePrefix],
  },
  reminders: {
    ...none,
    access: [
      { may: ['UpdateItem'], rows: [keys.reminderPrefix] },
      { may: ['GetItem', 'PutItem'], rows: [keys.cancelPrefix] },
    ],
  },
  reconcile: {
    ...none,
    scans: scanned,
    access: [
      { may: ['GetItem', 'PutItem'], rows: [ofReconciling] },
      { may: ['Query', 'UpdateItem'], rows: [ofErasures] },
      { may: ['UpdateItem'], rows: [keys.campaignPrefix] },
      { may: ['GetItem', 'PutItem'], rows: [keys.progressPrefix] },
      { may: ['UpdateItem', 'DeleteItem'], rows: [keys.devicePrefix], attributes: ['pk', 'sk', 'holdings'] },
      { may: ['DeleteItem'], rows: [keys.checkoutPrefix, keys.linkPrefix] },
    ],
  },
};

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
/** As IAM writes it. `on`: the table itself, or its index. */
export interface TableStatement {
  readonly on: 'table' | 'due-index';
  readonly actions: readonly string[];
  readonly conditions: Conditions;
}

/** `ForAllValues` is true of a request without keys, so each statement also demands that there are some. */
export function tableStatements(functionName: FunctionName): readonly TableStatement[] {
  const { access, dueIndex, scans } = tableAccess[functionName];
  return [
    ...access.map(
      ({ may, rows, attributes = [] }): TableStatement => ({
        on: 'table',
        actions: may.map((action) => `dynamodb:${action}`),
        conditions: demanding({
          [leadingKeys]: rows.map(patternOf),
          ...(attributes.length > 0 ? { [named]: attributes } : {}),
        }),
      }),
    ),
    ...(dueIndex.length === 0
      ? []
      : [
          {
            on: 'due-index' as const,
            actions: ['dynamodb:Query'],
            conditions: demanding({ [leadingKeys]: dueIndex.map(patternOf) }),
          },
        ]),
    ...(scans.length === 0
      ? []
      : [
          {
            on: 'table' as const,
            actions: ['dynamodb:Scan'],
            conditions: {
              ...demanding({ [named]: scans }),
              StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
            },
          },
        ]),
  ];
}

const leadingKeys = 'dynamodb:LeadingKeys';
const named = 'dynamodb:Attributes';
/** A prefix ends with "#"; what does not is a whole key. */
const patternOf = (prefix: string): string => (prefix.endsWith('#') ? `${prefix}*` : prefix);

const demanding = (values: Readonly<Record<string, readonly string[]>>): Conditions => ({
  'ForAllValues:StringLike': values,
  Null: Object.fromEntries(Object.keys(values).map((key) => [key, 'false'])),
});
