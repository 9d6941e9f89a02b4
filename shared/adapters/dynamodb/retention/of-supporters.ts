// What is held of who gave, and what stays for the books when it may no longer be theirs.
import * as keys from '../table.ts';
import type { Life, RowKind } from './row-kind.ts';

const withSupporter: Life = { says: 'until erased, or `linkDays`', hasEnd: 'never', longest: null };
const forAccounting: Life = { says: 'as long as the books', hasEnd: 'never', longest: null };

const money = {
  amountMinor: ['nobody', 'how much'],
  currency: ['nobody', 'of what'],
} as const;
const kept = {
  version: ['nobody', 'a slower worker lays no older truth over it'],
  counted: ['nobody', 'what it adds to which total, so that a change is the difference'],
} as const;
const part = {
  kind: ['nobody', 'which of two shapes it has'],
  id: ['stripe', 'to ask Stripe for it again'],
} as const;
const paid = {
  status: ['nobody', 'whether the money came'],
  confirmedAt: ['nobody', 'since when a gift gives peace; from when its age is counted'],
  returnedMinor: ['nobody', 'what was given back takes its part of standing and totals'],
  dispute: ['nobody', 'whether a bank took it back'],
  settled: ['nobody', 'what reached the newsroom, for totals in one currency'],
  campaign: ['nobody', 'which total it belongs to'],
  ...kept,
  shard: ['nobody', 'in which counter it is summed'],
} as const;

export const rowsOfSupporters: readonly RowKind[] = [
  {
    key: `${keys.supporterPrefix}<customer> / ${keys.stateSortKey}`,
    leadsTo: 'stripe',
    readers: ['checkout', 'recognition', 'sync', 'mail'],
    why: 'what was forgotten or erased stays so',
    life: { says: 'with the supporter; the tombstone of an erased one for good', hasEnd: 'never', longest: null },
    attributes: {
      devicesSince: ['nobody', 'browsers that claimed before act no longer'],
      borrowersSince: ['nobody', 'browsers that borrowed it by a link before act no longer'],
      erasedAt: ['nobody', 'the tombstone: nothing is written below it'],
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
      status: ['nobody', 'whether its next payment may be waited for'],
      renewsAt: ['nobody', 'shown to its supporter; what is late is asked for'],
      endsAt: ['nobody', 'whether and when it ends'],
      grantedUntil: ['nobody', 'staff let it stand until then'],
      ...kept,
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
      purpose: ['stripe', 'a gift, or which period of which membership it pays'],
      ...paid,
    },
  },
  {
    key: `${keys.anonymousPaymentPrefix}<intent or invoice> / ${keys.alone}`,
    leadsTo: 'stripe',
    life: forAccounting,
    readers: ['checkout', 'sync', 'reconcile'],
    why: 'a payment of nobody any more: the books, and totals after a late refund',
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
    readers: ['offer', 'reconcile'],
    why: 'totals of a campaign',
    attributes: {
      raisedMinor: ['nobody', 'the sum of what its payments count'],
      contributions: ['nobody', 'how many count'],
      counts: ['nobody', 'how many came or went: too few and nothing new is shown'],
      moves: ['nobody', 'whether somebody counted meanwhile'],
    },
  },
  {
    key: `${keys.campaignPrefix}<campaign>#<month> / ${keys.progressSortKey}`,
    leadsTo: 'nobody',
    life: forAccounting,
    readers: ['offer'],
    why: 'totals are shown late and rounded',
    attributes: {
      shown: ['nobody', 'what everybody sees'],
      coming: ['nobody', 'what they will see when it is old enough'],
    },
  },
];
