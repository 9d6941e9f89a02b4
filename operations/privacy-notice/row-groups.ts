// Which sentence of the readers' notice tells of which rows of the table. A row that is new has no sentence yet: then the notice
// is not made, and a test fails.
import { retention } from '../../shared/adapters/dynamodb/retention/retention.ts';
import type { RowKind } from '../../shared/adapters/dynamodb/retention/row-kind.ts';

export const noticeGroups = ['giving', 'address', 'browser', 'reminder', 'counting'] as const;
export type NoticeGroup = (typeof noticeGroups)[number];

/** By the beginning of a row's key. Rows that tell nothing of any person need no sentence. */
const groups: Readonly<Record<string, NoticeGroup | 'nobody'>> = {
  SUP: 'giving',
  ANONYMOUS: 'giving',
  JOB: 'giving',
  EMAIL: 'address',
  LINKMAIL: 'address',
  ASK: 'address',
  CHECKOUT: 'browser',
  ATTEMPT: 'browser',
  DEVICE: 'browser',
  LINK: 'browser',
  REMINDER: 'reminder',
  CANCEL: 'reminder',
  LIMIT: 'counting',
  SALT: 'counting',
  TRIES: 'counting',
  CAMPAIGN: 'nobody',
  PROGRESS: 'nobody',
  SWITCH: 'nobody',
  MESSAGES: 'nobody',
};

export function groupOf({ key }: Pick<RowKind, 'key'>): NoticeGroup | 'nobody' {
  const group = groups[key.split('#')[0] ?? ''];
  if (group === undefined) throw new Error(`no sentence of the privacy notice tells of the row ${key}`);
  return group;
}

/** What is said of rows that lead to somebody must be in the notice. */
export const groupsHeld = (rows: readonly RowKind[] = retention): readonly NoticeGroup[] =>
  noticeGroups.filter((group) => rows.some((row) => groupOf(row) === group));
