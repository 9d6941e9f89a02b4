// The newsroom of a simulated world: memory stores and our real Stripe adapter over the sandbox, paced for one task. A
// broken worker is the same newsroom with one promise of a plug taken away.
import { isDeepStrictEqual } from 'node:util';
import type { World } from '../../local/stripe-sandbox/world/world.ts';
import { settings } from '../../mainstay.config.ts';
import { memoryAttemptLimiter } from '../../shared/adapters/memory/attempt-limiter.ts';
import { memoryBookStore } from '../../shared/adapters/memory/book-store.ts';
import { memoryCheckoutStore } from '../../shared/adapters/memory/checkout-store.ts';
import { memoryDeviceStore } from '../../shared/adapters/memory/device-store.ts';
import { memoryDoorbellQueue } from '../../shared/adapters/memory/doorbell-queue.ts';
import { memoryErasureStore } from '../../shared/adapters/memory/erasure-store.ts';
import { memoryLinkStore } from '../../shared/adapters/memory/link-store.ts';
import { memoryReminderStore } from '../../shared/adapters/memory/reminder-store.ts';
import { memorySupporterStore } from '../../shared/adapters/memory/supporter-store.ts';
import { memorySwitches } from '../../shared/adapters/memory/switches.ts';
import { emailHasher, nodeHasher } from '../../shared/adapters/node/hasher.ts';
import { keyRing } from '../../shared/adapters/node/key-ring.ts';
import { noCaptcha } from '../../shared/adapters/node/no-captcha.ts';
import { passSigner } from '../../shared/adapters/node/pass-signer.ts';
import { stripeLedger } from '../../shared/adapters/stripe/ledger.ts';
import { stripePayments } from '../../shared/adapters/stripe/payments.ts';
import type { Payments } from '../../shared/ports/payments.ts';
import type { SupporterStore } from '../../shared/ports/supporter-store.ts';
import type { Journal } from '../../shared/ports/system.ts';
import { seededChance } from '../support/seeded-chance.ts';
import { paced, type Stage, type Task } from './stage.ts';
import { stripeFacade } from './stripe-facade.ts';

/** What a worker may get wrong; each must be caught. */
export type Breakage = 'none' | 'fetch-before-note' | 'blind-save' | 'no-save-when-unchanged';
const ring = keyRing('k1', { k1: 'A'.repeat(43) });
const quietJournal: Journal = { note: () => undefined };

export function openNewsroom(world: World, seed: number, breakage: Breakage) {
  const clock = { now: () => world.now };
  const chance = seededChance(`world ${seed}`);
  const access = stripeFacade(world);
  const supporters = memorySupporterStore();
  const [devices, checkouts] = [memoryDeviceStore(), memoryCheckoutStore()];
  const stores = {
    ...{ supporters, devices, checkouts },
    books: memoryBookStore(supporters),
    erasures: memoryErasureStore(devices, checkouts, memoryLinkStore()),
    limiter: memoryAttemptLimiter(chance),
    switches: memorySwitches(),
    reminders: memoryReminderStore(),
  };
  const payments = stripePayments(access, { productName: 'Contribution', statementSuffix: 'NEWS' });
  const { offer, campaigns, standing, portalFreshMinutes, newsroom } = settings;
  // In every third world names are kept for days only, so that parts grow too old in mid-storm.
  const linkDays = seed % 3 === 0 ? 20 : settings.linkDays;
  const still = {
    ...{ offer, campaigns, portalFreshMinutes, linkDays, clock, chance, hasher: nodeHasher, journal: quietJournal },
    policy: { ...standing, offer },
    timeZone: newsroom.timeZone,
    origins: ['https://news.example'],
    apiUrl: 'https://news.example',
    accountPage: 'https://news.example/account',
    captcha: noCaptcha,
    passes: passSigner(async () => ring),
    emails: emailHasher(async () => ring),
  };
  return {
    ...{ still, stores, payments, clock },
    queue: memoryDoorbellQueue(clock, { visibilitySeconds: 45, maxReceives: 1000 }),
    ledger: stripeLedger(access),
    /** Everything an action needs, each deed of it an await at which anything may happen. */
    needsOf: (stage: Stage, task: Task) => {
      const plugs = breakages[breakage]({ payments, supporters: stores.supporters });
      return {
        ...still,
        payments: paced(stage, task, plugs.payments),
        supporters: paced(stage, task, plugs.supporters),
        books: paced(stage, task, stores.books),
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

interface Plugs {
  readonly payments: Payments;
  readonly supporters: SupporterStore;
}
const breakages: Readonly<Record<Breakage, (plugs: Plugs) => Plugs>> = {
  none: (plugs) => plugs,
  'fetch-before-note': fetchingFirst,
  'blind-save': ({ payments, supporters }) => ({
    payments,
    supporters: {
      ...supporters,
      save: async (visit) => supporters.save({ ...visit, noted: await supporters.note(visit.key) }),
    },
  }),
  'no-save-when-unchanged': ({ payments, supporters }) => ({
    payments,
    supporters: {
      ...supporters,
      save: async (visit) => (isDeepStrictEqual(visit.part, visit.noted.part) ? 'saved' : supporters.save(visit)),
    },
  }),
};

// Asks Stripe when told to note, and answers from that when asked later.
function fetchingFirst({ payments, supporters }: Plugs): Plugs {
  const fetched = new Map<string, Promise<unknown>>();
  const kept = <T>(id: string, read: () => Promise<T>) => (fetched.get(id) as Promise<T> | undefined) ?? read();
  return {
    payments: {
      ...payments,
      readMembership: (id) => kept(id, () => payments.readMembership(id)),
      readPayment: (id) => kept(id, () => payments.readPayment(id)),
      readCheckout: async (session) => {
        const truth = await payments.readCheckout(session);
        if (truth.membership !== null) fetched.set(truth.membership, payments.readMembership(truth.membership));
        for (const id of truth.payments) fetched.set(id, payments.readPayment(id));
        return truth;
      },
      locatePayments: async (objectId) => {
        const places = await payments.locatePayments(objectId);
        for (const { payment } of places) fetched.set(payment, payments.readPayment(payment));
        return places;
      },
    },
    supporters,
  };
}
