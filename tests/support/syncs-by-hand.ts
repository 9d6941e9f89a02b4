// Syncs under a test's control: a Stripe that answers what the test sets at that moment, and a store that lets the test
// do something just before a call, so that another sync can overtake one at any point.
import { type SyncNeeds, type SyncTarget, syncPart } from '../../shared/actions/sync-part.ts';
import type { Payment } from '../../shared/core/payment.ts';
import type { SupporterStore, Versioned } from '../../shared/ports/supporter-store.ts';
import { campaignId, keyOf, payment } from './builders.ts';
import { openNewsroom } from './newsroom.ts';

export const contribution = payment();
const target: SyncTarget = { kind: 'payment', customer: contribution.customer, id: contribution.id };
export const marker = { checkout: null, campaign: campaignId() };
export const refunded = (returnedMinor: number): Payment => payment({ returnedMinor });

/** What Stripe answers at the moment; a test changes it while syncs are in progress. */
export function openSyncs(first: Payment | null = contribution) {
  const { needs, stores, log } = openNewsroom();
  const stripe: { payment: Payment | null; marker: typeof marker | null; requested: number } = {
    payment: first,
    marker,
    requested: 0,
  };
  const payments: SyncNeeds['payments'] = {
    readPayment: async () => {
      stripe.requested += 1;
      return { payment: stripe.payment, marker: stripe.marker, isOwnerGone: false };
    },
    readMembership: async () => {
      throw new Error('no test reads a membership here');
    },
  };
  const sync = (more: Partial<SyncNeeds> = {}) => syncPart({ ...needs, payments, ...more }, target);
  const held = async (): Promise<Versioned> => stores.supporters.readVersioned(keyOf(contribution));
  return { needs, stores, log, stripe, payments, sync, held };
}
/** A store that lets the test do something just before its `call`, the first time. */
export function interrupted(
  store: SupporterStore,
  call: 'note' | 'save',
  meanwhile: () => Promise<unknown>,
): SupporterStore {
  let isFirst = true;
  const before = async () => {
    if (!isFirst) return;
    isFirst = false;
    await meanwhile();
  };
  return {
    ...store,
    readVersioned: async (key) => {
      if (call === 'note') await before();
      return store.readVersioned(key);
    },
    save: async (sync) => {
      if (call === 'save') await before();
      return store.save(sync);
    },
  };
}
