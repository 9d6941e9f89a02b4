// What stands in where DynamoDB Local cannot run because there is no Java 17: every door served from its source with the
// memory adapters, which keep the same promises, and the memory queue. Never in a bundle, and said loudly at the start.

import { serve as serveCheckout } from '../functions/checkout.ts';
import { serve as serveDoorbells } from '../functions/doorbells.ts';
import { serve as serveLetters } from '../functions/letters.ts';
import { serve as serveOffer } from '../functions/offer.ts';
import { serve as serveRecognition } from '../functions/recognition.ts';
import { serve as serveReconcile } from '../functions/reconcile.ts';
import { serve as serveReminders } from '../functions/reminders.ts';
import { openapiText } from '../functions/runtime/openapi-text.ts';
import { parseKeyRing, parseSealingKey } from '../functions/runtime/secret-shapes.ts';
import type { TimerHandler } from '../functions/runtime/timer-door.ts';
import { wireWorld } from '../functions/runtime/wire-world.ts';
import { serve as serveStripeEvents } from '../functions/stripe-events.ts';
import { settings } from '../mainstay.config.ts';
import { createMailClient, sesMailer } from '../shared/adapters/aws/mailer.ts';
import { hpkeOpener } from '../shared/adapters/hpke/opener.ts';
import { hpkeSealer } from '../shared/adapters/hpke/sealer.ts';
import { type AttemptDump, memoryAttemptLimiter } from '../shared/adapters/memory/attempt-limiter.ts';
import { type MemoryBookStore, memoryBookStore } from '../shared/adapters/memory/book-store.ts';
import { type MemoryCampaignStore, memoryCampaignStore } from '../shared/adapters/memory/campaign-store.ts';
import { type CheckoutDump, memoryCheckoutStore } from '../shared/adapters/memory/checkout-store.ts';
import { memoryDeviceStore } from '../shared/adapters/memory/device-store.ts';
import { type DoorbellDump, memoryDoorbellQueue } from '../shared/adapters/memory/doorbell-queue.ts';
import { type MemoryErasureStore, memoryErasureStore } from '../shared/adapters/memory/erasure-store.ts';
import { memoryLetterQueue } from '../shared/adapters/memory/letter-queue.ts';
import { type MemoryLinkStore, memoryLinkStore } from '../shared/adapters/memory/link-store.ts';
import { memoryReconcileStore } from '../shared/adapters/memory/reconcile-store.ts';
import { type MemoryReminderStore, memoryReminderStore } from '../shared/adapters/memory/reminder-store.ts';
import { memorySupporterStore, type SupporterDump } from '../shared/adapters/memory/supporter-store.ts';
import { memorySwitches } from '../shared/adapters/memory/switches.ts';
import { grantSigner } from '../shared/adapters/node/grant-signer.ts';
import { emailHasher } from '../shared/adapters/node/hasher.ts';
import type { KeyRing } from '../shared/adapters/node/key-ring.ts';
import { noCaptcha } from '../shared/adapters/node/no-captcha.ts';
import { passSigner } from '../shared/adapters/node/pass-signer.ts';
import { systemChance, systemClock, systemPause } from '../shared/adapters/node/system.ts';
import { stripeAccess } from '../shared/adapters/stripe/client.ts';
import { stripeLedger } from '../shared/adapters/stripe/ledger.ts';
import { stripePayments } from '../shared/adapters/stripe/payments.ts';
import { stripeEvents } from '../shared/adapters/stripe/stripe-events.ts';
import type { Device } from '../shared/core/device.ts';
import type { Handler } from './doors.ts';
import type { HttpHandler } from './gateway.ts';
import { lambdaContext } from './lambda-context.ts';
import { memoryLetterRings, memoryRings } from './memory-rings.ts';
import type { QueueHandler } from './poller.ts';
import type { Rings } from './rings.ts';
import { type StripeKeys, secretNames } from './secrets.ts';
import { localAccess } from './servers/dynamodb-table.ts';
import type { Secrets } from './servers/secrets-server.ts';

/** Plain JSON. */
export interface StandInDump {
  readonly supporters: SupporterDump;
  readonly books: ReturnType<MemoryBookStore['dump']>;
  readonly campaigns: ReturnType<MemoryCampaignStore['dump']>;
  readonly checkouts: CheckoutDump;
  readonly devices: readonly Device[];
  readonly erasures: ReturnType<MemoryErasureStore['dump']>;
  readonly attempts: AttemptDump;
  readonly doorbells: DoorbellDump;
  readonly links?: ReturnType<MemoryLinkStore['dump']>;
  readonly reminders?: ReturnType<MemoryReminderStore['dump']>;
}
export interface StandIn {
  readonly http: Readonly<Record<'offer' | 'checkout' | 'recognition' | 'reminders' | 'stripe-events', HttpHandler>>;
  readonly doorbells: QueueHandler;
  readonly timed: { readonly reconcile: Handler; readonly letters: Handler };
  readonly rings: Rings;
  readonly letters: QueueHandler;
  readonly letterRings: Rings;
  dump(): StandInDump;
  restore(dump: StandInDump): void;
}
export interface StandInPlaces {
  readonly site: string;
  /** Null where the doors speak to Stripe itself. */
  readonly stripeApi: string | null;
  readonly keys: StripeKeys;
  readonly secrets: Secrets;
  /** Where letters are sent. */
  readonly mail: string;
}

/** As in AWS: five tries, and a worker's time with one ring. */
const policy = { visibilitySeconds: 60, maxReceives: 5 };

export function openStandIn({ site, stripeApi, keys, secrets, mail }: StandInPlaces): StandIn {
  const stores = openStores();
  const place = { SITE_ORIGINS: [site], API_URL: site };
  const ring = (name: string) => async (): Promise<KeyRing> => parseKeyRing(secrets[name] ?? '{}');
  const access = stripeAccess({ mode: 'test', key: async () => keys.secretKey, apiUrl: stripeApi ?? undefined });
  const plugs = {
    ...stores,
    payments: stripePayments(access, settings.discreet),
    captcha: noCaptcha,
    passes: passSigner(ring(secretNames.pass)),
    grants: grantSigner(ring(secretNames.pass)),
    emails: emailHasher(ring(secretNames.pepper)),
    sealer: hpkeSealer(async () => parseSealingKey(secrets[secretNames.sealing] ?? '{}')),
    opener: hpkeOpener(ring(secretNames.seal)),
    pause: systemPause,
    mailer: sesMailer(createMailClient({ ...localAccess, endpoint: mail }), senderOf(settings)),
    ledger: stripeLedger(access),
  };
  const signing = async (): Promise<readonly string[]> => [keys.webhookSecret];
  const events = stripeEvents('test', { current: signing, again: signing });
  const letters = serveLetters({ ...wireWorld('letters', place), ...plugs });
  return {
    http: {
      offer: serveOffer({ ...wireWorld('offer', place), campaignStore: stores.campaignStore, openapi: openapiText }),
      checkout: serveCheckout({ ...wireWorld('checkout', place), ...plugs }),
      recognition: serveRecognition({ ...wireWorld('recognition', place), ...plugs }),
      reminders: serveReminders({ ...wireWorld('reminders', place), ...plugs }),
      'stripe-events': serveStripeEvents({ ...wireWorld('stripe-events', place), events, doorbells: stores.doorbells }),
    },
    doorbells: serveDoorbells({ ...wireWorld('doorbells', place), ...plugs }),
    timed: {
      reconcile: timed(serveReconcile({ ...wireWorld('reconcile', place), ...plugs, linkDays: settings.linkDays })),
      letters: (call) => letters(call, lambdaContext('letters', 'timer', 120)),
    },
    rings: memoryRings(stores.doorbells),
    letters,
    letterRings: memoryLetterRings(stores.letters),
    ...keeping(stores),
  };
}

const senderOf = ({ letters }: typeof settings) => ({ address: letters.sender, name: letters.senderName });

const timed =
  (door: TimerHandler): Handler =>
  (call) =>
    door(call, lambdaContext('reconcile', 'timer', 900));

const openStores = () => {
  const [supporters, checkouts, devices] = [memorySupporterStore(), memoryCheckoutStore(), memoryDeviceStore()];
  const [books, links] = [memoryBookStore(supporters), memoryLinkStore()];
  return {
    ...{ supporters, checkouts, devices, links },
    erasures: memoryErasureStore(devices, checkouts, links),
    books,
    // Where its runs stand is not kept: after a restart the next night looks at everything once more.
    reconciliations: memoryReconcileStore(supporters, books),
    campaignStore: memoryCampaignStore(supporters),
    limiter: memoryAttemptLimiter(systemChance),
    switches: memorySwitches(),
    doorbells: memoryDoorbellQueue(systemClock, policy),
    reminders: memoryReminderStore(),
    letters: memoryLetterQueue(systemClock),
  };
};

const keeping = (stores: ReturnType<typeof openStores>): Pick<StandIn, 'dump' | 'restore'> => ({
  dump: () => ({
    supporters: stores.supporters.dump(),
    books: stores.books.dump(),
    campaigns: stores.campaignStore.dump(),
    checkouts: stores.checkouts.dump(),
    devices: stores.devices.dump(),
    erasures: stores.erasures.dump(),
    attempts: stores.limiter.dump(),
    doorbells: stores.doorbells.dump(),
    links: stores.links.dump(),
    reminders: stores.reminders.dump(),
  }),
  restore: (dump) => {
    stores.supporters.restore(dump.supporters);
    stores.books.restore(dump.books);
    stores.campaignStore.restore(dump.campaigns);
    stores.checkouts.restore(dump.checkouts);
    stores.devices.restore(dump.devices);
    stores.erasures.restore(dump.erasures);
    stores.limiter.restore(dump.attempts);
    stores.doorbells.restore(dump.doorbells);
    stores.links.restore(dump.links ?? []);
    if (dump.reminders !== undefined) stores.reminders.restore(dump.reminders);
  },
});
