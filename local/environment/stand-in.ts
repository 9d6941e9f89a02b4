// What replaces DynamoDB Local where there is no Java 17: every function served from its source with the memory adapters,
// which pass the same contract tests, and the memory queue. Never in a bundle; the start prints a clear warning.

import { settings } from '#settings';
import { serve as serveCheckout } from '../../functions/checkout.ts';
import { serve as serveMail } from '../../functions/mail.ts';
import { serve as serveOffer } from '../../functions/offer.ts';
import { serve as serveRecognition } from '../../functions/recognition.ts';
import { serve as serveReconcile } from '../../functions/reconcile.ts';
import { serve as serveReminders } from '../../functions/reminders.ts';
import { openapiText } from '../../functions/runtime/openapi-text.ts';
import {
  parseKeyRing,
  parseSealingKey,
  parseSmtpCredentials,
  parseStripeSecret,
} from '../../functions/runtime/secret-shapes.ts';
import type { TimerHandler } from '../../functions/runtime/timer-handler.ts';
import { wireWorld } from '../../functions/runtime/wire-world.ts';
import { serve as serveStripeEvents } from '../../functions/stripe-webhook.ts';
import { serve as serveSync } from '../../functions/sync.ts';
import { hpkeOpener } from '../../shared/adapters/hpke/opener.ts';
import { hpkeSealer } from '../../shared/adapters/hpke/sealer.ts';
import { bandEdges } from '../../shared/adapters/node/band-edges.ts';
import { confirmationSigner } from '../../shared/adapters/node/confirmation-signer.ts';
import { grantSigner } from '../../shared/adapters/node/grant-signer.ts';
import { emailHasher, linkCodes } from '../../shared/adapters/node/hasher.ts';
import type { KeyRing } from '../../shared/adapters/node/key-ring.ts';
import { noCaptcha } from '../../shared/adapters/node/no-captcha.ts';
import { passSigner } from '../../shared/adapters/node/pass-signer.ts';
import { systemChance, systemClock, systemPause } from '../../shared/adapters/node/system.ts';
import { smtpMailer } from '../../shared/adapters/smtp/mailer.ts';
import { type StripeAccess, stripeAccess } from '../../shared/adapters/stripe/client.ts';
import { stripePayments } from '../../shared/adapters/stripe/payments.ts';
import { stripeEvents } from '../../shared/adapters/stripe/stripe-events.ts';
import { stripeListing } from '../../shared/adapters/stripe/stripe-listing.ts';
import type { HttpHandler } from '../servers/gateway.ts';
import type { Secrets } from '../servers/secrets-server.ts';
import type { LocalSmtp } from '../servers/smtp-server.ts';
import type { Handler } from './functions.ts';
import { lambdaContext } from './lambda-context.ts';
import { edgeOf } from './local-edge.ts';
import { localInstallation } from './local-installation.ts';
import { memoryMailSource, memorySyncSource } from './memory-message-source.ts';
import type { MessageSource } from './message-source.ts';
import type { QueueHandler } from './poller.ts';
import { type StripeKeys, secretNames } from './secrets.ts';
import { openStores, type StandInDump, savingOf } from './stand-in-stores.ts';

export interface StandIn {
  readonly http: Readonly<Record<'offer' | 'checkout' | 'recognition' | 'reminders' | 'stripe-webhook', HttpHandler>>;
  readonly sync: QueueHandler;
  readonly timed: { readonly reconcile: Handler; readonly mail: Handler };
  readonly syncSource: MessageSource;
  readonly mail: QueueHandler;
  readonly mailSource: MessageSource;
  dump(): StandInDump;
  restore(dump: StandInDump): void;
}
export interface StandInNeeds {
  readonly site: string;
  /** Those of pages, the newsroom's own first. */
  readonly origins: readonly string[];
  /** Null where the functions use Stripe itself. */
  readonly stripeApi: string | null;
  readonly keys: StripeKeys;
  readonly secrets: Secrets;
  /** Where messages are sent. */
  readonly smtp: Pick<LocalSmtp, 'url' | 'authority'>;
}

export function openStandIn({ site, origins, stripeApi, keys, secrets, smtp }: StandInNeeds): StandIn {
  const stores = openStores();
  const needs = { SITE_ORIGINS: [...origins], API_URL: site };
  const keyRingNamed = (name: string) => async (): Promise<KeyRing> => parseKeyRing(secrets[name] ?? '{}');
  const access = accessTo({ keys, stripeApi });
  const plugs = {
    ...stores,
    edge: edgeOf(secrets),
    payments: stripePayments(access, settings.discreet, async () =>
      parseStripeSecret(secrets[secretNames.stripe] ?? '{}'),
    ),
    captcha: noCaptcha,
    tries: null,
    passes: passSigner(keyRingNamed(secretNames.pass)),
    grants: grantSigner(keyRingNamed(secretNames.pass)),
    emails: emailHasher(keyRingNamed(secretNames.pepper)),
    sealer: hpkeSealer(async () => parseSealingKey(secrets[secretNames.sealing] ?? '{}')),
    opener: hpkeOpener(keyRingNamed(secretNames.seal)),
    pause: systemPause,
    mailer: smtpMailer(
      {
        server: smtp,
        credentials: async () => parseSmtpCredentials(secrets[secretNames.smtp] ?? '{}'),
        clock: systemClock,
        chance: systemChance,
      },
      senderOf(settings),
    ),
    listing: stripeListing(access),
    codes: linkCodes(keyRingNamed(secretNames.pepper)),
    confirmations: confirmationSigner(keyRingNamed(secretNames.pepper)),
    edges: bandEdges(keyRingNamed(secretNames.pepper)),
  };
  const signing = async (): Promise<readonly string[]> => [keys.webhookSecret];
  const events = stripeEvents('test', { current: signing, again: signing });
  const mail = serveMail({ ...wireWorld('mail', needs), ...plugs });
  return {
    http: {
      offer: serveOffer({ ...wireWorld('offer', needs), ...plugs, openapi: openapiText }),
      checkout: serveCheckout({ ...wireWorld('checkout', needs), ...plugs }),
      recognition: serveRecognition({ ...wireWorld('recognition', needs), ...plugs }),
      reminders: serveReminders({ ...wireWorld('reminders', needs), ...plugs }),
      'stripe-webhook': serveStripeEvents({
        ...wireWorld('stripe-webhook', needs),
        events,
        syncQueue: stores.syncQueue,
      }),
    },
    sync: serveSync({ ...wireWorld('sync', needs), ...plugs }),
    timed: {
      reconcile: timed(serveReconcile({ ...wireWorld('reconcile', needs), ...plugs, linkDays: settings.linkDays })),
      mail: (call) => mail(call, lambdaContext('mail', 'timer', 120)),
    },
    syncSource: memorySyncSource(stores.syncQueue),
    mail,
    mailSource: memoryMailSource(stores.mail),
    ...savingOf(stores),
  };
}

const localAccount = { mode: 'test', installation: localInstallation } as const;
const accessTo = ({ keys, stripeApi }: Pick<StandInNeeds, 'keys' | 'stripeApi'>): StripeAccess =>
  stripeAccess({ ...localAccount, key: async () => keys.secretKey, apiUrl: stripeApi ?? undefined });

const senderOf = ({ mail }: typeof settings) => ({ address: mail.sender, name: mail.senderName });

const timed =
  (functionName: TimerHandler): Handler =>
  (call) =>
    functionName(call, lambdaContext('reconcile', 'timer', 900));
