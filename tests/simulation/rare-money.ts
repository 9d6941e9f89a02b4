// Shapes of money that are rare and yet happen: a second payment of one invoice, and a supporter whose erasure was interrupted
// before Stripe forgot them, while Stripe goes on to tell of them.
import { mintId } from '../../packages/stripe-sandbox/source/world/ids.ts';
import { record } from '../../packages/stripe-sandbox/source/world/record.ts';
import type { World } from '../../packages/stripe-sandbox/source/world/world.ts';
import { anonymiseSupporter } from '../../shared/actions/anonymise-supporter.ts';
import { type CustomerId, known, parseCustomerId } from '../../shared/core/ids.ts';
import type { Dice } from './dice.ts';
import type { Newsroom } from './plugs.ts';

/** A bank transfer comes a second time, for an invoice that is paid: Stripe links it to the same invoice. */
export function payTwice(world: World, chance: Dice): void {
  const link = chance.pick([...world.invoicePayments.values()].filter(({ status }) => status === 'paid'));
  const intent = world.paymentIntents.get(String(link?.payment.payment_intent));
  const charge = world.charges.get(String(intent?.latest_charge));
  if (link === undefined || intent?.status !== 'succeeded' || charge === undefined) return;
  if (world.deletedCustomers.has(String(intent.customer))) return;
  const [id, chargeId, linkId] = [mintId(world, 'pi_3'), mintId(world, 'ch_3'), mintId(world, 'inpay_1')];
  const created = Math.floor(world.now / 1000);
  const untouched = { amount_refunded: 0, refunded: false, disputed: false, balance_transaction: null };
  world.charges.set(chargeId, { ...charge, ...untouched, id: chargeId, created, payment_intent: id });
  const second = { ...intent, id, created, latest_charge: chargeId };
  world.paymentIntents.set(id, second);
  const payment = { ...link.payment, payment_intent: id };
  world.invoicePayments.set(linkId, { ...link, id: linkId, created, is_default: false, payment });
  record(world, 'payment_intent.succeeded', second);
}

/** What an erasure does of ours, without what it asks of Stripe; returns who is erased. */
export async function eraseHere(newsroom: Newsroom, chance: Dice): Promise<CustomerId | null> {
  const held = newsroom.stores.supporters.dump().supporters.filter(([, { erasedAt }]) => erasedAt === null);
  const [customer] = chance.pick(held) ?? [];
  if (customer === undefined) return null;
  await anonymiseSupporter({ ...newsroom.stores, clock: newsroom.clock }, customer);
  return known(parseCustomerId(customer));
}
