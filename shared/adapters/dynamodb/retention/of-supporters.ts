// What is stored of supporters, and what stays for accounting when it may no longer name them.
import * as keys from '../table.ts';
import type { Life, RowKind } from './row-kind.ts';

const withSupporter: Life = {
  says: 'until erased, or `linkDays` after its money came, its end, or the last sign that money comes',
  hasEnd: 'never',
  longest: null,
};
const forAccounting: Life = { says: 'as long as accounting needs it', hasEnd: 'never', longest: null };

const money = {
  amountMinor: ['nobody', 'how much'],
  currency: ['nobody', 'of what'],
} as const;
const stored = {
  version: ['nobody', 'a slower sync cannot overwrite newer state'],
  counted: ['nobody', 'what it adds to which total, so that a change is the difference'],
} as const;
const part = {
  kind: ['nobody', 'which of two shapes it has'],
  id: ['stripe', 'to ask Stripe for it again'],
} as const;
const paid = {
  status: ['nobody', 'whether the money came'],
  confirmedAt: ['nobody', 'from when a gift gives standing and the age of a payment counts', 'second'],
  returnedMinor: ['nobody', 'the returned amount reduces standing and totals'],
  dispute: ['nobody', 'whether a bank took it back'],
  settled: ['nobody', 'what reached the newsroom, for totals in one currency'],
  campaign: ['nobody', 'which total it belongs to'],
  ...stored,
  shard: ['nobody', 'in which counter it is summed'],
} as const;

export const rowsOfSupporters: readonly RowKind[] = [
  {
    key: `${keys.supporterPrefix}<customer> / ${keys.stateSortKey}`,
    leadsTo: 'stripe',
    readers: ['checkout', 'recognition', 'sync', 'mail'],
    why: 'forgotten devices and erased supporters stay forgotten',
    life: { says: 'with the supporter; the tombstone of an erased one for good', hasEnd: 'never', longest: null },
    attributes: {
      generation: ['nobody', 'how often all browsers were forgotten: those of an earlier one act no longer'],
      eraseFrom: ['nobody', 'from when a second link confirms the erasure that a first one asked for', 'monday'],
      erasedAt: ['nobody', 'the tombstone: nothing is written below it', 'monday'],
      releasing: ['nobody', 'while it is taken away, because no part is left'],
      pointers: ['keyed', 'its address hashes, so that an erasure finds them without the address'],
    },
  },
  {
    key: `${keys.supporterPrefix}<customer> / ${keys.membershipPrefix}<subscription>`,
    leadsTo: 'stripe',
    life: withSupporter,
    why: 'standing, and what its supporter is shown',
    readers: ['checkout', 'recognition', 'sync', 'mail', 'reconcile'],
    attributes: {
      ...part,
      customer: ['stripe', 'whose it is'],
      ...money,
      frequency: ['nobody', 'how often'],
      status: ['nobody', 'which grace applies'],
      renewsAt: ['nobody', 'shown to its supporter; a late renewal is synced', 'second'],
      endsAt: ['nobody', 'whether and when it ends', 'second'],
      grantedUntil: ['nobody', 'until when staff granted standing', 'second'],
      idleSince: ['nobody', 'the age of one that Stripe keeps open without money', 'day'],
      ...stored,
    },
  },
  {
    key: `${keys.supporterPrefix}<customer> / ${keys.paymentPrefix}<intent or invoice>`,
    leadsTo: 'stripe',
    life: withSupporter,
    why: 'standing, and totals',
    readers: ['checkout', 'recognition', 'sync', 'mail', 'reconcile'],
    attributes: {
      ...part,
      customer: ['stripe', 'whose it is'],
      ...money,
      purpose: ['stripe', 'a gift, or which period of which membership it pays', 'second'],
      begunOn: ['nobody', 'the age of a gift that was not confirmed', 'day'],
      ...paid,
    },
  },
  {
    key: `${keys.anonymousPaymentPrefix}<intent or invoice> / ${keys.alone}`,
    leadsTo: 'stripe',
    life: forAccounting,
    readers: ['checkout', 'sync', 'reconcile'],
    why: 'a payment that leads to no supporter: for accounting, and totals after a late refund',
    attributes: { ...part, ...money, frequency: ['nobody', 'once, monthly or annual'], ...paid },
  },
  {
    key: `${keys.emailPointerPrefix}<pepper>#<hash> / <customer>`,
    leadsTo: 'keyed',
    life: withSupporter,
    why: 'a mailed link finds who used the address',
    readers: ['checkout', 'sync', 'mail', 'reconcile'],
    attributes: {},
  },
  {
    key: `${keys.campaignPrefix}<campaign>#<month>#<shard> / ${keys.alone}`,
    leadsTo: 'nobody',
    life: forAccounting,
    readers: ['checkout', 'sync', 'reconcile'],
    why: 'totals of a campaign',
    attributes: {
      raisedMinor: ['nobody', 'the sum of what its payments count'],
      contributions: ['nobody', 'how many count'],
      moves: ['nobody', 'whether the counter changed in the meantime'],
    },
  },
  {
    key: `${keys.progressPrefix}<campaign>#<month> / ${keys.alone}`,
    leadsTo: 'nobody',
    life: forAccounting,
    readers: ['offer', 'reconcile'],
    why: 'what everybody sees of a campaign: tenths of its goal',
    attributes: {
      key: ['nobody', 'which key draws its edges, so that a rotation moves none'],
      publishedAt: ['nobody', 'a morning is published once', 'timer'],
      passed: ['nobody', 'how many edges the month passed so far'],
      finallyPassed: ['nobody', 'how many the whole month passed, once it is over'],
    },
  },
];
