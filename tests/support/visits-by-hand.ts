// Visits driven by hand: a Stripe that says what the test wants at the moment it is asked, and a store that lets the test
// do something just before a call, so that one visit can be overtaken by another at any place.
import { type PartPlace, type VisitNeeds, visitPart } from '../../shared/actions/visit-part.ts';
import type { Payment } from '../../shared/core/payment.ts';
import type { Noted, SupporterStore } from '../../shared/ports/supporter-store.ts';
import { campaignId, keyOf, payment } from './builders.ts';
import { openNewsroom } from './newsroom.ts';

export const gift = payment();
const place: PartPlace = { kind: 'payment', customer: gift.customer, id: gift.id };
export const marker = { checkout: null, campaign: campaignId() };
export const refunded = (returnedMinor: number): Payment => payment({ returnedMinor });

/** What Stripe says at the moment it is asked; a test changes it while visits are under way. */
export function openVisits(first: Payment | null = gift) {
  const { needs, stores, journal } = openNewsroom();
  const stripe: { payment: Payment | null; marker: typeof marker | null; asked: number } = {
    payment: first,
    marker,
    asked: 0,
  };
  const payments: VisitNeeds['payments'] = {
    readPayment: async () => {
      stripe.asked += 1;
      return { payment: stripe.payment, marker: stripe.marker, isOwnerGone: false };
    },
    readMembership: async () => {
      throw new Error('nobody asked for a membership');
    },
  };
  const visit = (more: Partial<VisitNeeds> = {}) => visitPart({ ...needs, payments, ...more }, place);
  const held = async (): Promise<Noted> => stores.supporters.note(keyOf(gift));
  return { needs, stores, journal, stripe, payments, visit, held };
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
    note: async (key) => {
      if (call === 'note') await before();
      return store.note(key);
    },
    save: async (visit) => {
      if (call === 'save') await before();
      return store.save(visit);
    },
  };
}
