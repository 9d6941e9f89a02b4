// The one table as plain facts: its keys, the name of every row, and when a row may be deleted. Infra, the local run and
// the adapters read them here, so this file imports no SDK and knows nothing of how rows are read or written.
import type { Counted } from '../../core/campaign.ts';
import {
  type CampaignId,
  type CheckoutId,
  type CustomerId,
  type Hash,
  type PaymentId,
  parseCampaignId,
  parseCustomerId,
} from '../../core/ids.ts';
import { spreadOver } from '../../core/spread.ts';
import type { PartKey } from '../../core/supporter.ts';
import { day, type Instant, type Month, secondsOf } from '../../core/time.ts';

export const tableDefinition = {
  partitionKey: { name: 'pk', type: 'S' },
  sortKey: { name: 'sk', type: 'S' },
  /**
   * Sparse: only reminders that are not settled have these attributes. `wakeAt` is when a reminder has to be
   * looked at: when it is due, or when its lease ends.
   */
  dueIndex: { name: 'due', partitionKey: { name: 'due', type: 'S' }, sortKey: { name: 'wakeAt', type: 'N' } },
  /** Seconds since 1970. DynamoDB deletes some days after it at the latest, so every reader checks `forgetAt` itself. */
  timeToLiveAttribute: 'ttl',
} as const;

export interface RowKey {
  readonly pk: string;
  readonly sk: string;
}
/** The sort key of a row that has its partition for itself. */
export const alone = '-';

/** What the partition keys of each kind of row begin with. */
export const supporterPrefix = 'SUP#';
export const anonymousPaymentPrefix = 'ANONYMOUS#';
export const emailPointerPrefix = 'EMAIL#';
export const campaignPrefix = 'CAMPAIGN#';
export const progressPrefix = 'PROGRESS#';
export const checkoutPrefix = 'CHECKOUT#';
export const attemptPrefix = 'ATTEMPT#';
export const devicePrefix = 'DEVICE#';
export const linkPrefix = 'LINK#';
export const linkMessagesPrefix = 'LINKMAIL#';
export const askPrefix = 'ASK#';
export const reminderPrefix = 'REMINDER#';
export const cancelPrefix = 'CANCEL#';
export const messagesPrefix = 'MESSAGES#';
export const limitPrefix = 'LIMIT#';
export const saltPrefix = 'SALT#';
export const switchPrefix = 'SWITCH#';
export const jobPrefix = 'JOB#';
export const triesPrefix = 'TRIES#';

export const supporterPartition = (customer: CustomerId): string => `${supporterPrefix}${customer}`;
export const stateSortKey = 'STATE';
export const membershipPrefix = 'MEMBERSHIP#';
export const paymentPrefix = 'PAYMENT#';

export const stateKey = (customer: CustomerId): RowKey => ({ pk: supporterPartition(customer), sk: stateSortKey });
export const partKey = ({ customer, kind, id }: PartKey): RowKey => ({
  pk: supporterPartition(customer),
  sk: `${kind === 'membership' ? membershipPrefix : paymentPrefix}${id}`,
});
/** Of all pointers, or of those under one pepper. */
export const emailPrefix = (pepper?: string): string =>
  pepper === undefined ? emailPointerPrefix : `${emailPointerPrefix}${pepper}#`;
export const emailPartition = (pepper: string, hash: Hash): string => `${emailPrefix(pepper)}${hash}`;
export const emailKey = (pepper: string, hash: Hash, customer: CustomerId): RowKey => ({
  pk: emailPartition(pepper, hash),
  sk: customer,
});
/** Whom a pointer leads to; null for a row of another kind. */
export const parseEmailRow = ({ pk, sk }: { readonly pk?: unknown; readonly sk?: unknown }): CustomerId | null =>
  String(pk).startsWith(emailPrefix()) ? parseCustomerId(String(sk)) : null;
/** A payment that belongs to nobody any more. */
export const anonymousPaymentKey = (payment: PaymentId): RowKey => ({
  pk: `${anonymousPaymentPrefix}${payment}`,
  sk: alone,
});
export const checkoutKey = (checkout: CheckoutId): RowKey => ({ pk: `${checkoutPrefix}${checkout}`, sk: alone });
export const attemptKey = (key: Hash): RowKey => ({ pk: `${attemptPrefix}${key}`, sk: alone });
export const deviceKey = (hash: Hash): RowKey => ({ pk: `${devicePrefix}${hash}`, sk: alone });
export const linkKey = (id: Hash): RowKey => ({ pk: `${linkPrefix}${id}`, sk: alone });
/** The last message with a link to one address. */
export const linkMessagesKey = ({ pepper, hash }: { readonly pepper: string; readonly hash: Hash }): RowKey => ({
  pk: `${linkMessagesPrefix}${pepper}#${hash}`,
  sk: alone,
});
/** What says when the address was last written to that a pointer's partition names. */
export const messagesOfPointer = (pointerPk: string): readonly RowKey[] =>
  [linkMessagesPrefix, askPrefix].map((prefix) => ({
    pk: `${prefix}${pointerPk.slice(emailPointerPrefix.length)}`,
    sk: alone,
  }));
/** The question to one address on one day, whether it wants a reminder. */
export const askKey = ({ pepper, hash }: { readonly pepper: string; readonly hash: Hash }): RowKey => ({
  pk: `${askPrefix}${pepper}#${hash}`,
  sk: alone,
});
/** All there is of one address as far as reminders go: the reminder, the messages of a year, and whether never again. */
export const reminderKey = ({ pepper, hash }: { readonly pepper: string; readonly hash: Hash }): RowKey => ({
  pk: `${reminderPrefix}${pepper}#${hash}`,
  sk: alone,
});
export const reminderRow = (pk: string): RowKey => ({ pk, sk: alone });
/** Where a capability to cancel leads, by its hash. */
export const cancelKey = (hash: Hash): RowKey => ({ pk: `${cancelPrefix}${hash}`, sk: alone });
/** How many messages left on a day of UTC. */
export const messagesKey = (dayNumber: number): RowKey => ({ pk: `${messagesPrefix}${dayNumber}`, sk: alone });
/** Each is a lane of the sweep, and takes a thousand writes a second. */
export const dueShards = 4;
export const duePrefix = 'DUE#';
export const duePartition = (shard: number): string => `${duePrefix}${shard}`;
/** `subject` is the keyed hash of what is counted, never the thing itself. */
export const limitKey = (name: string, subject: string, windowStart: Instant): RowKey => ({
  pk: `${limitPrefix}${name}#${subject}#${secondsOf(windowStart)}`,
  sk: alone,
});
export const saltKey = (dayNumber: number): RowKey => ({ pk: `${saltPrefix}${dayNumber}`, sk: alone });
/** Tries to pay within one window of ten minutes, of everybody. */
export const triesKey = (window: number): RowKey => ({ pk: `${triesPrefix}${window}`, sk: alone });
export const switchKey = (name: string): RowKey => ({ pk: `${switchPrefix}${name}`, sk: alone });

/** One counter takes about a thousand writes a second; a campaign on its best day needs a few times that. */
export const campaignShards = 8;
export const campaignKey = (
  campaign: CampaignId,
  { month, shard }: Pick<Counted, 'month'> & { shard: number },
): RowKey => ({ pk: `${campaignPrefix}${campaign}#${month}#${shard}`, sk: alone });

/** Which counter a partition is; null for the rows beside the counters. */
export function parseCampaignPartition(pk: string): (Pick<Counted, 'campaign' | 'month'> & { shard: number }) | null {
  if (!pk.startsWith(campaignPrefix)) return null;
  const [, id = '', month = '', shard = ''] =
    /^([^#]+)#(\d{4}-\d{2})#(\d+)$/.exec(pk.slice(campaignPrefix.length)) ?? [];
  const campaign = parseCampaignId(id);
  return campaign === null ? null : { campaign, month, shard: Number(shard) };
}

/** Where work stands that goes on over several calls. */
export const jobKey = (work: 'reconcile' | 'erase', job: string): RowKey => ({ pk: `${jobPrefix}${work}`, sk: job });

/** What was last shown of a campaign's month, and what will be. Apart from the counters, which not every function may touch. */
export const progressKey = (campaign: CampaignId, month: Month): RowKey => ({
  pk: `${progressPrefix}${campaign}#${month}`,
  sk: alone,
});

/** Which shard a part counts in: always the same one, so that what it added is taken out where it lies. */
export const shardOf = (partId: string): number => spreadOver(partId, campaignShards);

/** Rounded up: a row is never deleted while it may still be answered. */
export const timeToLive = (forgetAt: Instant): number => secondsOf(forgetAt) + 1;
export const dayNumberOf = (instant: Instant): number => Math.floor(instant / day);
