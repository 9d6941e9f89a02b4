// Faults of money, planted one at a time into what the newsroom reads, counts and hears. The oracle must notice each of
// them, or it would not notice the same fault in ours.
import { settings } from '#settings';
import type { World } from '../../packages/stripe-sandbox/source/world/world.ts';
import { type Counted, countedOf } from '../../shared/core/campaign.ts';
import { known, parseCampaignId } from '../../shared/core/ids.ts';
import type { Membership } from '../../shared/core/membership.ts';
import { parseCurrency } from '../../shared/core/money.ts';
import type { Payment } from '../../shared/core/payment.ts';
import { standingOf } from '../../shared/core/standing.ts';
import type { Part } from '../../shared/core/supporter.ts';
import type { MembershipTruth, Payments, PaymentTruth } from '../../shared/ports/payments.ts';
import type { PartSave, SupporterStore } from '../../shared/ports/supporter-store.ts';
import { type Newsroom, openNewsroom } from './plugs.ts';

export interface MoneyFault {
  readonly payment?: (payment: Payment, world: World) => Payment;
  readonly membership?: (membership: Membership, world: World) => Membership;
  readonly paymentTruth?: (truth: PaymentTruth, world: World) => PaymentTruth;
  readonly counted?: (part: Payment, newsroom: Newsroom) => Counted | null;
  readonly standing?: typeof standingOf;
  readonly saved?: (parts: readonly PartSave[]) => readonly PartSave[];
  readonly isDeaf?: boolean;
  /** The webhook takes events of either mode. */
  readonly isModeIgnored?: boolean;
  /** A save does not look for a tombstone. */
  readonly isTombstoneIgnored?: boolean;
  /** Another installation whose objects it takes for its own. */
  readonly alsoOf?: string;
  readonly isGoneIgnored?: boolean;
}

const refundsOf = (world: World, { id }: Payment) =>
  [...world.refunds.values()].filter((each) => each.payment_intent === id);
const sum = (refunds: readonly { readonly amount: number }[]) =>
  refunds.reduce((total, { amount }) => total + amount, 0);
const countedAs =
  (change: (payment: Payment) => Payment) =>
  (payment: Payment, { still }: Newsroom) =>
    countedOf(change(payment), still.campaigns, still.timeZone);
const dollars = known(parseCurrency('usd'));
const intentOf = (world: World, { id }: Payment) => world.paymentIntents.get(id);

export const moneyFaults: Readonly<Record<string, MoneyFault>> = {
  'gross instead of net': {
    counted: countedAs((payment) => ({ ...payment, returnedMinor: 0, dispute: null })),
  },
  'refunds ignored': { payment: (payment) => ({ ...payment, returnedMinor: 0 }) },
  'failed refund counted': {
    payment: (payment, world) => ({ ...payment, returnedMinor: sum(refundsOf(world, payment)) }),
  },
  'pending refund ignored': {
    payment: (payment, world) => ({
      ...payment,
      returnedMinor: sum(refundsOf(world, payment).filter(({ status }) => status === 'succeeded')),
    }),
  },
  'first page of refunds only': {
    payment: (payment, world) => {
      const newest = refundsOf(world, payment).slice(-10);
      return { ...payment, returnedMinor: sum(newest.filter(({ status }) => status !== 'failed')) };
    },
  },
  'open dispute ignored': {
    payment: (payment) => (payment.dispute?.outcome === 'open' ? { ...payment, dispute: null } : payment),
  },
  'open dispute lost': {
    payment: (payment) =>
      payment.dispute?.outcome === 'open'
        ? { ...payment, dispute: { ...payment.dispute, outcome: 'lost', lostMinor: payment.dispute.withdrawnMinor } }
        : payment,
  },
  'won dispute kept as withdrawn': {
    payment: (payment) =>
      payment.dispute?.outcome === 'won'
        ? { ...payment, dispute: { ...payment.dispute, withdrawnMinor: payment.amountMinor } }
        : payment,
  },
  'canceled ends at once': {
    standing: ({ memberships, payments }, now, policy) => {
      const going = memberships.filter(({ status, endsAt }) => status !== 'canceled' && endsAt === null);
      const isLeft = ({ purpose }: Payment) =>
        purpose.kind === 'gift' || going.some(({ id }) => id === purpose.membership);
      return standingOf({ memberships: going, payments: payments.filter(isLeft) }, now, policy);
    },
  },
  'cancel_at ignored': {
    membership: (membership) => (membership.status === 'canceled' ? membership : { ...membership, endsAt: null }),
  },
  'unpaid invoice confirmed': {
    payment: (payment, world) =>
      payment.purpose.kind === 'period' && payment.status === 'failed'
        ? { ...payment, status: 'confirmed', confirmedAt: (intentOf(world, payment)?.created ?? 0) * 1000 }
        : payment,
  },
  'month of the intent instead of the charge': {
    payment: (payment, world) => {
      const intent = intentOf(world, payment);
      return payment.confirmedAt === null || intent === undefined
        ? payment
        : { ...payment, confirmedAt: intent.created * 1000 };
    },
  },
  'month in UTC': {
    counted: (payment, { still }) => countedOf(payment, still.campaigns, 'UTC'),
  },
  'period of the invoice instead of its lines': {
    payment: (payment, world) => {
      const link = [...world.invoicePayments.values()].find((each) => each.payment.payment_intent === payment.id);
      const invoice = world.invoices.get(link?.invoice ?? '');
      if (payment.purpose.kind !== 'period' || invoice === undefined) return payment;
      return { ...payment, purpose: { ...payment.purpose, periodEnd: invoice.period_end * 1000 } };
    },
  },
  'first line as period': {
    payment: (payment, world) => {
      const { purpose } = payment;
      const link = [...world.invoicePayments.values()].find((each) => each.payment.payment_intent === payment.id);
      const first = world.invoices.get(link?.invoice ?? payment.id)?.lines.data[0];
      if (purpose.kind !== 'period' || first === undefined) return payment;
      return { ...payment, purpose: { ...purpose, periodEnd: first.period.end * 1000 } };
    },
  },
  'settled amount in any currency': {
    counted: countedAs((payment) =>
      payment.settled === null ? payment : { ...payment, settled: { ...payment.settled, currency: dollars } },
    ),
  },
  'foreign money counted': {
    paymentTruth: (truth) =>
      truth.payment === null || truth.marker !== null
        ? truth
        : {
            ...truth,
            marker: { checkout: null, campaign: known(parseCampaignId('ad-free')) },
            payment: { ...truth.payment, campaign: known(parseCampaignId('ad-free')) },
          },
  },
  "another installation's money counted": { alsoOf: 'south' },
  'credit counted as money': {
    payment: (payment) =>
      payment.purpose.kind === 'gift'
        ? payment
        : { ...payment, purpose: { ...payment.purpose, creditedThrough: undefined } },
  },
  'second payment of an invoice ignored': {
    paymentTruth: (truth, world) => {
      const links = [...world.invoicePayments.values()];
      const own = links.find(({ payment }) => payment.payment_intent === truth.payment?.id);
      const first = links.find(({ invoice }) => invoice === own?.invoice);
      return own === first ? truth : { ...truth, payment: null };
    },
  },
  'other mode let through': { isModeIgnored: true },
  'tombstone check dropped': { isTombstoneIgnored: true },
  'grant ignored': { membership: (membership) => ({ ...membership, grantedUntil: null }) },
  'deleted customer kept': { isGoneIgnored: true },
  'of several parts the first saved alone': { saved: (parts) => parts.slice(0, 1) },
  'every webhook ignored': { isDeaf: true },
};

/** The plugs of a newsroom, with one fault in them. */
export function faulty(newsroom: Newsroom, world: World, fault: MoneyFault) {
  const paymentTruth = (truth: PaymentTruth): PaymentTruth => {
    const { payment, ...rest } = fault.paymentTruth?.(truth, world) ?? truth;
    const isOwnerGone = fault.isGoneIgnored !== true && rest.isOwnerGone;
    return { ...rest, isOwnerGone, payment: payment === null ? null : (fault.payment?.(payment, world) ?? payment) };
  };
  const membershipTruth = ({ membership, ...rest }: MembershipTruth): MembershipTruth => ({
    ...rest,
    isOwnerGone: fault.isGoneIgnored !== true && rest.isOwnerGone,
    membership: membership === null ? null : (fault.membership?.(membership, world) ?? membership),
  });
  const { stores } = newsroom;
  const payments =
    fault.alsoOf === undefined
      ? newsroom.payments
      : openNewsroom(world, 0, { installation: { id: settings.installation.id, formerIds: [fault.alsoOf] } }).payments;
  const each = <Id, Truth>(truths: ReadonlyMap<Id, Truth>, change: (truth: Truth) => Truth) =>
    new Map([...truths].map(([id, truth]) => [id, change(truth)]));
  const broken: Payments = {
    ...payments,
    readPayment: async (...input) => paymentTruth(await payments.readPayment(...input)),
    readMembership: async (id) => membershipTruth(await payments.readMembership(id)),
    isCustomerGone: async (id) => fault.isGoneIgnored !== true && (await payments.isCustomerGone(id)),
    async readParts(input) {
      const truth = await payments.readParts(input);
      return {
        ...truth,
        payments: each(truth.payments, paymentTruth),
        memberships: each(truth.memberships, membershipTruth),
      };
    },
  };
  const counting = (save: PartSave): PartSave =>
    fault.counted === undefined || !isPayment(save.part)
      ? save
      : { ...save, counted: fault.counted(save.part, newsroom) };
  const forgetTombstone = (): void => {
    if (fault.isTombstoneIgnored !== true) return;
    const dump = stores.supporters.dump();
    const living = dump.supporters.map(([customer, held]) => [customer, { ...held, erasedAt: null }] as const);
    stores.supporters.restore({ ...dump, supporters: living });
  };
  const supporters: SupporterStore = {
    ...stores.supporters,
    readAllVersioned: async (customer) => {
      const read = await stores.supporters.readAllVersioned(customer);
      return fault.isTombstoneIgnored === true ? { ...read, isErased: false } : read;
    },
    save: (save) => {
      forgetTombstone();
      return stores.supporters.save(counting(save));
    },
    saveAll: (all) => {
      forgetTombstone();
      const parts = all.parts.map(counting);
      return stores.supporters.saveAll({ ...all, parts: fault.saved?.(parts) ?? parts });
    },
  };
  return { payments: broken, supporters };
}

const isPayment = (part: Part): part is Payment => part.kind === 'payment';
