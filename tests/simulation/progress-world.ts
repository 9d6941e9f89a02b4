// A campaign with one reader too many: an attacker who knows every payment but one, pays and takes back as they like, and looks
// every second. They guess whether the victim gave. Published and read by the product's own actions; whether a guess is right,
// and how often it may be, is reckoned here.
import { publishProgress } from '../../shared/actions/publish-progress.ts';
import { readCampaign } from '../../shared/actions/read-campaign.ts';
import { memoryCampaignStore } from '../../shared/adapters/memory/campaign-store.ts';
import { bandEdges } from '../../shared/adapters/node/band-edges.ts';
import { keyRing } from '../../shared/adapters/node/key-ring.ts';
import { anonymised } from '../../shared/core/anonymous-payment.ts';
import type { Offer } from '../../shared/core/offer.ts';
import { day, hour, type Instant, second } from '../../shared/core/time.ts';
import type { BandEdges } from '../../shared/ports/band-edges.ts';
import { campaignId, counted, currencyOf, payment } from '../support/builders.ts';
import { recordedLog } from '../support/recorded-log.ts';

/** A goal of 10,000 dollars: bands of 1,000, and a gift counts 20 of them. */
export const band = 100_000;
export const cap = 2000;
const start = Date.UTC(2026, 10, 1);
const range = { suggestedMinor: [], minimumMinor: 200, maximumMinor: 100_000_000 };
const offer: Offer = {
  currencies: [{ currency: currencyOf('usd'), amounts: { once: range, monthly: range, annual: range } }],
};
const usd = currencyOf('usd');

export interface Attacker {
  /** How much of their own money shall be there on a morning; less than before is taken back. */
  ownMinor(morning: number): number;
  readonly mornings: number;
  /** What they say of the victim, by what was shown after each morning. */
  guess(shownMinor: readonly number[]): boolean;
}
export interface ProgressWorld {
  readonly seed: number;
  readonly didVictimGive: boolean;
  /** What the victim's gift is worth; what is more than the cap counts as the cap. */
  readonly giftMinor?: number;
  /** A fault put back: other edges than the product's. */
  readonly edges?: (seed: number, now: () => Instant) => BandEdges;
}

/** True where the guess is right. Throws where anything but a morning changed what is shown. */
export async function attack(attacker: Attacker, world: ProgressWorld): Promise<boolean> {
  const { clock, own, publish, shown, victimGives } = openCampaign(world);
  const seen: number[] = [];
  for (let morning = 0; morning < attacker.mornings; morning += 1) {
    own(attacker.ownMinor(morning));
    // The victim gives on the first day, long after the attacker's first gifts.
    if (morning === 0 && world.didVictimGive) victimGives();
    const before = await shown();
    // Every second of the hour before six shows the same: a few of them, chosen by the day.
    for (const past of [hour, 1800 * second, (morning + 1) * second, second]) {
      clock.set(start + (morning + 2) * day + 6 * hour - past);
      if ((await shown()) !== before) throw new Error('something was shown that no morning published');
    }
    clock.set(start + (morning + 2) * day + 6 * hour);
    await publish();
    seen.push(await shown());
  }
  return attacker.guess(seen) === world.didVictimGive;
}

export function openCampaign({ seed, giftMinor = cap, edges = productEdges }: ProgressWorld) {
  let now: Instant = start;
  const payments: { id: number; amountMinor: number; at: Instant }[] = [];
  const rows = () =>
    payments.map(({ amountMinor, at }) => ({
      version: 1,
      counted: counted(amountMinor),
      anonymousPayment: anonymised(payment({ amountMinor, confirmedAt: at })),
    }));
  const nobody = { dump: () => ({ supporters: [], totals: [], pointers: [] }) };
  const campaign = { id: campaignId(), currency: usd, goalMinor: 10 * band, rates: {} };
  const needs = {
    campaigns: [campaign],
    offer,
    timeZone: 'UTC',
    campaignStore: memoryCampaignStore(nobody, { dump: rows }),
    edges: edges(seed, () => now),
    clock: { now: () => now },
    log: recordedLog(),
  };
  let mine = 0;
  return {
    clock: {
      set(instant: Instant) {
        now = instant;
      },
    },
    /** Pays or takes back until so much is there. What was paid is a day old by the next morning. */
    own(wantedMinor: number) {
      for (; mine < wantedMinor; mine += cap) payments.unshift({ id: mine, amountMinor: cap, at: now });
      for (; mine > wantedMinor; mine -= cap) payments.shift();
    },
    victimGives: () => void payments.push({ id: -1, amountMinor: giftMinor, at: now + second }),
    publish: () => publishProgress(needs),
    async shown() {
      const read = await readCampaign(needs, { campaign: campaign.id });
      if (!read.ok || read.value.raisedMinor === null) throw new Error('nothing is shown');
      return read.value.raisedMinor;
    },
  };
}

/** The product's draws, under a key of the world's own. */
export const productEdges = (seed: number): BandEdges =>
  bandEdges(async () =>
    keyRing('k', { k: Buffer.alloc(32, `a key of world ${seed}, long enough`).toString('base64url') }),
  );

/** How often the attacker is right, over worlds of which half have a victim. */
export async function accuracyOf(
  attacker: Attacker,
  worlds: number,
  more: Partial<ProgressWorld> = {},
): Promise<number> {
  let right = 0;
  for (let seed = 0; seed < worlds; seed += 1) {
    const isRight = await attack(attacker, { seed, didVictimGive: seed % 2 === 0, ...more });
    right += isRight ? 1 : 0;
  }
  return right / worlds;
}
