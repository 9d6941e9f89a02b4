// The `checkout` function's adapters: Stripe's key, the key of passes, the pepper, a public key to seal with, and its rows.

import { sqsMailQueue } from '../../shared/adapters/aws/mail-queue.ts';
import { createQueueClient } from '../../shared/adapters/aws/sync-queue.ts';
import { dynamodbAnonymousPaymentStore } from '../../shared/adapters/dynamodb/anonymous-payment-store.ts';
import { dynamodbAttemptLimiter } from '../../shared/adapters/dynamodb/attempt-limiter.ts';
import { dynamodbCheckoutStore } from '../../shared/adapters/dynamodb/checkout-store.ts';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamodbDeviceStore } from '../../shared/adapters/dynamodb/device-store.ts';
import { dynamodbErasureStore } from '../../shared/adapters/dynamodb/erasure-store.ts';
import { dynamodbPaymentTries } from '../../shared/adapters/dynamodb/payment-tries.ts';
import { dynamodbReminderCancel } from '../../shared/adapters/dynamodb/reminder-cancel.ts';
import { dynamodbSupporterStore } from '../../shared/adapters/dynamodb/supporter-store.ts';
import { dynamodbSwitches } from '../../shared/adapters/dynamodb/switches.ts';
import { hpkeSealer } from '../../shared/adapters/hpke/sealer.ts';
import { emailHasher } from '../../shared/adapters/node/hasher.ts';
import { passSigner } from '../../shared/adapters/node/pass-signer.ts';
import { readConfig, required } from './config.ts';
import { parseKeyRing, parseSealingKey, parseStripeSecret } from './secret-shapes.ts';
import { wireCaptcha } from './wire-captcha.ts';
import { wireEdge } from './wire-edge.ts';
import { wireSecrets } from './wire-secrets.ts';
import { wireStripe } from './wire-stripe.ts';
import { wireWorld } from './wire-world.ts';

export function wireCheckout() {
  const config = readConfig();
  const world = wireWorld('checkout', config);
  const secret = wireSecrets();
  const [documents, table] = [createDocumentClient(), required(config, 'TABLE')];
  const stripeSecret = secret(required(config, 'STRIPE_SECRET'), parseStripeSecret);
  // Read while attempts are counted, so that a cold start waits for one connection less. A failure is not kept: the code
  // that needs the key reads it again and gets the error.
  void stripeSecret.current();
  const peppers = secret(required(config, 'PEPPER_SECRET'), parseKeyRing);
  void peppers.current();
  return {
    ...world,
    edge: wireEdge(config, () => secret),
    captcha: wireCaptcha(config, secret, { tries: dynamodbPaymentTries(documents, table), clock: world.clock }),
    payments: wireStripe(config, stripeSecret),
    passes: passSigner(secret(required(config, 'PASS_SECRET'), parseKeyRing).current),
    emails: emailHasher(peppers.current),
    checkouts: dynamodbCheckoutStore(documents, table),
    supporters: dynamodbSupporterStore(documents, table),
    anonymousPayments: dynamodbAnonymousPaymentStore(documents, table),
    erasures: dynamodbErasureStore(documents, table),
    devices: dynamodbDeviceStore(documents, table),
    reminders: dynamodbReminderCancel(documents, table),
    sealer: hpkeSealer(secret(required(config, 'SEALING_SECRET'), parseSealingKey).current),
    mail: sqsMailQueue(createQueueClient(), required(config, 'MAIL_QUEUE_URL')),
    limiter: dynamodbAttemptLimiter(documents, table, { chance: world.chance, secret: peppers.current }),
    switches: dynamodbSwitches(documents, table, world.clock),
  };
}
