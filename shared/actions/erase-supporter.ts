// Erases a supporter: at once for a browser that opened the checkout and reads the payer's mail, and by two mailed links, at least 72
// hours apart, for one that only reads the mail. Once begun it ends by itself: where Stripe does not answer now, the
// rest is done later.
import { confirmableFrom, isConfirmed, isRequested } from '../core/erasure-request.ts';
import type { Failure } from '../core/failure.ts';
import type { Hash } from '../core/ids.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { allowed, proofOf } from '../core/rights.ts';
import { type Instant, minute } from '../core/time.ts';
import type { DeviceStore } from '../ports/device-store.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';
import { chooseFresh } from './choose-fresh.ts';
import { type Held, type ReadSupportersNeeds, readDevice, readHoldings } from './read-supporters.ts';
import { type ErasureNeeds, runErasure } from './run-erasure.ts';

export interface EraseSupporterNeeds extends ErasureNeeds, ReadSupportersNeeds {
  readonly supporters: ErasureNeeds['supporters'] & Pick<SupporterStore, 'askErasure'>;
  readonly devices: Pick<DeviceStore, 'read' | 'renew' | 'forget'>;
  readonly portalFreshMinutes: number;
}
/** `pending`: begun, and ends by itself. `isDevice`: whether this browser still acts for somebody. */
export type Erased =
  | { readonly status: 'erased' | 'pending'; readonly isDevice: boolean }
  /** Asked for; a link that is redeemed from then on confirms it. */
  | { readonly status: 'unconfirmed'; readonly confirmFrom: Instant };

export async function eraseSupporter(
  needs: EraseSupporterNeeds,
  requested: { readonly device: Hash | null; readonly supporter: string | null },
): Promise<Result<Erased, Failure>> {
  const now = needs.clock.now();
  const device = await readDevice(needs, requested.device, now);
  if (device === null) return fail({ kind: 'device-unknown' });
  const held = await readHoldings(needs, device);
  const chosen = chooseFresh(held, { right: 'erase', named: requested.supporter, now });
  if (!chosen.ok) return chosen;
  const confirmFrom = await askFirst(needs, chosen.value, now);
  if (confirmFrom !== null) return succeed({ status: 'unconfirmed', confirmFrom });
  const { customer } = chosen.value.supporter;
  const run = await runErasure(needs, customer);
  // What this browser held of it goes now; of the others the nightly run takes it.
  const holdings = device.holdings.filter((each) => each.customer !== customer);
  if (holdings.length === 0) await needs.devices.forget(device.hash);
  else await needs.devices.renew(device, { ...device, holdings });
  return succeed({ status: run.ok ? 'erased' : 'pending', isDevice: holdings.length > 0 });
}

/** Null where it may be done now; else from when a second link confirms it. Asking again moves nothing. */
async function askFirst(
  needs: EraseSupporterNeeds,
  { holding, supporter }: Held,
  now: Instant,
): Promise<Instant | null> {
  if (allowed('erase', proofOf(holding, now)) === 'yes') return null;
  if (isConfirmed(supporter.eraseFrom, holding.freshUntil - needs.portalFreshMinutes * minute, now)) return null;
  if (isRequested(supporter.eraseFrom, now)) return supporter.eraseFrom;
  const from = confirmableFrom(now);
  await needs.supporters.askErasure(supporter.customer, from);
  needs.log.write('erasure-requested', {});
  return from;
}
