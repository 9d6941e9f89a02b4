// Half a year of an invented newsroom's balance, on a Stripe account that it shares, and an oracle of its accounts: it walks Stripe's raw
// rows by what the story itself did, and shares no code with the command.
import { settings } from '#settings';
import {
  idOf,
  openGift,
  openMembership,
  paid,
  type Stage,
  setStage,
} from '../../packages/stripe-sandbox/tests/stage.ts';

export interface Story {
  readonly stage: Stage;
  /** What each intent was for, as the story knows it: "gift ad-free -1". */
  readonly labels: Map<string, string>;
  readonly failed: string;
  readonly byHand: string;
}
type Given = { readonly campaign?: string; readonly source?: string; readonly isForeign?: boolean };

const markerOf = ({ campaign, source, isForeign = false }: Given) => ({
  ...(isForeign ? { mainstay: 'another-newsroom' } : { mainstay: settings.installation.id }),
  ...(campaign === undefined ? {} : { mainstay_campaign: campaign }),
  ...(source === undefined ? {} : { mainstay_source: source }),
});

export async function playStory(): Promise<Story> {
  const stage = setStage({ startsAt: '2027-01-05T09:00:00Z', settings: { ownBalances: ['jpy'] } });
  const labels = new Map<string, string>();
  const give = async (amount: number, currency = 'usd', given: Given = {}) => {
    const metadata = markerOf(given);
    const session = await openGift(stage, amount, currency, { metadata, payment_intent_data: { metadata } });
    const intent = idOf((await paid(stage, session)).payment_intent);
    labels.set(intent, given.isForeign ? 'other app' : `gift ${given.campaign ?? ''} ${given.source ?? ''}`);
    return intent;
  };
  const join = async (amount: number, given: Given = {}) => {
    const metadata = markerOf(given);
    const session = await openMembership(stage, 'month', amount, { metadata, subscription_data: { metadata } });
    const { subscription } = await paid(stage, session);
    labels.set(
      idOf(subscription),
      given.isForeign ? 'other app' : `membership ${given.campaign ?? ''} ${given.source ?? ''}`,
    );
  };
  await give(5000, 'usd', { campaign: 'ad-free', source: '-1-1' });
  const later = await give(1000, 'eur', { campaign: 'ad-free', source: 'article-end' });
  await give(3001, 'jpy');
  for (let member = 0; member < 20; member += 1) await join(500 + member, { source: 'reminder' });
  await join(900, { isForeign: true });
  const foreign = await give(4200, 'usd', { isForeign: true });
  await stage.days(40);
  // In another month than its payment, and of an intent that the payout before held.
  await stage.stripe.refunds.create({ payment_intent: later, amount: 400 });
  await stage.stripe.refunds.create({ payment_intent: foreign });
  const disputed = await give(7000);
  await stage.days(10);
  await stage.command('/disputes', { paymentIntent: disputed, outcome: 'won' });
  await stage.command('/disputes', { paymentIntent: await give(250, 'jpy'), outcome: 'lost' });
  await stage.days(30);
  const [sent] = (await stage.stripe.payouts.list({ status: 'paid' })).data;
  await stage.command(`/payouts/${idOf(sent)}`, { outcome: 'failed' });
  await give(800);
  await stage.days(50);
  await stage.command('/settings', { payoutSchedule: 'manual' });
  await give(9000);
  await stage.days(4);
  const { id: byHand } = await stage.stripe.payouts.create({ amount: 1234, currency: 'usd' });
  await stage.days(3);
  return { stage, labels, failed: idOf(sent), byHand };
}

/** Sums in minor units by "payout currency label column", or by "currency label column" of all that was booked between two instants. */
export function oracle({ stage, labels }: Story, between?: readonly [from: number, to: number]): Map<string, number> {
  const { world } = stage.sandbox.state;
  const sums = new Map<string, number>();
  for (const each of world.balanceTransactions.values()) {
    const payout = world.payoutsOfTransactions.get(each.id);
    const isWanted = between ? each.created >= between[0] && each.created < between[1] : payout !== undefined;
    if (!isWanted || (between === undefined && each.source === payout)) continue;
    const { label, column } = rowOf(stage, labels, String(each.source), each.amount);
    const key = [...(between ? [] : [payout]), each.currency.toUpperCase(), label].join('|');
    for (const [name, amount] of [[column, each.amount] as const, ['fees', -each.fee] as const])
      sums.set(`${key}|${name}`, (sums.get(`${key}|${name}`) ?? 0) + amount);
  }
  return new Map([...sums].filter(([, sum]) => sum !== 0));
}

/** By the kind of object behind it, which its id says. */
function rowOf({ sandbox }: Stage, labels: ReadonlyMap<string, string>, source: string, amount: number) {
  const { charges, refunds, disputes, invoicePayments, invoices } = sandbox.state.world;
  if (source.startsWith('po_')) return { label: amount < 0 ? 'payout' : 'returned payout', column: 'payouts' };
  const column = source.startsWith('re_') ? 'refunds' : source.startsWith('du_') ? 'disputes' : 'gross';
  const charge = charges.get(String(refunds.get(source)?.charge ?? disputes.get(source)?.charge ?? source));
  const intent = String(charge?.payment_intent);
  const link = [...invoicePayments.values()].find(({ payment }) => payment.payment_intent === intent);
  const subscription = invoices.get(String(link?.invoice))?.parent?.subscription_details?.subscription;
  return { label: labels.get(String(subscription ?? intent)) ?? 'unknown', column };
}
