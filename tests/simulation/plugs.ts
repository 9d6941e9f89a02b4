// The newsroom of a simulated world: memory stores and our real Stripe adapter over the sandbox, with one task at a time. A
// broken worker is the same newsroom with one guarantee of an adapter removed.
import { settings } from '#settings';
import type { World } from '../../packages/stripe-sandbox/source/world/world.ts';
import { memoryStores } from '../../shared/adapters/memory/stores.ts';
import { memorySyncQueue } from '../../shared/adapters/memory/sync-queue.ts';
import { emailHasher, nodeHasher } from '../../shared/adapters/node/hasher.ts';
import { keyRing } from '../../shared/adapters/node/key-ring.ts';
import { noCaptcha } from '../../shared/adapters/node/no-captcha.ts';
import { passSigner } from '../../shared/adapters/node/pass-signer.ts';
import { stripePayments } from '../../shared/adapters/stripe/payments.ts';
import { stripeListing } from '../../shared/adapters/stripe/stripe-listing.ts';
import type { Installation } from '../../shared/core/installation.ts';
import type { Log } from '../../shared/ports/system.ts';
import { seededChance } from '../support/seeded-chance.ts';
import { type Breakage, broken } from './breakages.ts';
import { paced, type Stage, type Task } from './stage.ts';
import { stripeFacade } from './stripe-facade.ts';

const testKeyRing = keyRing('k1', { k1: 'B'.repeat(43) });
const silentLog: Log = { write: () => undefined };

export interface NewsroomOptions {
  readonly breakage?: Breakage;
  readonly linkDays?: number;
  /** Of several on one account, which. */
  readonly installation?: Installation;
}
export function openNewsroom(world: World, seed: number, options: NewsroomOptions = {}) {
  const { breakage = 'none', installation = settings.installation } = options;
  const clock = { now: () => world.now };
  const chance = seededChance(`world ${seed}`);
  const access = stripeFacade(world, installation);
  const stores = memoryStores(chance);
  const payments = stripePayments(access, { productName: 'Contribution', statementSuffix: 'NEWS' });
  const { offer, campaigns, standing, portalFreshMinutes, newsroom } = settings;
  // In every third world links to supporters expire after days, so that parts become too old during the storm.
  const linkDays = options.linkDays ?? (seed % 3 === 0 ? 20 : settings.linkDays);
  const still = {
    offer,
    campaigns,
    neverAsk: [],
    portalFreshMinutes,
    linkDays,
    clock,
    chance,
    hasher: nodeHasher,
    log: silentLog,
    pause: { wait: async () => undefined },
    policy: { ...standing, offer },
    timeZone: newsroom.timeZone,
    origins: ['https://news.example'],
    apiUrl: 'https://news.example',
    accountPage: 'https://news.example/account',
    captcha: noCaptcha,
    passes: passSigner(async () => testKeyRing),
    emails: emailHasher(async () => testKeyRing),
  };
  return {
    still,
    stores,
    payments,
    clock,
    queue: memorySyncQueue(clock, { visibilitySeconds: 45, maxReceives: 1000 }),
    listing: stripeListing(access),
    /** Everything an action needs. Each of its steps is an await at which anything may happen. */
    needsOf: (stage: Stage, task: Task) => {
      const pause = () => stage.pause(task);
      const plugs = broken(breakage, { payments, supporters: stores.supporters, pause });
      return {
        ...still,
        payments: paced(stage, task, plugs.payments),
        supporters: paced(stage, task, plugs.supporters),
        anonymousPayments: paced(stage, task, stores.anonymousPayments),
        erasures: paced(stage, task, stores.erasures),
        checkouts: paced(stage, task, stores.checkouts),
        devices: paced(stage, task, stores.devices),
        reminders: stores.reminders,
        limiter: stores.limiter,
        switches: stores.switches,
      };
    },
  };
}
export type Newsroom = ReturnType<typeof openNewsroom>;
